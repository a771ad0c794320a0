/**
 * How well the picture finds what a simulated community was planted with; the table goes into docs/insight-quality.md.
 * Twenty-four communities a fate, eight of each kind, none of which any rule was made from.
 */
import { median } from 'simple-statistics';
import { changeTally, checkinTally, leaderTally, type StageScore, segmentTallies, stageScore, type Tally } from '../src/testing/planted.ts';
import { looks, precision, type Rate, rate, recall, resampled } from '../src/testing/planted-cases.ts';
import type { Measure, Result } from './measure.ts';
import { keepTable } from './table.ts';

const COMMUNITIES = 24;

export const quality: Measure = {
  name: 'quality',
  async run() {
    const results = [...(await people()), ...(await stages()), ...(await changes())];
    keepTable('insight-quality.md', 'planted', results);
    return results;
  },
};

async function people(): Promise<Result[]> {
  const prime = await looks('prime', COMMUNITIES);
  const segments = prime.map(segmentTallies);
  const of = (segment: keyof ReturnType<typeof segmentTallies>) => segments.map((tally) => tally[segment]);
  return [
    found('segment: active', of('active')),
    found('segment: watching', of('watching')),
    found('segment: lurking', of('lurking')),
    found('opinion leaders', prime.map(leaderTally)),
    found('check-ins, person-days', prime.map(checkinTally)),
    found(
      'questions that open a thread',
      prime.map(({ questions }) => questions),
    ),
  ];
}

async function stages(): Promise<Result[]> {
  const lives = (await looks('life', COMMUNITIES)).map(stageScore);
  const calm = (await looks('calm', COMMUNITIES)).map(stageScore);
  const lag = (stage: string) => {
    const seen = lives.map(({ lags }) => lags.find((one) => one.stage === stage)?.weeks ?? null);
    const known = seen.filter((weeks) => weeks !== null);
    return figure(
      `weeks until "${stage}" is said`,
      weeksText(resampled(known, median)),
      `never said in ${seen.length - known.length} of ${seen.length}`,
    );
  };
  const leads = lives.flatMap(({ lead }) => (lead === null ? [] : [lead]));
  const mature = lives.reduce((sum, score) => sum + score.mature, 0) / lives.reduce((sum, { weeks }) => sum + weeks.all, 0);
  const shareOf = (scores: readonly StageScore[], part: (score: StageScore) => Tally) => shareText(rate(scores.map(part), recall));
  return [
    figure(
      'stage label of a week is the planted one',
      shareOf(lives, ({ weeks }) => weeks),
      `"maturity" every week ${percent(mature)}`,
    ),
    ...['growth', 'maturity', 'decline', 'dead'].map(lag),
    figure(
      'lead time: weeks from "decline" to silence',
      weeksText(resampled(leads, median)),
      `said in ${leads.length} of ${lives.length} before it`,
    ),
    figure(
      'false alarm: decline or dead said before any, a whole life',
      shareOf(lives, ({ alarms }) => alarms),
      'share of weeks',
    ),
    figure(
      'false alarm: decline or dead said where nothing changes',
      shareOf(calm, ({ alarms }) => alarms),
      'share of weeks',
    ),
    figure(
      'flattery: growth said where nothing changes',
      shareOf(calm, ({ flattered }) => flattered),
      'share of weeks',
    ),
  ];
}

async function changes(): Promise<Result[]> {
  const calm = (await looks('calm', COMMUNITIES)).map(changeTally);
  const wrong = calm.map(({ found: count }) => count);
  return [
    found('change points, talk to 45 % and back', (await looks('halved', COMMUNITIES)).map(changeTally)),
    found('change points, talk to 70 % and back', (await looks('dented', COMMUNITIES)).map(changeTally)),
    figure(
      'change points found where nothing changes',
      `${wrong.reduce((sum, count) => sum + count, 0)} in ${calm.length} communities`,
      '39 weeks each',
    ),
  ];
}

/** Beside it: the precision of naming people, days or weeks at random. */
function found(name: string, tallies: readonly Tally[]): Result {
  const value = `precision ${shareText(rate(tallies, precision))}, recall ${shareText(rate(tallies, recall))}`;
  const chance = rate(tallies, ({ planted, all }) => [planted, all]).value;
  const planted = tallies.reduce((sum, tally) => sum + tally.planted, 0);
  return figure(name, value, `by chance ${percent(chance)}; ${planted} planted`);
}

function figure(name: string, value: string, baseline: string): Result {
  return { name, value, baseline, ratio: null, target: '–', met: null };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function shareText({ value, low, high }: Rate): string {
  return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function weeksText({ value, low, high }: Rate): string {
  return `median ${value} [${low}, ${high}]`;
}
