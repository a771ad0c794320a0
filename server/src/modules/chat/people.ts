/** Identities of a channel and the member each belongs to. Who belongs to whom is decided in `members` and only kept here. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { rowsOf, type SQL, sql } from '../rows.ts';
import { literal } from './message-columns.ts';

export interface Identity {
  channelId: string;
  identity: number;
  /** null: a member of its own. */
  memberId: string | null;
}

/** @throws DomainError `person.unknown` */
export async function findIdentity(ctx: QueryContext, channelId: string, personId: string): Promise<Identity> {
  const [row] = await rowsOf<Identity>(
    ctx,
    sql`SELECT channel_id AS "channelId", id AS identity, member_id AS "memberId" FROM identity
        WHERE org_id = ${ctx.orgId} AND who = ${personId} AND channel_id = ${channelId}`,
  );
  if (!row) throw new DomainError('person.unknown', { personId });
  return row;
}

/** All identities of the member one belongs to, itself among them. */
export async function identitiesOf(ctx: QueryContext, { channelId, identity, memberId }: Identity): Promise<Identity[]> {
  if (memberId === null) return [{ channelId, identity, memberId }];
  return rowsOf<Identity>(
    ctx,
    sql`SELECT channel_id AS "channelId", id AS identity, member_id AS "memberId" FROM identity
        WHERE org_id = ${ctx.orgId} AND member_id = ${memberId}::uuid ORDER BY channel_id, id`,
  );
}

/** Identity numbers, within the channel, of the person a key names; none for an unknown key. */
export async function numbersOf(ctx: QueryContext, channelId: string, personId: string): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    ctx,
    sql`SELECT id FROM identity WHERE org_id = ${ctx.orgId} AND who = ${personId} AND channel_id = ${channelId}
        UNION SELECT o.id FROM identity i JOIN identity o ON o.org_id = i.org_id AND o.member_id = i.member_id AND o.channel_id = i.channel_id
        WHERE i.org_id = ${ctx.orgId} AND i.who = ${personId} AND i.channel_id = ${channelId} AND i.member_id IS NOT NULL`,
  );
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}

/** `= ANY(…)` of identity numbers. */
export function anyOf(column: SQL, numbers: readonly number[]): SQL {
  return sql`${column} = ANY(${literal(numbers, Number)}::int4[])`;
}

/** Keeps whom identities belong to and lets the pictures of the channels `retake` be taken again. */
export async function assignMembers(ctx: CommandContext, people: readonly Identity[], retake: readonly string[]): Promise<void> {
  await rowsOf(
    ctx,
    sql`UPDATE identity i SET member_id = a.member
        FROM unnest(${literal(people, ({ channelId }) => channelId)}::uuid[], ${literal(people, ({ identity }) => identity)}::int4[],
          ${literal(people, ({ memberId }) => memberId ?? 'NULL')}::uuid[]) AS a(channel, id, member)
        WHERE i.org_id = ${ctx.orgId} AND i.channel_id = a.channel AND i.id = a.id`,
  );
  for (const channelId of retake) {
    await rowsOf(ctx, sql`UPDATE chat_state SET revision = revision + 1 WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`);
    ctx.enqueue('chat.refresh', { channelId }, { key: `refresh ${channelId}` });
  }
}
