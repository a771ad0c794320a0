/**
 * Segments 分层: everybody is exactly one of active 积极, watching 观望, lurking 潜水; newcomer, at risk, lost and core are
 * flags that may overlap (a lost member is at risk as well). The bar is the group's own: a quiet group is measured
 * against itself.
 */
import { quantile } from 'simple-statistics';
import { zoneClock } from '#vocabulary/zone';
import type { MemberDay, PictureInput } from '../facts.ts';
import type { Flag, PersonPicture, Segment } from '../picture.ts';
import { evaluate, meets, type RuleSet } from '../rules.ts';
import { CoveredDays, endOfCoverage, pictureWindows, type Windows } from '../windows.ts';
import { type Answering, factsOf, membersOf, type Recent, ranksOf, recentOf } from './member-facts.ts';
import type { MemberFacts } from './metrics.ts';
import { shippedRules } from './shipped-rules.ts';

export type SegmentRule = 'checkins' | 'messages';

export interface PersonSegment extends Pick<PersonPicture, 'segment' | 'flags' | 'rules' | 'judged' | 'custom' | 'customRules'> {
  facts: MemberFacts;
}

/**
 * When check-ins count as being in use: by a fifth of the window's speakers, or by a tenth when those are three or more
 * (three stray 打卡 in a group of hundreds are no campaign), on so many days.
 */
const checkinsInUse = { shareOfSpeakers: 0.2, people: 3, shareOfMany: 0.1, days: 2 };

// As in picture.ts, whose schemas the terminal does not load.
const segmentNames = ['active', 'watching', 'lurking'] as const satisfies readonly Segment[];
const flagNames = ['newcomer', 'atRisk', 'lost', 'core'] as const satisfies readonly Flag[];

/** How to judge; each has a default, and the terminal uses them all. */
export interface Judging {
  rules?: RuleSet | undefined;
  /** Levels people hold until a review: nobody drops below theirs. */
  held?: ReadonlyMap<string, Segment> | undefined;
  answering?: Answering | undefined;
}

/**
 * Segments of all speakers and everybody on the roster. The window is the 28 civil days that end with
 * coverage (at most `asOf`): of later days nothing is known. Who meets the rule of `active` is active, else who meets that
 * of `lurking` lurks, everybody else is watching.
 * @param core the people who together make half of the messages (see `concentration`)
 */
export function segmentPeople(
  input: PictureInput,
  core: ReadonlySet<string>,
  { rules = shippedRules, held, answering }: Judging = {},
): { rule: SegmentRule; people: Map<string, PersonSegment> } {
  const { rule, facts } = factsOfMembers(input, core, answering);
  const people = new Map<string, PersonSegment>();
  for (const [who, own] of facts) people.set(who, judge(rules, own, held?.get(who)));
  return { rule, people };
}

/** How many were in each segment; names, flags and reasons left out. */
export function countSegments(input: PictureInput, rules: RuleSet = shippedRules): { rule: SegmentRule } & Record<Segment, number> {
  const { rule, facts } = factsOfMembers(input, new Set());
  const counts = { active: 0, watching: 0, lurking: 0 };
  for (const [, own] of facts) counts[segmentBy((name) => meets(rules.rules[name], own))] += 1;
  return { rule, ...counts };
}

/** The first of active, lurking, watching whose rule is met; nobody is in none. */
export function segmentBy(isMet: (name: Segment) => boolean): Segment {
  if (isMet('active')) return 'active';
  return isMet('lurking') ? 'lurking' : 'watching';
}

/** What rules look at, one member after the other. */
function factsOfMembers(
  input: PictureInput,
  core: ReadonlySet<string>,
  answering?: Answering,
): { rule: SegmentRule; facts: Iterable<[string, MemberFacts]> } {
  const windows = pictureWindows(endOfCoverage(input.coverage, input.asOf), zoneClock(input.zone));
  const { today, since28 } = windows;
  const window = input.memberDays.filter(({ day }) => day >= since28 && day <= today);
  const recent = recentOf(window);
  const rule = ruleOf(window, recent);
  const group: MemberFacts = {
    checkinsInUse: rule === 'checkins' ? 1 : 0,
    messagesBar: barOf(recent, 'messages'),
    spokenBar: barOf(recent, 'spoken'),
    weeksNeeded: weeksNeeded(input, windows),
    coreSize: core.size,
  };
  const totals = new Map(input.totals.map((total) => [total.who, total]));
  const roster = new Set(input.people.flatMap(({ who, inRoster }) => (inRoster ? [who] : [])));
  const ranks = ranksOf(input.totals, core);
  const messages = window.reduce((sum, day) => sum + day.messages, 0);

  function* facts(): Generator<[string, MemberFacts]> {
    for (const who of membersOf(input)) {
      const own = { own: recent.get(who), total: totals.get(who), rank: ranks.get(who) ?? null, inRoster: roster.has(who) };
      yield [who, { ...factsOf({ who, ...own, messages, today, answering }), ...group }];
    }
  }
  return { rule, facts: facts() };
}

const levels: Record<Segment, number> = { active: 2, watching: 1, lurking: 0 };

/** One person by one set of rules. @param held the level this person does not drop below yet */
export function judge({ rules, custom }: RuleSet, facts: MemberFacts, held?: Segment): PersonSegment {
  const rows: PersonPicture['rules'] = {};
  const met = new Set<Segment | Flag>();
  for (const name of [...segmentNames, ...flagNames]) {
    const verdict = evaluate(rules[name], facts);
    rows[name] = verdict.requirements;
    if (verdict.met) met.add(name);
  }
  const judged = segmentBy((name) => met.has(name));
  const holds = held !== undefined && levels[held] > levels[judged];
  const person: PersonSegment = { segment: holds ? held : judged, flags: flagNames.filter((flag) => met.has(flag)), rules: rows, facts };
  if (holds) person.judged = judged;
  if (custom.length > 0) {
    const verdicts = custom.map(({ key, rule }) => ({ key, ...evaluate(rule, facts) }));
    const inside = verdicts.flatMap(({ key, met }) => (met ? [key] : []));
    if (inside.length > 0) person.custom = inside;
    person.customRules = Object.fromEntries(verdicts.map(({ key, requirements }) => [key, requirements]));
  }
  return person;
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
