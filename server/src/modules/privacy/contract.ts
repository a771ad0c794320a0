import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';
import { limits } from './rules.ts';

const count = z.number().int().nonnegative();
const person = { channelId: id, personId: z.string().min(1).max(200) };
const erasure = z.object({
  erasureId: id,
  requestedAt: instant,
  /** null: still going on. */
  finishedAt: instant.nullable(),
  /** Messages emptied, messages of others in which a name was replaced, files removed. */
  messages: count,
  mentions: count,
  files: count,
});
export type Erasure = z.infer<typeof erasure>;

/** Months or days something is kept; null: for good. */
const retention = z.object({
  eventMonths: z.number().int().min(limits.eventMonths).max(120).nullable(),
  textMonths: z.number().int().min(limits.textMonths).max(120).nullable(),
  uploadDays: z.number().int().min(1).max(365),
});
export type Retention = z.infer<typeof retention>;

/** What a member may ask for (a copy of everything, erasure), and how long things are kept. */
export const privacy = {
  exportPerson: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/export',
    summary: 'Everything held about one person in a community; messages by the page, all else with the first',
    input: z.object({ ...person, after: z.string().max(200).optional() }),
    output: z.object({
      exportedAt: instant,
      identities: z.array(z.record(z.string(), z.unknown())),
      tags: z.array(z.object({ tag: z.string(), at: instant })),
      notes: z.array(z.object({ at: instant, text: z.string() })),
      segmentChanges: z.array(z.record(z.string(), z.unknown())),
      /** Civil days with figures: messages, questions, check-ins. */
      days: z.array(z.record(z.string(), z.unknown())),
      events: z.array(z.object({ id, at: instant, event: z.string() })),
      messages: z.array(z.object({ at: instant, channelId: id, kind: z.string(), text: z.string() })),
      /** Give it as `after` for the next page; null after the last. */
      next: z.string().nullable(),
    }),
  }),
  erasePerson: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/erase',
    summary: "Erase a person from a community for good: words, names, accounts, notes, and the name in others' words; counts stay",
    input: z.object({ ...person, understood: z.literal(true) }),
    output: erasure,
  }),
  erasures: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/erasures',
    summary: 'Erasures of a community, latest first; of whom is not kept',
    input: z.object({ communityId: id }),
    output: z.object({ erasures: z.array(erasure) }),
  }),
  exportMine: operation({
    kind: 'query',
    // Also to who has left: refused is who is no person.
    access: { public: true },
    path: '/me/copy',
    summary:
      'Everything held about the caller as somebody who takes part: names, check-ins with what was written, corrections, likes, files',
    input: z.object({}),
    output: z.object({
      exportedAt: instant,
      name: z.string(),
      /** Since when a WeChat account is linked. */
      wechat: z.string().nullable(),
      /** By which the person signs in; of a phone number or mail address no more is kept than stands here. */
      addresses: z.array(z.record(z.string(), z.unknown())),
      enrolments: z.array(z.record(z.string(), z.unknown())),
      checkins: z.array(z.record(z.string(), z.unknown())),
      corrections: z.array(z.record(z.string(), z.unknown())),
      likes: z.array(z.record(z.string(), z.unknown())),
      duties: z.array(z.record(z.string(), z.unknown())),
      swaps: z.array(z.record(z.string(), z.unknown())),
      introductions: z.array(z.record(z.string(), z.unknown())),
      accepted: z.array(z.record(z.string(), z.unknown())),
      groups: z.array(z.record(z.string(), z.unknown())),
      codes: z.array(z.record(z.string(), z.unknown())),
      files: z.array(z.record(z.string(), z.unknown())),
      squads: z.array(z.record(z.string(), z.unknown())),
      roles: z.array(z.record(z.string(), z.unknown())),
      notes: z.array(z.record(z.string(), z.unknown())),
      praises: z.array(z.record(z.string(), z.unknown())),
      certificates: z.array(z.record(z.string(), z.unknown())),
      homework: z.array(z.record(z.string(), z.unknown())),
      reviewsWritten: z.array(z.record(z.string(), z.unknown())),
      reviewsReceived: z.array(z.record(z.string(), z.unknown())),
      /** Whether an exit survey was answered, and the answers that were not anonymous. */
      exitSurveys: z.array(z.record(z.string(), z.unknown())),
      exitAnswers: z.array(z.record(z.string(), z.unknown())),
      raffleEntries: z.array(z.record(z.string(), z.unknown())),
      orders: z.array(z.record(z.string(), z.unknown())),
      prizes: z.array(z.record(z.string(), z.unknown())),
      points: z.array(z.record(z.string(), z.unknown())),
      badges: z.array(z.record(z.string(), z.unknown())),
      credit: z.array(z.record(z.string(), z.unknown())),
      atRisk: z.array(z.record(z.string(), z.unknown())),
      alumniConsents: z.array(z.record(z.string(), z.unknown())),
      alumniEntries: z.array(z.record(z.string(), z.unknown())),
      alumniInvitations: z.array(z.record(z.string(), z.unknown())),
      hiddenInAlbums: z.array(z.record(z.string(), z.unknown())),
      willing: z.array(z.record(z.string(), z.unknown())),
      roleOffers: z.array(z.record(z.string(), z.unknown())),
      roleTrials: z.array(z.record(z.string(), z.unknown())),
      roleEndings: z.array(z.record(z.string(), z.unknown())),
      /** Answers about going along to the successor of a community that is dissolved. */
      goingAlong: z.array(z.record(z.string(), z.unknown())),
      written: z.object({ notes: count, praises: count }),
    }),
  }),
  eraseMine: operation({
    kind: 'command',
    access: { public: true },
    path: '/me/erase',
    summary: 'The caller leaves every community for good: name, words and account go; that there were check-ins stays, of nobody',
    input: z.object({ understood: z.literal(true) }),
    output: z.object({ enrolments: count }),
  }),
  eraseEnrolment: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'enrolmentId' },
    path: '/enrolments/{enrolmentId}/erase',
    summary: 'Erase somebody from a community for good, as that person may ask: name and words go, the account with the last community',
    input: z.object({ enrolmentId: id, understood: z.literal(true) }),
    output: z.object({}),
  }),
  retention: operation({
    kind: 'query',
    access: { role: 'owner', scope: 'organisation' },
    path: '/retention',
    summary: 'How long the log, the words of messages and uploaded files are kept',
    input: z.object({}),
    output: retention,
  }),
  setRetention: operation({
    kind: 'command',
    access: { role: 'owner', scope: 'organisation' },
    path: '/retention',
    method: 'PUT',
    summary: 'Change how long things are kept; what is older goes within a day and does not come back',
    input: retention,
    output: retention,
  }),
};
