/** The rows behind a picture's talk: messages with a phrase, what someone answered, what staff did. */
import { DomainError, type QueryContext } from '#kernel';
import { backTest as backTestRows, population } from '#picture';
import { numbersOf } from '../chat/index.ts';
import { findChannel } from '../communities/index.ts';
import { iso, rowsOf, type SQL, sql } from '../rows.ts';

interface OfChannel {
  channelId: string;
}

const DAY_MS = 86_400_000;
const ROWS = 40;

interface Line {
  at: string;
  person: { id: string; name: string } | null;
  text: string;
}

/** Messages of the picture's last four weeks with a phrase, latest first. */
export async function said(ctx: QueryContext, { channelId, phrase }: OfChannel & { phrase: string }): Promise<{ messages: Line[] }> {
  const asOf = await takenOf(ctx, channelId);
  if (asOf === null) return { messages: [] };
  const rows = await rowsOf<StoredLine>(
    ctx,
    sql`SELECT ${line(sql`m`)} FROM message m
        WHERE m.org_id = ${ctx.orgId} AND m.channel_id = ${channelId} AND m.kind = 0
          AND m.at > ${instantOf(asOf - 28 * DAY_MS)} AND m.at <= ${instantOf(asOf)} AND position(lower(${phrase}::text) IN lower(m.text)) > 0
        ORDER BY m.at DESC, m.ord DESC, m.key DESC LIMIT ${ROWS}`,
  );
  return { messages: rows.map(lineOf) };
}

const LOOKED_AT = 600;

/**
 * What a person answered in the last 90 days, questions first: messages that openly answer another's, or follow another's
 * question within five minutes. The latest 600 messages of the person are looked at.
 */
export async function answersOf(
  ctx: QueryContext,
  { channelId, personId }: OfChannel & { personId: string },
): Promise<{ threads: { asked: Line; question: boolean; answer: Line }[] }> {
  const asOf = await takenOf(ctx, channelId);
  const identities = await numbersOf(ctx, channelId, personId);
  if (identities.length === 0) throw new DomainError('person.unknown', { personId });
  if (asOf === null) return { threads: [] };
  const own = sql`m.org_id = ${ctx.orgId} AND m.channel_id = ${channelId}`;
  const mine = sql`identity_id IN (${sql.join(
    identities.map((identity) => sql`${identity}`),
    sql`, `,
  )})`;
  // Two look-ups instead of one with OR, which no index serves.
  const asked = (condition: SQL) => sql`SELECT m.at, m.text, m.marks, i.who, ${nameOf(sql`i`)} AS name FROM message m
    JOIN identity i ON i.org_id = m.org_id AND i.channel_id = m.channel_id AND i.id = m.identity_id
    WHERE ${own} AND m.kind < 100 AND NOT m.${mine} AND ${condition} ORDER BY m.at DESC LIMIT 1`;
  const rows = await rowsOf<{ asked: StoredLine; answer: StoredLine; question: boolean }>(
    ctx,
    sql`SELECT json_build_object('at', q.at, 'who', q.who, 'name', q.name, 'text', left(q.text, 300)) AS asked, q.marks & 1 = 1 AS question,
          json_build_object('at', a.at, 'who', NULL, 'name', NULL, 'text', left(a.text, 300)) AS answer
        FROM (SELECT m.at, m.text, m.reply_key FROM message m
              WHERE ${own} AND m.${mine} AND m.kind < 100 AND m.at > ${instantOf(asOf - 90 * DAY_MS)} AND m.at <= ${instantOf(asOf)}
              ORDER BY m.at DESC LIMIT ${LOOKED_AT}) a
        CROSS JOIN LATERAL (
          (${asked(sql`m.by_id AND m.key = a.reply_key AND m.at <= a.at AND m.at > a.at - interval '30 days'`)})
          UNION ALL
          (${asked(sql`a.reply_key IS NULL AND m.marks & 1 = 1 AND m.at <= a.at AND m.at > a.at - interval '5 minutes'`)})) q
        ORDER BY (q.marks & 1) DESC, a.at DESC LIMIT ${ROWS}`,
  );
  return { threads: rows.map(({ asked, answer, question }) => ({ asked: lineOf(asked), question, answer: lineOf(answer) })) };
}

/** What people of staff did in a group or its community, for marks on its history; looking and signing in are left out. */
export async function staffEvents(ctx: QueryContext, { channelId }: OfChannel): Promise<{ events: { at: string; event: string }[] }> {
  const { communityId } = await findChannel(ctx, channelId);
  const rows = await rowsOf<{ at: string | Date; event: string }>(
    ctx,
    sql`SELECT at, event FROM event WHERE org_id = ${ctx.orgId} AND actor_kind IN ('staff', 'key')
          AND (channel_id = ${channelId} OR (channel_id IS NULL AND community_id = ${communityId}))
          AND event NOT LIKE 'import.%' AND event NOT LIKE 'upload.%' AND event NOT LIKE 'chat.%' AND event NOT LIKE 'picture.%'
        ORDER BY at DESC, id DESC LIMIT 200`,
  );
  return { events: rows.map(({ at, event }) => ({ at: iso(at), event })) };
}

/** Numbers counted once, from public rooms: the same for everybody. */
export async function backTest() {
  return { population, rows: backTestRows.map((row) => ({ ...row })) };
}

interface StoredLine {
  at: string | Date;
  who: string | null;
  name: string | null;
  text: string;
}

function line(m: SQL): SQL {
  return sql`${m}.at, (SELECT i.who FROM identity i WHERE i.org_id = ${m}.org_id AND i.channel_id = ${m}.channel_id AND i.id = ${m}.identity_id) AS who,
    (SELECT ${nameOf(sql`i`)} FROM identity i WHERE i.org_id = ${m}.org_id AND i.channel_id = ${m}.channel_id AND i.id = ${m}.identity_id) AS name,
    left(${m}.text, 300) AS text`;
}

function nameOf(i: SQL): SQL {
  return sql`(SELECT a.name FROM alias a WHERE a.org_id = ${i}.org_id AND a.channel_id = ${i}.channel_id AND a.identity_id = ${i}.id
    ORDER BY a.last_at DESC NULLS LAST, a.place LIMIT 1)`;
}

function lineOf({ at, who, name, text }: StoredLine): Line {
  return { at: iso(at), person: who === null ? null : { id: who, name: name ?? who.slice(who.indexOf(':') + 1) }, text };
}

/** The end of a channel's picture, epoch ms; null without one. */
async function takenOf(ctx: QueryContext, channelId: string): Promise<number | null> {
  const [row] = await rowsOf<{ as_of: string }>(
    ctx,
    sql`SELECT picture->>'asOf' AS as_of FROM picture WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`,
  );
  return row ? Date.parse(row.as_of) : null;
}

function instantOf(ms: number): SQL {
  return sql`${new Date(ms).toISOString()}::timestamptz`;
}
