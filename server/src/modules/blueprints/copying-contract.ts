import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';
import { ritualScript } from '../duties/contract.ts';
import { blueprint } from './blueprint.ts';
import { codes, questions } from './readiness.ts';
import { count, day, difference, row } from './shapes.ts';

const cloned = {
  communityId: id,
  /** On which its first campaign begins. */
  startsOn: day,
  /** Without it, the next one is proposed from the name of the parent. */
  name: z.string().trim().min(1).max(120).optional(),
};

/** A line, or lines. */
const words = z.union([z.string().max(1_000), z.array(z.string().max(1_000)).max(50)]);

const laddered = { document: blueprint, startsOn: day, name: z.string().trim().min(1).max(60).optional() };
const { prices } = blueprint.shape.copy.shape;

/** What is made from a running community: its next class, and what it takes over from its parent. */
export const copying = {
  clonePlan: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'organisation' },
    path: '/communities/{communityId}/clone-plan',
    summary: 'What cloning a community would make: the next class with its days; nothing is saved',
    input: z.object(cloned),
    output: z.object({
      name: z.string(),
      /** Another community is called so already. */
      nameTaken: z.boolean(),
      /** Day 0 of the document. */
      startsOn: day,
      campaigns: z.array(
        z.object({ key: z.string(), name: z.string(), startsOn: day, endsOn: day, was: z.object({ startsOn: day, endsOn: day }) }),
      ),
      /** Roles that are to be filled anew. */
      vacant: z.array(z.object({ name: z.string(), per: z.enum(['community', 'class', 'squad']), people: count })),
      document: blueprint,
    }),
  }),
  clone: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'organisation' },
    path: '/communities/{communityId}/clone',
    summary: 'Open the next class of a community on other days, without its people; the same id, or the same name and days, opens it once',
    input: z.object({ ...cloned, cloneId: id.optional() }),
    output: z.object({ communityId: id, created: z.boolean() }),
  }),
  readiness: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/readiness',
    summary: 'Whether a community is ready to be cloned, from what its groups said in the last 28 days, the liveliest group first',
    input: z.object({ communityId: id }),
    output: z.object({
      groups: z.array(
        z.object({
          channelId: id,
          name: z.string(),
          asOf: z.string(),
          /** Owner of the group by its member list, else whoever said most. */
          leader: z.string().nullable(),
          tooLittleData: z.boolean(),
          evidence: z.object({ messages: count, speakers: count, days: count }),
          /** A question is met when all its rows are; null: too little data, or not shown by the records. Shares are 0–1. */
          answers: z.array(
            z.object({
              question: z.enum(questions),
              met: z.boolean().nullable(),
              rows: z.array(z.object({ code: z.enum(codes), need: z.number(), have: z.number().nullable(), met: z.boolean().nullable() })),
            }),
          ),
        }),
      ),
    }),
  }),
  family: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/family',
    summary: 'The community it was cloned from and those cloned from it, as far as the caller may see them',
    input: z.object({ communityId: id }),
    output: z.object({
      parent: z
        .object({
          communityId: id,
          name: z.string(),
          since: instant,
          /** It has changed since then. */
          changed: z.boolean(),
        })
        .nullable(),
      children: z.array(z.object({ communityId: id, name: z.string(), startsOn: day })),
    }),
  }),
  pullPlan: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/pull-plan',
    method: 'POST',
    summary: 'What has changed in the parent and would change here, and what both have changed; nothing is saved',
    input: z.object({ communityId: id, take: z.array(z.string().max(400)).max(200).default([]) }),
    output: z.object({
      parent: z.object({ communityId: id, name: z.string(), since: instant }),
      /** `here` as it is, `there` as it will be. */
      changes: z.array(row),
      /** Changed on both sides: `here` stays unless the path is sent in `take`. */
      conflicts: z.array(row.extend({ base: z.unknown() })),
      /** What this does to campaigns. */
      differences: z.array(difference),
      /** Goes along with the pull, so that nothing is pulled that was not shown. */
      seen: z.string(),
    }),
  }),
  pull: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/pull',
    summary: 'Bring what has changed in the parent into a community, in one transaction; a second time changes nothing',
    input: z.object({ communityId: id, take: z.array(z.string().max(400)).max(200).default([]), seen: z.string().max(100) }),
    output: z.object({ done: z.array(difference) }),
  }),
  form: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/blueprint/form',
    summary: 'The words of a community’s document that are written in a form, and the versions kept',
    input: z.object({ communityId: id }),
    output: z.object({
      /** `max`: characters of a line; `most`: lines. */
      fields: z.array(
        z.object({ path: z.string(), kind: z.enum(['line', 'lines']), needed: z.boolean(), max: count, most: count, value: words }),
      ),
      /** The latest first. */
      versions: z.array(z.object({ version: count, origin: z.enum(['applied', 'edited', 'pulled']), keptAt: instant })),
    }),
  }),
  edit: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/blueprint/edit',
    summary: 'Keep a community’s document with other words, as its next version; campaigns stay as they are',
    input: z.object({ communityId: id, values: z.record(z.string().max(100), words), version: count }),
    output: z.object({ version: count }),
  }),
  writeScript: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/ritual-scripts',
    method: 'PUT',
    summary: 'Write a ritual script of a community’s own into its document; one with the same id is replaced, also a shipped one',
    input: z.object({ communityId: id, ritualScript, version: count }),
    output: z.object({ version: count }),
  }),
  removeScript: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/ritual-scripts/{script}/remove',
    summary: 'Take a script of its own out of a community’s document; a shipped one in whose place it stood is offered again',
    input: z.object({ communityId: id, script: z.string().max(40), version: count }),
    output: z.object({ version: count }),
  }),
  takeBack: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/blueprint/take-back',
    summary: 'Take the last version back, if it was written in the form',
    input: z.object({ communityId: id, version: count }),
    output: z.object({ version: count }),
  }),
  compare: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/blueprint/compare',
    summary:
      'A community as it runs beside a shipped blueprint, or beside the document kept with it: what is only here, only there, different',
    input: z.object({ communityId: id, blueprintId: z.string().max(40).optional() }),
    output: z.object({ name: z.string(), rows: z.array(row) }),
  }),
  ladderPlan: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'organisation' },
    path: '/blueprints/ladder-plan',
    method: 'POST',
    summary: 'The communities a document with a ladder would open, with prices and rights; nothing is saved',
    input: z.object(laddered),
    output: z.object({
      tiers: z.array(
        z.object({
          ...{ key: z.string(), name: z.string(), goal: z.string(), prices },
          campaigns: z.array(z.object({ name: z.string(), startsOn: day, endsOn: day })),
        }),
      ),
    }),
  }),
  openLadder: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'organisation' },
    path: '/blueprints/ladders',
    summary: 'Open the communities of a ladder and link them, in one transaction; the same again opens none',
    input: z.object(laddered),
    output: z.object({ ladderId: id, communityIds: z.array(id), created: z.boolean() }),
  }),
  ladder: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/ladder',
    summary: 'The tiers of the ladder a community belongs to, the lowest first, with prices and rights; empty where it is in none',
    input: z.object({ communityId: id }),
    output: z.object({ tiers: z.array(z.object({ communityId: id, name: z.string(), goal: z.string(), prices })) }),
  }),
};
