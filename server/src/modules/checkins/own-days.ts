/** One member's rows in one campaign, read and changed under a lock, and the standing that follows from them. */
import type { CommandContext } from '#kernel';
import { dayText } from '#vocabulary/zone';
import { accountOf } from '../admissions/index.ts';
import { claimMedia, releaseMedia } from '../media/index.ts';
import { and, eq, rowsOf, type SQL, sql } from '../rows.ts';
import type { Standing } from './contract.ts';
import { callersPlace, courseOf, type EntriesJson, type Entry, entriesJson, entryOf, type Place } from './find.ts';
import { checkin, checkinStanding } from './schema.ts';
import { type FullStanding, type Row, standingOf } from './standing.ts';

/**
 * The caller's place with the caller's standing locked until the transaction ends, and the rows read after that: two
 * commands of one member follow each other, and the standing written last is computed from all rows.
 * @throws DomainError as `callersPlace`
 */
export async function callersLockedPlace(ctx: CommandContext, campaignId: string): Promise<Place> {
  await lock(ctx, campaignId, sql`e.member_id = ${accountOf(ctx)} AND e.left_at IS NULL`);
  return callersPlace(ctx, campaignId);
}

/** As above, for the place of somebody else. */
export async function lockedEntries(ctx: CommandContext, { campaign, taker }: Place): Promise<Entry[]> {
  await lock(ctx, campaign.id, sql`e.id = ${taker.enrolmentId}`);
  const [read] = await rowsOf<{ entries: EntriesJson }>(
    ctx,
    sql`SELECT ${entriesJson} AS entries FROM checkin k
        WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ${campaign.id} AND k.enrolment_id = ${taker.enrolmentId}`,
  );
  return (read?.entries ?? []).map(entryOf);
}

/** Makes the standing where there is none, and locks it, in one statement. */
async function lock(ctx: CommandContext, campaignId: string, who: SQL): Promise<void> {
  await rowsOf(
    ctx,
    sql`INSERT INTO checkin_standing (org_id, campaign_id, enrolment_id, total, streak)
        SELECT c.org_id, c.id, e.id, 0, 0 FROM campaign c JOIN enrolment e ON e.org_id = c.org_id AND e.community_id = c.community_id
        WHERE c.org_id = ${ctx.orgId} AND c.id = ${campaignId} AND ${who}
        ON CONFLICT (org_id, campaign_id, enrolment_id) DO UPDATE SET total = checkin_standing.total`,
  );
}

function ownStanding(ctx: CommandContext, { campaign, taker }: Place) {
  return and(
    eq(checkinStanding.orgId, ctx.orgId),
    eq(checkinStanding.campaignId, campaign.id),
    eq(checkinStanding.enrolmentId, taker.enrolmentId),
  );
}

/** @returns false where the day has a row already; then nothing is changed @throws DomainError `media.gone` */
export async function addEntry(ctx: CommandContext, place: Place, entry: Entry): Promise<boolean> {
  const { kind, counted, source, content } = entry;
  const key = { orgId: ctx.orgId, ...ownerOf(place, entry.day) };
  const added = await ctx.db
    .insert(checkin)
    .values({ ...key, kind, counted, source, at: new Date(entry.at), content })
    .onConflictDoNothing()
    .returning({ day: checkin.day });
  if (added.length > 0) await claimMedia(ctx, key, content.photos ?? [], content.voice);
  return added.length > 0;
}

/** Files of the row before that the new one does not name belong to none from now on. @throws DomainError `media.gone` */
export async function replaceEntry(ctx: CommandContext, place: Place, entry: Entry): Promise<void> {
  const { kind, counted, source, content } = entry;
  const owner = ownerOf(place, entry.day);
  await releaseMedia(ctx, owner);
  await claimMedia(ctx, owner, content.photos ?? [], content.voice);
  await ctx.db
    .update(checkin)
    .set({ kind, counted, source, at: new Date(entry.at), content })
    .where(ownDay(ctx, place, entry.day));
}

export async function removeEntry(ctx: CommandContext, place: Place, day: number): Promise<void> {
  await releaseMedia(ctx, ownerOf(place, day));
  await ctx.db.delete(checkin).where(ownDay(ctx, place, day));
}

const ownerOf = ({ campaign, taker }: Place, day: number) => ({
  campaignId: campaign.id,
  enrolmentId: taker.enrolmentId,
  day: dayText(day),
});

function ownDay(ctx: CommandContext, { campaign, taker }: Place, day: number) {
  return and(
    eq(checkin.orgId, ctx.orgId),
    eq(checkin.campaignId, campaign.id),
    eq(checkin.enrolmentId, taker.enrolmentId),
    eq(checkin.day, dayText(day)),
  );
}

export function fullStanding(place: Place, entries: readonly Row[], now: number): FullStanding {
  return standingOf(entries, courseOf(place.campaign, place.taker.joinedAt, now));
}

export function shownStanding({ streak, total, best, ticketsLeft, leavesLeft, week }: FullStanding): Standing {
  return { streak, total, best, ticketsLeft, leavesLeft, week };
}

/** Writes what follows from all rows of a member whose standing is locked. */
export async function keepStanding(ctx: CommandContext, place: Place, entries: readonly Entry[]): Promise<Standing> {
  const full = fullStanding(place, entries, ctx.now());
  const counted = entries.filter((entry) => entry.counted).map(({ at }) => at);
  await ctx.db
    .update(checkinStanding)
    .set({
      total: full.total,
      streak: full.runThen,
      lastDay: full.lastDay === null ? null : dayText(full.lastDay),
      // The earlier a total was reached, the higher its place.
      lastAt: counted.length > 0 ? new Date(Math.max(...counted)) : null,
    })
    .where(ownStanding(ctx, place));
  return shownStanding(full);
}
