/** What the caller may do in a squad, and as whom. */
import { sql } from 'drizzle-orm';
import { type QueryContext, visibleCommunities } from '#kernel';
import { rowsOf } from '../rows.ts';

const codes = ['squad.see', 'squad.praise', 'squad.care', 'squad.correct'] as const;
export type SquadRight = (typeof codes)[number];

/** Staff may do all of it; others what their roles let them, here or in the whole community. */
export function rightsIn(ctx: QueryContext, communityId: string, squadId: string): SquadRight[] {
  if (isStaff(ctx, communityId)) return [...codes];
  const { actor } = ctx;
  const held = 'rights' in actor ? (actor.rights ?? []) : [];
  return codes.filter((code) =>
    held.some((one) => one.right === code && one.communityId === communityId && (one.squadId === null || one.squadId === squadId)),
  );
}

export function isStaff(ctx: QueryContext, communityId: string): boolean {
  const staffed = visibleCommunities(ctx, 'coach');
  return staffed === 'all' || staffed.includes(communityId);
}

/** The caller's own enrolment in a community; null: takes no part. */
export async function callersEnrolment(ctx: QueryContext, communityId: string): Promise<string | null> {
  const { actor } = ctx;
  if (!('accountId' in actor)) return null;
  const [row] = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT id FROM enrolment WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND member_id = ${actor.accountId} AND left_at IS NULL`,
  );
  return row?.id ?? null;
}
