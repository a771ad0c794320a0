import { createHash, randomBytes } from 'node:crypto';
import { type CommandContext, DomainError } from '#kernel';
import { iso, rowsOf, sql } from '../rows.ts';
import { createMemberAccount, createSignInLink, enrolment, enrolmentIdentity, member } from './schema.ts';

/** One person over all communities, and what they are called in this one. */
export interface Known {
  memberId: string;
  nickname: string;
}

export interface Sender {
  channelId: string;
  identity: number;
}

/** A new person with an account, enrolled. @returns the enrolment's id */
export async function addMember(ctx: CommandContext, communityId: string, name: string, senders: readonly Sender[]): Promise<string> {
  const [memberId, id] = [ctx.newId(), ctx.newId()];
  const at = new Date(ctx.now());
  await ctx.db.execute(createMemberAccount(memberId, name, at));
  await ctx.db.insert(member).values({ orgId: ctx.orgId, id: memberId, name, createdAt: at });
  await ctx.db.insert(enrolment).values({ orgId: ctx.orgId, id, communityId, memberId, nickname: name, joinedAt: at });
  await bindSenders(ctx, id, senders);
  ctx.emit('enrolment.added', { communityId, subjectId: id });
  return id;
}

/**
 * Somebody the organisation knows; who left takes part again. Null: they were erased from there, for good.
 * @returns the enrolment's id, and whether they took part already
 */
export async function addKnown(
  ctx: CommandContext,
  communityId: string,
  { memberId, nickname }: Known,
): Promise<{ id: string; there: boolean } | null> {
  const fresh = ctx.newId();
  const [row] = await rowsOf<{ id: string }>(
    ctx,
    sql`INSERT INTO enrolment (org_id, id, community_id, member_id, nickname, joined_at)
        VALUES (${ctx.orgId}, ${fresh}, ${communityId}, ${memberId}, ${nickname}, ${iso(ctx.now())}::timestamptz)
        ON CONFLICT (org_id, community_id, member_id) DO UPDATE SET left_at = NULL
          WHERE enrolment.left_at IS NOT NULL AND enrolment.erased_at IS NULL RETURNING id`,
  );
  if (row) ctx.emit(row.id === fresh ? 'enrolment.added' : 'enrolment.resumed', { communityId, subjectId: row.id });
  if (row) return { id: row.id, there: false };
  const [there] = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT id FROM enrolment WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND member_id = ${memberId} AND left_at IS NULL`,
  );
  return there ? { id: there.id, there: true } : null;
}

/** A sender who is somebody else's already stays theirs. @returns how many are bound by this */
export async function bindSenders(ctx: CommandContext, enrolmentId: string, senders: readonly Sender[]): Promise<number> {
  let bound = 0;
  for (const { channelId, identity } of senders) {
    const added = await ctx.db
      .insert(enrolmentIdentity)
      .values({ orgId: ctx.orgId, channelId, identityId: identity, enrolmentId })
      .onConflictDoNothing()
      .returning({ id: enrolmentIdentity.identityId });
    bound += added.length;
  }
  return bound;
}

/** 24 random bytes. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/** As sign-in keeps its links: SHA-256 in base64url. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

interface Linked {
  id: string;
  communityId: string;
  memberId: string;
}

/** A link by which one member signs in, good once. @throws DomainError `enrolment.staff` for an account with a password */
export async function makeLink(ctx: CommandContext, { id, communityId, memberId }: Linked, ms: number) {
  const token = newToken();
  const until = new Date(ctx.now() + ms);
  const made = createSignInLink(ctx.newId(), memberId, hashOf(token), new Date(ctx.now()), until);
  const { rows } = await ctx.db.execute<{ made: boolean }>(made);
  if (!rows[0]?.made) throw new DomainError('enrolment.staff', { enrolmentId: id });
  ctx.emit('enrolment.linkMade', { communityId, subjectId: id });
  // After the sign: what stands there is sent to no server and written into no log.
  return { path: `/m/enter#${token}`, until: until.toISOString() };
}
