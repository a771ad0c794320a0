/** Member lists as they were brought. Entries name identities; what the latest whole list says is who is in the group now. */
import type { CommandContext, QueryContext } from '#kernel';
import type { PersonObservation } from '#picture';
import { ms, rowsOf, type SQL, sql } from '../../rows.ts';
import { literal, quoted } from '../message-columns.ts';
import { compareRosters, dayInName, isWhole, type RosterEntry } from './compare.ts';

interface OfImport {
  channelId: string;
  importId: string;
}

/** Some people of a file's member list. A resumed import brings the same rows again. */
export async function addEntries(
  ctx: CommandContext,
  { channelId, importId }: OfImport,
  people: readonly (PersonObservation & { id: number })[],
): Promise<void> {
  const listed = people.filter(({ inRoster }) => inRoster);
  if (listed.length === 0) return;
  const [run] = await rowsOf<{ file: string; at: string }>(
    ctx,
    sql`SELECT file, created_at AS at FROM import_run WHERE org_id = ${ctx.orgId} AND id = ${importId}`,
  );
  if (!run) return;
  // A list brought late is of the day its name tells, so that it comes in its place.
  const brought = new Date(run.at).toISOString();
  const told = dayInName(run.file);
  const at = told !== null && told < brought.slice(0, 10) ? `${told}T12:00:00Z` : brought;
  await rowsOf(
    ctx,
    sql`INSERT INTO roster_snapshot (org_id, channel_id, import_id, at) VALUES (${ctx.orgId}, ${channelId}, ${importId}, ${at})
        ON CONFLICT (org_id, channel_id, import_id) DO NOTHING`,
  );
  await rowsOf(
    ctx,
    sql`INSERT INTO roster_entry (org_id, channel_id, import_id, identity_id, name, role, joined_at)
        SELECT ${ctx.orgId}::uuid, ${channelId}::uuid, ${importId}::uuid, id, name, role, to_timestamp(joined / 1000.0)
        FROM unnest(${literal(listed, ({ id }) => id)}::int4[], ${literal(listed, (person) => quoted(nameOn(person)))}::text[],
          ${literal(listed, ({ role }) => role ?? 'NULL')}::text[], ${literal(listed, ({ joinedAt }) => joinedAt ?? 'NULL')}::int8[])
          AS e(id, name, role, joined)
        ON CONFLICT (org_id, channel_id, import_id, identity_id) DO NOTHING`,
  );
}

/** A list puts the name shown in the group first; names heard in the chat of the same file come with an instant. */
function nameOn({ names, who }: PersonObservation): string {
  return (names.find(({ first }) => first === null) ?? names.at(-1))?.name ?? who.slice(who.indexOf(':') + 1);
}

export type Inviter = [who: string, invitedBy: string];

/** The whole list is there: who brought whom, whether it stands for the group, and who is therefore not in it any more. */
export async function settleRoster(
  ctx: CommandContext,
  { channelId, importId, inviters }: OfImport & { inviters: Inviter[] },
): Promise<void> {
  ctx.unchanged();
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
  const [snapshot] = await rowsOf<{ withChat: boolean; before: string | null }>(
    ctx,
    sql`SELECT i.records > 0 AS "withChat", (SELECT b.import_id FROM roster_snapshot b WHERE b.org_id = s.org_id AND b.channel_id = s.channel_id
            AND b.whole IS NOT NULL AND (b.at, b.import_id) < (s.at, s.import_id) ORDER BY b.at DESC, b.import_id DESC LIMIT 1) AS before
        FROM roster_snapshot s JOIN import_run i ON i.org_id = s.org_id AND i.id = s.import_id
        WHERE s.org_id = ${ctx.orgId} AND s.channel_id = ${channelId} AND s.import_id = ${importId}`,
  );
  if (!snapshot) return;
  if (inviters.length > 0) await addInviters(ctx, { channelId, importId }, inviters);
  const before = snapshot.before === null ? [] : await entriesOf(ctx, { channelId, importId: snapshot.before });
  const list = await entriesOf(ctx, { channelId, importId });
  const { stayed } = compareRosters(before, list);
  // Lists from before snapshots were kept have left only a mark on the people.
  const [marked] = await rowsOf<{ n: number }>(ctx, sql`SELECT count(*)::int AS n FROM identity WHERE ${own} AND in_roster`);
  const against = before.length > 0 ? { before: before.length, stayed } : { before: marked?.n ?? 0, stayed: list.length };
  const whole = isWhole({ withChat: snapshot.withChat, ...against });
  await rowsOf(ctx, sql`UPDATE roster_snapshot SET whole = ${whole} WHERE ${own} AND import_id = ${importId}`);
  await rowsOf(ctx, inGroupNow(ctx, channelId));
  await rowsOf(ctx, sql`UPDATE chat_state SET revision = revision + 1 WHERE ${own}`);
}

/** Whoever is on the latest whole list or a list after it is in the group; without a whole list, everybody ever listed. */
function inGroupNow({ orgId }: QueryContext, channelId: string): SQL {
  const own = sql`org_id = ${orgId} AND channel_id = ${channelId}`;
  return sql`WITH latest AS (SELECT at, import_id FROM roster_snapshot WHERE ${own} AND whole ORDER BY at DESC, import_id DESC LIMIT 1)
    UPDATE identity SET in_roster = false WHERE ${own} AND in_roster AND EXISTS (SELECT 1 FROM latest)
      AND id NOT IN (SELECT e.identity_id FROM latest l
        JOIN roster_snapshot s ON s.org_id = ${orgId} AND s.channel_id = ${channelId} AND (s.at, s.import_id) >= (l.at, l.import_id)
        JOIN roster_entry e ON e.org_id = s.org_id AND e.channel_id = s.channel_id AND e.import_id = s.import_id)`;
}

/** By account, else by a name that one person of the channel alone bears. Whoever is unknown stays unnamed. */
async function addInviters(ctx: CommandContext, { channelId, importId }: OfImport, inviters: readonly Inviter[]): Promise<void> {
  const { orgId } = ctx;
  await rowsOf(
    ctx,
    sql`UPDATE roster_entry e SET invited_by = coalesce(k.id, n.id)
        FROM unnest(${literal(inviters, ([who]) => quoted(who))}::text[], ${literal(inviters, ([, by]) => quoted(by))}::text[]) AS u(who, by)
        JOIN identity i ON i.org_id = ${orgId} AND i.who = u.who AND i.channel_id = ${channelId}
        LEFT JOIN identity k ON k.org_id = ${orgId} AND k.who = 'id:' || u.by AND k.channel_id = ${channelId}
        LEFT JOIN (SELECT name, min(identity_id) AS id FROM alias WHERE org_id = ${orgId} AND channel_id = ${channelId}
          GROUP BY name HAVING count(*) = 1) n ON n.name = u.by
        WHERE e.org_id = ${orgId} AND e.channel_id = ${channelId} AND e.import_id = ${importId} AND e.identity_id = i.id`,
  );
}

export interface SnapshotEntry extends RosterEntry {
  who: string;
  /** Epoch ms. */
  joinedAt: number | null;
  invitedBy: string | null;
}

/** In order of names. */
export function entriesOf(ctx: QueryContext, { channelId, importId }: OfImport): Promise<SnapshotEntry[]> {
  return rowsOf<SnapshotEntry>(
    ctx,
    sql`SELECT coalesce(i.member_id::text, i.id::text) AS key, i.identified_by AS by, i.who, e.name, e.role,
          ${ms('e.joined_at')} AS "joinedAt", v.name AS "invitedBy"
        FROM roster_entry e JOIN identity i ON i.org_id = e.org_id AND i.channel_id = e.channel_id AND i.id = e.identity_id
        LEFT JOIN LATERAL (SELECT a.name FROM alias a WHERE a.org_id = e.org_id AND a.channel_id = e.channel_id AND a.identity_id = e.invited_by
          ORDER BY a.last_at DESC NULLS LAST, a.place LIMIT 1) v ON true
        WHERE e.org_id = ${ctx.orgId} AND e.channel_id = ${channelId} AND e.import_id = ${importId} ORDER BY e.name COLLATE "C", i.id`,
  );
}
