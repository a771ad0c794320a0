/** Looking at what was said, and at people who may be one. */
import type { QueryContext } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { iso, rowsOf, type SQL, sql } from '../rows.ts';
import { kindOf } from './message-columns.ts';
import { anyOf, numbersOf } from './people.ts';
import { at } from './summing/aggregates.ts';

interface MessagesInput {
  channelId: string;
  person?: string | undefined;
  before?: string | undefined;
  limit: number;
}

export async function listMessages(ctx: QueryContext, { channelId, person, before, limit }: MessagesInput) {
  const of = person === undefined ? sql`` : await ofPerson(ctx, channelId, person, before, limit);
  if (of === null) return { messages: [], next: null };
  const until = before === undefined ? sql`` : sql`AND m.at < ${before}::timestamptz`;
  const rows = await rowsOf<{ at: string; who: string | null; name: string | null; kind: number; text: string }>(
    ctx,
    sql`SELECT m.at, i.who, (SELECT a.name FROM alias a WHERE a.org_id = i.org_id AND a.channel_id = i.channel_id AND a.identity_id = i.id
            ORDER BY a.last_at DESC NULLS LAST, a.place LIMIT 1) AS name, m.kind, m.text
        FROM message m LEFT JOIN identity i ON i.org_id = m.org_id AND i.channel_id = m.channel_id AND i.id = m.identity_id
        WHERE m.org_id = ${ctx.orgId} AND m.channel_id = ${channelId} ${until} ${of} ORDER BY m.at DESC, m.ord DESC, m.key DESC LIMIT ${limit + 1}`,
  );
  // Rows of one instant stay together: a page that began in the middle of them would leave some out.
  const shown = rows.length > limit ? whole(rows) : rows;
  return {
    messages: shown.map(({ at: when, who, name, kind, text }) => ({
      at: iso(when),
      person: who === null ? null : { id: who, name: name ?? who.slice(who.indexOf(':') + 1) },
      ...kindOf(kind),
      text,
    })),
    next: rows.length > limit ? iso(shown.at(-1)?.at ?? '') : null,
  };
}

function whole<T extends { at: string }>(rows: T[]): T[] {
  const cut = iso(rows.at(-1)?.at ?? '');
  const before = rows.filter((row) => iso(row.at) !== cut);
  return before.length > 0 ? before : rows;
}

/** There is no index by person: the person's own days say how far back to look. */
async function ofPerson(ctx: QueryContext, channelId: string, who: string, before: string | undefined, limit: number): Promise<SQL | null> {
  const identities = await numbersOf(ctx, channelId, who);
  if (identities.length === 0) return null;
  const [state] = await rowsOf<{ zone: string | null }>(
    ctx,
    sql`SELECT zone FROM chat_state WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`,
  );
  const clock = zoneClock(state?.zone ?? 'UTC');
  const last = before === undefined ? Number.POSITIVE_INFINITY : clock.dayOf(Date.parse(before));
  const days = await personDays(ctx, channelId, who);
  let found = 0;
  let from: number | null = null;
  for (const { day, messages } of days.filter((one) => one.day <= last).reverse()) {
    from = day;
    // The day of `before` itself counts for nothing: all of it may lie after.
    if (day < last) found += messages;
    if (found > limit) break;
  }
  return from === null ? null : sql`AND ${anyOf(sql`m.identity_id`, identities)} AND m.at >= ${at(clock.startOfDay(from))}`;
}

/** A person's days, first day first, all identities together. Read from their years: as many rows as years. */
export async function personDays(
  ctx: QueryContext,
  channelId: string,
  who: string,
): Promise<{ day: number; messages: number; checkin: boolean }[]> {
  const identities = await numbersOf(ctx, channelId, who);
  const rows = await rowsOf<{ day: number; word: string }>(
    ctx,
    sql`SELECT d.key::int AS day, d.value AS word FROM member_year y CROSS JOIN LATERAL jsonb_each_text(y.days) d
        WHERE y.org_id = ${ctx.orgId} AND y.channel_id = ${channelId} AND ${anyOf(sql`y.identity_id`, identities)} ORDER BY 1`,
  );
  const days: { day: number; messages: number; checkin: boolean }[] = [];
  for (const { day, word } of rows) {
    const [count = '0', , , , sources = '0'] = word.split(' ');
    const messages = Number.parseInt(count, 36);
    const last = days.at(-1);
    if (last?.day === day) {
      last.messages += messages;
      last.checkin ||= sources !== '0';
    } else days.push({ day, messages, checkin: sources !== '0' });
  }
  return days;
}

const PROPOSALS = 50;

interface Candidate {
  a: number;
  b: number;
  name: string;
  from: string | null;
  to: string | null;
}

/** Two keys that bore the same name. Rows both have at the same instant with the same words speak for one person. */
export async function mergeProposals(ctx: QueryContext, { channelId }: { channelId: string }) {
  const { orgId } = ctx;
  const candidates = await rowsOf<Candidate>(
    ctx,
    sql`SELECT a.identity_id AS a, b.identity_id AS b, min(a.name) AS name, greatest(min(a.first_at), min(b.first_at)) AS "from",
          least(max(a.last_at), max(b.last_at)) AS "to"
        FROM alias a JOIN alias b ON b.org_id = a.org_id AND b.channel_id = a.channel_id AND lower(b.name) = lower(a.name)
        JOIN identity i ON i.org_id = a.org_id AND i.channel_id = a.channel_id AND i.id = a.identity_id
        JOIN identity j ON j.org_id = b.org_id AND j.channel_id = b.channel_id AND j.id = b.identity_id
        WHERE a.org_id = ${orgId} AND a.channel_id = ${channelId} AND b.org_id = ${orgId} AND a.identity_id < b.identity_id
          AND (i.member_id IS NULL OR i.member_id IS DISTINCT FROM j.member_id)
        GROUP BY a.identity_id, b.identity_id ORDER BY 1, 2 LIMIT ${PROPOSALS}`,
  );
  const proposals = [];
  for (const { a, b, name, from, to } of candidates) {
    const people = await described(ctx, channelId, [a, b]);
    const sharedRows = from !== null && to !== null ? await shared(ctx, channelId, a, b, iso(from), iso(to)) : 0;
    const evidence = sharedRows > 0 ? 'sameNameSameRows' : people.every(({ by }) => by === 'id') ? 'sameNameTwoIds' : 'sameName';
    proposals.push({ people: people.map((person) => ({ ...person, name: person.name ?? name })), evidence, sharedRows });
  }
  return { proposals };
}

async function described(ctx: QueryContext, channelId: string, ids: [number, number]) {
  return rowsOf<{ id: string; name: string; by: 'id' | 'name'; messages: number }>(
    ctx,
    sql`SELECT i.who AS id, p.name, i.identified_by AS by, coalesce(p.messages, 0) AS messages FROM identity i
        LEFT JOIN member_picture p ON p.org_id = i.org_id AND p.channel_id = i.channel_id AND p.who = i.who
        WHERE i.org_id = ${ctx.orgId} AND i.channel_id = ${channelId} AND i.id IN (${ids[0]}, ${ids[1]}) ORDER BY i.id`,
  );
}

/** Looked for in the last month in which both names were seen: enough to tell, and bounded. */
async function shared(ctx: QueryContext, channelId: string, a: number, b: number, from: string, to: string): Promise<number> {
  const [row] = await rowsOf<{ rows: number }>(
    ctx,
    sql`SELECT count(*)::int AS rows FROM message m JOIN message n ON n.org_id = m.org_id AND n.channel_id = m.channel_id AND n.at = m.at AND n.text = m.text
        WHERE m.org_id = ${ctx.orgId} AND m.channel_id = ${channelId} AND n.org_id = ${ctx.orgId} AND m.identity_id = ${a} AND n.identity_id = ${b}
          AND m.at >= greatest(${from}::timestamptz, ${to}::timestamptz - interval '31 days') AND m.at <= ${to}::timestamptz
          AND n.at >= greatest(${from}::timestamptz, ${to}::timestamptz - interval '31 days') AND n.at <= ${to}::timestamptz`,
  );
  return row?.rows ?? 0;
}
