/** Codes that no gateway has sent: staff who let people in pass them on. */
import { type CommandContext, DomainError, type QueryContext, visibleCommunities } from '#kernel';
import { iso, rowsOf, sql, uuids } from '../rows.ts';
import { codeOf, type Key } from './keyed.ts';
import { MOST_TRIES } from './rules.ts';

interface WaitingRow {
  codeId: string;
  communityId: string;
  community: string;
  nickname: string;
  purpose: 'signIn' | 'confirm';
  hint: string;
  until: string;
}

export async function waiting(ctx: QueryContext) {
  const seen = visibleCommunities(ctx, 'operator');
  const where = seen === 'all' ? sql`` : sql`AND e.community_id = ANY(${uuids(seen)})`;
  return { codes: (await waitingRows(ctx, where)).map((row) => ({ ...row, until: iso(row.until) })) };
}

/** @throws DomainError `signInCode.unknown` where it is over, used, sent by a gateway or of somebody elsewhere */
export async function showCode(ctx: CommandContext, { communityId, codeId }: { communityId: string; codeId: string }, key: Key) {
  const [row] = await waitingRows(ctx, sql`AND e.community_id = ${communityId} AND s.id = ${codeId}`);
  if (!row) throw new DomainError('signInCode.unknown', { codeId });
  ctx.emit('signInCode.shown', { communityId, subjectId: codeId });
  return { nickname: row.nickname, code: codeOf(key, codeId), until: iso(row.until) };
}

export async function isForSomebody(ctx: QueryContext, { codeId }: { codeId: string }): Promise<boolean> {
  return (
    (await rowsOf(ctx, sql`SELECT 1 FROM sign_in_code WHERE org_id = ${ctx.orgId} AND id = ${codeId} AND member_id IS NOT NULL`)).length > 0
  );
}

export async function delivered(ctx: CommandContext, { codeId }: { codeId: string }): Promise<void> {
  await rowsOf(ctx, sql`UPDATE sign_in_code SET delivered_at = ${iso(ctx.now())} WHERE org_id = ${ctx.orgId} AND id = ${codeId}`);
  ctx.emit('signInCode.delivered', { subjectId: codeId });
}

/** One line a code, in the community that the member joined last. */
function waitingRows(ctx: QueryContext, where: ReturnType<typeof sql>): Promise<WaitingRow[]> {
  return rowsOf(
    ctx,
    sql`SELECT DISTINCT ON (s.made_at, s.id) s.id AS "codeId", e.community_id AS "communityId", c.name AS community, e.nickname, s.purpose, s.hint, s.until
        FROM sign_in_code s
        JOIN enrolment e ON e.org_id = s.org_id AND e.member_id = s.member_id AND e.left_at IS NULL
        JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        WHERE s.org_id = ${ctx.orgId} AND s.used_at IS NULL AND s.delivered_at IS NULL AND s.tries < ${MOST_TRIES} AND s.until > ${iso(ctx.now())} ${where}
        ORDER BY s.made_at, s.id, e.joined_at DESC`,
  );
}
