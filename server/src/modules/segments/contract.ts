import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { metricNames } from '../../picture/members/metrics.ts';
import { flagNames, requirement, segmentNames } from '../../picture/picture.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const version = count;
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const ruleNames = [...segmentNames, ...flagNames] as const;
const segment = z.enum(segmentNames);

/** Longer ones are refused with a sentence of their own; this is against mischief. */
const expression = z.string().trim().max(4000);
const custom = z.object({
  key: z.string().regex(/^[a-z0-9-]{1,20}$/),
  name: z.string().trim().min(1).max(30),
  expression,
});

/** A set of rules as it is written. */
const ruleSet = z.object({
  /** CEL over the named metrics; a rule left out is the shipped one. */
  expressions: z.partialRecord(z.enum(ruleNames), expression).default({}),
  /** A community's own rules. They overlap and move nobody between segments: whoever meets one bears its name as a tag. */
  custom: z.array(custom).max(20).default([]),
  /** A level is given up only after two windows below it, and only at the daily review. */
  hold: z.boolean().default(true),
});
export type RuleSetText = z.output<typeof ruleSet>;

const written = z.object({ expressions: z.record(z.enum(ruleNames), z.string()), custom: z.array(custom), hold: z.boolean() });
const ofCommunity = z.object({ communityId: id });

const versionLine = written.extend({
  version,
  state: z.enum(['effective', 'upcoming', 'past']),
  effectiveFrom: instant,
  createdAt: instant,
  restoredFrom: version.nullable(),
  /** Rules and segments whose text differs from the version before. */
  changed: z.array(z.string()),
  /** Who saved it, by the event log; null once the log's retention has passed. `name` null: an API key or a gone account. */
  by: z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable() }).nullable(),
});

const mover = z.object({ channelId: id, id: z.string(), name: z.string(), reason: z.array(requirement) });
/** All are counted; at most 20 are named. */
const movers = z.object({ count, people: z.array(mover) });

/** How people are told apart: rules as data, their versions, what a change would do, and what became of each member. */
export const segments = {
  metrics: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/segment-metrics',
    summary: 'The metrics that segment rules are made of, with units',
    input: z.object({}),
    output: z.object({
      metrics: z.array(
        z.object({
          name: z.enum(metricNames),
          of: z.enum(['member', 'group']),
          type: z.enum(['int', 'double', 'bool']),
          unit: z.string(),
          unknown: z.boolean(),
        }),
      ),
    }),
  }),
  rules: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/segment-rules',
    summary: 'The segment rules in force, what is shipped, and what cannot be told yet',
    input: ofCommunity,
    output: z.object({
      /** 0: the shipped rules. */
      version,
      effectiveFrom: instant.nullable(),
      ...written.shape,
      shipped: z.record(z.enum(ruleNames), z.string()),
      /** The newest version, in force or not: a save must be based on it. */
      latest: version,
      /** Loyalty levels and RFM need orders; `null` with the reason until there are any. */
      loyalty: z.null(),
      rfm: z.null(),
      missing: z.object({ loyalty: z.literal('orders'), rfm: z.literal('orders') }),
    }),
  }),
  versions: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/segment-rules/versions',
    summary: 'All versions of a community’s segment rules, newest first, with who saved them',
    input: ofCommunity,
    output: z.object({ versions: z.array(versionLine) }),
  }),
  preview: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/segment-rules/preview',
    method: 'POST',
    summary: 'Who would move under these rules, and what decides; nothing is saved',
    input: ofCommunity.extend({ channelId: id.optional(), ...ruleSet.shape }),
    output: z.object({
      members: count,
      /** Members whose figures were stored before rules could be tried: they are looked at again within the hour. */
      unknown: count,
      moves: z.array(movers.extend({ from: segment, to: segment })),
      flags: z.array(z.object({ flag: z.enum(flagNames), before: count, after: count, enters: movers, leaves: movers })),
      /** Tags by rule: of these rules, and those in force that these leave out. */
      custom: z.array(z.object({ key: z.string(), name: z.string(), before: count, after: count, enters: movers, leaves: movers })),
      /** Members who meet several of the three segments’ rules, or none: the first of active, lurking, watching counts. */
      several: count,
      none: count,
    }),
  }),
  save: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/segment-rules',
    summary: 'Save segment rules as a new version, in force now or from a day on; pictures are taken again',
    input: ofCommunity.extend({
      ...ruleSet.shape,
      /** The newest version when the editor was opened. */
      basedOn: version.optional(),
      /** A civil day of the community’s zone; left out: now. */
      effectiveFrom: day.optional(),
    }),
    output: z.object({ version, effectiveFrom: instant }),
  }),
  restore: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/segment-rules/restore',
    summary: 'Make an old version (0: the shipped rules) the newest again, in force now',
    input: ofCommunity.extend({ version: version.default(0) }),
    output: z.object({ version, effectiveFrom: instant }),
  }),
  history: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/people/{personId}/segments',
    summary: 'How a member’s segment changed, with the rows that decided, newest first',
    input: z.object({ channelId: id, personId: z.string() }),
    output: z.object({
      segment,
      since: instant.nullable(),
      /** The rules say less than the level that is held; it is given up at the review after `until`. */
      below: z.object({ judged: segment, since: instant, until: instant }).nullable(),
      changes: z.array(
        z.object({
          at: instant,
          from: segment,
          to: segment,
          cause: z.enum(['promoted', 'dropped', 'demoted', 'rules']),
          version,
          reason: z.array(requirement),
        }),
      ),
    }),
  }),
};
