import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id } from '../../vocabulary/ids.ts';
import { policy } from '../checkins/contract.ts';
import { blueprint } from './blueprint.ts';
import { copying } from './copying-contract.ts';
import { count, day, difference, keptParts, wanted } from './shapes.ts';

/** Shipped ones, what applying one would change, applying and exporting. */
export const documents = {
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
    output: z.object({
      document: blueprint,
      startsOn: day,
      /** False: the community was opened by hand; the document is made up from its campaigns. */
      kept: z.boolean(),
    }),
  }),
};

/** Blueprints: a community as one document. */
export const blueprints = { ...documents, ...copying };
