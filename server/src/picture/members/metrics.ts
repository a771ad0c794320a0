/**
 * The metrics rules are made of, in one place: evaluator, editor, API and docs/segments.md read this list. Names and
 * definitions in words are locales/…/picture.json under `requirement` and `requirementDefinition`.
 */

/** `group`: one figure for everybody, the bar a member is measured against; `member`: one for each. */
export interface MetricShape {
  of: 'member' | 'group';
  type: 'int' | 'double' | 'bool';
  unit: 'messages' | 'days' | 'weeks' | 'times' | 'people' | 'place' | 'share' | 'yesNo';
  /** Some members have none (nobody ever saw them speak): unknown, and no comparison with it holds. */
  unknown: boolean;
}

const metric = (of: MetricShape['of'], unit: MetricShape['unit'], type: MetricShape['type'] = 'int', unknown = false): MetricShape => ({
  of,
  type,
  unit,
  unknown,
});

/** 28 = the 28 civil days that end with coverage; 90 = the 90 days. New ones go to the end: stored facts are told by place. */
export const metrics = {
  messages28: metric('member', 'messages'), // messages in the window
  spoken28: metric('member', 'messages'), // those of them that are more than a bare check-in
  weeks28: metric('member', 'weeks'), // distinct ISO weeks with a message among them
  checkins28: metric('member', 'days'), // days with a check-in among them
  daysSinceFirst: metric('member', 'days', 'int', true),
  daysSinceLast: metric('member', 'days', 'int', true),
  ownGapP90: metric('member', 'days', 'double', true), // the person's own 90th percentile of gaps between active days
  activeWeeks: metric('member', 'weeks'), // distinct ISO weeks with a message, ever
  rankInHalf: metric('member', 'place', 'int', true), // place among those who together make half of the messages
  activeDays28: metric('member', 'days'), // days with a message or a check-in in the window
  questions28: metric('member', 'messages'), // messages of the window that ask something
  share28: metric('member', 'share', 'double'), // of the group's messages in the window
  messages: metric('member', 'messages'), // ever
  activeDays: metric('member', 'days'), // ever
  checkinDays: metric('member', 'days'), // ever
  longestStreak: metric('member', 'days'), // check-ins on consecutive days
  answers90: metric('member', 'times'), // answered or named others
  answered90: metric('member', 'times'), // was answered or named by others
  inRoster: metric('member', 'yesNo', 'bool'),
  checkinsInUse: metric('group', 'yesNo', 'bool'), // enough people check in for it to be a habit of the group
  messagesBar: metric('group', 'messages'), // upper quartile of messages28 among those who wrote in the window
  spokenBar: metric('group', 'messages'), // upper quartile of spoken28 among those who spoke
  weeksNeeded: metric('group', 'weeks'), // 2; 1 while less than two weeks of the window are covered
  coreSize: metric('group', 'people'), // how many people make half of the messages
} as const satisfies Record<string, MetricShape>;

export type MetricName = keyof typeof metrics;

export const metricNames = Object.keys(metrics) as [MetricName, ...MetricName[]]; // the keys of a literal are exactly its names

/** What is known of one member, group figures included; yes/no is 1/0. What is missing or null is unknown. */
export type MemberFacts = Readonly<Partial<Record<MetricName, number | null>>>;
