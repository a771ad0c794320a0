/**
 * The eye: facts of one channel → day aggregates → totals → picture. Pure; terminal, report, console and API show what
 * comes out of here and nothing else. `pictureOf` does it all in memory, a database keeps aggregates and totals and
 * calls the same functions in the same order.
 */
export { type CollectedChat, Collector, type CollectorOptions } from './collect/collect.ts';
export { mergeFacts } from './collect/keys.ts';
export { peopleOf } from './collect/people.ts';
export type { PersonObservation } from './collect/person-observation.ts';
export { emptyCarry, summariseDay, type Target } from './days/day.ts';
export { excerpt } from './days/excerpt.ts';
export { type InputOptions, summariseDays } from './days/store.ts';
export { type DaysOfMember, totalMember, totalWeek } from './days/totals.ts';
export type {
  Carry,
  DayAggregate,
  DayTotal,
  Fact,
  Listed,
  MemberDay,
  MemberTotal,
  Mention,
  Person,
  PictureInput,
  Reading,
  ReplyEdge,
  TopicDay,
  WeekTotal,
} from './facts.ts';
export { type MemberFacts, type MetricName, type MetricShape, metricNames, metrics } from './members/metrics.ts';
export { judge, segmentBy } from './members/segments.ts';
export { shippedExpressions, shippedRules } from './members/shipped-rules.ts';
// Types only: the schemas themselves are in picture.ts for those who check or publish them. Loading zod would be a
// fifth of a small checkup's time.
export type { Checkup, Flag, PersonPicture, Picture, Reason, Requirement, Segment, Stage, Suggestion } from './picture.ts';
export { type CustomSegment, meets, type Need, type Rule, type RuleSet, type Term } from './rules.ts';
export { backTest } from './stage/back-test.ts';
export { population } from './stage/base-rates.ts';
export { type Judges, pictureOf, type Taken, takePicture } from './take.ts';
export { type Cutter, loadCutter } from './topics/cutter.ts';
export { enoughForTopics, ROWS_A_DAY, type SaidRow, summariseTopics, TEXTS_NEEDED } from './topics/topic-day.ts';
export { type MemberCard, memberCard, type WeekSpeakers, weeklyOf, weekSpan } from './weekly.ts';
export type { WeeklyReport } from './weekly-schema.ts';
export { type Coverage, endOfCoverage, mergeCoverage, pictureWindows, type Windows } from './windows.ts';
