/**
 * Life stage week by week. Each week is judged by what was known at its end, so a history read backwards is the same
 * as the labels shown at the time. U = speakers a week, smoothed by a 4-week median; g = Theil–Sen slope of ln(speakers+1)
 * over 8 single weeks with the Mann–Kendall p; M = messages in 28 days.
 *   dead          M < max(5, 2 % of its peak)
 *   introduction  under 4 weeks old, or under max(10, 5 % of the roster) speakers so far (first 12 weeks only)
 *   decline       U < 50 % of its peak for 4 weeks; or M is, or g < 0 with p < .1, while U < 75 % of its peak
 *   growth        g > 0 with p < .1, and more joins than leaves where the chat shows any
 *   maturity      otherwise
 * g is taken of single weeks, not of medians: the test holds for independent values, and medians that share three of four
 * weeks make it surer than it may be (Hamed & Rao 1998, doi:10.1016/S0022-1694(97)00125-X). Theil–Sen needs no smoothing.
 * The 75 % keeps a holiday dip at the top from being called decline: without it two of three real rooms were so called before their peak.
 */
import { median } from 'simple-statistics';
import type { WeekTotal } from '../facts.ts';
import type { Stage } from '../picture.ts';
import { type CoveredWeeks, coveredWeeks, type WeeklyInput } from './covered-weeks.ts';
import { mannKendall, type Point, theilSen } from './trend.ts';

export type Trend = 'up' | 'flat' | 'down';

export interface StageInput extends WeeklyInput {
  totals: readonly { messages: number; firstDay: number }[];
  /** People on the roster; 0 without one. */
  roster: number;
}

/** One known week: its figures and both labels. */
export interface StageWeek {
  week: number; // Monday
  ageWeeks: number;
  speakers: number; // smoothed
  speakersSoFar: number;
  peak: { speakers: number; week: number }; // of the smoothed series so far
  messages28: number | null; // null: not all four weeks are known
  peakMessages28: number; // so far
  silentBelow: number; // messages in 28 days under which a group counts as silent
  slope: number | null; // ln(U+1) per week
  p: number;
  trend: Trend | null; // null: too few known weeks among the last eight
  /** Long enough known for medians of nearly all eight weeks; before, an opening's excitement always fades and is no decline yet. */
  settled: boolean;
  joins: number; // of the last eight weeks
  leaves: number;
  /** For the last four weeks, as far as known. */
  speakersBelowHalf: boolean;
  messagesBelowHalf: boolean;
  /** What this week alone says. */
  candidate: Stage;
  /** The label shown: changes when two known weeks in a row say the same new thing. */
  stage: Stage;
  since: number; // Monday of the first week that said so
}

const TREND_WEEKS = 8;
const TREND_LEAST_WEEKS = 5;
/** Medians among them from which on a fall is more than an opening that fades. */
const SETTLED_MEDIANS = 6;
const SIGNIFICANT = 0.1;
const YOUNG_WEEKS = 4;
/** After so long a group with few speakers is a small group, not a young one. */
const SMALL_FROM_WEEKS = 12;

export function stageHistory(input: StageInput): { weeks: StageWeek[]; coverage: CoveredWeeks } {
  const coverage = coveredWeeks(input);
  const firsts = input.totals
    .filter(({ messages }) => messages > 0)
    .map(({ firstDay }) => firstDay)
    .sort((a, b) => a - b);
  // A chat without any join or leave row cannot weigh one against the other.
  const knowsJoins = input.weeks.some(({ joins, leaves }) => joins + leaves > 0);
  const smooth = new Map<number, number>();
  const sums = new Map<number, number>();
  const history: StageWeek[] = [];
  const start = coverage.known[0]?.week ?? 0;
  let speakersSoFar = 0;
  let peak = { speakers: 0, week: 0 };
  let peakMessages = 0;

  for (const [index, { week }] of coverage.known.entries()) {
    const last = (weeks: number) =>
      coverage.known.slice(Math.max(0, index - weeks + 1), index + 1).filter((w) => w.week > week - weeks * 7);
    while ((firsts[speakersSoFar] ?? Number.POSITIVE_INFINITY) < week + 7) speakersSoFar += 1;
    const four = last(4);
    const speakers = median(four.map((w) => w.speakers));
    // A median stands for four weeks, one hole allowed; the first three weeks have none.
    if (four.length >= 3 && week - start >= 21) smooth.set(week, speakers);
    if (speakers > peak.speakers) peak = { speakers, week };
    const messages28 = four.length === 4 ? sum(four, (w) => w.messages) : null;
    if (messages28 !== null) sums.set(week, messages28);
    peakMessages = Math.max(peakMessages, messages28 ?? 0);
    const eight = last(TREND_WEEKS);
    const figures = {
      week,
      ageWeeks: (week + 7 - (coverage.firstDay ?? week)) / 7,
      speakers,
      speakersSoFar,
      peak,
      messages28,
      peakMessages28: peakMessages,
      silentBelow: Math.max(5, 0.02 * peakMessages),
      ...trendOf(eight, smooth),
      joins: sum(eight, (w) => w.joins),
      leaves: sum(eight, (w) => w.leaves),
      speakersBelowHalf: allBelow(smooth, four, peak.speakers / 2),
      messagesBelowHalf: allBelow(sums, four, peakMessages / 2),
    };
    const candidate = stageOf(figures, knowsJoins, input.roster, history.at(-1)?.stage);
    history.push({ ...figures, candidate, ...labelOf(history, week, candidate) });
  }
  return { weeks: history, coverage };
}

type Figures = Omit<StageWeek, 'candidate' | 'stage' | 'since'>;

function stageOf(week: Figures, knowsJoins: boolean, roster: number, before: Stage | undefined): Stage {
  if (week.messages28 !== null && week.messages28 < week.silentBelow) return 'dead';
  if (week.ageWeeks < YOUNG_WEEKS) return 'introduction';
  if (week.ageWeeks < SMALL_FROM_WEEKS && week.speakersSoFar < Math.max(10, 0.05 * roster)) return 'introduction';
  const offThePeak = week.speakers < 0.75 * week.peak.speakers;
  if (week.speakersBelowHalf || (offThePeak && (week.messagesBelowHalf || (week.trend === 'down' && week.settled)))) return 'decline';
  if (week.trend === 'up' && (!knowsJoins || week.joins > week.leaves)) return 'growth';
  // Too little to see a direction (young, or just after a hole): what was said before stands.
  return week.trend === null ? (before ?? 'introduction') : 'maturity';
}

function trendOf(eight: readonly WeekTotal[], smooth: ReadonlyMap<number, number>): Pick<StageWeek, 'slope' | 'p' | 'trend' | 'settled'> {
  const settled = eight.filter(({ week }) => smooth.has(week)).length >= SETTLED_MEDIANS;
  const points = eight.map(({ week, speakers }): Point => [week / 7, Math.log(speakers + 1)]);
  const slope = points.length < TREND_LEAST_WEEKS ? null : theilSen(points);
  if (slope === null) return { slope: null, p: 1, trend: null, settled };
  const p = mannKendall(points.map(([, y]) => y));
  return { slope, p, trend: p < SIGNIFICANT && slope !== 0 ? (slope > 0 ? 'up' : 'down') : 'flat', settled };
}

function allBelow(series: ReadonlyMap<number, number>, weeks: readonly WeekTotal[], level: number): boolean {
  return weeks.length >= 3 && weeks.every(({ week }) => (series.get(week) ?? Number.POSITIVE_INFINITY) < level);
}

function labelOf(history: readonly StageWeek[], week: number, candidate: Stage): Pick<StageWeek, 'stage' | 'since'> {
  const before = history.at(-1);
  if (!before) return { stage: candidate, since: week };
  if (before.stage === candidate) return { stage: candidate, since: before.since };
  return before.candidate === candidate ? { stage: candidate, since: before.week } : { stage: before.stage, since: before.since };
}

function sum(weeks: readonly WeekTotal[], figure: (week: WeekTotal) => number): number {
  return weeks.reduce((total, week) => total + figure(week), 0);
}
