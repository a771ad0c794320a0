/** Shapes that several operations of the module speak in. */
import { z } from 'zod';
import { id } from '../../vocabulary/ids.ts';
import { policy } from '../checkins/contract.ts';
import { sizes } from '../squads/contract.ts';
import { blueprint } from './blueprint.ts';

export const day = z.iso.date();
export const count = z.number().int().nonnegative();

/** One leaf of a document. A JSON pointer; elements of a list go by key or name. What is not there is null. */
export const row = z.object({ path: z.string(), here: z.unknown(), there: z.unknown() });

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
  'photos',
  'voice',
  'chat',
] as const;

export const homeworkFields = ['title', 'asked', 'due', 'lateUntil', 'policy'] as const;

export const roleFields = ['behaviours', 'responsibilities', 'rights', 'termDays', 'reward', 'sanction'] as const;

const named = { key: z.string(), name: z.string() };

/** One thing that applying the document would do. The code is the key of its sentence. */
export const difference = z.discriminatedUnion('code', [
  z.object({ code: z.literal('createCommunity'), name: z.string(), zone: z.string() }),
  z.object({ code: z.literal('createCampaign'), ...named, goal: z.string(), startsOn: day, endsOn: day, policy }),
  z.object({ code: z.literal('renameCampaign'), key: z.string(), from: z.string(), to: z.string() }),
  z.object({ code: z.literal('changeGoal'), ...named, from: z.string(), to: z.string() }),
  z.object({ code: z.literal('moveEnd'), ...named, from: day, to: day }),
  z.object({ code: z.literal('changePolicy'), ...named, effectiveOn: day, fields: z.array(z.enum(policyFields)), policy }),
  /** It has ended with something else than the document says, and stays as it was. */
  z.object({ code: z.literal('ended'), ...named, endsOn: day }),
  /** The document has another first day for it; people have been told this one. */
  z.object({ code: z.literal('startStays'), ...named, startsOn: day, wanted: day }),
  /** What was set by hand gives way to the document. Null: no colour. */
  z.object({ code: z.literal('rebrand'), colour: z.string().nullable(), slogan: z.string() }),
  z.object({ code: z.literal('resize'), from: sizes, to: sizes }),
  z.object({ code: z.literal('createRole'), name: z.string() }),
  z.object({ code: z.literal('changeRole'), name: z.string(), fields: z.array(z.enum(roleFields)) }),
  z.object({ code: z.literal('removeRole'), name: z.string() }),
  /** The document has it otherwise or no longer; people hold it, and it stays as it is. */
  z.object({ code: z.literal('roleStays'), name: z.string(), people: count }),
  /** `day` and `time`: when it is due. */
  z.object({ code: z.literal('createHomework'), key: z.string(), title: z.string(), day, time: z.string() }),
  z.object({ code: z.literal('changeHomework'), key: z.string(), title: z.string(), fields: z.array(z.enum(homeworkFields)) }),
  /** The document has it otherwise; people have handed in, or were told when it is due. */
  z.object({ code: z.literal('homeworkStays'), key: z.string(), title: z.string() }),
  z.object({ code: z.literal('setQuiz'), questions: count, ask: count, pass: count, replaces: z.boolean() }),
  z.object({ code: z.literal('removeQuiz') }),
  /** `facts`: kinds that earn points, runs of days among them. */
  z.object({ code: z.literal('setPoints'), facts: count, badges: count, replaces: z.boolean() }),
  z.object({ code: z.literal('removePoints') }),
  z.object({ code: z.literal('setCredit'), rules: count, questions: count, replaces: z.boolean() }),
  /** The document is kept with the community; `replaces`: instead of an earlier one. */
  z.object({ code: z.literal('keepDocument'), replaces: z.boolean() }),
]);
export type Difference = z.output<typeof difference>;

/** Told, and nothing is done about it. */
export const onlyTold = ({ code }: Pick<Difference, 'code'>) =>
  code === 'ended' || code === 'startStays' || code === 'roleStays' || code === 'homeworkStays';

export const wanted = {
  /** Left out: a new community. */
  communityId: id.optional(),
  document: blueprint,
  startsOn: day,
  /** Of the new community; without it, the document's. */
  name: z.string().trim().min(1).max(60).optional(),
};
