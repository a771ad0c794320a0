import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { requirement } from '../../picture/picture.ts';
import { id, instant } from '../../vocabulary/ids.ts';
import { evidenceCodes } from './rules.ts';

const count = z.number().int().nonnegative();
const personId = z.string().min(1).max(200);
const person = { channelId: id, personId };
const personRef = z.object({ ...person, channelName: z.string(), name: z.string() });
const tag = z.string().trim().min(1).max(24);

/** Why two people may be one: points for (positive) or against (negative), and the figures behind them. */
const evidence = z.array(
  z.object({ code: z.enum(evidenceCodes), points: z.number(), values: z.record(z.string(), z.union([z.string(), z.number()])) }),
);

const merge = z.object({ communityId: id, number: z.number().int().positive() });

const timelineKinds = [
  'firstSeen',
  'joined',
  'firstWords',
  'nameUsed',
  'firstCheckin',
  'lastWords',
  'merged',
  'undone',
  'tagged',
  'note',
  'rose',
  'fell',
] as const;

const timelineEntry = z.object({
  at: instant,
  kind: z.enum(timelineKinds),
  channelName: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Of a move between segments: the rows that decided. */
  reason: z.array(requirement).optional(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** One person over all channels of a community: identities, merges with undo, tags, notes, timeline, search. */
export const members = {
  member: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/member',
    summary: 'Who a person is over all channels: identities, names over time, tags, and the merges that made it one',
    input: z.object(person),
    output: z.object({
      communityId: id,
      identities: z.array(
        personRef.extend({
          platform: z.string(),
          by: z.enum(['id', 'name']),
          names: z.array(z.object({ name: z.string(), firstAt: instant.nullable(), lastAt: instant.nullable() })),
          messages: count,
          firstAt: instant.nullable(),
          lastAt: instant.nullable(),
        }),
      ),
      tags: z.array(z.string()),
      /** Tags by rule, of each channel, with the rows that decided: had while the rule holds, never put on or taken off. */
      ruleTags: z.array(
        z.object({ channelId: id, channelName: z.string(), key: z.string(), name: z.string(), reason: z.array(requirement) }),
      ),
      /** Latest first; those that stand can be undone. */
      merges: z.array(merge.extend({ at: instant, one: personRef, other: personRef, score: z.number().nullable() })),
    }),
  }),
  search: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/people',
    summary: 'People of a community by name, former name, pinyin or initials',
    input: z.object({ communityId: id, search: z.string().trim().min(1).max(80), limit: count.min(1).max(50).default(20) }),
    output: z.object({
      people: z.array(
        personRef.extend({ platform: z.string(), aliases: z.array(z.string()), messages: count, lastAt: instant.nullable() }),
      ),
    }),
  }),
  compare: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/compare',
    summary: 'What speaks for and against two people being one',
    input: z.object({ ...person, withChannelId: id, withPersonId: personId }),
    output: z.object({ score: z.number().min(0).max(1), evidence, sameMember: z.boolean() }),
  }),
  suggestions: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/merge-suggestions',
    summary: 'People of a channel who are probably one with another of the community, with score and evidence',
    input: z.object({ channelId: id, limit: count.min(1).max(50).default(20) }),
    output: z.object({
      suggestions: z.array(z.object({ one: personRef, other: personRef, score: z.number().min(0).max(1), evidence })),
    }),
  }),
  dismiss: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/not-the-same',
    summary: 'Say that two people are not one: they are not suggested again',
    input: z.object({ ...person, withChannelId: id, withPersonId: personId }),
    output: z.object({}),
  }),
  merge: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/merge',
    summary: 'Make two people one; nothing is rewritten, and it can be undone at any time',
    input: z.object({ ...person, withChannelId: id, withPersonId: personId }),
    output: merge,
  }),
  undoMerge: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/merges/{number}/undo',
    summary: 'Undo a merge, in any order',
    input: z.object({ communityId: id, number: z.coerce.number<number>().int().positive() }),
    output: merge,
  }),
  addTag: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/tags',
    summary: 'Tag a person',
    input: z.object({ ...person, tag }),
    output: z.object({ tags: z.array(z.string()) }),
  }),
  removeTag: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/tags/{tag}',
    method: 'DELETE',
    summary: 'Take a tag off a person',
    input: z.object({ ...person, tag }),
    output: z.object({ tags: z.array(z.string()) }),
  }),
  tags: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/tags',
    summary: 'Tags in use in a channel, the most used first',
    input: z.object({ channelId: id }),
    output: z.object({ tags: z.array(z.object({ tag: z.string(), people: count })) }),
  }),
  notes: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/notes',
    summary: 'What staff have written about a person, latest first',
    input: z.object(person),
    output: z.object({ notes: z.array(z.object({ noteId: id, at: instant, text: z.string() })) }),
  }),
  addNote: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/notes',
    summary: 'Write a note about a person, seen by staff only',
    input: z.object({ ...person, text: z.string().trim().min(1).max(2000) }),
    output: z.object({ noteId: id }),
  }),
  removeNote: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/notes/{noteId}',
    method: 'DELETE',
    summary: 'Delete a note about a person',
    input: z.object({ ...person, noteId: id }),
    output: z.object({}),
  }),
  timeline: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/timeline',
    summary: 'What is known of a person in the order it happened, latest first',
    input: z.object(person),
    output: z.object({
      entries: z.array(timelineEntry),
    }),
  }),
};
