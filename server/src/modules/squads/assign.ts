import { type CommandContext, DomainError } from '#kernel';
import { holdCommunity } from '../communities/index.ts';
import { sql, uuids } from '../rows.ts';
import { begin, enter, leaveSquads, type Now, removeEmpty, whereTheyAre } from './changing.ts';
import type { SkipReason } from './contract.ts';
import { leadersOf, squadsOf } from './find.ts';
import { squad as squadTable } from './schema.ts';

interface Plan {
  communityId: string;
  anew: boolean;
  squads: { squadId: string | null; name: string; people: string[] }[];
}

/**
 * The plan was made some time ago: each person is looked at as they are now. Squads that a division of everyone leaves empty go,
 * and come back with its undo. @throws DomainError `community.unknown`, `squad.unknown`
 */
export async function assign(ctx: CommandContext, { communityId, anew, squads }: Plan) {
  await holdCommunity(ctx, communityId);
  const existing = await squadsOf(ctx, communityId);
  for (const { squadId } of squads)
    if (squadId !== null && !existing.some(({ id }) => id === squadId)) throw new DomainError('squad.unknown', { squadId });
  const now = await whereTheyAre(ctx, communityId);
  const leaders = await leadersOf(
    ctx,
    existing.map(({ id }) => id),
  );
  const skipped: { enrolmentId: string; nickname: string; reason: SkipReason }[] = [];
  const seen = new Set<string>();
  let unchanged = 0;
  const moves = squads.map((planned) => {
    const people = planned.people.filter((enrolmentId) => {
      const person = now.get(enrolmentId);
      const reason = whyNot(person, planned.squadId, anew, leaders.get(person?.squadId ?? '')?.enrolmentId === enrolmentId);
      const first = !seen.has(enrolmentId);
      seen.add(enrolmentId);
      if (reason !== null || !first)
        skipped.push({ enrolmentId, nickname: person?.nickname ?? '', reason: first && reason ? reason : 'twice' });
      else if (person?.squadId === planned.squadId && planned.squadId !== null) unchanged += 1;
      else return true;
      return false;
    });
    return { ...planned, people };
  });
  const placed = moves.reduce((sum, { people }) => sum + people.length, 0);
  if (placed === 0) {
    ctx.unchanged();
    return { placed, unchanged, skipped };
  }
  const changeId = await begin(ctx, communityId, 'plan', placed);
  await leaveSquads(
    ctx,
    changeId,
    moves.flatMap(({ people }) => people),
  );
  let place = Math.max(0, ...existing.map((one) => one.place));
  const rows = [];
  for (const { squadId, name, people } of moves) {
    if (people.length === 0) continue;
    const id = squadId ?? ctx.newId();
    if (squadId === null) {
      place += 1;
      await ctx.db
        .insert(squadTable)
        .values({ orgId: ctx.orgId, id, communityId, name, place, madeAt: new Date(ctx.now()), madeBy: changeId });
    }
    for (const enrolmentId of people) rows.push({ squadId: id, enrolmentId, begunBy: changeId });
  }
  await enter(ctx, rows);
  if (anew) {
    const named = moves.flatMap(({ squadId }) => squadId ?? []);
    await removeEmpty(ctx, changeId, sql`community_id = ${communityId} AND NOT (id = ANY(${uuids(named)}))`);
  }
  ctx.emit('squads.assigned', { communityId, subjectId: changeId }, { placed, skipped: skipped.length, anew });
  return { placed, unchanged, skipped };
}

/** Why somebody is not placed as planned; null: they are. */
function whyNot(person: Now | undefined, squadId: string | null, anew: boolean, leads: boolean): SkipReason | null {
  if (!person) return 'left';
  if (person.squadId === null || person.squadId === squadId) return null;
  if (!anew) return 'hasSquad';
  return leads ? 'leads' : null;
}
