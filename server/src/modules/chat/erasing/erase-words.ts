/** A person's words, and their names in the words of others, out of a channel: a month at a time, then what lies around the messages. */
import type { CommandContext, QueryContext } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { ms, rowsOf, type SQL, sql } from '../../rows.ts';
import { literal, quoted, quotedOrNull } from '../message-columns.ts';
import { anyOf } from '../people.ts';
import type { ErasureWork } from './erase-person.ts';
import { Redactor } from './redactor.ts';

interface OfChannel {
  channelId: string;
}

/** Months that hold messages of a channel, as instants of their beginning. */
export async function monthsOf(ctx: QueryContext, { channelId }: OfChannel): Promise<string[]> {
  const rows = await rowsOf<{ month: string }>(
    ctx,
    sql`SELECT DISTINCT date_trunc('month', at)::text AS month FROM message WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} ORDER BY 1`,
  );
  return rows.map(({ month }) => month);
}

interface EraseMonth extends OfChannel, ErasureWork {
  month: string;
}

/** Rows changed: the person's own, and those of others that named the person. Their days are marked to be summed again. */
export async function eraseMonth(ctx: CommandContext, { channelId, month, people, names }: EraseMonth) {
  const identities = people.filter((one) => one.channelId === channelId).map(({ identity }) => identity);
  const rows = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId} AND at >= ${month}::timestamptz
    AND at < ${month}::timestamptz + interval '1 month'`;
  // A question nobody can read any more is none that waits for an answer.
  const own = await rowsOf<{ at: number }>(
    ctx,
    sql`UPDATE message SET text = '', mentions = NULL, listed = NULL, marks = marks & (~1)::smallint
        WHERE ${rows} AND ${anyOf(sql`identity_id`, identities)} AND (text <> '' OR mentions IS NOT NULL OR listed IS NOT NULL)
        RETURNING ${ms('at')} AS at`,
  );
  const others = await redactMonth(ctx, channelId, rows, names);
  await markDays(ctx, channelId, [...own.map(({ at }) => at), ...others]);
  ctx.unchanged();
  return { messages: own.length, mentions: others.length };
}

interface NamingRow {
  at: string;
  ms: number;
  key: string;
  text: string;
  mentions: string[] | null;
  listed: string[] | null;
}

async function redactMonth(ctx: CommandContext, channelId: string, rows: SQL, names: ErasureWork['names']): Promise<number[]> {
  if (names.length === 0) return [];
  const redactor = redactorOf(names);
  const candidates = await rowsOf<NamingRow>(
    ctx,
    sql`SELECT at::text AS at, ${ms('at')} AS ms, key, text, mentions, listed FROM message
        WHERE ${rows} AND (text ILIKE ANY(${patternsOf(names)}::text[]) OR mentions IS NOT NULL OR listed IS NOT NULL)`,
  );
  const changed = candidates.flatMap((row) => {
    const name = (raw: string) => redactor.name(raw);
    const after = { ...row, text: redactor.text(row.text), mentions: row.mentions?.map(name), listed: row.listed?.map(name) };
    const same =
      after.text === row.text &&
      String(after.mentions) === String(row.mentions ?? undefined) &&
      String(after.listed) === String(row.listed ?? undefined);
    return same ? [] : [after];
  });
  if (changed.length === 0) return [];
  const json = (list: string[] | undefined) => quotedOrNull(list ? JSON.stringify(list) : null);
  await rowsOf(
    ctx,
    sql`UPDATE message m SET text = r.text, mentions = r.mentions::json, listed = r.listed::json
        FROM unnest(${literal(changed, (row) => quoted(row.at))}::timestamptz[], ${literal(changed, ({ key }) => key)}::uuid[],
          ${literal(changed, ({ text }) => quoted(text))}::text[], ${literal(changed, ({ mentions }) => json(mentions))}::text[],
          ${literal(changed, ({ listed }) => json(listed))}::text[]) AS r(at, key, text, mentions, listed)
        WHERE m.org_id = ${ctx.orgId} AND m.channel_id = ${channelId} AND m.at = r.at AND m.key = r.key`,
  );
  return changed.map((row) => row.ms);
}

export function redactorOf(names: ErasureWork['names']): Redactor {
  const labels = new Map(names);
  return new Redactor(
    names.map(([name]) => Array.from(name).length),
    (folded) => labels.get(folded) ?? null,
  );
}

/**
 * For ILIKE, as an array literal: finds every text with one of the names, and some more. What the database may fold otherwise than
 * JavaScript does, any character matches.
 */
function patternsOf(names: ErasureWork['names']): string {
  return literal(names, ([name]) => {
    const pattern = Array.from(name, (character) => {
      if (/[%_\\]/.test(character)) return `\\${character}`;
      return character.length === 1 && character < '\u0080' ? character : character.toUpperCase() === character ? character : '%';
    }).join('');
    return quoted(`%${pattern}%`);
  });
}

async function markDays(ctx: CommandContext, channelId: string, instants: readonly number[]): Promise<void> {
  if (instants.length === 0) return;
  const [state] = await rowsOf<{ zone: string | null }>(
    ctx,
    sql`UPDATE chat_state SET revision = revision + 1 WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} RETURNING zone`,
  );
  const clock = zoneClock(state?.zone ?? 'UTC');
  const days = new Set(instants.map((at) => clock.dayOf(at)));
  await rowsOf(
    ctx,
    sql`INSERT INTO dirty_day (org_id, channel_id, day) SELECT ${ctx.orgId}::uuid, ${channelId}::uuid, day
        FROM unnest(${literal(days, Number)}::int4[]) AS d(day)
        ON CONFLICT (org_id, channel_id, day) DO UPDATE SET mark = dirty_day.mark + 1`,
  );
}

/** Rows that could not be read, names of files. @returns uploads of the channel's imports: their files must go */
export async function eraseAround(ctx: CommandContext, { channelId, names }: OfChannel & Pick<ErasureWork, 'names'>): Promise<string[]> {
  const { orgId } = ctx;
  const ofChannel = sql`SELECT id FROM import_run WHERE org_id = ${orgId} AND channel_id = ${channelId}`;
  await rowsOf(ctx, sql`UPDATE rejected_row SET sample = '', source = '' WHERE org_id = ${orgId} AND import_id IN (${ofChannel})`);
  const redactor = redactorOf(names);
  const runs = await rowsOf<{ id: string; upload: string; file: string; chat: string | null }>(
    ctx,
    sql`SELECT id, upload_id AS upload, file, wanted_chat AS chat FROM import_run WHERE org_id = ${orgId} AND channel_id = ${channelId}`,
  );
  for (const { id, upload, file, chat } of runs) {
    const named = { file: redactor.text(file), chat: chat === null ? null : redactor.text(chat) };
    if (named.file === file && named.chat === chat) continue;
    await rowsOf(ctx, sql`UPDATE import_run SET file = ${named.file}, wanted_chat = ${named.chat} WHERE org_id = ${orgId} AND id = ${id}`);
    await rowsOf(ctx, sql`UPDATE upload SET file = ${named.file} WHERE org_id = ${orgId} AND id = ${upload}`);
  }
  // Taken again even where no message has changed: the name itself may be all that was there.
  await rowsOf(ctx, sql`UPDATE chat_state SET revision = revision + 1 WHERE org_id = ${orgId} AND channel_id = ${channelId}`);
  ctx.unchanged();
  return [...new Set(runs.map(({ upload }) => upload))];
}
