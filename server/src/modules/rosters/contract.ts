import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const role = z.enum(['owner', 'admin', 'member']);
const list = { channelId: id, importId: id };
const listed = z.object({ id: z.string(), name: z.string() });
const day = z.iso.date();

const snapshot = z.object({
  importId: id,
  at: instant,
  file: z.string(),
  format: z.string(),
  members: count,
  /** Of them, known by an account; the others by their name alone. */
  byId: count,
  /** The list stands for the whole group: who is not on it counts as gone. */
  whole: z.boolean(),
});
export type Snapshot = z.infer<typeof snapshot>;

const figure = z.number().int().min(0).max(1_000_000).nullable();
/** Figures of one civil day of the group; null: not told. */
const figures = z.object({ members: figure, messages: figure, speakers: figure, joins: figure, leaves: figure });
export type Figures = z.infer<typeof figures>;

const headCount = figures.extend({
  day,
  keptAt: instant,
  corrected: z.boolean(),
  /** Chat of this day was imported: its figures are counted, and these are not used. */
  covered: z.boolean(),
});
export type HeadCount = z.infer<typeof headCount>;

/** Member lists over time, and figures of days that staff type in for groups nobody can export. */
export const rosters = {
  snapshots: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/rosters',
    summary: 'Member lists brought for a channel, latest first',
    input: z.object({ channelId: id }),
    output: z.object({ snapshots: z.array(snapshot) }),
  }),
  entries: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/rosters/{importId}',
    summary: 'Everybody on one member list',
    input: z.object(list),
    output: z.object({
      people: z.array(listed.extend({ role: role.nullable(), joinedAt: instant.nullable(), invitedBy: z.string().nullable() })),
    }),
  }),
  compare: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/rosters/{importId}/changes',
    summary: 'Who joined, left or is called otherwise since an earlier member list, by default the one before',
    input: z.object({ ...list, since: id.optional() }),
    output: z.object({
      since: id.nullable(), // null: there is none before
      /** `names`: a list without accounts; a rename cannot be told from one who left and another who joined. */
      certainty: z.enum(['ids', 'names']),
      stayed: count,
      joined: z.array(listed),
      left: z.array(listed),
      renamed: z.array(z.object({ id: z.string(), before: z.string(), after: z.string() })),
      roles: z.array(z.object({ id: z.string(), name: z.string(), before: role, after: role })),
    }),
  }),
  headCounts: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/head-counts',
    summary: 'Figures typed in for days of a channel, latest first, and their weeks where no chat covers the day',
    input: z.object({ channelId: id }),
    output: z.object({
      name: z.string(),
      today: day,
      days: z.array(headCount),
      /** ISO weeks by their Monday, latest last. Speakers of several days are not different people: the most of one day is told. */
      weeks: z.array(
        z.object({
          week: day,
          days: count,
          members: count.nullable(),
          messages: count.nullable(),
          speakersMost: count.nullable(),
          joins: count.nullable(),
          leaves: count.nullable(),
        }),
      ),
    }),
  }),
  keepHeadCount: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/head-counts/{day}',
    method: 'PUT',
    summary: 'Keep or correct the figures of one day of a channel',
    input: figures.extend({ channelId: id, day }),
    output: headCount,
  }),
  undoHeadCount: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/head-counts/{day}/undo',
    summary: 'Take the last entry for a day back: the figures before it return, or none',
    input: z.object({ channelId: id, day }),
    output: z.object({ left: figures.nullable() }),
  }),
};
