/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, rowsOf, sql } from '../rows.ts';
import { addressesOf } from './own.ts';
import { wechatSince } from './wechat.ts';

interface KeptCredentials {
  /** Since when a WeChat account is linked; its id is not kept, only a hash of it. */
  wechat: string | null;
  /** Hints only: more is not kept. `proven`: a code that went there came back. */
  addresses: { kind: 'phone' | 'email'; hint: string; at: string; proven: boolean }[];
}

/** Everything kept about a member; what was left with an application goes and stays with that. */
export async function keptCredentials(ctx: QueryContext, memberId: string): Promise<KeptCredentials> {
  const proven = await addressesOf(ctx, memberId);
  const left = await rowsOf<{ kind: 'phone' | 'email'; hint: string; at: string }>(
    ctx,
    sql`SELECT l.kind, l.hint, l.given_at AS at FROM application_address l
        JOIN application p ON p.org_id = l.org_id AND p.id = l.application_id
        JOIN enrolment e ON e.org_id = p.org_id AND e.id = p.enrolment_id
        WHERE l.org_id = ${ctx.orgId} AND e.member_id = ${memberId} ORDER BY l.given_at`,
  );
  return {
    wechat: await wechatSince(ctx, memberId),
    addresses: [
      ...proven.map(({ kind, hint, confirmedAt }) => ({ kind, hint, at: confirmedAt, proven: true })),
      ...left.map(({ kind, hint, at }) => ({ kind, hint, at: iso(at), proven: false })),
    ],
  };
}

/** For somebody whose last enrolment is erased. */
export async function eraseCredentials(ctx: CommandContext, memberId: string): Promise<void> {
  const own = sql`org_id = ${ctx.orgId} AND member_id = ${memberId}`;
  await rowsOf(ctx, sql`DELETE FROM member_address WHERE ${own}`);
  await rowsOf(ctx, sql`DELETE FROM member_wechat WHERE ${own}`);
  await rowsOf(ctx, sql`DELETE FROM sign_in_code WHERE ${own}`);
}

/** Codes count for an hour after they were made. Bookkeeping: no event. */
export async function forgetCodes(ctx: CommandContext): Promise<void> {
  ctx.unchanged();
  await rowsOf(ctx, sql`DELETE FROM sign_in_code WHERE org_id = ${ctx.orgId} AND made_at < ${iso(ctx.now() - 3_600_000)}`);
}
