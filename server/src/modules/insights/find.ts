/** What ⌘K looks through: groups and people of everything the caller may see. */
import { type QueryContext, visibleCommunities } from '#kernel';
import { nameKeys, patternOf, peopleNamed, type StoredPerson, spelled } from '../chat/index.ts';
import { visibleChannels } from '../communities/index.ts';
import { rowsOf, type SQL, sql } from '../rows.ts';

const GROUPS = 8;
const PEOPLE = 12;

interface Found extends Pick<StoredPerson, 'name' | 'more'> {
  channelId: string;
  personId: string;
}

/** Groups whose name begins so first; people who said most first. */
export async function find(ctx: QueryContext, { search }: { search: string }) {
  const channels = await visibleChannels(ctx);
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  const groups = channels
    .map((channel) => ({ channel, place: placeOf(channel.name, search) }))
    .filter(({ place }) => place !== null)
    .sort((a, b) => (a.place ?? 0) - (b.place ?? 0))
    .slice(0, GROUPS)
    .map(({ channel: { id, name, platform } }) => ({ channelId: id, name, platform }));
  const named = channels.length === 0 ? null : peopleNamed(ctx, search, seen(ctx));
  if (named === null) return { groups, people: [] };
  const rows = await rowsOf<Found>(
    ctx,
    sql`SELECT p.channel_id AS "channelId", p.who AS "personId", p.name, p.more
        FROM ${named} f
        CROSS JOIN LATERAL (SELECT * FROM member_picture WHERE org_id = ${ctx.orgId} AND channel_id = f.channel_id AND who = f.who LIMIT 1) p
        ORDER BY p.messages DESC, p.who LIMIT ${PEOPLE}`,
  );
  const people = rows.map(({ more: [, aliases], ...row }) => ({ ...row, aliases, channelName: names.get(row.channelId) ?? '' }));
  return { groups, people };
}

/** A sub-select: the list of ids would stand in every one of the look-ups. */
function seen(ctx: QueryContext): SQL {
  const ids = visibleCommunities(ctx);
  const own = sql`SELECT id FROM channel WHERE org_id = ${ctx.orgId}`;
  if (ids === 'all') return own;
  const list = ids.map((id) => sql`${id}::uuid`);
  return sql`${own} AND community_id IN (${sql.join(list, sql`, `)})`;
}

/** Pinyin of a group's name, kept: the same few hundred names are looked through at every letter. */
const sounds = new Map<string, string[]>();
const MOST_KEPT = 5_000;

function soundsOf(name: string): string[] {
  const known = sounds.get(name);
  if (known) return known;
  if (sounds.size >= MOST_KEPT) sounds.clear();
  const made = nameKeys([name]).map((key) => key.sounds);
  sounds.set(name, made);
  return made;
}

/** 0 = the name begins so, 1 = it holds it, 2 = its pinyin or initials do; null = neither. */
function placeOf(name: string, search: string): number | null {
  const at = name.toLowerCase().indexOf(search.toLowerCase());
  if (at >= 0) return at === 0 ? 0 : 1;
  const characters = spelled(search);
  if (characters.length === 0) return null;
  const pattern = new RegExp(patternOf(characters), 'u');
  return soundsOf(name).some((sound) => pattern.test(sound)) ? 2 : null;
}
