import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const line = z.string().trim().max(120).default('');
const told = { name: z.string(), doing: z.string(), offers: z.string(), seeks: z.string() };
const kind = z.enum(['class', 'assistant']);
export type InvitationKind = z.output<typeof kind>;
const state = z.enum(['open', 'accepted', 'declined', 'withdrawn', 'expired']);
const search = z.string().trim().max(60).default('');

/** What the rule for joining needs and has; one way that is met is enough. `bar`: why none is. */
const joining = {
  ways: z.array(z.object({ code: z.enum(['certificate', 'left', 'dissolved']), need: count, have: count, met: z.boolean() })),
  bar: z.enum(['removed', 'guarded']).nullable(),
  met: z.boolean(),
};

const ownEntry = z.object({ ...told, contact: z.string(), contactShared: z.boolean(), agreedAt: instant, words: z.string() });
export type OwnEntry = z.output<typeof ownEntry>;

/** To whoever takes part, and to those who left and may be alumni. */
const graduate = { role: 'member', scope: 'community', of: 'communityId', right: 'alumni' } as const;
const anyGraduate = { role: 'member', scope: 'community', of: 'any', right: 'alumni' } as const;
const operator = { role: 'operator', scope: 'community', of: 'communityId' } as const;

/** After a camp: alumni who said yes, what they tell each other, and invitations to the next class. */
export const alumni = {
  mine: operation({
    kind: 'query',
    access: anyGraduate,
    path: '/me/alumni',
    summary: 'Where the caller may join the alumni or did, by which rule, and invitations to be answered',
    input: z.object({}),
    output: z.object({
      /** What joining agrees to. */
      words: z.object({ 'zh-CN': z.string(), en: z.string() }),
      communities: z.array(
        z.object({
          communityId: id,
          community: z.string(),
          nickname: z.string(),
          gone: z.boolean(),
          ...joining,
          entry: ownEntry.nullable(),
        }),
      ),
      invitations: z.array(
        z.object({
          alumniInvitationId: id,
          community: z.string(),
          from: z.string(),
          kind,
          invitedAt: instant,
          until: instant,
          state,
          /** What became of a yes: enrolled, or on the waiting list; null before. */
          became: z.enum(['enrolled', 'waitlisted']).nullable(),
        }),
      ),
    }),
  }),
  join: operation({
    kind: 'command',
    access: graduate,
    path: '/me/alumni/{communityId}',
    method: 'PUT',
    summary: 'The caller agrees to the words in this language and is listed among the alumni; again: changes what is told',
    input: z.object({
      communityId: id,
      language: z.enum(['zh-CN', 'en']),
      name: z.string().trim().min(1).max(40),
      doing: line,
      offers: line,
      seeks: line,
      contact: line,
      contactShared: z.boolean().default(false),
    }),
    output: ownEntry,
  }),
  withdraw: operation({
    kind: 'command',
    access: graduate,
    path: '/me/alumni/{communityId}',
    method: 'DELETE',
    summary: 'The caller is no alumnus any more: what was told goes at once, open invitations with it; when they agreed and withdrew stays',
    input: z.object({ communityId: id }),
    output: z.object({}),
  }),
  people: operation({
    kind: 'query',
    access: graduate,
    path: '/me/alumni/{communityId}/people',
    summary: 'Alumni of a community for one of them, by name, sound or what they tell, the latest first, at most 200',
    input: z.object({ communityId: id, search }),
    output: z.object({
      community: z.string(),
      /** `contact`: empty where it is not shared. */
      people: z.array(z.object({ enrolmentId: id, ...told, contact: z.string(), own: z.boolean() })),
      more: z.boolean(),
    }),
  }),
  answer: operation({
    kind: 'command',
    access: anyGraduate,
    path: '/me/alumni-invitations/{alumniInvitationId}/answer',
    summary: 'Answer an invitation, once: yes enrols while there is room, else puts on the waiting list',
    input: z.object({ alumniInvitationId: id, agree: z.boolean() }),
    output: z.object({ became: z.enum(['enrolled', 'waitlisted']).nullable() }),
  }),

  list: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/alumni',
    summary: 'Alumni of a community for staff, who may join and has not, and classes they may be invited to; at most 500',
    input: z.object({
      communityId: id,
      search,
      /** Only those who checked in there, or have its certificate. */
      campaignId: id.optional(),
    }),
    output: z.object({
      people: z.array(
        z.object({
          enrolmentId: id,
          ...told,
          contact: z.string(),
          contactShared: z.boolean(),
          agreedAt: instant,
          certificates: count,
          /** Takes part here no more. */
          gone: z.boolean(),
          /** The latest. */
          invitation: z.object({ alumniInvitationId: id, community: z.string(), kind, until: instant, state }).nullable(),
        }),
      ),
      more: z.boolean(),
      total: count,
      /** Those who left, may join and have not: a link lets them in again. */
      waiting: z.array(z.object({ enrolmentId: id, nickname: z.string(), ...joining })),
      /** Whom the caller may invite to: the classes that came of this one first. */
      classes: z.array(z.object({ communityId: id, name: z.string(), next: z.boolean() })),
      campaigns: z.array(z.object({ campaignId: id, name: z.string() })),
    }),
  }),
  link: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'enrolmentId' },
    path: '/enrolments/{enrolmentId}/alumni-link',
    summary: 'A link by which somebody who left and may join the alumni signs in, good once and for seven days; a person sends it',
    input: z.object({ enrolmentId: id }),
    output: z.object({ path: z.string(), until: instant }),
  }),
  invite: operation({
    kind: 'command',
    access: operator,
    path: '/communities/{communityId}/alumni/invitations',
    summary: 'Invite alumni to a class the caller operates, or to help there; whoever has an open invitation to it keeps that one',
    input: z.object({ communityId: id, nextId: id, enrolmentIds: z.array(id).min(1).max(200), invitationKind: kind }),
    output: z.object({
      invited: count,
      /** Had an open one. */
      open: count,
      /** Take part there already, wait for a place, or erased themselves there. */
      unable: count,
    }),
  }),
  withdrawInvitation: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'alumniInvitationId' },
    path: '/alumni-invitations/{alumniInvitationId}/withdraw',
    summary: 'Take back an invitation that was not answered',
    input: z.object({ alumniInvitationId: id }),
    output: z.object({}),
  }),
};
