import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const name = z.string().trim().min(1).max(60);

const enrolment = z.object({
  id,
  communityId: id,
  memberId: id,
  nickname: z.string(),
  joinedAt: instant,
  leftAt: instant.nullable(),
  /** The sender of a chat group this person is, where staff or the person has said so. */
  chat: z.object({ channelId: id, personId: z.string(), name: z.string() }).nullable(),
});
export type EnrolmentShown = z.infer<typeof enrolment>;

/** Who takes part in a community, and how they get in. */
export const admissions = {
  enrol: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/enrolments',
    summary: 'Enrol people by name, or senders of a chat group as the people they are; whoever is enrolled already stays as they are',
    input: z.object({
      communityId: id,
      people: z
        .array(z.object({ name, from: z.object({ channelId: id, personId: z.string().min(1).max(200) }).optional() }))
        .min(1)
        .max(1000),
    }),
    output: z.object({ added: z.number().int(), known: z.number().int(), enrolments: z.array(enrolment) }),
  }),
  enrolments: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/enrolments',
    summary: 'Who takes part in a community, by nickname',
    input: z.object({ communityId: id, search: z.string().trim().max(60).default(''), left: z.boolean().default(false) }),
    output: z.object({ enrolments: z.array(enrolment) }),
  }),
  rename: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'enrolmentId' },
    path: '/enrolments/{enrolmentId}',
    method: 'PATCH',
    summary: 'Change the nickname of somebody enrolled',
    input: z.object({ enrolmentId: id, nickname: name }),
    output: enrolment,
  }),
  leave: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'enrolmentId' },
    path: '/enrolments/{enrolmentId}/leave',
    summary: 'Somebody leaves the community: nothing is deleted, and they can come back',
    input: z.object({ enrolmentId: id }),
    output: enrolment,
  }),
  comeBack: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'enrolmentId' },
    path: '/enrolments/{enrolmentId}/come-back',
    summary: 'Somebody who left takes part again',
    input: z.object({ enrolmentId: id }),
    output: enrolment,
  }),
  signInLink: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'enrolmentId' },
    path: '/enrolments/{enrolmentId}/sign-in-link',
    summary: 'Make a link by which this one person signs in, good once and for seven days',
    input: z.object({ enrolmentId: id }),
    output: z.object({ path: z.string(), until: instant }),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/enrolments',
    summary: 'The communities in which the caller takes part',
    input: z.object({}),
    output: z.object({
      name: z.string(),
      enrolments: z.array(z.object({ enrolmentId: id, communityId: id, community: z.string(), nickname: z.string(), joinedAt: instant })),
    }),
  }),
};
