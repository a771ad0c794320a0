/** Which WeChat account a member signs in by. It is linked by the member, who is signed in; never by a name. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { accountOf } from '../admissions/index.ts';
import { affectedBy, iso, isoOrNull, rowsOf, sql } from '../rows.ts';
import { linkFor } from './codes.ts';
import { keyOf, wechatDigest } from './keyed.ts';

/** @param account app and openid @throws DomainError `wechat.taken` */
export async function linkWechat(ctx: CommandContext, { account }: { account: string }): Promise<void> {
  const memberId = accountOf(ctx);
  const digest = wechatDigest(await keyOf(ctx), account);
  const linked = await affectedBy(
    ctx,
    sql`INSERT INTO member_wechat (org_id, member_id, digest, linked_at) VALUES (${ctx.orgId}, ${memberId}, ${digest}, ${iso(ctx.now())})
        ON CONFLICT DO NOTHING`,
  );
  if (linked > 0) return ctx.emit('wechat.linked', { subjectId: memberId });
  const [own] = await rowsOf(
    ctx,
    sql`SELECT 1 FROM member_wechat WHERE org_id = ${ctx.orgId} AND member_id = ${memberId} AND digest = ${digest}`,
  );
  if (!own) throw new DomainError('wechat.taken');
  ctx.unchanged();
}

/** @returns the link that signs the account's member in; null where it is nobody's, or who left */
export async function enterByWechat(ctx: CommandContext, { account }: { account: string }): Promise<string | null> {
  const digest = wechatDigest(await keyOf(ctx), account);
  const [row] = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT member_id AS id FROM member_wechat WHERE org_id = ${ctx.orgId} AND digest = ${digest}`,
  );
  const path = row ? await linkFor(ctx, row.id) : null;
  if (path === null) ctx.unchanged();
  return path;
}

export async function unlinkWechat(ctx: CommandContext) {
  const memberId = accountOf(ctx);
  if ((await affectedBy(ctx, sql`DELETE FROM member_wechat WHERE org_id = ${ctx.orgId} AND member_id = ${memberId}`)) === 0)
    ctx.unchanged();
  else ctx.emit('wechat.unlinked', { subjectId: memberId });
  return {};
}

/** Since when; null: no account is linked. */
export async function wechatSince(ctx: QueryContext, memberId: string): Promise<string | null> {
  const [row] = await rowsOf<{ at: string }>(
    ctx,
    sql`SELECT linked_at AS at FROM member_wechat WHERE org_id = ${ctx.orgId} AND member_id = ${memberId}`,
  );
  return isoOrNull(row?.at ?? null);
}
