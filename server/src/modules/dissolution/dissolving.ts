/** The end of a community: once, in one transaction. What was there stays as it was on its last day. */
import { type CommandContext, DomainError } from '#kernel';
import { dayText, zoneClock } from '#vocabulary/zone';
import { closeEntry, moveIn } from '../admissions/index.ts';
import { endCampaigns } from '../checkins/index.ts';
import { findCommunity, holdCommunities, setDissolved } from '../communities/index.ts';
import { dropWaiting } from '../duties/index.ts';
import { iso, rowsOf, sql } from '../rows.ts';
import { type Announced, announcedIn } from './find.ts';
import { answersTo } from './preview.ts';
import { mayDissolve } from './rules.ts';

interface Wanted {
  communityId: string;
  name: string;
}

/**
 * Enrolments stay as they are: who took part to the end reads on, and left with the community. Saying it again changes nothing.
 * @throws DomainError `community.unknown`, `dissolution.name`, `dissolution.notAnnounced`, `dissolution.tooSoon` {lastDay},
 * `dissolution.successor` where the successor is none any more
 */
export async function dissolve(ctx: CommandContext, { communityId, name }: Wanted) {
  const planned = await announcedIn(ctx, communityId);
  // Whatever is under way in one of them comes first; the successor cannot be dissolved meanwhile.
  await holdCommunities(ctx, [communityId, ...(planned?.successor ? [planned.successor.id] : [])]);
  const [community, announced] = [await findCommunity(ctx, communityId), await announcedIn(ctx, communityId)];
  if (community.dissolvedAt !== null) {
    ctx.unchanged();
    return { dissolvedAt: community.dissolvedAt, ...(await outcomesOf(ctx, announced)) };
  }
  if (community.name !== name) throw new DomainError('dissolution.name', { name: community.name });
  // Announced anew while this one waited.
  if (planned?.version !== announced?.version) throw new DomainError('dissolution.changed', {});
  const today = zoneClock(community.zone).dayOf(ctx.now());
  const [row] = await rowsOf<{ people: number }>(
    ctx,
    sql`SELECT count(*)::int4 AS people FROM enrolment WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND left_at IS NULL`,
  );
  const lastDay = announced?.lastDay ?? null;
  const may = mayDissolve({ dissolved: false, lastDay, people: row?.people ?? 0, today });
  if (may === 'notAnnounced') throw new DomainError('dissolution.notAnnounced', {});
  if (may === 'tooSoon') throw new DomainError('dissolution.tooSoon', { lastDay: lastDay ?? '' });
  if (announced?.successor) await moveAlong(ctx, announced, announced.successor.id);
  await closeEntry(ctx, communityId, announced?.words ?? '');
  await endCampaigns(ctx, communityId, announced?.over ? announced.lastDay : dayText(today));
  const dropped = await dropWaiting(ctx, communityId);
  await setDissolved(ctx, communityId);
  if (announced)
    await rowsOf(
      ctx,
      sql`UPDATE dissolution SET done_at = ${iso(ctx.now())}::timestamptz WHERE org_id = ${ctx.orgId} AND id = ${announced.id}`,
    );
  const outcomes = await outcomesOf(ctx, announced);
  ctx.emit('community.dissolved', { communityId, subjectId: communityId }, { ...outcomes, dropped });
  return { dissolvedAt: iso(ctx.now()), ...outcomes };
}

/** Those alone who said yes, in the order they said it. */
async function moveAlong(ctx: CommandContext, announced: Announced, successorId: string): Promise<void> {
  if ((await findCommunity(ctx, successorId)).dissolvedAt !== null) throw new DomainError('dissolution.successor', {});
  const coming = (await answersTo(ctx, announced)).filter(({ comes }) => comes);
  const became = await moveIn(ctx, successorId, coming);
  for (const { enrolmentId, memberId } of coming)
    await rowsOf(
      ctx,
      sql`UPDATE dissolution_answer SET outcome = ${became.get(memberId) ?? null}
          WHERE org_id = ${ctx.orgId} AND dissolution_id = ${announced.id} AND enrolment_id = ${enrolmentId}`,
    );
}

async function outcomesOf(ctx: CommandContext, announced: Announced | null): Promise<{ moved: number; waiting: number }> {
  const answers = announced ? await answersTo(ctx, announced) : [];
  const having = (wanted: string) => answers.filter(({ outcome }) => outcome === wanted).length;
  return { moved: having('moved'), waiting: having('waiting') };
}
