import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { findChannel } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';
import type { Figures, HeadCount } from './contract.ts';
import { figureNames, refusalOf, weeksOf } from './rules.ts';

interface OfDay {
  channelId: string;
  day: string;
}

type Row = Figures & { day: number; keptAt: string; corrected: boolean };

/** @throws DomainError `channel.unknown` */
export async function headCounts(ctx: QueryContext, { channelId }: { channelId: string }) {
  const { name, zone } = await findChannel(ctx, channelId);
  const days = await daysOf(ctx, channelId, zone);
  return { name, today: dayText(zoneClock(zone).dayOf(ctx.now())), days, weeks: weeksOf(days) };
}

/** The last thirteen months, latest first. */
async function daysOf(ctx: QueryContext, channelId: string, zone: string, day?: number): Promise<HeadCount[]> {
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
  const rows = await rowsOf<Row>(
    ctx,
    sql`SELECT day, members, messages, speakers, joins, leaves, kept_at AS "keptAt", before IS NOT NULL AS corrected FROM head_count
        WHERE ${own} AND (${day ?? null}::int4 IS NULL OR day = ${day ?? null}::int4) ORDER BY day DESC LIMIT 400`,
  );
  const runs = await rowsOf<{ from: string; to: string }>(
    ctx,
    sql`SELECT first_at AS "from", last_at AS "to" FROM import_run WHERE ${own} AND first_at IS NOT NULL`,
  );
  const { dayOf } = zoneClock(zone);
  const spans = runs.map(({ from, to }) => [dayOf(new Date(from).getTime()), dayOf(new Date(to).getTime())] as const);
  return rows.map((row) => ({
    ...row,
    day: dayText(row.day),
    keptAt: new Date(row.keptAt).toISOString(),
    covered: spans.some(([from, to]) => row.day >= from && row.day <= to),
  }));
}

/** @throws DomainError `channel.unknown`, and what `refusalOf` says */
export async function keepHeadCount(ctx: CommandContext, { channelId, day, ...figures }: OfDay & Figures): Promise<HeadCount> {
  const { communityId, zone } = await findChannel(ctx, channelId);
  const number = dayNumber(day);
  const refusal = refusalOf(number, zoneClock(zone).dayOf(ctx.now()), figures);
  if (refusal) throw new DomainError(refusal, { day });
  const before = await figuresOf(ctx, channelId, number);
  if (before && figureNames.every((name) => before[name] === figures[name])) ctx.unchanged();
  else {
    const { members, messages, speakers, joins, leaves } = figures;
    await rowsOf(
      ctx,
      sql`INSERT INTO head_count (org_id, channel_id, day, members, messages, speakers, joins, leaves, kept_at, before)
          VALUES (${ctx.orgId}, ${channelId}, ${number}, ${members}, ${messages}, ${speakers}, ${joins}, ${leaves},
            ${new Date(ctx.now()).toISOString()}, NULL)
          ON CONFLICT (org_id, channel_id, day) DO UPDATE SET members = excluded.members, messages = excluded.messages,
            speakers = excluded.speakers, joins = excluded.joins, leaves = excluded.leaves, kept_at = excluded.kept_at,
            before = ${before ? JSON.stringify(before) : null}::json`,
    );
    ctx.emit(
      before ? 'headCount.corrected' : 'headCount.kept',
      { communityId, channelId },
      { day, ...figures, ...(before && was(before)) },
    );
  }
  const [kept] = await daysOf(ctx, channelId, zone, number);
  if (!kept) throw new Error('a head count without a row');
  return kept;
}

/** @throws DomainError `channel.unknown`, `headCount.unknown` */
export async function undoHeadCount(ctx: CommandContext, { channelId, day }: OfDay): Promise<{ left: Figures | null }> {
  const { communityId } = await findChannel(ctx, channelId);
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId} AND day = ${dayNumber(day)}`;
  const undone = await figuresOf(ctx, channelId, dayNumber(day));
  if (!undone) throw new DomainError('headCount.unknown', { day });
  const [row] = await rowsOf<{ before: Figures | null }>(ctx, sql`SELECT before FROM head_count WHERE ${own}`);
  const left = row?.before ?? null;
  if (left) {
    await rowsOf(
      ctx,
      sql`UPDATE head_count SET members = ${left.members}, messages = ${left.messages}, speakers = ${left.speakers}, joins = ${left.joins},
            leaves = ${left.leaves}, before = NULL WHERE ${own}`,
    );
  } else await rowsOf(ctx, sql`DELETE FROM head_count WHERE ${own}`);
  ctx.emit('headCount.undone', { communityId, channelId }, { day, ...was(undone) });
  return { left };
}

/** Locked: of two corrections at once, the second sees the first. */
async function figuresOf(ctx: CommandContext, channelId: string, day: number): Promise<Figures | null> {
  const [row] = await rowsOf<Figures>(
    ctx,
    sql`SELECT members, messages, speakers, joins, leaves FROM head_count
        WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND day = ${day} FOR UPDATE`,
  );
  return row ?? null;
}

function was(figures: Figures): Record<string, number | null> {
  return Object.fromEntries(figureNames.map((name) => [`${name}Before`, figures[name]]));
}
