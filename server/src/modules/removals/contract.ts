import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const words = z.string().trim().min(1).max(300);
const days = z.number().int().min(1).max(60);

/** Works missed. */
const works = z.number().int().min(1).max(20);

/** What puts somebody at risk. Each kind is told by one function of `sources.ts`. */
const source = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('checkins'),
      /** Days missed within the last `of` complete days. */
      missed: days,
      of: days,
    })
    .refine(({ missed, of }) => missed <= of, { error: 'more days missed than are looked at' }),
  z.strictObject({
    kind: z.literal('homework'),
    /** Works that were not handed in, of those that were taken no longer within the last `of` days. */
    missed: works,
    of: days,
  }),
]);
export type RemovalSource = z.output<typeof source>;

export const removalRules = z.strictObject({
  sources: z.array(source).max(4),
  /** Days to win somebody back before a last notice is drafted, and from the notice until the proposal. */
  rescueDays: z.number().int().min(1).max(30),
  noticeDays: z.number().int().min(1).max(30),
  /** Of the last notice; `{{昵称}}`, `{{情况}}` (what is missed) and `{{天数}}` (its number alone) are filled in. */
  notice: z.string().trim().min(1).max(500),
  /** What those who paid get back, shown wherever somebody decides about a removal. */
  refund: z.string().trim().max(300),
});
export type RemovalRules = z.output<typeof removalRules>;

/** What somebody is removed by when a community is purified; null: not looked at. */
const wanted = {
  missed: days.nullable().default(null),
  /** Days looked at for what was missed and for the rate of check-ins. */
  of: days.default(7),
  /** Works that were not handed in, of those that were taken no longer within the last `homeworkOf` days. */
  homework: works.nullable().default(null),
  homeworkOf: days.default(28),
  /** Days without a check-in or a message. */
  silent: z.number().int().min(1).max(366).nullable().default(null),
  /** Balance of the credit licence at most. */
  credit: z.number().int().min(0).max(11).nullable().default(null),
};

const stage = z.enum(['rescue', 'notice', 'noticed', 'proposed']);
export type Stage = z.output<typeof stage>;
const outcome = z.enum(['rescued', 'kept', 'removed', 'left', 'withdrawn']);
export type Outcome = z.output<typeof outcome>;

const person = { enrolmentId: id, nickname: z.string() };
const requirement = z.object({ code: z.enum(['checkins', 'homework', 'silent', 'credit']), need: count, have: count, met: z.boolean() });
export type Reason = z.output<typeof requirement>;

const openCase = z.object({
  id,
  ...person,
  squad: z.object({ id, name: z.string() }).nullable(),
  stage,
  /** What it was noticed by. */
  reason: requirement,
  openedAt: instant,
  /** When the next step comes by itself; null: a person takes it. */
  nextAt: instant.nullable(),
  /** Of the last notice, ready to be sent. */
  notice: z.string(),
});
const closedCase = z.object({
  id,
  ...person,
  reason: requirement,
  openedAt: instant,
  closedAt: instant,
  outcome,
  /** Who decided; null where it followed by itself. */
  by: z.string().nullable(),
  because: z.string(),
});

const figures = z.object({
  people: count,
  /** Of days with a check-in among those asked for, 0–1; null: none was asked for. */
  rate: z.number().nullable(),
  /** Of people who checked in or spoke within seven days, 0–1; null: nobody is there. */
  active: z.number().nullable(),
});
export type Figures = z.output<typeof figures>;

const ofStaff = { role: 'coach', scope: 'community', of: 'communityId' } as const;
const byOperators = (of: string) => ({ role: 'operator', scope: 'community', of }) as const;

/** From at risk over rescue and a last notice to the proposal to remove somebody, which a person decides. */
export const removals = {
  rules: operation({
    kind: 'query',
    access: ofStaff,
    path: '/communities/{communityId}/removal-rules',
    summary: 'What puts somebody at risk in a community and what follows, and a proposal to begin with',
    input: z.object({ communityId: id }),
    output: z.object({ rules: removalRules.nullable(), version: count, offered: removalRules }),
  }),
  setRules: operation({
    kind: 'command',
    access: byOperators('communityId'),
    path: '/communities/{communityId}/removal-rules',
    method: 'PUT',
    summary: 'Set what puts somebody at risk and what follows; without sources nobody is',
    input: z.object({ communityId: id, removalRules, version: count }),
    output: z.object({ version: count }),
  }),
  board: operation({
    kind: 'query',
    access: ofStaff,
    path: '/communities/{communityId}/removals',
    summary: 'Everyone at risk with the step they are at, and what became of the others, the latest first',
    input: z.object({ communityId: id }),
    output: z.object({ refund: z.string(), open: z.array(openCase), closed: z.array(closedCase) }),
  }),
  rescued: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'enrolmentId', right: 'squad.care' },
    path: '/enrolments/{enrolmentId}/rescued',
    summary: 'Note that somebody at risk is back, with what was said; by staff or whoever cares for the squad',
    input: z.object({ enrolmentId: id, squadId: id.optional(), text: words }),
    output: z.object({}),
  }),
  noticeSent: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'removalCaseId' },
    path: '/removals/{removalCaseId}/notice',
    summary: 'Say that the last notice was sent; nobody is proposed before',
    input: z.object({ removalCaseId: id }),
    output: z.object({}),
  }),
  confirm: operation({
    kind: 'command',
    access: byOperators('removalCaseId'),
    path: '/removals/{removalCaseId}/confirm',
    summary: 'Confirm a proposal: the person leaves as by leaving, keeps everything of theirs and may be brought back',
    input: z.object({ removalCaseId: id, reason: words }),
    output: z.object({}),
  }),
  keep: operation({
    kind: 'command',
    access: byOperators('removalCaseId'),
    path: '/removals/{removalCaseId}/keep',
    summary: 'Reject a proposal, or end what led to it, with a reason: the person stays',
    input: z.object({ removalCaseId: id, reason: words }),
    output: z.object({}),
  }),
  preview: operation({
    kind: 'query',
    access: ofStaff,
    path: '/communities/{communityId}/purify',
    summary: 'Who would leave by which rule, and the community before and after; nothing is written',
    input: z.object({ communityId: id, ...wanted }),
    output: z.object({
      campaign: z.string().nullable(),
      people: z.array(
        z.object({
          ...person,
          reasons: z.array(requirement),
          /** The step the person is at already. */
          stage: stage.nullable(),
        }),
      ),
      before: figures,
      after: figures,
      refund: z.string(),
    }),
  }),
  begin: operation({
    kind: 'command',
    access: byOperators('communityId'),
    path: '/communities/{communityId}/purify',
    summary: 'For the people chosen begin a rescue, or make proposals, in one go; nobody is removed by it',
    input: z.object({ communityId: id, enrolmentIds: z.array(id).min(1).max(500), first: z.enum(['rescue', 'proposal']), ...wanted }),
    output: z.object({ batchId: id, added: count }),
  }),
  withdraw: operation({
    kind: 'command',
    access: byOperators('communityId'),
    path: '/communities/{communityId}/purify/withdraw',
    summary: 'Take back what was begun in one go, as far as it is still open',
    input: z.object({ communityId: id, batchId: id }),
    output: z.object({ withdrawn: count }),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/at-risk',
    summary: 'Where the caller is missed: by what, what is next and when, and what helps',
    input: z.object({}),
    output: z.object({
      risks: z.array(
        z.object({
          communityId: id,
          community: z.string(),
          stage,
          reason: requirement,
          nextAt: instant.nullable(),
          campaignId: id.nullable(),
        }),
      ),
    }),
  }),
};
