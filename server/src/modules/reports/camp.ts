import { DomainError, type QueryContext } from '#kernel';
import { dayText, weekdayOf } from '#vocabulary/zone';
import { type Campaign, findCampaign, type WholeCourse, wholeCourses } from '../checkins/index.ts';
import { preview } from '../graduation/index.ts';
import { iso, ms, rowsOf, sql, uuids } from '../rows.ts';
import type { CampReport, EvidenceCode } from './contract.ts';
import { evidenceOf, type Span, sources, spanOf } from './evidence.ts';
import { concluded, type Figured, lostHow, SILENT_DAYS, stoodOut } from './rules.ts';

const WEEK = 7;
const MOST_LOST = 200;
/** Of the evidence that the days themselves give; praise and duties have theirs with their source. */
const floors = new Map<EvidenceCode, number>([['days', 2], ['best', 3], ...sources.map(({ code, floor }) => [code, floor] as const)]);

/** @throws DomainError `campaign.unknown`, `campaign.notBegun` before its first day is over */
export async function camp(ctx: QueryContext, { campaignId }: { campaignId: string }): Promise<CampReport> {
  const campaign = await findCampaign(ctx, campaignId);
  const { days, startsOn, endsOn } = campaign;
  const until = Math.min(days.dayOf(ctx.now()) - 1, endsOn);
  if (until < startsOn) throw new DomainError('campaign.notBegun', { startsOn: dayText(startsOn) });
  const over = until === endsOn;
  const courses = await wholeCourses(ctx, campaign);
  const ways = courses.map((course) => wayOf(course, campaign, until));
  const daily = dailyOf(ways, startsOn, until);
  const weeks = weeksOf(daily);
  const entries = courses.flatMap((course) => course.entries.filter(({ day }) => day <= until));
  const kinds = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
  const counted = sum(daily.map((one) => one.counted));
  const possible = sum(daily.map((one) => one.people));
  const people = {
    all: ways.length,
    left: ways.filter(({ leftOn }) => leftOn !== null && leftOn <= until).length,
    checkedIn: ways.filter(({ total }) => total > 0).length,
  };
  const checkins = {
    counted,
    sent: entries.length - kinds('leave'),
    possible,
    rate: possible === 0 ? null : counted / possible,
    late: kinds('late'),
    madeUp: kinds('madeUp'),
    leave: kinds('leave'),
  };
  const { need, met, people: standing } = await preview(ctx, { campaignId });
  const awarded = standing.filter(({ certificate }) => certificate && !certificate.revoked).length;
  const completion = { need, met, awarded };
  const named = ways.filter(({ course }) => !course.erased);
  const evidence = await evidenceOf(ctx, campaign);
  const figured = named.map(
    ({
      course: {
        enrolmentId,
        nickname,
        standing: { best },
      },
      total,
    }): Figured => {
      const own = new Map<EvidenceCode, number>([['days', total], ['best', best], ...(evidence.get(enrolmentId) ?? [])]);
      return { enrolmentId, nickname, evidence: own };
    },
  );
  const lost = await lostOf(ctx, campaign, named, until);
  const span = spanOf(campaign);
  const rituals = await ritualsOf(ctx, campaign, span);
  const duties = await dutiesOf(ctx, campaign, span);
  const praised = [...evidence.values()].flatMap((of) => of.get('praises') ?? []);
  const facts = {
    ...{ people, checkins, weeks, completion, rituals, duties, over },
    lost: lost.map(({ how, notes, daysIn }) => ({ how, notes, daysIn })),
    weekdays: weekdaysOf(daily),
    praises: { all: sum(praised), people: praised.length },
  };
  const present = (code: CampReport['gaps'][number]['code'], is: boolean, count = 0) => (is ? [{ code, count }] : []);
  return {
    communityId: campaign.communityId,
    community: campaign.community,
    campaign: campaign.name,
    goal: campaign.goal,
    zone: days.policyOn(until).zone,
    startsOn: dayText(startsOn),
    endsOn: dayText(endsOn),
    until: dayText(until),
    over,
    madeAt: iso(ctx.now()),
    ...{ people, checkins, weeks, completion, rituals, duties },
    days: daily.map((one) => ({ ...one, day: dayText(one.day) })),
    stoodOut: stoodOut(figured, floors),
    lost: lost.slice(0, MOST_LOST).map(({ daysIn: _, ...one }) => one),
    lostAll: lost.length,
    conclusions: concluded(facts),
    gaps: [
      ...present('running', !over),
      ...present('short', until - startsOn + 1 < 2 * SILENT_DAYS, until - startsOn + 1),
      ...present('few', people.all < 10, people.all),
      ...present('erased', named.length < ways.length, ways.length - named.length),
      ...present('noPraises', praised.length === 0),
      ...present('noNotes', lost.length > 0 && lost.every(({ notes }) => notes === 0)),
      ...present('noDuties', duties.items === 0),
      ...present('chat', true),
    ],
  };
}

interface Way {
  course: WholeCourse;
  /** Their first day: of joining, or of a check-in before it, which staff enter for whoever is enrolled late. */
  first: number;
  leftOn: number | null;
  counted: Set<number>;
  total: number;
  lastDay: number | null;
}

function wayOf(course: WholeCourse, { days, startsOn }: Campaign, until: number): Way {
  const counted = new Set(course.entries.filter((entry) => entry.counted && entry.day <= until).map(({ day }) => day));
  return {
    course,
    first: Math.min(Math.max(startsOn, days.dayOf(course.joinedAt)), ...course.entries.map(({ day }) => day)),
    leftOn: course.leftAt === null ? null : days.dayOf(course.leftAt),
    counted,
    total: counted.size,
    lastDay: counted.size === 0 ? null : Math.max(...counted),
  };
}

interface Day {
  day: number;
  counted: number;
  /** Who took part that day. */
  people: number;
}

/** A day that was entered for somebody who had left is theirs all the same: they are counted for that day. */
function dailyOf(ways: readonly Way[], startsOn: number, until: number): Day[] {
  return Array.from({ length: until - startsOn + 1 }, (_, index) => {
    const day = startsOn + index;
    const there = ways.filter((way) => way.counted.has(day) || (way.first <= day && (way.leftOn === null || day < way.leftOn)));
    return { day, counted: there.filter((way) => way.counted.has(day)).length, people: there.length };
  });
}

function weeksOf(daily: readonly Day[]): CampReport['weeks'] {
  return Array.from({ length: Math.ceil(daily.length / WEEK) }, (_, index) => {
    const days = daily.slice(index * WEEK, (index + 1) * WEEK);
    const [counted, possible] = [sum(days.map((day) => day.counted)), sum(days.map((day) => day.people))];
    const at = (day: Day | undefined) => dayText(day?.day ?? 0);
    const rate = possible === 0 ? null : counted / possible;
    return { week: index + 1, from: at(days[0]), to: at(days.at(-1)), counted, possible, rate };
  });
}

function weekdaysOf(daily: readonly Day[]) {
  return Array.from({ length: WEEK }, (_, weekday) => {
    const days = daily.filter(({ day }) => weekdayOf(day) === weekday);
    return { days: days.length, counted: sum(days.map((day) => day.counted)), possible: sum(days.map((day) => day.people)) };
  });
}

/** Who stopped first comes first. */
async function lostOf(ctx: QueryContext, { days }: Campaign, ways: readonly Way[], until: number) {
  const lost = ways.flatMap((way) => {
    const how = lostHow(way, until);
    return how ? [{ ...way, how }] : [];
  });
  const notes = await rowsOf<{ id: string; at: number }>(
    ctx,
    sql`SELECT enrolment_id AS id, ${ms('at')} AS at FROM care_note
        WHERE org_id = ${ctx.orgId} AND enrolment_id = ANY(${uuids(lost.map(({ course }) => course.enrolmentId))})`,
  );
  const notesOf = Map.groupBy(notes, ({ id }) => id);
  return lost
    .sort((a, b) => (a.lastDay ?? a.first) - (b.lastDay ?? b.first) || a.course.nickname.localeCompare(b.course.nickname, 'zh-CN'))
    .map(({ course: { enrolmentId, nickname }, how, first, lastDay, leftOn }) => {
      const since = days.startOf(lastDay ?? first);
      const after = (notesOf.get(enrolmentId) ?? []).map(({ at }) => at).filter((at) => at >= since);
      return {
        ...{ enrolmentId, nickname, how },
        lastDay: lastDay === null ? null : dayText(lastDay),
        leftOn: leftOn === null || how !== 'left' ? null : dayText(leftOn),
        notes: after.length,
        notedOn: after.length === 0 ? null : dayText(days.dayOf(Math.max(...after))),
        daysIn: lastDay === null ? null : lastDay - first + 1,
      };
    });
}

async function ritualsOf(ctx: QueryContext, { communityId }: Campaign, { from, to }: Span): Promise<CampReport['rituals']> {
  const now = iso(ctx.now());
  const rows = await rowsOf<{ name: string; at: number; items: number; done: number; missed: number }>(
    ctx,
    sql`SELECT r.name, ${ms('r.begins_at')} AS at, count(d.id)::int4 AS items, count(d.done_at)::int4 AS done,
          (count(d.id) FILTER (WHERE d.done_at IS NULL AND d.closes_at <= ${now}::timestamptz))::int4 AS missed
        FROM ritual r LEFT JOIN due_item d ON d.org_id = r.org_id AND d.source = 'ritual' AND d.source_id = r.id
        WHERE r.org_id = ${ctx.orgId} AND r.community_id = ${communityId} AND r.cancelled_at IS NULL
          AND r.begins_at >= ${from}::timestamptz AND r.begins_at < ${to}::timestamptz AND r.begins_at <= ${now}::timestamptz
        GROUP BY r.org_id, r.id ORDER BY r.begins_at, r.id`,
  );
  return rows.map((row) => ({ ...row, at: iso(row.at) }));
}

/** What was due by now, of rosters and rituals. */
async function dutiesOf(ctx: QueryContext, { communityId }: Campaign, { from, to }: Span): Promise<CampReport['duties']> {
  const now = iso(ctx.now());
  const [row = { items: 0, done: 0, missed: 0 }] = await rowsOf<CampReport['duties']>(
    ctx,
    sql`SELECT count(*)::int4 AS items, count(done_at)::int4 AS done,
          (count(*) FILTER (WHERE done_at IS NULL AND closes_at <= ${now}::timestamptz))::int4 AS missed
        FROM due_item WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND source <> 'reminder'
          AND due_at >= ${from}::timestamptz AND due_at < ${to}::timestamptz AND due_at <= ${now}::timestamptz`,
  );
  return row;
}

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
