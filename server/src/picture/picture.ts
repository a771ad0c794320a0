/**
 * What the eye sees: the shape of a picture. Everything that shows one (terminal, HTML, console, API) reads this and
 * nothing else. Shares are 0–1, instants ISO 8601 with offset Z, civil days `YYYY-MM-DD` in `zone`.
 * A number that cannot be known is null and says why elsewhere in the same object; it is never 0.
 */
import { z } from 'zod';
import { messageKinds } from '#vocabulary/records';
import { metricNames } from './members/metrics.ts';

const share = z.number().min(0).max(1);
const count = z.number().int().nonnegative();
const instant = z.string();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const personRef = z.object({ id: z.string(), name: z.string() });

/** One requirement of a rule: what it needs, what the member has. */
export const requirement = z.object({
  metric: z.enum(metricNames),
  op: z.enum(['>=', '<=', '>', '<', '=']),
  need: z.number(),
  have: z.number().nullable(),
  met: z.boolean(),
});
export type Requirement = z.infer<typeof requirement>;

export const segmentNames = ['active', 'watching', 'lurking'] as const;
export const flagNames = ['newcomer', 'atRisk', 'lost', 'core'] as const;
export type Segment = (typeof segmentNames)[number];
export type Flag = (typeof flagNames)[number];

export const personPicture = personRef.extend({
  by: z.enum(['id', 'name']),
  aliases: z.array(z.string()),
  inRoster: z.boolean(),
  role: z.enum(['owner', 'admin', 'member']).nullable(),
  segment: z.enum(segmentNames),
  flags: z.array(z.enum(flagNames)),
  messages: count,
  messages28: count,
  activeDays: count,
  checkinDays: count,
  longestStreak: count,
  firstAt: instant.nullable(),
  lastAt: instant.nullable(),
  answered: count, // times others replied to or named this person, last 90 days
  answers: count, // times this person replied to or named others, last 90 days
  /** Every rule looked at for this person, met or not. Keys: the three segments and four flags. */
  rules: z.partialRecord(z.enum([...segmentNames, ...flagNames]), z.array(requirement)),
  /** What the rules say while a level is held until two windows lie below it; absent where that is the segment itself. */
  judged: z.enum(segmentNames).optional(),
  /** Keys of the community's own segments this person is in, and the rows of all of them; absent where there are none. */
  custom: z.array(z.string()).optional(),
  customRules: z.record(z.string(), z.array(requirement)).optional(),
});
export type PersonPicture = z.infer<typeof personPicture>;

/** Why a label or figure is what it is: a code with its numbers; the words are in locales/…/picture.json under `reason.<code>`. */
const reason = z.object({ code: z.string(), values: z.record(z.string(), z.union([z.number(), z.string()])) });
export type Reason = z.infer<typeof reason>;

export const suggestionKinds = [
  'answerNewcomers', // newcomers nobody answered
  'rescueAtRisk', // at-risk people who used to be active
  'answerQuestions', // open questions
  'shareTheLoad', // half of the messages / answers rest on very few
  'reviveSilence', // the group has been silent longer than its own habit
  'drawOutWatching', // people who check in but hardly speak
  'careForLurking', // one to one with the silent part
  'praiseStreaks', // longest current check-in streaks
  'postAtBestHour',
  'brakeInDecline', // in decline: no new members or resources before the core is won back
  'collectMore', // data too thin: what to bring
] as const;
export const suggestion = z.object({
  kind: z.enum(suggestionKinds),
  /** 1 = first thing first. */
  rank: z.number().int().positive(),
  people: z.array(personRef),
  values: z.record(z.string(), z.union([z.number(), z.string()])),
  /** The rows behind it, at most 20. `text` is absent in pseudonymous pictures. */
  evidence: z.array(
    z.object({ at: instant.nullable(), person: personRef.nullable(), text: z.string().optional(), value: z.number().optional() }),
  ),
});
export type Suggestion = z.infer<typeof suggestion>;

/** A sense's part: a named proxy with its share and the people counted; null value = cannot be seen from this data. */
const sensePart = z.object({ proxy: z.string(), value: share.nullable(), of: count.nullable(), missing: z.string().nullable() });
const sense = z.object({ parts: z.array(sensePart) });

export const stages = ['introduction', 'growth', 'maturity', 'decline', 'dead'] as const;
export type Stage = (typeof stages)[number];
const interval = z.tuple([share, share]);

const askedQuestion = z.object({ at: instant, person: personRef, text: z.string() });

export const picture = z.object({
  zone: z.string(),
  asOf: instant,
  period: z.object({
    first: instant.nullable(),
    last: instant.nullable(),
    activeDays: count,
    /** Covered stretches; what lies between them is unknown, not zero. */
    coverage: z.array(z.object({ from: instant, to: instant })),
  }),
  members: z.object({
    total: count, // speakers ∪ roster
    speakers: count,
    roster: count.nullable(), // null: no roster, so nobody with zero messages can be seen
    zeroMessage: count.nullable(),
    identifiedBy: z.enum(['id', 'name', 'mixed']),
  }),
  messages: z.object({
    total: count,
    unattributed: count,
    byKind: z.partialRecord(z.enum(messageKinds), count),
    perActiveDay: z.number().nonnegative().nullable(),
  }),
  system: z.object({ joins: count, leaves: count, removals: count, recalls: count, other: count }),
  segments: z.object({
    rule: z.enum(['checkins', 'messages']), // which of the two shipped rules was used
    active: count,
    watching: count,
    lurking: count,
    newcomer: count,
    atRisk: count,
    lost: count,
    core: count,
    /** Version of the community's own rules; absent: the shipped ones. */
    version: count.optional(),
    /** The community's own segments; absent where there are none. */
    custom: z.array(z.object({ key: z.string(), name: z.string(), count })).optional(),
  }),
  core: z.array(personRef.extend({ messages: count })),
  concentration: z.object({ gini: share.nullable(), top20Share: share.nullable(), halfBy: count.nullable() }),
  activity: z.object({
    /** Distinct speakers on the last covered day, in the last 7 and 28 days; averages of the daily figure over the last 28. */
    dau: count,
    dauAverage: z.number().nonnegative().nullable(),
    wau: count,
    wauBefore: count.nullable(), // the week before that one
    mau: count,
    frequency: share.nullable(), // 活跃频度 = DAU/MAU, mean over the last 28 days
    stickiness: share.nullable(), // 粘性 = share of active members who came back in each of the last four weeks
    weeks: z.array(
      z.object({
        week: day, // Monday
        complete: z.boolean(), // false: the week is only partly covered
        covered: z.boolean(), // false: nothing is known; figures are 0 and must be drawn as a gap
        messages: count,
        speakers: count,
        newSpeakers: count,
        joins: count,
        leaves: count,
        checkins: count,
      }),
    ),
  }),
  retention: z.object({
    /** Cohorts by week of first observed activity, latest last, at most 12. `bounded[k]` active in week k; `unbounded[k]` in week k or later. null = week not complete. */
    cohorts: z.array(z.object({ week: day, size: count, bounded: z.array(share.nullable()), unbounded: z.array(share.nullable()) })),
    averageBounded: z.array(share.nullable()),
  }),
  hours: z.object({
    /** Messages by weekday (0 = Monday) and hour of the zone. */
    grid: z.array(z.array(count)),
    best: z.array(z.object({ weekday: count, hour: count, messages: count })), // up to three busiest
    /** By hour of what was answered, last 90 days: typical (geometric mean) delay of the first reply. */
    pace: z.array(z.object({ hour: count, replies: count, typicalSeconds: count })).optional(),
  }),
  network: z.object({
    windowDays: count,
    nodes: z.array(
      personRef.extend({
        messages: count,
        answers: count,
        answered: count,
        pageRank: z.number(),
        betweenness: z.number(),
        opinionLeader: z.boolean(),
        bridge: z.boolean(),
        circle: count, // Louvain community
      }),
    ),
    edges: z.array(z.object({ from: z.string(), to: z.string(), strong: count, weak: count })), // `from` answered `to`
    reciprocity: share.nullable(),
    density: share.nullable(),
    /** Nodes and edges shown here are the strongest; these are all. */
    allNodes: count,
    allEdges: count,
  }),
  responsiveness: z.object({ medianSeconds: z.number().nullable(), replies: count, withinHour: share.nullable() }),
  silence: z.object({
    medianGapSeconds: z.number().nullable(),
    p95GapSeconds: z.number().nullable(),
    longest: z.object({ from: instant, to: instant, hours: z.number() }).nullable(),
    /** Hours from the last message to `asOf`, and the share of the group's own gaps that are shorter. */
    currentHours: z.number().nullable(),
    currentPercentile: share.nullable(),
  }),
  checkins: z.object({
    found: count, // person-days
    people: count,
    longestStreak: count,
    sources: z.object({ keyword: count, number: count, jielong: count }),
    /** Highest current streaks, at most 10. */
    streaks: z.array(personRef.extend({ current: count, longest: count, days: count })),
  }),
  newcomers: z.object({
    windowDays: count,
    total: count,
    answered: count,
    answeredShare: share.nullable(),
    unanswered: z.array(personRef.extend({ firstAt: instant, text: z.string().optional() })),
  }),
  senses: z.object({ ritual: sense, participation: sense, organisation: sense, belonging: sense }), // 仪式感 参与感 组织感 归属感
  lifecycle: z.object({
    stage: z.enum(stages),
    since: day.nullable(),
    trend: z.enum(['up', 'flat', 'down']).nullable(),
    reasons: z.array(reason),
  }),
  risk: z
    .object({
      d30: share,
      d60: share,
      d90: share,
      interval: z.object({ d30: interval, d60: interval, d90: interval }), // 95 %
      basis: z.object({ population: z.string(), stage: z.enum(stages), trend: z.enum(['up', 'flat', 'down']), weeks: count, rooms: count }),
      calibrated: z.literal(false),
      reasons: z.array(reason),
    })
    .nullable(),
  tooLittleData: z.boolean(),
  /** Phrases of the last 28 days, weighed against the community's own talk of 90. Absent where words were not looked at. */
  topics: z
    .object({
      windowDays: count,
      texts: count,
      enough: z.boolean(), // false: too few messages with words to speak of topics
      phrases: z.array(
        z.object({
          phrase: z.string(),
          messages: count,
          people: count,
          conversations: count,
          before: count.nullable(), // messages in the 28 days before; null: these days are not all covered
          score: z.number(),
        }),
      ),
    })
    .optional(),
  /** Absent in pseudonymous pictures. */
  questions: z
    .object({
      /** Of the last 28 days, nobody else spoke within five minutes; the latest 50. */
      open: z.array(askedQuestion),
      allOpen: count,
      /** Asked in nearly the same words by several people, last 90 days. */
      repeated: z.array(z.object({ times: count, people: count, examples: z.array(askedQuestion) })),
    })
    .optional(),
  history: z
    .object({
      stages: z.array(z.object({ stage: z.enum(stages), from: day, to: day })),
      /** Mondays from which on the weekly number of messages has another level, with the typical number before and after. */
      changes: z.array(z.object({ week: day, before: count, after: count })),
      /** At the end of each Sunday, by the rules of then. */
      segments: z.array(z.object({ day, rule: z.enum(['checkins', 'messages']), active: count, watching: count, lurking: count })),
    })
    .optional(),
  suggestions: z.array(suggestion),
});
export type Picture = z.infer<typeof picture>;

const source = z.object({
  file: z.string(),
  format: z.string(),
  bytes: count,
  records: count, // all rows, system rows included
  rejected: z.object({ records: count, bytes: count }),
  zone: z.string().nullable(), // null: the format carries instants
});

/** The published document of `qunce checkup --json`. Additions keep the version; a changed or removed field raises it. */
export const checkup = z.object({
  schema: z.literal('https://qunce.dev/schemas/checkup-1.json'),
  generatedBy: z.string(),
  pseudonymous: z.boolean(),
  group: z.string().nullable(),
  /** Other chats found in the same files, with their row counts; this checkup is about `group` only. */
  otherGroups: z.array(z.object({ name: z.string(), records: count })),
  source: z.array(source),
  ...picture.shape,
  people: z.array(personPicture),
});
export type Checkup = z.infer<typeof checkup>;
