import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { flagNames, personPicture, picture, segmentNames, stages, suggestion } from '../../picture/picture.ts';
import { weeklyReport } from '../../picture/weekly-schema.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();

/** One line of the portfolio: a group and whether it needs help. */
export const groupLine = z.object({
  channelId: id,
  communityId: id,
  name: z.string(),
  platform: z.string(),
  stage: z.enum(stages).nullable(),
  trend: z.enum(['up', 'flat', 'down']).nullable(),
  /** 95 % interval of the chance of falling silent within 90 days; null: too little data. */
  d90: z.tuple([z.number(), z.number()]).nullable(),
  tooLittleData: z.boolean(),
  wau: count,
  wauBefore: count.nullable(),
  members: count,
  atRisk: count,
  newcomersAnswered: z.number().nullable(),
  weeks: z.array(z.number().nullable()), // speakers in each of the last 12 weeks; null = not covered
  lastAt: instant.nullable(),
  /** Its `evidence` is empty here; the rows are in the group's picture. */
  firstSuggestion: suggestion.nullable(),
  /** Higher = needs help sooner; the order of the list. */
  need: z.number(),
});

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** One of two groups beside each other. A figure is null where its records do not show it; shares are 0–1. */
const comparedGroup = z.object({
  channelId: id,
  communityId: id,
  name: z.string(),
  platform: z.string(),
  asOf: instant.nullable(), // null: no picture yet
  zone: z.string().nullable(),
  stage: z.enum(stages).nullable(),
  trend: z.enum(['up', 'flat', 'down']).nullable(),
  d90: z.tuple([z.number(), z.number()]).nullable(),
  tooLittleData: z.boolean(),
  figures: z.object({
    members: count.nullable(),
    wau: count.nullable(),
    mau: count.nullable(),
    frequency: z.number().nullable(),
    stickiness: z.number().nullable(),
    newcomersAnswered: z.number().nullable(),
    /** Seconds within which half of what is said is picked up. */
    responsiveness: z.number().nullable(),
    reciprocity: z.number().nullable(),
    top20Share: z.number().nullable(),
    halfBy: count.nullable(),
    checkins: count.nullable(),
  }),
  weeks: z.array(z.object({ week: day, covered: z.boolean(), complete: z.boolean(), speakers: count, messages: count, checkins: count })),
});

const line = z.object({ at: instant, person: z.object({ id: z.string(), name: z.string() }).nullable(), text: z.string() });

/** Pictures of channels, read from what the import computed. Writes nothing. */
export const insights = {
  portfolio: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/portfolio',
    summary: 'All groups the caller may see, those that need help first, with this week’s first suggestions',
    /** `dissolved`: those of dissolved communities instead. */
    input: z.object({ dissolved: z.boolean().default(false) }),
    output: z.object({ groups: z.array(groupLine), totals: z.object({ groups: count, wau: count, atRisk: count, unanswered: count }) }),
  }),
  group: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/picture',
    summary: 'The picture (群体检) of a group',
    input: z.object({ channelId: id }),
    output: z.object({
      channelId: id,
      name: z.string(),
      communityId: id,
      platform: z.string(),
      updatedAt: instant.nullable(),
      updating: z.boolean(),
      picture: picture.nullable(),
    }),
  }),
  weekly: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/weekly',
    summary: 'The weekly report (周报) of a group: the latest whole week, or the one that begins on a Monday',
    input: z.object({ channelId: id, week: day.optional() }),
    output: z.object({ channelId: id, name: z.string(), report: weeklyReport.nullable() }),
  }),
  compare: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/compare',
    summary: 'Two groups side by side: figures and the last twelve weeks',
    input: z.object({ channelId: id, withChannelId: id }),
    output: z.object({ groups: z.tuple([comparedGroup, comparedGroup]) }),
  }),
  find: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/find',
    summary: 'Groups and people by name, pinyin or initials, over all groups the caller may see',
    input: z.object({ search: z.string().trim().min(1).max(80) }),
    output: z.object({
      groups: z.array(z.object({ channelId: id, name: z.string(), platform: z.string() })),
      people: z.array(
        z.object({ channelId: id, channelName: z.string(), personId: z.string(), name: z.string(), aliases: z.array(z.string()) }),
      ),
    }),
  }),
  people: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people',
    summary: 'People of a group with segment, flags and figures',
    input: z.object({
      channelId: id,
      segment: z.enum(segmentNames).optional(),
      flag: z.enum(flagNames).optional(),
      /** Key of a tag by rule. */
      custom: z.string().max(20).optional(),
      /** A tag put on by hand, on any identity of the person. */
      tag: z.string().max(24).optional(),
      /** Only people on the roster who never wrote a message. */
      neverSpoke: z.boolean().optional(),
      search: z.string().max(80).optional(),
      sort: z.enum(['messages', 'messages28', 'lastAt', 'firstAt', 'name']).default('messages28'),
      offset: count.default(0),
      limit: count.min(1).max(200).default(50),
    }),
    /** A search of a single letter or character looks at the first 2,000 places of names that have it; `total` is of those. */
    output: z.object({ people: z.array(personPicture.omit({ rules: true, customRules: true })), total: count }),
  }),
  person: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}',
    summary: 'One person: figures, need/have/met of every rule, active days',
    input: z.object({ channelId: id, personId: z.string() }),
    output: z.object({ person: personPicture, days: z.array(z.object({ day: z.string(), messages: count, checkin: z.boolean() })) }),
  }),
  said: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/said',
    summary: 'Messages of the picture’s last four weeks with a phrase, latest first, at most 40',
    input: z.object({ channelId: id, phrase: z.string().min(1).max(60) }),
    output: z.object({ messages: z.array(line) }),
  }),
  answersOf: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/answers',
    summary: 'What one person answered in the last 90 days, questions first, at most 40',
    input: z.object({ channelId: id, personId: z.string() }),
    output: z.object({ threads: z.array(z.object({ asked: line, question: z.boolean(), answer: line })) }),
  }),
  backTest: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/outlook/back-test',
    summary: 'How outlooks would have turned out in rooms kept out of the rates they are made from',
    input: z.object({}),
    output: z.object({
      population: z.string(),
      rows: z.array(
        z.object({
          room: z.string(),
          days: count,
          weeks: count,
          foretold: z.number(),
          happened: z.number(),
          brier: z.number(),
          brierConstant: z.number(),
        }),
      ),
    }),
  }),
  staffEvents: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/staff-events',
    summary: 'What staff did in a group or its community, latest first, at most 200',
    input: z.object({ channelId: id }),
    output: z.object({ events: z.array(z.object({ at: instant, event: z.string() })) }),
  }),
};
