import { DomainError, type QueryContext } from '#kernel';
import { and, asc, eq, ilike, isNotNull, isNull, isoOrNull, type SQL, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import type { EnrolmentShown } from './contract.ts';
import { enrolment, member } from './schema.ts';

const byName = new Intl.Collator('zh-CN', { numeric: true });

/** @throws DomainError `enrolment.unknown` */
export async function findEnrolment(ctx: QueryContext, id: string): Promise<EnrolmentShown> {
  const [found] = await shownWhere(ctx, eq(enrolment.id, id));
  if (!found) throw new DomainError('enrolment.unknown', { enrolmentId: id });
  return found;
}

interface Wanted {
  communityId: string;
  search: string;
  left: boolean;
}

/** Of one community, those who take part or those who left, by nickname. */
export async function enrolmentsOf(ctx: QueryContext, { communityId, search, left }: Wanted): Promise<EnrolmentShown[]> {
  return shownWhere(
    ctx,
    and(
      eq(enrolment.communityId, communityId),
      left ? isNotNull(enrolment.leftAt) : isNull(enrolment.leftAt),
      search === '' ? undefined : ilike(enrolment.nickname, `%${search.replace(/[\\%_]/g, '\\$&')}%`),
    ),
  );
}

async function shownWhere(ctx: QueryContext, condition: SQL | undefined): Promise<EnrolmentShown[]> {
  const rows = await ctx.db
    .select({
      id: enrolment.id,
      communityId: enrolment.communityId,
      memberId: enrolment.memberId,
      nickname: enrolment.nickname,
      joinedAt: enrolment.joinedAt,
      leftAt: enrolment.leftAt,
      chat: firstSender,
    })
    .from(enrolment)
    .where(and(eq(enrolment.orgId, ctx.orgId), isNull(enrolment.erasedAt), condition))
    .orderBy(asc(enrolment.id));
  // The embedded database knows no order of Chinese.
  rows.sort((a, b) => byName.compare(a.nickname, b.nickname));
  return rows.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString(), leftAt: row.leftAt?.toISOString() ?? null }));
}

/** One bound sender with its latest name, as JSON. */
const firstSender = sql<EnrolmentShown['chat']>`(
  SELECT json_build_object('channelId', i.channel_id, 'personId', i.who, 'name', coalesce(
      (SELECT a.name FROM alias a WHERE a.org_id = i.org_id AND a.channel_id = i.channel_id AND a.identity_id = i.id ORDER BY a.last_at DESC NULLS LAST, a.place LIMIT 1),
      ''))
    FROM enrolment_identity b JOIN identity i ON i.org_id = b.org_id AND i.channel_id = b.channel_id AND i.id = b.identity_id
    WHERE b.org_id = enrolment.org_id AND b.enrolment_id = enrolment.id ORDER BY b.channel_id, b.identity_id LIMIT 1)`;

/** Scope of the input field `enrolmentId`. */
export const enrolmentScope = communityOf(sql`enrolment t`);

export interface OwnEnrolment {
  enrolmentId: string;
  communityId: string;
  community: string;
  nickname: string;
  joinedAt: string;
  dissolvedAt: string | null;
}

/** What an enrolment says about itself wherever it is listed. */
export const enrolmentColumns = {
  communityId: enrolment.communityId,
  // By name: another module's table.
  community: sql<string>`(SELECT c.name FROM community c WHERE c.org_id = enrolment.org_id AND c.id = enrolment.community_id)`,
  nickname: enrolment.nickname,
  joinedAt: enrolment.joinedAt,
};

/** Another module's column, by name. */
export const dissolvedAt = sql<
  string | null
>`(SELECT c.dissolved_at FROM community c WHERE c.org_id = enrolment.org_id AND c.id = enrolment.community_id)`;

/** Where an account takes part, the latest first; dissolved ones last, in which there is something to read still. */
export async function ownEnrolments(ctx: QueryContext, accountId: string, communityId?: string): Promise<OwnEnrolment[]> {
  const there = communityId === undefined ? undefined : eq(enrolment.communityId, communityId);
  const rows = await ctx.db
    .select({ enrolmentId: enrolment.id, ...enrolmentColumns, dissolvedAt })
    .from(enrolment)
    .where(and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.memberId, accountId), isNull(enrolment.leftAt), there))
    .orderBy(sql`${dissolvedAt} IS NOT NULL, ${enrolment.joinedAt} DESC`, enrolment.id);
  return rows.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString(), dissolvedAt: isoOrNull(row.dissolvedAt) }));
}

/** Where something may still be asked of them: the communities of an account that were not dissolved. */
export async function livingEnrolments(ctx: QueryContext, accountId: string): Promise<OwnEnrolment[]> {
  return (await ownEnrolments(ctx, accountId)).filter(({ dissolvedAt: gone }) => gone === null);
}

export interface Places {
  /** Communities in which somebody takes part, the latest first. */
  enrolled: string[];
  /** They took part elsewhere, too. */
  left: boolean;
}

export async function placesOf(ctx: QueryContext, { accountId }: { accountId: string }): Promise<Places> {
  const rows = await ctx.db
    .select({ communityId: enrolment.communityId, leftAt: enrolment.leftAt })
    .from(enrolment)
    .where(and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.memberId, accountId), isNull(enrolment.erasedAt)))
    .orderBy(sql`${enrolment.joinedAt} DESC`, enrolment.id);
  const enrolled = rows.flatMap(({ communityId, leftAt }) => (leftAt === null ? [communityId] : []));
  return { enrolled, left: enrolled.length < rows.length };
}

/** The person who calls; null of a key and of the system. */
export function callerId({ actor }: QueryContext): string | null {
  return actor.kind === 'staff' || actor.kind === 'member' ? actor.accountId : null;
}

/** @throws DomainError `access.signIn` for callers who are no person */
export function accountOf(ctx: QueryContext): string {
  const id = callerId(ctx);
  if (id === null) throw new DomainError('access.signIn', { operation: 'admissions.mine' });
  return id;
}

/** The caller in a community; null: takes no part. */
export async function callersEnrolment(ctx: QueryContext, communityId: string): Promise<OwnEnrolment | null> {
  const id = callerId(ctx);
  return id === null ? null : ((await ownEnrolments(ctx, id, communityId))[0] ?? null);
}

/** @throws DomainError `access.denied` to whoever takes no part in the community */
export async function requireOwnEnrolment(ctx: QueryContext, communityId: string, operation: string): Promise<OwnEnrolment> {
  const own = await callersEnrolment(ctx, communityId);
  if (!own) throw new DomainError('access.denied', { operation, role: 'member' });
  return own;
}

/** Of the caller, wherever they take part. @throws DomainError `access.signIn` */
export async function ownEnrolmentIds(ctx: QueryContext): Promise<string[]> {
  return (await ownEnrolments(ctx, accountOf(ctx))).map(({ enrolmentId }) => enrolmentId);
}

/**
 * The name of an account in SQL: the nickname in the row's community, else the name among staff; null of a key and of whoever was erased.
 * @param row alias of a table with `org_id`, `community_id` and this column
 */
export function nameOf(row: string, column: string): SQL {
  const same = sql.raw(`x.org_id = ${row}.org_id AND x.community_id = ${row}.community_id AND x.member_id = ${row}.${column}`);
  return sql`coalesce((SELECT nullif(x.nickname, '') FROM enrolment x WHERE ${same}),
    (SELECT a.name FROM staff_account a WHERE ${sql.raw(`a.org_id = ${row}.org_id AND a.id = ${row}.${column}`)}))`;
}

export async function memberName(ctx: QueryContext, memberId: string): Promise<string> {
  const [row] = await ctx.db
    .select({ name: member.name })
    .from(member)
    .where(and(eq(member.orgId, ctx.orgId), eq(member.id, memberId)));
  return row?.name ?? '';
}
