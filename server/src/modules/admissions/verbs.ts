import { createHash, randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { type CommandContext, DomainError, type Verbs } from '#kernel';
import { findIdentity, identitiesOf } from '../chat/index.ts';
import { findChannel } from '../communities/index.ts';
import type { admissions } from './contract.ts';
import { accountOf, enrolmentsOf, findEnrolment, memberName, ownEnrolments } from './find.ts';
import { createMemberAccount, createSignInLink, enrolment, enrolmentIdentity, member } from './schema.ts';

const LINK_MS = 7 * 86_400_000;

interface Sender {
  channelId: string;
  identity: number;
}

export const verbs: Verbs<typeof admissions> = {
  enrol: async (ctx, { communityId, people }) => {
    const ids: string[] = [];
    let known = 0;
    for (const { name, from } of people) {
      const senders = from ? await sendersOf(ctx, communityId, from) : [];
      const bound = await boundTo(ctx, senders);
      known += bound ? 1 : 0;
      ids.push(bound ?? (await addMember(ctx, communityId, name, senders)));
    }
    if (known === people.length) ctx.unchanged();
    const wanted = new Set(ids);
    const all = await enrolmentsOf(ctx, { communityId, search: '', left: false });
    return { added: people.length - known, known, enrolments: all.filter(({ id }) => wanted.has(id)) };
  },

  enrolments: async (ctx, wanted) => ({ enrolments: await enrolmentsOf(ctx, wanted) }),

  rename: async (ctx, { enrolmentId, nickname }) => {
    const before = await findEnrolment(ctx, enrolmentId);
    if (before.nickname === nickname) {
      ctx.unchanged();
      return before;
    }
    await change(ctx, enrolmentId, { nickname });
    ctx.emit('enrolment.renamed', { communityId: before.communityId, subjectId: enrolmentId });
    return findEnrolment(ctx, enrolmentId);
  },

  leave: async (ctx, { enrolmentId }) => endOrResume(ctx, enrolmentId, new Date(ctx.now())),
  comeBack: async (ctx, { enrolmentId }) => endOrResume(ctx, enrolmentId, null),

  signInLink: async (ctx, { enrolmentId }) => {
    const { communityId, memberId, leftAt } = await findEnrolment(ctx, enrolmentId);
    if (leftAt) throw new DomainError('enrolment.left', { enrolmentId });
    const token = randomBytes(24).toString('base64url');
    const hash = createHash('sha256').update(token).digest('base64url');
    const at = new Date(ctx.now());
    const until = new Date(ctx.now() + LINK_MS);
    const { rows } = await ctx.db.execute<{ made: boolean }>(createSignInLink(ctx.newId(), memberId, hash, at, until));
    if (!rows[0]?.made) throw new DomainError('enrolment.staff', { enrolmentId });
    ctx.emit('enrolment.linkMade', { communityId, subjectId: enrolmentId });
    // After the sign: what stands there is sent to no server and written into no log.
    return { path: `/m/enter#${token}`, until: until.toISOString() };
  },

  mine: async (ctx) => {
    const accountId = accountOf(ctx);
    return { name: await memberName(ctx, accountId), enrolments: await ownEnrolments(ctx, accountId) };
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

async function addMember(ctx: CommandContext, communityId: string, name: string, senders: readonly Sender[]): Promise<string> {
  const [memberId, id] = [ctx.newId(), ctx.newId()];
  const at = new Date(ctx.now());
  await ctx.db.execute(createMemberAccount(memberId, name, at));
  await ctx.db.insert(member).values({ orgId: ctx.orgId, id: memberId, name, createdAt: at });
  await ctx.db.insert(enrolment).values({ orgId: ctx.orgId, id, communityId, memberId, nickname: name, joinedAt: at });
  for (const { channelId, identity } of senders)
    await ctx.db
      .insert(enrolmentIdentity)
      .values({ orgId: ctx.orgId, channelId, identityId: identity, enrolmentId: id })
      .onConflictDoNothing();
  ctx.emit('enrolment.added', { communityId, subjectId: id });
  return id;
}

async function endOrResume(ctx: CommandContext, enrolmentId: string, leftAt: Date | null) {
  const before = await findEnrolment(ctx, enrolmentId);
  if ((before.leftAt === null) === (leftAt === null)) {
    ctx.unchanged();
    return before;
  }
  await change(ctx, enrolmentId, { leftAt });
  ctx.emit(leftAt ? 'enrolment.left' : 'enrolment.resumed', { communityId: before.communityId, subjectId: enrolmentId });
  return findEnrolment(ctx, enrolmentId);
}

async function change(ctx: CommandContext, id: string, to: { nickname?: string; leftAt?: Date | null }): Promise<void> {
  await ctx.db
    .update(enrolment)
    .set(to)
    .where(and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.id, id)));
}
