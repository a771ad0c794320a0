import { type CommandContext, DomainError, type Verbs } from '#kernel';
import { findIdentity, identitiesOf } from '../chat/index.ts';
import { findChannel, holdCommunity } from '../communities/index.ts';
import { and, eq } from '../rows.ts';
import { apply, enter, ownApplication } from './apply.ts';
import type { admissions } from './contract.ts';
import { addMember, makeLink, type Sender } from './enrolling.ts';
import { accountOf, enrolmentsOf, findEnrolment, memberName, ownEnrolments } from './find.ts';
import { endGuardian, guardians, ownGuardian, sayGuardian } from './guardian.ts';
import { invite, openInvitation, renewInvitation, staffInvitation } from './invitation.ts';
import { poster } from './poster.ts';
import { setQuiz, staffQuiz } from './quiz.ts';
import { recommend } from './recommending.ts';
import { applications, approve, refuse, reopen } from './review.ts';
import { enrolment, enrolmentIdentity } from './schema.ts';
import { answerQuiz, ownQuiz, tryQuiz } from './trying.ts';
import { moveUp } from './waiting-list.ts';

const LINK_MS = 7 * 86_400_000;

export const verbs: Verbs<typeof admissions> = {
  enrol: async (ctx, { communityId, people }) => {
    const ids: string[] = [];
    let known = 0;
    // Who is bound to a sender is looked up before it is written: one at a time.
    await holdCommunity(ctx, communityId);
    for (const { name, from } of people) {
      const senders = from ? await sendersOf(ctx, communityId, from) : [];
      const bound = await boundTo(ctx, senders);
      known += bound ? 1 : 0;
      ids.push(bound ?? (await addMember(ctx, communityId, name, senders)));
    }
    if (known === people.length) ctx.unchanged();
    // Once for all of them: whoever looks for what they have done already looks once.
    else ctx.emit('enrolments.added', { communityId }, { people: people.length - known });
    const wanted = new Set(ids);
    const all = await enrolmentsOf(ctx, { communityId, search: '', left: false });
    return { added: people.length - known, known, enrolments: all.filter(({ id }) => wanted.has(id)) };
  },

  enrolments: async (ctx, wanted) => ({ enrolments: await enrolmentsOf(ctx, wanted) }),

  rename: (ctx, { enrolmentId, nickname }) => rename(ctx, enrolmentId, nickname),

  leave,
  comeBack: async (ctx, { enrolmentId }) => endOrResume(ctx, enrolmentId, null),

  signInLink: async (ctx, { enrolmentId }) => {
    const { communityId, memberId, leftAt } = await findEnrolment(ctx, enrolmentId);
    if (leftAt) throw new DomainError('enrolment.left', { enrolmentId });
    return makeLink(ctx, { id: enrolmentId, communityId, memberId }, LINK_MS);
  },

  mine: async (ctx) => {
    const accountId = accountOf(ctx);
    return { name: await memberName(ctx, accountId), enrolments: await ownEnrolments(ctx, accountId) };
  },

  communityInvitation: staffInvitation,
  invite,
  renewInvitation,
  poster,
  invitation: openInvitation,
  apply,
  recommend,
  application: ownApplication,
  enter,
  applications,
  approve,
  refuse,
  reopen,
  quiz: staffQuiz,
  setQuiz,
  ownQuiz,
  tryQuiz,
  answerQuiz,
  guardians,
  ownGuardian,
  sayGuardian,

  withdrawGuardian: async (ctx, { communityId }) => {
    const enrolmentId = await endGuardian(ctx, { communityId });
    if (enrolmentId === null) ctx.unchanged();
    else await endOrResume(ctx, enrolmentId, new Date(ctx.now()));
    return {};
  },
};

/** The sender and all that are the same person. @throws DomainError `person.unknown`, `channel.unknown` for a group of another community */
async function sendersOf(ctx: CommandContext, communityId: string, from: { channelId: string; personId: string }): Promise<Sender[]> {
  if ((await findChannel(ctx, from.channelId)).communityId !== communityId)
    throw new DomainError('channel.unknown', { channelId: from.channelId });
  return identitiesOf(ctx, await findIdentity(ctx, from.channelId, from.personId));
}

/** The enrolment that one of these senders is bound to already; someone who left takes part again. */
async function boundTo(ctx: CommandContext, senders: readonly Sender[]): Promise<string | null> {
  for (const { channelId, identity } of senders) {
    const [row] = await ctx.db
      .select({ id: enrolmentIdentity.enrolmentId })
      .from(enrolmentIdentity)
      .where(
        and(eq(enrolmentIdentity.orgId, ctx.orgId), eq(enrolmentIdentity.channelId, channelId), eq(enrolmentIdentity.identityId, identity)),
      );
    if (!row) continue;
    if ((await findEnrolment(ctx, row.id)).leftAt !== null) await endOrResume(ctx, row.id, null);
    return row.id;
  }
  return null;
}

/** @throws DomainError `enrolment.unknown` */
export async function leave(ctx: CommandContext, { enrolmentId }: { enrolmentId: string }) {
  return endOrResume(ctx, enrolmentId, new Date(ctx.now()));
}

async function endOrResume(ctx: CommandContext, enrolmentId: string, leftAt: Date | null) {
  const before = await findEnrolment(ctx, enrolmentId);
  if ((before.leftAt === null) === (leftAt === null)) {
    ctx.unchanged();
    return before;
  }
  await change(ctx, enrolmentId, { leftAt });
  ctx.emit(leftAt ? 'enrolment.left' : 'enrolment.resumed', { communityId: before.communityId, subjectId: enrolmentId });
  if (leftAt) await moveUp(ctx, before.communityId);
  return findEnrolment(ctx, enrolmentId);
}

/** @throws DomainError `enrolment.unknown` */
export async function rename(ctx: CommandContext, enrolmentId: string, nickname: string) {
  const before = await findEnrolment(ctx, enrolmentId);
  if (before.nickname === nickname) {
    ctx.unchanged();
    return before;
  }
  await change(ctx, enrolmentId, { nickname });
  ctx.emit('enrolment.renamed', { communityId: before.communityId, subjectId: enrolmentId });
  return findEnrolment(ctx, enrolmentId);
}

async function change(ctx: CommandContext, id: string, to: { nickname?: string; leftAt?: Date | null }): Promise<void> {
  await ctx.db
    .update(enrolment)
    .set(to)
    .where(and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.id, id)));
}
