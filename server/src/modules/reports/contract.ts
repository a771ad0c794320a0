import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const day = z.iso.date();
/** 0–1; null where nothing was asked of anybody. */
const rate = z.number().min(0).max(1).nullable();

/** What somebody is praised by. Each is a count of what is on record. */
const evidenceCodes = ['days', 'best', 'praises', 'duties', 'liked', 'likes'] as const;
export type EvidenceCode = (typeof evidenceCodes)[number];
const evidence = z.object({ code: z.enum(evidenceCodes), count });

const person = z.object({ enrolmentId: id, nickname: z.string() });

const lostHow = ['left', 'silent', 'neverBegan'] as const;

const conclusionCodes = [
  'steady',
  'weekDrop',
  'firstWeek',
  'neverBegan',
  'nobodyAsked',
  'weekday',
  'late',
  'needHigh',
  'needLow',
  'praiseNarrow',
  'dutiesMissed',
  'noRitual',
] as const;
/** `values` are what the sentence names; shares from 0 to 1, weekdays from 1 (Monday). `sure`: enough was counted for more than a hint. */
const conclusion = z.object({ code: z.enum(conclusionCodes), values: z.record(z.string(), z.number()), sure: z.boolean() });
export type Conclusion = z.output<typeof conclusion>;

const gapCodes = ['running', 'short', 'few', 'erased', 'noPraises', 'noNotes', 'noDuties', 'chat'] as const;
const gap = z.object({ code: z.enum(gapCodes), count });

const camp = z.object({
  communityId: id,
  community: z.string(),
  campaign: z.string(),
  goal: z.string(),
  zone: z.string(),
  startsOn: day,
  endsOn: day,
  /** The last day that is told: one that is over. */
  until: day,
  over: z.boolean(),
  madeAt: instant,
  /** Everyone who took part on some day; who left before the last one; who checked in at least once. */
  people: z.object({ all: count, left: count, checkedIn: count }),
  /** `sent`: whatever their kind, also late ones that do not count; leave is none. */
  checkins: z.object({ counted: count, sent: count, possible: count, rate, late: count, madeUp: count, leave: count }),
  days: z.array(z.object({ day, counted: count, people: count })),
  /** Of the camp, from its first day; the last may be shorter. */
  weeks: z.array(z.object({ week: count, from: day, to: day, counted: count, possible: count, rate })),
  completion: z.object({ need: count, met: count, awarded: count }),
  stoodOut: z.array(person.extend({ evidence: z.array(evidence) })),
  /** At most 200 are named; `lostAll` counts everyone. */
  lost: z.array(
    person.extend({
      how: z.enum(lostHow),
      /** Of the last check-in that counts; null without any. */
      lastDay: day.nullable(),
      leftOn: day.nullable(),
      /** Notes that leaders wrote about them from that day on, and when the last of them. */
      notes: count,
      notedOn: day.nullable(),
    }),
  ),
  lostAll: count,
  rituals: z.array(z.object({ name: z.string(), at: instant, items: count, done: count, missed: count })),
  duties: z.object({ items: count, done: count, missed: count }),
  conclusions: z.array(conclusion),
  gaps: z.array(gap),
});
export type CampReport = z.output<typeof camp>;

const milestones = ['first', 'days7', 'days14', 'days21', 'days30', 'days50', 'days66', 'days100', 'half', 'all'] as const;
export type Milestone = (typeof milestones)[number];

const own = z.object({
  campaignId: id,
  communityId: id,
  community: z.string(),
  campaign: z.string(),
  nickname: z.string(),
  zone: z.string(),
  startsOn: day,
  endsOn: day,
  over: z.boolean(),
  /** Days the campaign lasts; days that count, the longest run of them. */
  campDays: count,
  days: count,
  best: count,
  milestones: z.array(z.object({ code: z.enum(milestones), on: day })),
  liked: count,
  likes: count,
  duties: count,
  /** How often, and the latest words. */
  praised: count,
  praises: z.array(z.object({ text: z.string(), by: z.string().nullable(), at: instant })),
  /** The check-in others liked most; null where none was liked. */
  mostLiked: z.object({ day, likes: count, text: z.string() }).nullable(),
  /** Only in the upper half of those who checked in. */
  place: z.object({ rank: count, people: count }).nullable(),
  /** Of the invitation while it is open: where the code on the card leads. */
  invitation: z.string().nullable(),
});
export type OwnReport = z.output<typeof own>;

/** What a campaign was: for its owner, and for everyone who took part. */
export const reports = {
  camp: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/report',
    summary: 'What happened in a campaign, who stood out and by what, who was lost and when, and what follows for the next one',
    input: z.object({ campaignId: id }),
    output: camp,
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'campaignId' },
    path: '/me/reports/{campaignId}',
    summary: 'The caller’s own way through a campaign: days, longest run, milestones, praises, what others liked',
    input: z.object({ campaignId: id }),
    output: own,
  }),
};
