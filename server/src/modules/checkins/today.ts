/** Everything the check-in page shows, for all campaigns of the caller in five statements. */
import type { QueryContext } from '#kernel';
import { dayText } from '#vocabulary/zone';
import { iso, listOf, ms, rowsOf, sql, uuids } from '../rows.ts';
import type { Requirement } from './contract.ts';
import { countsOf } from './counts.ts';
import { callersPlaces, type Place, shown, shownWindow } from './find.ts';
import { judgeTime } from './judging.ts';
import { fullStanding, shownStanding } from './own-days.ts';
import { shownCalendar } from './people.ts';

const FIRST = 10;
const stateOrder = ['running', 'upcoming', 'ended'];

export async function today(ctx: QueryContext, { campaignId }: { campaignId?: string | undefined }) {
  const places = await callersPlaces(ctx, campaignId);
  const counts = await countsOf(
    ctx,
    places.map(({ campaign }) => campaign),
  );
  const first = await firstOnes(ctx, places);
  const campaigns = places.map((place) => {
    const { campaign, taker, entries: own } = place;
    const { days } = campaign;
    const line = shown(campaign, ctx.now());
    const now = days.dayOf(ctx.now());
    const done = line.state === 'running' ? own.find(({ day }) => day === now) : undefined;
    const standing = fullStanding(place, own, ctx.now());
    const { people = 0, doneToday = 0, counted = 0, possible = 0, rankOf } = counts.get(campaign.id) ?? {};
    return {
      ...line,
      community: campaign.community,
      nickname: taker.nickname,
      policy: days.policyOn(now),
      window: shownWindow(campaign, ctx.now()),
      done: done ? { kind: done.kind, counted: done.counted, at: iso(done.at), content: done.content } : null,
      needs: done ? [] : shutBy(place, ctx.now()),
      canUndo: done?.source === 'page' && done.kind !== 'leave',
      standing: shownStanding(standing),
      ...{ people, doneToday, counted, possible },
      rank: rankOf?.(standing.total) ?? null,
      calendar: shownCalendar(standing.calendar),
      first: first.get(campaign.id) ?? [],
    };
  });
  return { now: iso(ctx.now()), campaigns: campaigns.sort((a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state)) };
}

/** Why nothing can be sent now; empty when it can. */
function shutBy({ campaign: { days, startsOn, endsOn, dissolvedAt } }: Place, now: number): Requirement[] {
  const day = days.dayOf(now);
  if (dissolvedAt !== null) return [{ code: 'campaign.ends', need: dissolvedAt, have: now, met: false }];
  if (day < startsOn) return [{ code: 'campaign.starts', need: days.startOf(startsOn), have: now, met: false }];
  if (day > endsOn) return [{ code: 'campaign.ends', need: days.windowOf(endsOn).endsAt, have: now, met: false }];
  const timing = judgeTime(days.windowOf(day), now, days.policyOn(day).late);
  return timing.kind === 'shut' ? timing.needs : [];
}

interface FirstRow {
  campaignId: string;
  enrolmentId: string;
  nickname: string;
  at: number;
  streak: number;
}

/** Of each campaign, in the order they came today; who is among them has a run that stands. */
async function firstOnes(ctx: QueryContext, places: readonly Place[]) {
  const mine = new Set(places.map(({ taker }) => taker.enrolmentId));
  const rows = await rowsOf<FirstRow>(
    ctx,
    sql`SELECT u.id AS "campaignId", f.* FROM unnest(${uuids(places.map(({ campaign }) => campaign.id))},
          ${listOf(places.map(({ campaign: { days } }) => dayText(days.dayOf(ctx.now()))))}::date[]) AS u(id, day)
        CROSS JOIN LATERAL (
          SELECT k.enrolment_id AS "enrolmentId", e.nickname, ${ms('k.at')} AS at, s.streak
          FROM checkin k JOIN enrolment e ON e.org_id = k.org_id AND e.id = k.enrolment_id AND e.left_at IS NULL
          JOIN checkin_standing s ON s.org_id = k.org_id AND s.campaign_id = k.campaign_id AND s.enrolment_id = k.enrolment_id
          WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = u.id AND k.day = u.day AND k.kind <> 'leave'
          ORDER BY k.at, k.enrolment_id LIMIT ${FIRST}) f`,
  );
  const shownRows = rows.map((row) => ({ ...row, at: iso(row.at), me: mine.has(row.enrolmentId) }));
  return Map.groupBy(shownRows, (row) => row.campaignId);
}
