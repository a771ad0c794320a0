/**
 * The eye: facts of one channel → day aggregates → totals → picture. Pure; terminal, report, console and API show what
 * comes out of here and nothing else. `pictureOf` does it all in memory, a database keeps aggregates and totals and
 * calls the same functions in the same order.
 */
export { CHECKUP_SCHEMA_ID, checkupSchema } from './checkup-schema.ts';
export { type CollectedChat, Collector, type CollectorOptions, mergeFacts, type PersonObservation } from './collect.ts';
export { emptyCarry, summariseDay, type Target } from './day.ts';
export { excerpt } from './excerpt.ts';
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
  WeekTotal,
} from './facts.ts';
export { peopleOf } from './people.ts';
export {
  type Checkup,
  checkup,
  type Flag,
  flagNames,
  type PersonPicture,
  type Picture,
  personPicture,
  picture,
  type Reason,
  type Requirement,
  type Segment,
  type Stage,
  type Suggestion,
  segmentNames,
  stages,
  suggestionKinds,
} from './picture.ts';
export { type InputOptions, summariseDays } from './store.ts';
export { pictureOf, type Taken, takePicture } from './take.ts';
export { type DaysOfMember, totalMember, totalWeek } from './totals.ts';
export { type Coverage, endOfCoverage, mergeCoverage, pictureWindows, type Windows } from './windows.ts';
