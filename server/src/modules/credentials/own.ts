/** What a member keeps here, told and taken away. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { accountOf, applicationOf } from '../admissions/index.ts';
import { affectedBy, iso, rowsOf, sql } from '../rows.ts';
import type { OwnAddress } from './contract.ts';
import { type Key, keyed } from './keyed.ts';
import { wechatSince } from './wechat.ts';

export async function mine(ctx: QueryContext) {
  const memberId = accountOf(ctx);
  return { addresses: await addressesOf(ctx, memberId), wechatSince: await wechatSince(ctx, memberId) };
}

/** @throws DomainError `address.unknown` */
export async function removeAddress(ctx: CommandContext, { addressId }: { addressId: string }) {
  const own = sql`org_id = ${ctx.orgId} AND id = ${addressId} AND member_id = ${accountOf(ctx)}`;
  if ((await affectedBy(ctx, sql`DELETE FROM member_address WHERE ${own}`)) === 0) throw new DomainError('address.unknown');
  ctx.emit('address.removed', { subjectId: addressId });
  return {};
}

/** As long as the secret still opens something. @throws DomainError `address.invalid`, `application.unknown`, `application.entered` */
export async function leaveAddress(ctx: CommandContext, { secret, address }: { secret: string; address: string }, key: Key) {
  const { kind, digest, hint } = keyed(key, address);
  const { id: applicationId, enteredAt } = await applicationOf(ctx, secret);
  if (enteredAt !== null) throw new DomainError('application.entered');
  await rowsOf(
    ctx,
    sql`INSERT INTO application_address (org_id, application_id, kind, digest, hint, given_at)
        VALUES (${ctx.orgId}, ${applicationId}, ${kind}, ${digest}, ${hint}, ${iso(ctx.now())})
        ON CONFLICT (org_id, application_id) DO UPDATE SET kind = excluded.kind, digest = excluded.digest, hint = excluded.hint`,
  );
  ctx.emit('application.addressLeft', { subjectId: applicationId });
  return { kind, hint };
}

export async function addressesOf(ctx: QueryContext, memberId: string): Promise<OwnAddress[]> {
  const rows = await rowsOf<OwnAddress>(
    ctx,
    sql`SELECT id, kind, hint, confirmed_at AS "confirmedAt" FROM member_address
        WHERE org_id = ${ctx.orgId} AND member_id = ${memberId} ORDER BY confirmed_at, id`,
  );
  return rows.map((row) => ({ ...row, confirmedAt: iso(row.confirmedAt) }));
}
