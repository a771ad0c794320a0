import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id } from '../../vocabulary/ids.ts';
import { policy } from '../checkins/contract.ts';
import { blueprint } from './blueprint.ts';

const day = z.iso.date();
const count = z.number().int().nonnegative();

/** The parts of a document that are kept and shown, while people do them by hand. */
export const keptParts = ['charter', 'face', 'threshold', 'structure', 'output', 'rituals', 'readiness', 'prices'] as const;

export const policyFields = [
  'zone',
  'boundary',
  'opens',
  'closes',
  'late',
  'needPerWeek',
  'tickets',
  'ticketDays',
  'leaves',
  'text',
  'number',
  'link',
  'chat',
] as const;

const named = { key: z.string(), name: z.string() };

/** One thing that applying the document would do. The code is the key of its sentence. */
const difference = z.discriminatedUnion('code', [
  z.object({ code: z.literal('createCommunity'), name: z.string(), zone: z.string() }),
  z.object({ code: z.literal('createCampaign'), ...named, goal: z.string(), startsOn: day, endsOn: day, policy }),
  z.object({ code: z.literal('renameCampaign'), key: z.string(), from: z.string(), to: z.string() }),
  z.object({ code: z.literal('changeGoal'), ...named, from: z.string(), to: z.string() }),
  z.object({ code: z.literal('moveEnd'), ...named, from: day, to: day }),
  z.object({ code: z.literal('changePolicy'), ...named, effectiveOn: day, fields: z.array(z.enum(policyFields)), policy }),
  /** It has ended with something else than the document says, and stays as it was. */
  z.object({ code: z.literal('ended'), ...named, endsOn: day }),
  /** The document is kept with the community; `replaces`: instead of an earlier one. */
  z.object({ code: z.literal('keepDocument'), replaces: z.boolean() }),
]);
export type Difference = z.output<typeof difference>;

const wanted = {
  /** Left out: a new community. */
  communityId: id.optional(),
  document: blueprint,
  startsOn: day,
  /** Of the new community; without it, the document's. */
  name: z.string().trim().min(1).max(60).optional(),
};

/** Blueprints: a community as one document; shipped ones, what applying one would change, applying and exporting. */
export const blueprints = {
  list: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/blueprints',
    summary: 'Blueprints shipped with the product',
    input: z.object({}),
    output: z.object({
      blueprints: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          summary: z.string(),
          forWhom: z.string(),
          /** Days of one cycle; null: open. */
          days: count.nullable(),
          checkins: z.array(z.object({ name: z.string(), days: count, policy })),
        }),
      ),
    }),
  }),
  show: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/blueprints/{blueprintId}',
    summary: 'One shipped blueprint as a whole document',
    input: z.object({ blueprintId: z.string().max(40) }),
    output: z.object({ document: blueprint, kept: z.array(z.enum(keptParts)) }),
  }),
  plan: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/blueprints/plan',
    method: 'POST',
    summary: 'What applying a document would change, in a community or as a new one; nothing is saved',
    input: z.object(wanted),
    output: z.object({ differences: z.array(difference), kept: z.array(z.enum(keptParts)) }),
  }),
  apply: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/blueprints/apply',
    summary: 'Carry a document out in one transaction; the same again changes nothing',
    input: z.object(wanted),
    output: z.object({
      communityId: id,
      /** In the order of the document. */
      campaigns: z.array(z.object({ key: z.string(), campaignId: id })),
      done: z.array(difference),
    }),
  }),
  export: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/blueprint',
    summary: 'The document a community was opened from, with its campaigns as they are now',
    input: z.object({ communityId: id }),
    output: z.object({ document: blueprint, startsOn: day }),
  }),
};
