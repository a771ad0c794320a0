/** Communities to be simulated: three kinds of group, each with rhythm and fate of its own. */
import type { CommunitySpec, Phase } from './spec.ts';
import { coffeeFans } from './talk/coffee-fans.ts';
import { earlyRisers } from './talk/early-risers.ts';
import { readingClass } from './talk/reading-class.ts';

const every = [0, 1, 2, 3, 4, 5, 6];
const workdays = [1.1, 1.1, 1.05, 1, 1, 0.7, 0.65];
const evenings = [0.9, 0.95, 1.15, 1, 0.9, 1.1, 1.2];
//                0     1     2     3     4     5    6    7    8    9    10 11 12   13   14   15   16   17   18   19   20   21   22   23
const mornings = [0.05, 0.02, 0.01, 0.01, 0.15, 1.6, 3.2, 3, 2.2, 1.5, 1.1, 1, 1.1, 0.9, 0.7, 0.7, 0.7, 0.8, 0.9, 1, 1.3, 1.4, 0.9, 0.3];
const nights = [0.2, 0.05, 0.02, 0.01, 0.02, 0.1, 0.5, 0.9, 1, 0.9, 0.9, 0.9, 1.3, 1, 0.7, 0.7, 0.8, 0.9, 1.2, 1.8, 2.9, 2.8, 2, 0.8];
const daytime = [0.2, 0.08, 0.03, 0.02, 0.03, 0.1, 0.5, 1.3, 2, 1.9, 1.7, 1.4, 1.4, 1.4, 1.6, 1.5, 1.2, 1, 1, 1.1, 1.3, 1.4, 1.1, 0.6];

const steady = { dropout: 0.012, zeal: [0.85, 0.85], welcome: 0.85 } as const;

export const phases = {
  opening: (weeks: number, perDay: Phase['perDay'], joins: number): Phase => ({
    stage: 'introduction',
    weeks,
    perDay,
    joins,
    dropout: 0.005,
    zeal: [0.9, 0.85],
    welcome: 0.95,
  }),
  growth: (weeks: number, perDay: Phase['perDay'], joins: number): Phase => ({ stage: 'growth', weeks, perDay, joins, ...steady }),
  maturity: (weeks: number, perDay: Phase['perDay'], joins: number): Phase => ({
    stage: 'maturity',
    weeks,
    perDay,
    joins,
    ...steady,
    dropout: 0.015,
  }),
  decline: (weeks: number, perDay: Phase['perDay'], joins: number): Phase => ({
    stage: 'decline',
    weeks,
    perDay,
    joins,
    dropout: 0.09,
    zeal: [0.7, 0.35],
    welcome: 0.3,
  }),
  death: (weeks: number): Phase => ({ stage: 'dead', weeks, perDay: [0.1, 0.02], joins: 0, dropout: 0.3, zeal: [0, 0], welcome: 0 }),
};

type Fate = Pick<CommunitySpec, 'name' | 'phases' | 'founders'>;

/** A camp that checks in each morning, Sundays by 接龙. */
export function camp(fate: Fate): CommunitySpec {
  const checkins = { weekdays: every, hours: [5.2, 7.8], jielong: [6] } as const;
  return { ...fate, talk: earlyRisers, zone: 'Asia/Shanghai', leaders: 4, checkins, spam: 0.4, hours: mornings, weekdays: workdays };
}

/** A class that reads on five evenings, Fridays by 接龙. */
export function readingCircle(fate: Fate): CommunitySpec {
  const checkins = { weekdays: [0, 1, 2, 3, 4], hours: [19.5, 23.2], jielong: [4] } as const;
  return { ...fate, talk: readingClass, zone: 'Asia/Shanghai', leaders: 4, checkins, spam: 0.2, hours: nights, weekdays: evenings };
}

/** Customers of a brand, who check in nowhere. */
export function regulars(fate: Fate): CommunitySpec {
  return { ...fate, talk: coffeeFans, zone: 'Asia/Shanghai', leaders: 3, checkins: null, spam: 0.5, hours: daytime, weekdays: workdays };
}

/** What the demo shows: one group that grows, one in its best years, one on the way down. */
export const demoCommunities: readonly { seed: number; spec: CommunitySpec }[] = [
  {
    seed: 4,
    spec: regulars({
      name: '山野咖啡老友群',
      founders: 40,
      phases: [
        phases.opening(4, [14, 18], 4),
        phases.growth(8, [18, 30], 7),
        phases.maturity(12, [30, 30], 2),
        phases.decline(12, [21, 6], 0.4),
      ],
    }),
  },
  {
    seed: 7,
    spec: camp({
      name: '晨光早起营',
      founders: 30,
      phases: [phases.opening(4, [22, 26], 4), phases.growth(8, [26, 60], 13)],
    }),
  },
  {
    seed: 2,
    spec: readingCircle({
      name: '慢读共读班',
      founders: 46,
      phases: [phases.opening(4, [16, 20], 5), phases.growth(6, [20, 26], 6), phases.maturity(18, [27, 27], 1.9)],
    }),
  },
];
