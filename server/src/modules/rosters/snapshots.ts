import { DomainError, type QueryContext } from '#kernel';
import { compareRosters, entriesOf, type RosterChanges, type SnapshotEntry } from '../chat/index.ts';
import { rowsOf, sql } from '../rows.ts';
import type { Snapshot } from './contract.ts';

interface OfChannel {
  channelId: string;
}
interface OfList extends OfChannel {
  importId: string;
}

export async function snapshots(ctx: QueryContext, { channelId }: OfChannel): Promise<{ snapshots: Snapshot[] }> {
  const rows = await rowsOf<Snapshot>(
    ctx,
    sql`SELECT s.import_id AS "importId", s.at, i.file, i.format, s.whole, count(*)::int AS members,
          (count(*) FILTER (WHERE p.identified_by = 'id'))::int AS "byId"
        FROM roster_snapshot s JOIN import_run i ON i.org_id = s.org_id AND i.id = s.import_id
        JOIN roster_entry e ON e.org_id = s.org_id AND e.channel_id = s.channel_id AND e.import_id = s.import_id
        JOIN identity p ON p.org_id = e.org_id AND p.channel_id = e.channel_id AND p.id = e.identity_id
        WHERE s.org_id = ${ctx.orgId} AND s.channel_id = ${channelId} AND s.whole IS NOT NULL
        GROUP BY s.import_id, s.at, i.file, i.format, s.whole ORDER BY s.at DESC, s.import_id DESC LIMIT 100`,
  );
  return { snapshots: rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })) };
}

/** @throws DomainError `roster.unknown` */
export async function entries(ctx: QueryContext, list: OfList) {
  await indexOf(ctx, list);
  const people = await entriesOf(ctx, list);
  return {
    people: people.map(({ who, name, role, joinedAt, invitedBy }) => ({
      id: who,
      name,
      role,
      joinedAt: joinedAt === null ? null : new Date(joinedAt).toISOString(),
      invitedBy,
    })),
  };
}

/** @throws DomainError `roster.unknown` */
export async function compare(ctx: QueryContext, { since, ...list }: OfList & { since?: string | undefined }) {
  const { all, index } = await indexOf(ctx, list);
  const before = since ?? all[index + 1] ?? null;
  if (since !== undefined && !all.includes(since)) throw new DomainError('roster.unknown', { importId: since });
  const after = await entriesOf(ctx, list);
  const earlier = before === null ? [] : await entriesOf(ctx, { channelId: list.channelId, importId: before });
  return shown(before, before === null ? compareRosters(after, after) : compareRosters(earlier, after));
}

async function indexOf(ctx: QueryContext, { channelId, importId }: OfList): Promise<{ all: string[]; index: number }> {
  const rows = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT import_id AS id FROM roster_snapshot WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND whole IS NOT NULL
        ORDER BY at DESC, import_id DESC`,
  );
  const all = rows.map(({ id }) => id);
  const index = all.indexOf(importId);
  if (index < 0) throw new DomainError('roster.unknown', { importId });
  return { all, index };
}

function shown(since: string | null, { certainty, stayed, joined, left, renamed, roles }: RosterChanges<SnapshotEntry>) {
  const person = ({ who, name }: SnapshotEntry) => ({ id: who, name });
  return {
    since,
    certainty,
    stayed,
    joined: joined.map(person),
    left: left.map(person),
    renamed: renamed.map(({ before, after }) => ({ id: after.who, before: before.name, after: after.name })),
    roles: roles.flatMap(({ before, after }) =>
      before.role && after.role ? [{ id: after.who, name: after.name, before: before.role, after: after.role }] : [],
    ),
  };
}
