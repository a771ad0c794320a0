/** Everyone of a campaign, one person's days, and putting a day right: for staff. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import { iso, ms, rowsOf, sql } from '../rows.ts';
import type { CheckinKind } from './contract.ts';
import { postsWhere } from './feed.ts';
import {
  type Campaign,
  type EntriesJson,
  type Entry,
  entriesJson,
  entryOf,
  findCampaign,
  type Place,
  placeOfPerson,
  shownWindow,
  type Taker,
} from './find.ts';
import { addEntry, fullStanding, keepStanding, lockedEntries, removeEntry, replaceEntry, shownStanding } from './own-days.ts';
import { checkinCorrection } from './schema.ts';
import type { CourseDay, FullStanding } from './standing.ts';
import { about } from './submit.ts';

const collator = new Intl.Collator('zh-Hans-CN');

/** Everyone of a campaign as it stands for each of them. */
async function standingsOf(ctx: QueryContext, campaign: Campaign): Promise<{ place: Place; standing: FullStanding }[]> {
  const takers = await rowsOf<Taker & { entries: EntriesJson }>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.nickname, ${ms('e.joined_at')} AS "joinedAt", d.entries
        FROM enrolment e LEFT JOIN (
          SELECT k.enrolment_id, ${entriesJson} AS entries FROM checkin k WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ${campaign.id} GROUP BY 1
        ) d ON d.enrolment_id = e.id
        WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${campaign.communityId} AND e.left_at IS NULL`,
  );
  return takers.map(({ entries, ...taker }) => {
    const place: Place = { campaign, taker, entries: (entries ?? []).map(entryOf) };
    return { place, standing: fullStanding(place, place.entries, ctx.now()) };
  });
}

interface LastDays {
  enrolmentId: string;
  nickname: string;
  /** Civil days that were missed. */
  missed: number[];
  /** Days with a check-in. */
  done: number;
}

/** Of the last complete days of a campaign, before today: leave and free days are neither missed nor done. */
export async function lastDays(ctx: QueryContext, campaign: Campaign, days: number): Promise<LastDays[]> {
  const today = campaign.days.dayOf(ctx.now());
  return (await standingsOf(ctx, campaign)).map(({ place: { taker, entries }, standing: { calendar } }) => {
    const inside = (day: number) => day < today && day >= today - days;
    return {
      enrolmentId: taker.enrolmentId,
      nickname: taker.nickname,
      missed: calendar.flatMap(({ day, state }) => (state === 'missed' && inside(day) ? day : [])),
      done: entries.filter(({ day, kind }) => kind !== 'leave' && inside(day)).length,
    };
  });
}

export async function people(ctx: QueryContext, { campaignId, show }: { campaignId: string; show: 'all' | 'missing' | 'done' }) {
  const campaign = await findCampaign(ctx, campaignId);
  const today = campaign.days.dayOf(ctx.now());
  const lines = (await standingsOf(ctx, campaign)).map(({ place, standing }) => {
    const done = place.entries.find(({ day }) => day === today);
    return {
      enrolmentId: place.taker.enrolmentId,
      nickname: place.taker.nickname,
      standing: shownStanding(standing),
      today: done?.kind ?? null,
      at: done ? iso(done.at) : null,
      missedDays: standing.missedDays,
    };
  });
  const wanted = lines.filter((line) => show === 'all' || (line.today === null) === (show === 'missing'));
  wanted.sort((a, b) => Number(a.today !== null) - Number(b.today !== null) || collator.compare(a.nickname, b.nickname));
  return { closesAt: shownWindow(campaign, ctx.now())?.closesAt ?? null, people: wanted };
}

interface Person {
  campaignId: string;
  enrolmentId: string;
}

interface CorrectionRow {
  day: string;
  at: number;
  was: CheckinKind | null;
  becomes: CheckinKind | null;
  reason: string;
}

export async function person(ctx: QueryContext, { campaignId, enrolmentId }: Person) {
  const place = await placeOfPerson(ctx, campaignId, enrolmentId);
  const { entries } = place;
  const standing = fullStanding(place, entries, ctx.now());
  const corrections = await rowsOf<CorrectionRow>(
    ctx,
    sql`SELECT day::text AS day, ${ms('at')} AS at, was, becomes, reason FROM checkin_correction
        WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId} AND enrolment_id = ${enrolmentId} ORDER BY at DESC, id DESC`,
  );
  return {
    enrolmentId,
    nickname: place.taker.nickname,
    standing: shownStanding(standing),
    calendar: shownCalendar(standing.calendar),
    posts: await postsWhere(ctx, place.campaign, null, sql`k.enrolment_id = ${enrolmentId}`, entries.length + 1),
    corrections: corrections.map((row) => ({ ...row, at: iso(row.at) })),
  };
}

/** Days that count and the longest run of them. @throws DomainError `campaign.unknown`, `enrolment.unknown` */
export async function standingIn(ctx: QueryContext, { campaignId, enrolmentId }: Person): Promise<{ total: number; best: number }> {
  const place = await placeOfPerson(ctx, campaignId, enrolmentId);
  return fullStanding(place, place.entries, ctx.now());
}

export const shownCalendar = (calendar: readonly CourseDay[]) => calendar.map((one) => ({ ...one, day: dayText(one.day) }));

interface Correction extends Person {
  day: string;
  becomes: CheckinKind | null;
  reason: string;
}

/** Any day of the campaign up to today. @throws DomainError `checkin.outside` */
export async function correct(ctx: CommandContext, { campaignId, enrolmentId, becomes, reason, ...input }: Correction) {
  const place = await placeOfPerson(ctx, campaignId, enrolmentId);
  const { startsOn, endsOn, days } = place.campaign;
  const [day, last] = [dayNumber(input.day), Math.min(days.dayOf(ctx.now()), endsOn)];
  if (day < startsOn || day > last)
    throw new DomainError('checkin.outside', { day: input.day, from: dayText(startsOn), to: dayText(last) });
  const entries = await lockedEntries(ctx, place);
  const before = entries.find((entry) => entry.day === day);
  const was = before?.kind ?? null;
  if (was === becomes) {
    ctx.unchanged();
    return { standing: shownStanding(fullStanding(place, entries, ctx.now())) };
  }
  const { content = {}, at = ctx.now() } = before ?? {};
  const counted = becomes === 'onTime' || becomes === 'madeUp' || (becomes === 'late' && days.policyOn(day).late === 'counted');
  const entry: Entry | null = becomes && { day, kind: becomes, counted, byStaff: true, source: 'staff', at, content };
  if (!entry) await removeEntry(ctx, place, day);
  else if (before) await replaceEntry(ctx, place, entry);
  else await addEntry(ctx, place, entry);
  const row = { id: ctx.newId(), campaignId, enrolmentId, day: input.day, at: new Date(ctx.now()), was, becomes, reason };
  await ctx.db.insert(checkinCorrection).values({ orgId: ctx.orgId, ...row });
  ctx.emit('checkin.corrected', about(place), { campaignId, day: input.day, was, becomes });
  const others = entries.filter((one) => one !== before);
  return { standing: await keepStanding(ctx, place, entry ? [...others, entry] : others) };
}
