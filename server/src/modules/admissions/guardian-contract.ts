import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const relations = ['mother', 'father', 'other'] as const;

/** What whoever fills in a form says where a guardian's consent is asked for. */
export const guardianSaid = z.discriminatedUnion('needed', [
  /** Whoever takes part is fourteen or older. */
  z.object({ needed: z.literal(false) }),
  z.object({ needed: z.literal(true), guardian: z.string().trim().min(1).max(40), relation: z.enum(relations) }),
]);
export type GuardianSaid = z.output<typeof guardianSaid>;

/** As staff see it. `notNeeded`: said to be fourteen or older. */
export const guardianState = z.object({
  state: z.enum(['missing', 'notNeeded', 'given', 'withdrawn']),
  guardian: z.string(),
  relation: z.enum(['', ...relations]),
  at: instant.nullable(),
});
export type GuardianState = z.output<typeof guardianState>;

const member = { role: 'member', scope: 'community', of: 'communityId' } as const;
const own = z.object({
  /** What a guardian agrees to; empty: this community does not ask. */
  words: z.string(),
  consent: guardianState,
});

/** A guardian's consent, where the document of a community asks for it. */
export const guardianOperations = {
  guardians: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/guardians',
    summary: 'Whether a guardian’s consent is asked of a community’s people, and what was said about each who takes part',
    input: z.object({ communityId: id }),
    output: z.object({ words: z.string(), people: z.array(z.object({ enrolmentId: id, consent: guardianState })) }),
  }),
  ownGuardian: operation({
    kind: 'query',
    access: member,
    path: '/me/communities/{communityId}/guardian',
    summary: 'Whether a guardian’s consent is asked of the caller, and whether it was given',
    input: z.object({ communityId: id }),
    output: own,
  }),
  sayGuardian: operation({
    kind: 'command',
    access: member,
    path: '/me/communities/{communityId}/guardian',
    method: 'PUT',
    summary: 'Give a guardian’s consent, or say that none is needed; what was said once stays until it is withdrawn',
    input: z.object({ communityId: id, said: guardianSaid }),
    output: own,
  }),
  withdrawGuardian: operation({
    kind: 'command',
    access: member,
    path: '/me/communities/{communityId}/guardian/withdraw',
    summary: 'Withdraw a guardian’s consent: whoever it was given for leaves the community',
    input: z.object({ communityId: id, understood: z.literal(true) }),
    output: z.object({}),
  }),
};
