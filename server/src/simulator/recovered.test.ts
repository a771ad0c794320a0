/**
 * The picture finds what was planted. Bars lie under the lower ends of the intervals in docs/insight-quality.md (24
 * communities), because six communities scatter more.
 */
import { median } from 'simple-statistics';
import { beforeAll, describe, expect, it } from 'vitest';
import { changeTally, checkinTally, type Looked, leaderTally, segmentTallies, stageScore, type Tally } from '#testing/planted';
import { looks } from '#testing/planted-cases';

const share = (tallies: readonly Tally[], of: 'found' | 'planted' | 'all') => sum(tallies, 'right') / sum(tallies, of);
const sum = (tallies: readonly Tally[], what: keyof Tally) => tallies.reduce((total, tally) => total + tally[what], 0);

let prime: Looked[];
let life: Looked[];
beforeAll(async () => {
  prime = await looks('prime', 6);
  life = await looks('life', 6);
}, 180_000);

describe('who is who in a community in its best years', () => {
  it.each([
    ['active', 0.8, 0.55],
    ['watching', 0.7, 0.6],
    ['lurking', 0.75, 0.9],
  ] as const)('%s: precision ≥ %d, recall ≥ %d', (segment, precision, recall) => {
    const tallies = prime.map((looked) => segmentTallies(looked)[segment]);
    expect(share(tallies, 'found')).toBeGreaterThanOrEqual(precision);
    expect(share(tallies, 'planted')).toBeGreaterThanOrEqual(recall);
  });

  it('opinion leaders: ten times better than chance, most of them found', () => {
    const tallies = prime.map(leaderTally);
    expect(share(tallies, 'found')).toBeGreaterThan(10 * (sum(tallies, 'planted') / sum(tallies, 'all')));
    expect(share(tallies, 'planted')).toBeGreaterThanOrEqual(0.5);
  });

  it('check-ins of a person on a day: precision ≥ .97, recall ≥ .9', () => {
    const tallies = prime.map(checkinTally);
    expect(share(tallies, 'found')).toBeGreaterThanOrEqual(0.97);
    expect(share(tallies, 'planted')).toBeGreaterThanOrEqual(0.9);
  });

  it('questions that open a thread: precision ≥ .9, recall ≥ .7', () => {
    const tallies = prime.map(({ questions }) => questions);
    expect(share(tallies, 'found')).toBeGreaterThanOrEqual(0.9);
    expect(share(tallies, 'planted')).toBeGreaterThanOrEqual(0.7);
  });
});

describe('a whole life', () => {
  it('is told better than by one label for every week', () => {
    const scores = life.map(stageScore);
    const always =
      scores.reduce((total, { mature }) => total + mature, 0) /
      sum(
        scores.map(({ weeks }) => weeks),
        'all',
      );
    expect(
      share(
        scores.map(({ weeks }) => weeks),
        'all',
      ),
    ).toBeGreaterThan(always + 0.15);
  });

  it('is called growth, decline and dead while it is, decline weeks before the end', () => {
    const scores = life.map(stageScore);
    for (const stage of ['growth', 'decline', 'dead']) {
      const lags = scores.map(({ lags: all }) => all.find((one) => one.stage === stage)?.weeks ?? Number.POSITIVE_INFINITY);
      expect(median(lags)).toBeLessThanOrEqual(7);
      expect(lags.filter((lag) => lag < 12).length).toBeGreaterThanOrEqual(5);
    }
    const leads = scores.flatMap(({ lead }) => (lead === null ? [] : [lead]));
    expect(leads.length).toBeGreaterThanOrEqual(5);
    expect(median(leads)).toBeGreaterThanOrEqual(4);
  });

  it('is not called over before its decline', () => {
    expect(
      share(
        life.map((looked) => stageScore(looked).alarms),
        'all',
      ),
    ).toBeLessThan(0.05);
  });
});

describe('the level of talk', () => {
  it('is found to have changed where it fell to 45 % and rose again', async () => {
    const tallies = (await looks('halved', 3)).map(changeTally);
    expect(share(tallies, 'planted')).toBeGreaterThanOrEqual(0.8);
    expect(share(tallies, 'found')).toBeGreaterThanOrEqual(0.75);
  }, 60_000);

  it('is not found to have changed, nor the group to decline, where nothing happened', async () => {
    const calm = await looks('calm', 3);
    expect(sum(calm.map(changeTally), 'found')).toBeLessThanOrEqual(1);
    expect(
      share(
        calm.map((looked) => stageScore(looked).alarms),
        'all',
      ),
    ).toBeLessThan(0.1);
  }, 60_000);
});
