/** The whole picture, from one input: settle what days left open, measure, judge, suggest. */
import { zoneClock } from '#vocabulary/zone';
import { byKey, instant, referTo } from './collect/people.ts';
import { replyEdges } from './days/edges.ts';
import { settle } from './days/settle.ts';
import { ChannelStore, type InputOptions } from './days/store.ts';
import type { Fact, Person, PictureInput } from './facts.ts';
import { measureActivity } from './members/activity.ts';
import { measureCheckins } from './members/checkins.ts';
import { measureConcentration, measureCore } from './members/concentration.ts';
import { measureHours, measureMembers, measureMessages, measurePeriod, measureSystem } from './members/measures.ts';
import { membersOf } from './members/member-facts.ts';
import type { MemberFacts } from './members/metrics.ts';
import { measureNewcomers } from './members/newcomers.ts';
import { measureRetention } from './members/retention.ts';
import { type Judging, type PersonSegment, segmentPeople } from './members/segments.ts';
import { measureResponsiveness, measureSilence } from './members/tempo.ts';
import { type AnswerNetwork, answerNetwork } from './network/network.ts';
import type { PersonPicture, Picture } from './picture.ts';
import type { RuleSet } from './rules.ts';
import { lifecycle } from './stage/lifecycle.ts';
import { outlook } from './stage/outlook.ts';
import { measureHistory } from './stage/past.ts';
import { senses } from './suggestions/senses.ts';
import { suggest } from './suggestions/suggestions.ts';
import { measureQuestions } from './topics/repeated.ts';
import { measureTopics } from './topics/topics.ts';
import { endOfCoverage, pictureWindows } from './windows.ts';

export interface Taken {
  picture: Picture;
  /** All members, most messages first. */
  people: PersonPicture[];
  /** What rules look at, by member: kept, so that other rules can be tried without taking pictures. */
  facts: ReadonlyMap<string, MemberFacts>;
}

/** Whose rules, and levels held until a review; without them the shipped rules. */
export type Judges = Pick<Judging, 'rules' | 'held'>;

/** Pure: the same input gives the same picture, whatever the order of its rows. */
export function takePicture(raw: PictureInput, judges: Judges = {}): Taken {
  const { input, names } = settle(raw);
  const resolve = (name: string) => names.resolve(name);
  const refer = referTo(input.people);

  const members = measureMembers(input);
  const activity = measureActivity(input);
  const newcomers = measureNewcomers(input, resolve, refer);
  const checkins = measureCheckins(input, refer);
  const core = measureCore(input, refer);
  const answers = answerNetwork(input, replyEdges(input, resolve));
  const { rule, people: segments } = segmentPeople(input, new Set(core.map(({ id }) => id)), { ...judges, answering: answers });
  const people = picturePeople(input, segments, answers);
  const stage = lifecycle(input);
  const topics = measureTopics(input);
  const questions = measureQuestions(input, input.questions, refer);
  const draft: Omit<Picture, 'suggestions'> = {
    zone: input.zone,
    asOf: instant(input.asOf),
    period: measurePeriod(input),
    members,
    messages: measureMessages(input),
    system: measureSystem(input),
    segments: { rule, ...countSegments(people), ...ownSegments(people, judges.rules) },
    core,
    concentration: measureConcentration(input),
    activity,
    retention: measureRetention(input),
    hours: measureHours(input),
    network: answers.network,
    responsiveness: measureResponsiveness(input),
    silence: measureSilence(input),
    checkins,
    newcomers,
    senses: senses(input, { members, newcomers, activity, checkins, answered: answers.answered }),
    lifecycle: stage,
    ...outlook(input, stage),
    ...(topics && { topics }),
    ...(questions && { questions }),
    history: measureHistory(input, judges.rules),
  };
  const facts = new Map([...segments].map(([who, own]) => [who, own.facts]));
  return { picture: { ...draft, suggestions: suggest(input, { ...draft, people }) }, people, facts };
}

/** Facts in memory to picture in one step. @param facts merged, of one channel, in any order */
export function pictureOf(
  facts: Iterable<Fact>,
  people: readonly Person[],
  options: Omit<InputOptions, 'people'> & { zone: string },
): Taken {
  const store = new ChannelStore(options.zone);
  store.add(facts);
  return takePicture(store.input({ ...options, people }));
}

function picturePeople(input: PictureInput, segments: ReadonlyMap<string, PersonSegment>, answers: AnswerNetwork): PersonPicture[] {
  const { since28 } = pictureWindows(endOfCoverage(input.coverage, input.asOf), zoneClock(input.zone));
  const messages28 = new Map<string, number>();
  for (const { who, day, messages } of input.memberDays) {
    if (day >= since28) messages28.set(who, (messages28.get(who) ?? 0) + messages);
  }
  const totals = new Map(input.totals.map((total) => [total.who, total]));
  const members = membersOf(input);
  return input.people
    .filter(({ who }) => members.has(who))
    .map((person): PersonPicture => {
      const { who } = person;
      const total = totals.get(who);
      const spoke = total !== undefined && total.messages > 0;
      const { segment, flags, rules, facts: _facts, ...own } = segments.get(who) ?? unjudged;
      return {
        id: who,
        name: person.name,
        by: person.by,
        aliases: person.aliases,
        inRoster: person.inRoster,
        role: person.role,
        segment,
        flags,
        messages: total?.messages ?? 0,
        messages28: messages28.get(who) ?? 0,
        activeDays: total?.activeDays ?? 0,
        checkinDays: total?.checkinDays ?? 0,
        longestStreak: total?.longestStreak ?? 0,
        firstAt: spoke ? instant(total.firstAt) : null,
        lastAt: spoke ? instant(total.lastAt) : null,
        answered: answers.answered.get(who) ?? 0,
        answers: answers.answers.get(who) ?? 0,
        rules,
        ...own,
      };
    })
    .sort((a, b) => b.messages - a.messages || byKey(a.id, b.id));
}

/** Every member is judged; this only tells the compiler so. */
const unjudged: PersonSegment = { segment: 'lurking', flags: [], rules: {}, facts: {} };

function countSegments(people: readonly PersonPicture[]): Omit<Picture['segments'], 'rule'> {
  const counts = { active: 0, watching: 0, lurking: 0, newcomer: 0, atRisk: 0, lost: 0, core: 0 };
  for (const { segment, flags } of people) {
    counts[segment] += 1;
    for (const flag of flags) counts[flag] += 1;
  }
  return counts;
}

/** What a community's own rules add to the counts; the shipped ones nothing. */
function ownSegments(people: readonly PersonPicture[], rules: RuleSet | undefined): Pick<Picture['segments'], 'version' | 'custom'> {
  if (!rules || rules.version === 0) return {};
  const custom = rules.custom.map(({ key, name }) => ({ key, name, count: people.filter((one) => one.custom?.includes(key)).length }));
  return { version: rules.version, ...(custom.length > 0 ? { custom } : {}) };
}
