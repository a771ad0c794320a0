import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';
import { guardianOperations, guardianSaid, guardianState } from './guardian-contract.ts';
import { quizOperations, quizResult, quizTerms } from './quiz-contract.ts';
import { code, secret } from './shapes.ts';

export { quiz, quizQuestion } from './quiz-contract.ts';

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

/** What a machine noticed about an application; each sends it to a person and refuses nobody. */
const signs = ['phone', 'contact', 'link', 'earnings', 'sameName', 'appliedTwice', 'quiz'] as const;
export type Sign = (typeof signs)[number];

const states = ['waiting', 'waitlisted', 'approved', 'refused'] as const;
const applicationIds = z.array(id).min(1).max(200);
const count = z.number().int();

/** `over`: past its last instant, though staff have not closed it. */
const invitationStates = ['open', 'closed', 'over'] as const;
const invitation = z.object({
  /** Of the public page, without the address of the installation. */
  path: z.string(),
  greeting: z.string(),
  question: z.string(),
  /** People in the community at most; null: no limit. */
  capacity: z.number().int().nullable(),
  decide: z.enum(['auto', 'manual']),
  open: z.boolean(),
  until: instant.nullable(),
  state: z.enum(invitationStates),
  people: count,
});
export type InvitationShown = z.infer<typeof invitation>;

const application = z.object({
  id,
  name: z.string(),
  answer: z.string(),
  state: z.enum(states),
  reason: z.string(),
  signs: z.array(z.enum(signs)),
  appliedAt: instant,
  decidedAt: instant.nullable(),
  /** Nickname of the member by whose link they came. */
  recommendedBy: z.string().nullable(),
  /** The one person in the community's groups who goes by exactly this name and is bound to nobody yet. */
  match: z.object({ channelId: id, channel: z.string(), personId: z.string(), inGroup: z.boolean() }).nullable(),
  /** Null: none was asked, or none answered to its end. */
  quiz: quizResult.nullable(),
  /** Null: nothing was asked about a guardian. */
  guardian: guardianState.nullable(),
});
export type ApplicationShown = z.infer<typeof application>;

/** What the applicant may know. */
const ownApplication = z.object({
  community: z.string(),
  name: z.string(),
  state: z.enum(states),
  /** Why it was refused. */
  reason: z.string(),
  /** Place on the waiting list, from 1; null where it is not on it. */
  place: z.number().int().nullable(),
  appliedAt: instant,
  /** Approved and not signed in yet: `admissions.enter` answers. */
  canEnter: z.boolean(),
});
export type OwnApplication = z.infer<typeof ownApplication>;

const changed = z.object({ changed: count, unchanged: count });

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
    summary: 'The communities in which the caller takes part, or took part when they were dissolved',
    input: z.object({}),
    output: z.object({
      name: z.string(),
      enrolments: z.array(
        z.object({
          enrolmentId: id,
          communityId: id,
          community: z.string(),
          nickname: z.string(),
          joinedAt: instant,
          /** From then on it can only be read. */
          dissolvedAt: instant.nullable(),
        }),
      ),
    }),
  }),

  communityInvitation: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/invitation',
    summary: 'The invitation of a community, if it has one',
    input: z.object({ communityId: id }),
    output: z.object({ invitation: invitation.nullable() }),
  }),
  invite: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/invitation',
    method: 'PUT',
    summary: 'Make the invitation of a community, or change it; its link stays the same',
    input: z.object({
      communityId: id,
      greeting: z.string().trim().max(2000).default(''),
      question: z.string().trim().max(100).default(''),
      capacity: z.number().int().min(1).max(1_000_000).nullable().default(null),
      decide: z.enum(['auto', 'manual']).default('manual'),
      open: z.boolean().default(true),
      until: instant.nullable().default(null),
    }),
    output: invitation,
  }),
  renewInvitation: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/invitation/renew',
    summary: 'Give the invitation a new link; the old one leads nowhere from then on',
    input: z.object({ communityId: id }),
    output: invitation,
  }),
  poster: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/poster',
    summary: 'What stands on the poster of an invitation; /communities/{communityId}/poster.png draws it',
    input: z.object({ communityId: id }),
    output: z.object({
      path: z.string(),
      community: z.string(),
      /** The slogan of the community's document, else the goal of the campaign; empty: none. */
      slogan: z.string(),
      /** The next one to begin, else the one that runs. */
      camp: z.object({ startsOn: z.iso.date(), days: count, running: z.boolean() }).nullable(),
      people: count,
    }),
  }),
  invitation: operation({
    kind: 'query',
    access: { public: true },
    path: '/invitations/{code}',
    summary: 'What an invitation says to whoever holds its link',
    input: z.object({ code }),
    output: z.object({
      community: z.string(),
      greeting: z.string(),
      question: z.string(),
      /** Who applies to one that is closed or over is refused. */
      state: z.enum(invitationStates),
      decide: z.enum(['auto', 'manual']),
      /** Null: no limit. At 0 applicants come on the waiting list. */
      placesLeft: z.number().int().nullable(),
      /** Version of the text of consent, to be sent along with an application. */
      consent: z.string(),
      /** The quiz to be answered before applying; null: none. */
      quiz: quizTerms.nullable(),
      /** What the guardian of somebody under fourteen agrees to; empty: not asked. */
      guardian: z.string(),
    }),
  }),
  apply: operation({
    kind: 'command',
    access: { public: true },
    path: '/invitations/{code}/applications',
    summary: 'Apply by an invitation; the secret is how the applicant asks for the answer, and applying twice with it is applying once',
    input: z.object({
      code,
      name: z.string().trim().min(1).max(40),
      answer: z.string().trim().max(500).default(''),
      consent: z.string().max(40),
      secret: secret.optional(),
      /** Has to be said where the invitation asks for it. */
      guardian: guardianSaid.optional(),
      /** What stands after the ~ of a member's own link. */
      recommendation: z.string().max(64).default(''),
    }),
    output: ownApplication.extend({ secret }),
  }),
  recommend: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'communityId' },
    path: '/me/communities/{communityId}/recommendation',
    summary: 'The own link of the caller to the invitation: the application of whoever comes by it says who recommended them',
    input: z.object({ communityId: id }),
    output: z.object({ path: z.string() }),
  }),
  application: operation({
    kind: 'query',
    access: { public: true },
    path: '/applications/state',
    // In the body, where no log keeps it.
    method: 'POST',
    summary: 'How an application stands, for whoever holds its secret',
    input: z.object({ secret }),
    output: ownApplication,
  }),
  enter: operation({
    kind: 'command',
    access: { public: true },
    path: '/applications/enter',
    summary: 'A link that signs the approved applicant in, good once and for ten minutes; none after the first sign-in',
    input: z.object({ secret }),
    output: z.object({ path: z.string(), until: instant }),
  }),
  applications: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/applications',
    summary: 'Applications in one state, the longest waiting first, at most 200; and how many there are in each',
    input: z.object({ communityId: id, state: z.enum(states).default('waiting') }),
    output: z.object({
      applications: z.array(application),
      counts: z.object({ waiting: count, waitlisted: count, approved: count, refused: count }),
    }),
  }),
  approve: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/applications/approve',
    summary: 'Approve applications: enrolled while there is room, else put on the waiting list; what is decided already stays',
    input: z.object({ communityId: id, applicationIds }),
    output: z.object({ approved: count, waitlisted: count, unchanged: count }),
  }),
  refuse: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/applications/refuse',
    summary: 'Refuse applications with a reason that the applicants read; who is enrolled already stays',
    input: z.object({ communityId: id, applicationIds, reason: z.string().trim().min(1).max(200) }),
    output: changed,
  }),
  reopen: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/applications/reopen',
    summary: 'Put refused applications back into the queue',
    input: z.object({ communityId: id, applicationIds }),
    output: changed,
  }),
  ...quizOperations,
  ...guardianOperations,
};
