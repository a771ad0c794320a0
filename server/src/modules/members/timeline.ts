/** A member's story, from what is stored: names, first and last words, check-ins, merges, tags, notes, segments left and reached. */
import type { QueryContext } from '#kernel';
import { DAY_MS } from '#vocabulary/zone';
import { findIdentity, identitiesOf } from '../chat/index.ts';
import { findChannel } from '../communities/index.ts';
import { iso, isoOrNull, rowsOf, sql } from '../rows.ts';
import { movesOf } from '../segments/index.ts';
import type { TimelineEntry } from './contract.ts';
import { describeAll, type OfPerson } from './find.ts';
import { readLedger } from './ledger.ts';
import { ofPlaces } from './notes.ts';
import { type Place, placeKey } from './rules.ts';

const SHOWN = 200;

/** Latest first, at most 200. Notes are told without their text: that is for those who may read notes. */
export async function timeline(ctx: QueryContext, { channelId, personId }: OfPerson): Promise<{ entries: TimelineEntry[] }> {
  const { communityId } = await findChannel(ctx, channelId);
  const own = await identitiesOf(ctx, await findIdentity(ctx, channelId, personId));
  const entries = [
    ...(await stored(ctx, own)),
    ...(await ledgerEntries(ctx, communityId, own)),
    ...(await marks(ctx, own)),
    ...(await moves(ctx, own)),
  ];
  entries.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return { entries: entries.slice(0, SHOWN) };
}

async function stored(ctx: QueryContext, own: readonly Place[]): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  const joined = new Map(
    (
      await rowsOf<{ channelId: string; identity: number; at: string | null; checkin: number | null }>(
        ctx,
        sql`SELECT i.channel_id AS "channelId", i.id AS identity, i.joined_at AS at,
              (SELECT min(d.key::int) FROM member_year y CROSS JOIN LATERAL jsonb_each_text(y.days) d
                WHERE y.org_id = i.org_id AND y.channel_id = i.channel_id AND y.identity_id = i.id AND split_part(d.value, ' ', 5) <> '0') AS checkin
            FROM identity i WHERE i.org_id = ${ctx.orgId} AND (i.channel_id, i.id) IN (${sql.join(
              own.map((place) => sql`(${place.channelId}::uuid, ${place.identity}::int4)`),
              sql`, `,
            )})`,
      )
    ).map((row) => [placeKey(row), row]),
  );
  for (const [key, row] of await describeAll(ctx, own)) {
    const { channelName } = row;
    const add = (kind: TimelineEntry['kind'], at: string | number | Date | null | undefined, values: TimelineEntry['values'] = {}) => {
      const instant = isoOrNull(at ?? null);
      if (instant !== null) entries.push({ at: instant, kind, channelName, values });
    };
    const more = joined.get(key);
    add('joined', more?.at);
    add('firstWords', row.firstAt);
    if (row.messages > 1) add('lastWords', row.lastAt, { messages: row.messages });
    if (more?.checkin) add('firstCheckin', more.checkin * DAY_MS);
    const names = (row.names ?? []).toSorted((a, b) => ((a.firstAt ?? '') < (b.firstAt ?? '') ? -1 : 1));
    for (const { name, firstAt } of names.slice(1)) add('nameUsed', firstAt, { name });
  }
  return entries;
}

async function ledgerEntries(ctx: QueryContext, communityId: string, own: readonly Place[]): Promise<TimelineEntry[]> {
  const keys = new Set(own.map(placeKey));
  const ledger = await readLedger(ctx, communityId);
  const about = ledger.filter(({ merge }) => merge && (keys.has(placeKey(merge.one)) || keys.has(placeKey(merge.other))));
  const known = await describeAll(
    ctx,
    about.flatMap(({ merge }) => (merge ? [merge.one, merge.other] : [])),
  );
  return about.flatMap(({ number, at, merge }): TimelineEntry[] => {
    if (!merge) return [];
    const names = [merge.one, merge.other].map((place) => known.get(placeKey(place))?.name ?? '');
    const values = { one: names[0] ?? '', other: names[1] ?? '' };
    const undo = ledger.find(({ undoes }) => undoes === number);
    const merged: TimelineEntry = { at: iso(at), kind: 'merged', channelName: null, values };
    return undo ? [merged, { at: iso(undo.at), kind: 'undone', channelName: null, values }] : [merged];
  });
}

async function marks(ctx: QueryContext, own: readonly Place[]): Promise<TimelineEntry[]> {
  const tags = await rowsOf<{ at: string; tag: string }>(ctx, sql`SELECT at, tag FROM member_tag WHERE ${ofPlaces(ctx, own)}`);
  const notes = await rowsOf<{ at: string }>(ctx, sql`SELECT at FROM member_note WHERE ${ofPlaces(ctx, own)}`);
  return [
    ...tags.map(({ at, tag }): TimelineEntry => ({ at: iso(at), kind: 'tagged', channelName: null, values: { tag } })),
    ...notes.map(({ at }): TimelineEntry => ({ at: iso(at), kind: 'note', channelName: null, values: {} })),
  ];
}

const levels = { active: 2, watching: 1, lurking: 0 };

async function moves(ctx: QueryContext, own: readonly Place[]): Promise<TimelineEntry[]> {
  return (await movesOf(ctx, own, SHOWN)).map(({ at, channelName, from, to, cause, version, reason }) => ({
    at: iso(at),
    kind: levels[to] > levels[from] ? 'rose' : 'fell',
    channelName,
    values: { from, to, cause, version },
    reason,
  }));
}
