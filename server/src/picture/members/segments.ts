/**
 * Segments 分层: everybody is exactly one of active 积极, watching 观望, lurking 潜水; newcomer, at risk, lost and core are
 * flags that may overlap (a lost member is at risk as well). The bar is the group's own: a quiet group is measured
 * against itself.
 */
import { quantile } from 'simple-statistics';
import { zoneClock } from '#vocabulary/zone';
import type { MemberDay, PictureInput } from '../facts.ts';
import type { Flag, PersonPicture, Segment } from '../picture.ts';
import { evaluate, type Rule } from '../rules.ts';
import { CoveredDays, endOfCoverage, pictureWindows, type Windows } from '../windows.ts';
import { factsOf, membersOf, type Recent, ranksOf, recentOf } from './member-facts.ts';

export type SegmentRule = 'checkins' | 'messages';

export interface PersonSegment {
  segment: Segment;
  flags: Flag[];
  rules: PersonPicture['rules'];
}

/**
 * When check-ins count as being in use: by a fifth of the window's speakers, or by a tenth when those are three or more
 * (three stray 打卡 in a group of hundreds are no campaign), on so many days.
 */
const checkinsInUse = { shareOfSpeakers: 0.2, people: 3, shareOfMany: 0.1, days: 2 };

/**
 * Segments of all speakers and everybody on the roster. The window is the 28 civil days that end with
 * coverage (at most `asOf`): of later days nothing is known.
 * @param core the people who together make half of the messages (see `concentration`)
 */
export function segmentPeople(input: PictureInput, core: ReadonlySet<string>): { rule: SegmentRule; people: Map<string, PersonSegment> } {
  const windows = pictureWindows(endOfCoverage(input.coverage, input.asOf), zoneClock(input.zone));
  const { today, since28 } = windows;
  const window = input.memberDays.filter(({ day }) => day >= since28 && day <= today);
  const recent = recentOf(window);
  const rule = ruleOf(window, recent);
  const segments =
    rule === 'checkins' ? checkinRules(barOf(recent, 'spoken')) : messageRules(barOf(recent, 'messages'), weeksNeeded(input, windows));
  const totals = new Map(input.totals.map((total) => [total.who, total]));
  const ranks = ranksOf(input.totals, core);

  const people = new Map<string, PersonSegment>();
  for (const who of membersOf(input)) {
    const total = totals.get(who);
    const facts = factsOf(recent.get(who), total, today, ranks.get(who) ?? null);
    const verdicts = {
      active: evaluate(segments.active, facts),
      watching: evaluate(segments.watching, facts),
      lurking: evaluate(segments.lurking, facts),
      newcomer: evaluate(newcomerRule, facts),
      atRisk: evaluate(atRiskRule(facts.daysSinceLast ?? 0), facts),
      lost: evaluate(lostRule, facts),
      core: evaluate([[{ metric: 'rankInHalf', op: '<=', need: core.size }]], facts),
    };
    const rules: PersonPicture['rules'] = {};
    for (const [name, verdict] of entriesOf(verdicts)) rules[name] = verdict.requirements;
    people.set(who, {
      segment: verdicts.active.met ? 'active' : verdicts.lurking.met ? 'lurking' : 'watching',
      flags: (['newcomer', 'atRisk', 'lost', 'core'] as const).filter((flag) => verdicts[flag].met),
      rules,
    });
  }
  return { rule, people };
}

function checkinRules(bar: number): Record<Segment, Rule> {
  const checksIn = { metric: 'checkins28', op: '>=', need: 1 } as const;
  const noCheckin = { metric: 'checkins28', op: '=', need: 0 } as const;
  const speaks = { metric: 'spoken28', op: '>=', need: bar } as const;
  const hardlySpeaks = { metric: 'spoken28', op: '<', need: bar } as const;
  return {
    active: [[checksIn, speaks]],
    watching: [
      [checksIn, hardlySpeaks],
      [noCheckin, speaks],
    ],
    lurking: [[noCheckin, hardlySpeaks]],
  };
}

function messageRules(bar: number, weeks: number): Record<Segment, Rule> {
  return {
    active: [
      [
        { metric: 'messages28', op: '>=', need: bar },
        { metric: 'weeks28', op: '>=', need: weeks },
      ],
    ],
    watching: [
      [
        { metric: 'messages28', op: '>', need: 0 },
        { metric: 'messages28', op: '<', need: bar },
      ],
      [
        { metric: 'messages28', op: '>=', need: bar },
        { metric: 'weeks28', op: '<', need: weeks },
      ],
    ],
    lurking: [[{ metric: 'messages28', op: '=', need: 0 }]],
  };
}

const newcomerRule: Rule = [[{ metric: 'daysSinceFirst', op: '<=', need: 7 }]];
const lostRule: Rule = [
  [
    { metric: 'daysSinceLast', op: '>=', need: 28 },
    { metric: 'activeWeeks', op: '>=', need: 2 },
  ],
];

/** Silent for longer than is this person's own habit, and for more than a week. */
function atRiskRule(daysSinceLast: number): Rule {
  return [
    [
      { metric: 'daysSinceLast', op: '>', need: 7 },
      { metric: 'ownGapP90', op: '<', need: daysSinceLast },
      { metric: 'activeWeeks', op: '>=', need: 2 },
    ],
  ];
}

function ruleOf(window: readonly MemberDay[], recent: ReadonlyMap<string, Recent>): SegmentRule {
  let people = 0;
  let speakers = 0;
  for (const own of recent.values()) {
    if (own.checkins > 0) people += 1;
    if (own.messages > 0) speakers += 1;
  }
  const days = new Set(window.filter(({ checkins }) => checkins.length > 0).map(({ day }) => day));
  const enough =
    (people > 0 && people >= speakers * checkinsInUse.shareOfSpeakers) ||
    (people >= checkinsInUse.people && people >= speakers * checkinsInUse.shareOfMany);
  return enough && days.size >= checkinsInUse.days ? 'checkins' : 'messages';
}

/** Upper quartile among those who contributed in the window; at least 1, whole because counts are. */
function barOf(recent: ReadonlyMap<string, Recent>, what: 'messages' | 'spoken'): number {
  const contributions = [...recent.values()].map((own) => own[what]).filter((count) => count > 0);
  return contributions.length === 0 ? 1 : Math.ceil(quantile(contributions, 0.75));
}

/** Two distinct weeks, unless less than two weeks of the window are covered. */
function weeksNeeded(input: PictureInput, { since28, today }: Windows): number {
  return new CoveredDays(input.coverage, zoneClock(input.zone)).count(since28, today) < 14 ? 1 : 2;
}

function entriesOf<K extends string, V>(record: Record<K, V>): [K, V][] {
  return Object.entries(record) as [K, V][]; // the keys of a literal are exactly K
}
