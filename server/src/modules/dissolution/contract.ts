import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const day = z.iso.date();
const words = z.string().trim().min(2).max(2_000);
const refund = z.string().trim().max(300);

/** What is going on and would be cut off, in the order it is told. */
export const openCodes = [
  'campaigns',
  'assignments',
  'ungraded',
  'gradeAppeals',
  'creditAppeals',
  'orders',
  'raffles',
  'removals',
  'certificates',
  'points',
] as const;
const openCode = z.enum(openCodes);
export type OpenCode = z.output<typeof openCode>;

const outcome = z.enum(['moved', 'there', 'waiting', 'gone']);

const announcement = z.object({
  version: z.number().int().positive(),
  lastDay: day,
  words: z.string(),
  /** What becomes of what was paid; empty: nothing was. */
  refund: z.string(),
  /** Where those go who say yes. */
  successor: z.object({ id, name: z.string() }).nullable(),
  announcedAt: instant,
  saidAt: instant,
  /** The last day has passed. */
  over: z.boolean(),
});
export type Announcement = z.output<typeof announcement>;

/** Dissolving a community: what is open, the announcement, who goes along, and the end. */
export const dissolution = {
  preview: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/dissolution',
    summary: 'What dissolving a community would cut off, who is active in it, what was announced and who answered',
    input: z.object({ communityId: id }),
    output: z.object({
      name: z.string(),
      dissolvedAt: instant.nullable(),
      /** The first day that may be announced as the last one: three days ahead. */
      firstLastDay: day,
      announcement: announcement.nullable(),
      /** Only what there is. */
      open: z.array(z.object({ code: openCode, count })),
      /** Active is who did at least `need` things of their own in the last `days` days. */
      rule: z.object({ days: count, need: count }),
      people: z.array(
        z.object({
          enrolmentId: id,
          nickname: z.string(),
          have: count,
          met: z.boolean(),
          /** To the successor that is announced now; null: not said. */
          comes: z.boolean().nullable(),
          outcome: outcome.nullable(),
        }),
      ),
      counts: z.object({ people: count, survivors: count, yes: count, no: count }),
      /** Communities the caller may hand people over to. `room`: places left; null: no limit. */
      successors: z.array(z.object({ id, name: z.string(), room: count.nullable() })),
      /** As the rules on removals say it; empty where there are none. */
      refundRule: z.string(),
      /** Whether it may be dissolved now, and if not, why. */
      may: z.enum(['yes', 'notAnnounced', 'tooSoon', 'dissolved']),
    }),
  }),
  announce: operation({
    kind: 'command',
    access: { role: 'owner', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/dissolution',
    method: 'PUT',
    summary: 'Announce the last day of a community to its members, or change what was announced',
    input: z.object({
      communityId: id,
      /** Of the announcement that is changed; 0: the first one. */
      version: count,
      lastDay: day,
      words,
      refund: refund.default(''),
      successorId: id.nullable().default(null),
    }),
    output: announcement,
  }),
  withdraw: operation({
    kind: 'command',
    access: { role: 'owner', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/dissolution/withdraw',
    summary: 'Withdraw the announcement, until its last day has passed',
    input: z.object({ communityId: id }),
    output: z.object({}),
  }),
  dissolve: operation({
    kind: 'command',
    access: { role: 'owner', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/dissolution/dissolve',
    summary: 'Dissolve a community for good: who said yes moves to the successor, all the rest stays and can be read',
    input: z.object({
      communityId: id,
      /** The name of the community, typed. */
      name: z.string().trim(),
    }),
    output: z.object({
      dissolvedAt: instant,
      moved: count,
      waiting: count,
    }),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/dissolutions',
    summary: 'What was announced about communities in which the caller takes part',
    input: z.object({}),
    output: z.object({
      dissolutions: z.array(
        announcement.omit({ announcedAt: true }).extend({
          communityId: id,
          community: z.string(),
          dissolvedAt: instant.nullable(),
          comes: z.boolean().nullable(),
          outcome: outcome.nullable(),
        }),
      ),
    }),
  }),
  answer: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'communityId' },
    path: '/me/dissolutions/{communityId}/answer',
    summary: 'Whether the caller goes along to the successor; may be changed until the last day has passed',
    input: z.object({
      communityId: id,
      /** Of the announcement that was read. */
      version: z.number().int().positive(),
      comes: z.boolean(),
    }),
    output: z.object({ comes: z.boolean() }),
  }),
};
