/**
 * What follows from a campaign's figures: who stood out, who was lost, and what to change next time. Pure. Each conclusion says
 * by which numbers it came about; the thresholds are ours and stand here.
 */
import type { CampReport, Conclusion, EvidenceCode } from './contract.ts';

/** Without a check-in for so many days somebody is taken for lost. */
export const SILENT_DAYS = 7;
/** A difference smaller than this between two shares is not spoken of. */
const POINTS = 0.1;
/** Check-ins asked for: with fewer a share is a hint. */
const SURE_CHECKINS = 50;
const SURE_PEOPLE = 10;

export interface Figured {
  enrolmentId: string;
  nickname: string;
  evidence: ReadonlyMap<EvidenceCode, number>;
}

/** By each kind of evidence the first three, and who shares the third place; at least the floor. */
const PLACES = 3;
const MOST_NAMED = 12;

/** Those with most kinds of evidence first, then most days. */
export function stoodOut(people: readonly Figured[], floors: ReadonlyMap<EvidenceCode, number>): CampReport['stoodOut'] {
  const named = new Map<Figured, number>();
  for (const [code, floor] of floors) {
    const values = people.map(({ evidence }) => evidence.get(code) ?? 0).filter((value) => value >= floor);
    const least = values.sort((a, b) => b - a)[Math.min(PLACES, values.length) - 1];
    if (least === undefined) continue;
    for (const one of people) if ((one.evidence.get(code) ?? 0) >= least) named.set(one, (named.get(one) ?? 0) + 1);
  }
  const days = ({ evidence }: Figured) => evidence.get('days') ?? 0;
  return [...named]
    .sort(([a, kinds], [b, others]) => others - kinds || days(b) - days(a))
    .slice(0, MOST_NAMED)
    .map(([{ enrolmentId, nickname, evidence }]) => ({
      enrolmentId,
      nickname,
      evidence: [...evidence].flatMap(([code, count]) => (count >= (floors.get(code) ?? 1) ? [{ code, count }] : [])),
    }));
}

type Way = { total: number; lastDay: number | null; first: number; leftOn: number | null };

/** How somebody was lost; null: they were not. @param until the last day that is told */
export function lostHow({ total, lastDay, first, leftOn }: Way, until: number): CampReport['lost'][number]['how'] | null {
  if (leftOn !== null && leftOn <= until) return 'left';
  if (until - Math.max(first, lastDay ?? first) < SILENT_DAYS) return null;
  return total === 0 ? 'neverBegan' : 'silent';
}

export type Facts = Pick<CampReport, 'people' | 'checkins' | 'weeks' | 'completion' | 'rituals' | 'duties' | 'over'> & {
  lost: { how: CampReport['lost'][number]['how']; daysIn: number | null; notes: number }[];
  /** Seven, from Monday: how many such days there were, check-ins that count on them, and as many as there could be. */
  weekdays: { days: number; counted: number; possible: number }[];
  praises: { all: number; people: number };
};

type Rule = (facts: Facts) => Omit<Conclusion, 'code'> | null;

const share = (part: number, of: number) => (of === 0 ? 0 : part / of);
const full = ({ weeks }: Facts) => weeks.filter(({ possible, rate }) => possible > 0 && rate !== null);

/** In the order they are told. */
const rules: Record<Conclusion['code'], Rule> = {
  steady: (facts) => {
    const weeks = full(facts);
    const [first, last] = [weeks[0], weeks.at(-1)];
    if (weeks.length < 2 || !first || !last || (last.rate ?? 0) < 0.6 || (last.rate ?? 0) < (first.rate ?? 0) - POINTS / 2) return null;
    return { values: { first: first.rate ?? 0, last: last.rate ?? 0 }, sure: last.possible >= SURE_CHECKINS };
  },
  weekDrop: (facts) => {
    const weeks = full(facts);
    const falls = weeks.slice(1).map((week, index) => ({ week, before: weeks[index]?.rate ?? 0 }));
    const [worst] = falls.sort((a, b) => (a.week.rate ?? 0) - a.before - ((b.week.rate ?? 0) - b.before));
    if (!worst || worst.before - (worst.week.rate ?? 0) < POINTS) return null;
    const { week, before } = worst;
    return { values: { week: week.week, before, after: week.rate ?? 0 }, sure: week.possible >= SURE_CHECKINS };
  },
  firstWeek: ({ lost }) => {
    const gone = lost.filter(({ how }) => how !== 'neverBegan');
    const early = gone.filter(({ daysIn }) => daysIn === null || daysIn <= 7).length;
    if (gone.length < 3 || early * 2 < gone.length) return null;
    return { values: { lost: gone.length, early }, sure: gone.length >= SURE_PEOPLE };
  },
  neverBegan: ({ lost, people }) => {
    const count = lost.filter(({ how }) => how === 'neverBegan').length;
    if (count < 2 || share(count, people.all) < POINTS) return null;
    return { values: { count, people: people.all }, sure: people.all >= SURE_PEOPLE };
  },
  nobodyAsked: ({ lost }) => {
    const without = lost.filter(({ notes }) => notes === 0).length;
    if (lost.length < 3 || without * 2 < lost.length) return null;
    return { values: { lost: lost.length, without }, sure: lost.length >= SURE_PEOPLE };
  },
  weekday: ({ weekdays, checkins }) => {
    const days = weekdays.map((one, weekday) => ({ ...one, weekday, rate: share(one.counted, one.possible) }));
    const [least] = days.filter(({ possible }) => possible > 0).sort((a, b) => a.rate - b.rate);
    // Twice at least, and not three people alone: one bad Sunday is no habit.
    if (!least || least.days < 2 || least.possible < 20 || checkins.rate === null || checkins.rate - least.rate < POINTS) return null;
    return { values: { weekday: least.weekday + 1, rate: least.rate, mean: checkins.rate }, sure: least.possible >= SURE_CHECKINS };
  },
  late: ({ checkins: { late, sent } }) =>
    late >= 5 && share(late, sent) >= 0.15 ? { values: { late, sent }, sure: sent >= SURE_CHECKINS } : null,
  needHigh: ({ over, people, completion: { need, met } }) =>
    over && people.all >= 5 && share(met, people.all) < 0.3
      ? { values: { need, met, people: people.all }, sure: people.all >= SURE_PEOPLE }
      : null,
  needLow: ({ over, people, completion: { need, met } }) =>
    over && people.all >= 5 && share(met, people.all) >= 0.95
      ? { values: { need, met, people: people.all }, sure: people.all >= SURE_PEOPLE }
      : null,
  praiseNarrow: ({ praises, people }) =>
    praises.all >= 3 && people.all >= 5 && share(praises.people, people.all) < 0.3
      ? { values: { praises: praises.all, praised: praises.people, people: people.all }, sure: people.all >= SURE_PEOPLE }
      : null,
  dutiesMissed: ({ duties: { items, missed } }) =>
    missed >= 3 && share(missed, items) >= 0.2 ? { values: { missed, items }, sure: items >= 20 } : null,
  noRitual: ({ rituals, over }) => (over && rituals.length === 0 ? { values: {}, sure: true } : null),
};

export function concluded(facts: Facts): Conclusion[] {
  return (Object.entries(rules) as [Conclusion['code'], Rule][]).flatMap(([code, rule]) => {
    const found = rule(facts);
    return found ? [{ code, ...found }] : [];
  });
}
