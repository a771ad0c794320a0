/** Telling members that a community will end, telling them otherwise, and taking it back. */
import { type CommandContext, DomainError, type QueryContext, visibleCommunities } from '#kernel';
import { dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { findCommunity, holdCommunities, requireAlive } from '../communities/index.ts';
import { iso, rowsOf, sql, uuids } from '../rows.ts';
import type { Announcement } from './contract.ts';
import { announcedIn } from './find.ts';
import { firstLastDay } from './rules.ts';

interface Wanted {
  communityId: string;
  version: number;
  lastDay: string;
  words: string;
  refund: string;
  successorId: string | null;
}

/**
 * Those who are asked anew where the successor is another one.
 * @throws DomainError `community.unknown`, `community.dissolved`, `dissolution.changed`, `dissolution.lastDay` {first}, `dissolution.successor`
 */
export async function announce(ctx: CommandContext, { communityId, version, ...wanted }: Wanted): Promise<Announcement> {
  // Before anything is looked at: of two at once the second reads what the first one said.
  await holdCommunities(ctx, [communityId, ...(wanted.successorId === null ? [] : [wanted.successorId])]);
  await requireAlive(ctx, [communityId]);
  const { zone } = await findCommunity(ctx, communityId);
  const before = await announcedIn(ctx, communityId);
  if ((before?.version ?? 0) !== version) throw new DomainError('dissolution.changed', {});
  if (before && same(before, wanted)) {
    ctx.unchanged();
    return before;
  }
  const first = firstLastDay(zoneClock(zone).dayOf(ctx.now()));
  // A day that was announced in time may stay when the words are changed.
  if (dayNumber(wanted.lastDay) < first && !(before && wanted.lastDay === before.lastDay && !before.over))
    throw new DomainError('dissolution.lastDay', { first: dayText(first) });
  if (
    wanted.successorId !== null &&
    !(await successorsOf(ctx, communityId)).some(({ id, room }) => id === wanted.successorId && room !== 0)
  )
    throw new DomainError('dissolution.successor', {});
  const [id, at] = [before?.id ?? ctx.newId(), iso(ctx.now())];
  if (!before)
    await rowsOf(
      ctx,
      sql`INSERT INTO dissolution (org_id, id, community_id, announced_at) VALUES (${ctx.orgId}, ${id}, ${communityId}, ${at}::timestamptz)`,
    );
  await rowsOf(
    ctx,
    sql`INSERT INTO dissolution_version (org_id, id, dissolution_id, version, last_day, words, refund, successor_id, said_at)
        VALUES (${ctx.orgId}, ${ctx.newId()}, ${id}, ${version + 1}, ${wanted.lastDay}::date, ${wanted.words}, ${wanted.refund},
          ${wanted.successorId}::uuid, ${at}::timestamptz)`,
  );
  ctx.emit('dissolution.announced', { communityId, subjectId: id }, { version: version + 1 });
  const after = await announcedIn(ctx, communityId);
  if (!after) throw new Error('an announcement without a row');
  return after;
}

function same({ lastDay, words, refund, successor }: Announcement, wanted: Omit<Wanted, 'communityId' | 'version'>): boolean {
  const next = [wanted.lastDay, wanted.words, wanted.refund, wanted.successorId];
  return [lastDay, words, refund, successor?.id ?? null].every((one, index) => one === next[index]);
}

/** @throws DomainError `community.dissolved`, `dissolution.none`, `dissolution.over` */
export async function withdraw(ctx: CommandContext, { communityId }: { communityId: string }) {
  await holdCommunities(ctx, [communityId]);
  await requireAlive(ctx, [communityId]);
  const found = await announcedIn(ctx, communityId);
  if (!found) throw new DomainError('dissolution.none', {});
  if (found.over) throw new DomainError('dissolution.over', { lastDay: found.lastDay });
  await rowsOf(
    ctx,
    sql`UPDATE dissolution SET withdrawn_at = ${iso(ctx.now())}::timestamptz WHERE org_id = ${ctx.orgId} AND id = ${found.id}`,
  );
  ctx.emit('dissolution.withdrawn', { communityId, subjectId: found.id });
  return {};
}

export interface Successor {
  id: string;
  name: string;
  /** Places left; null: no limit. */
  room: number | null;
}

/** Communities the caller may enrol people in, that stay: neither dissolved nor about to be. By name. */
export async function successorsOf(ctx: QueryContext, communityId: string): Promise<Successor[]> {
  const visible = visibleCommunities(ctx, 'operator');
  const seen = visible === 'all' ? sql`TRUE` : sql`c.id = ANY(${uuids(visible)})`;
  return rowsOf<Successor>(
    ctx,
    sql`SELECT c.id, c.name, CASE WHEN i.capacity IS NULL THEN NULL ELSE greatest(0, i.capacity - (SELECT count(*) FROM enrolment e
            WHERE e.org_id = c.org_id AND e.community_id = c.id AND e.left_at IS NULL))::int4 END AS room
        FROM community c LEFT JOIN invitation i ON i.org_id = c.org_id AND i.community_id = c.id
        WHERE c.org_id = ${ctx.orgId} AND c.id <> ${communityId} AND c.dissolved_at IS NULL AND ${seen}
          AND NOT EXISTS (SELECT 1 FROM dissolution d WHERE d.org_id = c.org_id AND d.community_id = c.id AND d.withdrawn_at IS NULL)
        ORDER BY c.created_at DESC, c.id DESC`,
  );
}
