import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const day = z.iso.date();
/** Wall clock, `05:00`; 24:00 and beyond up to 47:59 are hours after midnight that still belong to the day before. */
const wall = z.string().regex(/^(?:[0-3]\d|4[0-7]):[0-5]\d$/);

const MOST_PHOTOS = 9;

/** What a check-in has to bring along. `text.min` counts characters as readers do (grapheme clusters), without blanks. */
export const content = z.object({
  text: z
    .object({ needed: z.boolean(), min: count.max(5_000).default(0) })
    .nullable()
    .default(null),
  number: z
    .object({
      needed: z.boolean(),
      label: z.string().trim().min(1).max(20),
      unit: z.string().trim().max(10),
      min: z.number(),
      max: z.number(),
    })
    .nullable()
    .default(null),
  link: z.object({ needed: z.boolean() }).nullable().default(null),
  /** At most `max` photos. */
  photos: z
    .object({ needed: z.boolean(), max: count.min(1).max(MOST_PHOTOS).default(3) })
    .nullable()
    .default(null),
  /** One recording. */
  voice: z
    .object({ needed: z.boolean(), maxSeconds: count.min(5).max(180).default(60) })
    .nullable()
    .default(null),
});

/**
 * The rules of a campaign as data. A day begins at `boundary` in `zone`; check-ins are taken from `opens` on and are on time
 * until `closes`, afterwards, until the day ends, `late` decides. `needPerWeek`: days wanted from Monday to Sunday.
 */
export const policy = z.object({
  zone: z.string().max(60).default('Asia/Shanghai'),
  boundary: wall.default('04:00'),
  opens: wall.default('04:00'),
  closes: wall.default('28:00'),
  late: z.enum(['refused', 'withoutCredit', 'counted']).default('withoutCredit'),
  needPerWeek: z.number().int().min(1).max(7).default(7),
  /** Days that may be made up in the whole campaign, and how many days back. */
  tickets: count.max(100).default(2),
  ticketDays: count.min(1).max(31).default(3),
  /** Days of leave in the whole campaign. */
  leaves: count.max(100).default(2),
  content: content.prefault({}),
  /** What counts when it is found in an imported chat; null: nothing does. */
  chat: z
    .object({ keywords: z.array(z.string().trim().min(1).max(20)).max(20), jielong: z.boolean(), number: z.boolean() })
    .nullable()
    .default({ keywords: ['打卡'], jielong: true, number: false }),
});
export type Policy = z.output<typeof policy>;

const given = z.object({
  text: z.string().trim().max(5_000).optional(),
  number: z.number().optional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  /** Finished files of the caller that belong to no check-in, see `media.begin`; in the order they are shown. */
  photos: z.array(id).max(MOST_PHOTOS).optional(),
  voice: id.optional(),
});
export type Given = z.output<typeof given>;

const checkinKinds = ['onTime', 'late', 'madeUp', 'leave'] as const;
export type CheckinKind = (typeof checkinKinds)[number];
export const kind = z.enum(checkinKinds);
/** Where a check-in came from. */
export type Source = 'page' | 'chat' | 'jielong' | 'staff';

const requirementCodes = [
  // Instants in epoch ms: need is when it begins or ended, have is now.
  'campaign.starts',
  'campaign.ends',
  'window.opens',
  'window.closes',
  'text.min',
  'number.given',
  'number.min',
  'number.max',
  'link.given',
  'photos.given',
  'photos.max',
  'voice.given',
] as const;

/** One requirement: what is needed, what there is, whether that is enough. The code is the key of its sentence. */
const requirement = z.object({ code: z.enum(requirementCodes), need: z.number(), have: z.number(), met: z.boolean() });
export type Requirement = z.output<typeof requirement>;

export const standing = z.object({
  /** Days without a break up to today or yesterday. */
  streak: count,
  /** Days that count. */
  total: count,
  best: count,
  ticketsLeft: count,
  leavesLeft: count,
  week: z.object({ need: count, have: count }),
});
export type Standing = z.output<typeof standing>;

const state = z.enum(['upcoming', 'running', 'ended']);

const campaign = z.object({
  id,
  communityId: id,
  name: z.string(),
  goal: z.string(),
  startsOn: day,
  endsOn: day,
  state,
  /** Civil day by the rules of today; the first or last day outside the campaign. */
  today: day,
  /** Which day of the campaign today is, counted from 1; 0 before it. */
  dayNumber: count,
  days: count,
  /** Its community was dissolved: it can only be read. */
  dissolved: z.boolean(),
});

const window = z.object({ opensAt: instant, closesAt: instant, endsAt: instant });

const campaignInput = {
  name: z.string().trim().min(1).max(60),
  goal: z.string().trim().max(200).default(''),
  startsOn: day,
  endsOn: day,
};

const person = z.object({ enrolmentId: id, nickname: z.string() });

const calendarState = z.enum(['onTime', 'late', 'madeUp', 'leave', 'missed', 'today', 'free', 'future']);
export type CalendarState = z.output<typeof calendarState>;

/** A day of the member's calendar. `free`: missed, but the week's free days cover it, or nothing was asked for. */
export const calendarDay = z.object({ day, state: calendarState, canMakeUp: z.boolean() });

const ranked = person.extend({ rank: count, total: count, streak: count, me: z.boolean() });

const post = person.extend({
  day,
  at: instant,
  kind,
  streak: count,
  text: z.string(),
  number: z.number().nullable(),
  link: z.string().nullable(),
  /** Ids of files, at `/api/v1/media/{mediaId}/bytes`. */
  photos: z.array(id),
  voice: id.nullable(),
  likes: count,
  liked: z.boolean(),
  me: z.boolean(),
});

const outcome = z.object({
  /** False when the day had its check-in already; then nothing was changed and the first one is told. */
  first: z.boolean(),
  day,
  kind,
  counted: z.boolean(),
  at: instant,
  standing,
  /** How many have checked in today, this one among them. */
  doneToday: count,
});

/** Check-in campaigns: rules as data, exactly one a member and day, standings, ranking, corrections. */
export const checkins = {
  campaigns: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/campaigns',
    summary: 'Check-in campaigns the caller may see, the running ones first',
    input: z.object({ communityId: id.optional() }),
    output: z.object({
      campaigns: z.array(campaign.extend({ community: z.string(), people: count, doneToday: count })),
    }),
  }),
  createCampaign: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/campaigns',
    summary: 'Open a check-in campaign: name, goal, first and last day, rules',
    input: z.object({ communityId: id, ...campaignInput, policy: policy.prefault({}) }),
    output: campaign,
  }),
  campaign: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}',
    summary: 'A campaign with its rules, their versions, and how today goes',
    input: z.object({ campaignId: id }),
    output: campaign.extend({
      policy,
      versions: z.array(z.object({ version: count, effectiveOn: day, decidedAt: instant, policy })),
      window: window.nullable(),
      people: count,
      doneToday: count,
      onLeaveToday: count,
      /** Check-ins that count so far, and how many there would be if nobody missed one. */
      counted: count,
      possible: count,
    }),
  }),
  updateCampaign: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}',
    method: 'PATCH',
    summary: 'Rename a campaign, change its goal, or move its last day',
    input: z.object({
      campaignId: id,
      name: campaignInput.name.optional(),
      goal: z.string().trim().max(200).optional(),
      endsOn: day.optional(),
    }),
    output: campaign,
  }),
  changePolicy: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/policy',
    summary: 'Change the rules from a day on, tomorrow at the earliest; days that have begun keep theirs',
    input: z.object({ campaignId: id, effectiveOn: day, policy }),
    output: z.object({ version: count, effectiveOn: day }),
  }),
  people: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/people',
    summary: 'Everyone of a campaign with standing and state of today, those who are missing first',
    input: z.object({ campaignId: id, show: z.enum(['all', 'missing', 'done']).default('all') }),
    output: z.object({
      closesAt: instant.nullable(),
      people: z.array(person.extend({ standing, today: kind.nullable(), at: instant.nullable(), missedDays: count })),
    }),
  }),
  person: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/people/{enrolmentId}',
    summary: 'One person in a campaign: calendar, check-ins, corrections',
    input: z.object({ campaignId: id, enrolmentId: id }),
    output: person.extend({
      standing,
      calendar: z.array(calendarDay),
      posts: z.array(post),
      corrections: z.array(z.object({ day, at: instant, was: kind.nullable(), becomes: kind.nullable(), reason: z.string() })),
    }),
  }),
  correct: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/people/{enrolmentId}/days/{day}',
    method: 'PUT',
    summary: 'Correct one day of a person, with a reason that stays on record; null takes the check-in away',
    input: z.object({ campaignId: id, enrolmentId: id, day, becomes: kind.nullable(), reason: z.string().trim().min(2).max(300) }),
    output: z.object({ standing }),
  }),
  today: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/checkins',
    summary: 'The caller’s campaigns, each with everything its check-in page shows',
    input: z.object({ campaignId: id.optional() }),
    output: z.object({
      now: instant,
      campaigns: z.array(
        campaign.extend({
          community: z.string(),
          nickname: z.string(),
          policy,
          window: window.nullable(),
          /** The caller’s check-in of today. */
          done: z.object({ kind, counted: z.boolean(), at: instant, content: given }).nullable(),
          /** Why the button is shut, as needs; empty when it is open. */
          needs: z.array(requirement),
          canUndo: z.boolean(),
          standing,
          people: count,
          doneToday: count,
          counted: count,
          possible: count,
          rank: count.nullable(),
          calendar: z.array(calendarDay),
          /** Today’s first ones, in the order they came. */
          first: z.array(person.extend({ at: instant, streak: count, me: z.boolean() })),
        }),
      ),
    }),
  }),
  submit: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/checkins',
    summary: 'Check in for today; a second time answers with the first',
    input: z.object({ campaignId: id, content: given.prefault({}) }),
    output: outcome,
  }),
  undo: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/checkins/undo',
    summary: 'Take back what was sent today, until the day ends',
    input: z.object({ campaignId: id }),
    output: z.object({ standing }),
  }),
  makeUp: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/make-ups',
    summary: 'Make up a missed day with a ticket',
    input: z.object({ campaignId: id, day, content: given.prefault({}) }),
    output: outcome,
  }),
  takeLeave: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/leaves',
    summary: 'Take leave for today or a coming day',
    input: z.object({ campaignId: id, day }),
    output: z.object({ standing }),
  }),
  cancelLeave: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/leaves/cancel',
    summary: 'Give a leave of today or a coming day back',
    input: z.object({ campaignId: id, day }),
    output: z.object({ standing }),
  }),
  ranking: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/ranking',
    summary: 'The campaign’s ranking by days that count, with the caller’s own place',
    input: z.object({ campaignId: id, limit: count.min(1).max(100).default(50) }),
    output: z.object({ people: count, top: z.array(ranked), me: ranked.nullable() }),
  }),
  feed: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/feed',
    summary: 'What others wrote when they checked in, latest first',
    input: z.object({ campaignId: id, before: instant.optional(), limit: count.min(1).max(50).default(20) }),
    output: z.object({ posts: z.array(post), next: instant.nullable() }),
  }),
  like: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'campaignId' },
    path: '/campaigns/{campaignId}/likes',
    summary: 'Like a check-in, or take the like back',
    input: z.object({ campaignId: id, enrolmentId: id, day, liked: z.boolean() }),
    output: z.object({ likes: count, liked: z.boolean() }),
  }),
};
