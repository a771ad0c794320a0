/** What the caller may do in a squad. */
import { holdsRight, type QueryContext, visibleCommunities } from '#kernel';
import { type SquadRight, squadRights } from './contract.ts';

/** Staff may do all of it; others what their roles let them, here or in the whole community. */
export function rightsIn(ctx: QueryContext, communityId: string, squadId: string): SquadRight[] {
  if (isStaff(ctx, communityId)) return [...squadRights];
  return squadRights.filter((code) => holdsRight(ctx, code, communityId, squadId));
}

export function isStaff(ctx: QueryContext, communityId: string): boolean {
  const staffed = visibleCommunities(ctx, 'coach');
  return staffed === 'all' || staffed.includes(communityId);
}
