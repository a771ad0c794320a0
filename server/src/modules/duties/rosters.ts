/** Duty rosters: turns dealt and shown before they are saved, written anew from now on, ended. */
import { isDeepStrictEqual } from 'node:util';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { findCommunity } from '../communities/index.ts';
import { and, eq, iso, rowsOf, sql, uuids } from '../rows.ts';
import type { Checklist, Rhythm } from './contract.ts';
import { findRoster } from './find.ts';
import { addItems, removeOpen } from './items.ts';
import { closesAfter, dealTurns, dutiesOf, instantOn, type Turn, turnsOf } from './rules.ts';
import { dutyRoster } from './schema.ts';

/** Three years of two lines a day; a roster longer than that is written anew one day. */
const MOST_ITEMS = 2_500;

interface Wanted {
  communityId: string;
  dutyRosterId?: string | undefined;
  name: string;
  rhythm: Rhythm;
  startsOn: string;
  turns: number;
  checklist: Checklist;
  enrolmentIds: string[];
}

interface Holder {
  enrolmentId: string;
  nickname: string;
  gone: boolean;
}

interface Planned extends Turn {
  holder: Holder | null;
  kept: boolean;
}

interface Plan {
  turns: Planned[];
  gone: Holder[];
  items: { turn: string; occurrence: string; title: string; enrolmentId: string; dueAt: number; closesAt: number }[];
}

/** People of a community by id, those who have left among them. */
async function peopleOf(ctx: QueryContext, communityId: string, ids: readonly string[]): Promise<Map<string, Holder>> {
  const rows = await rowsOf<Holder>(
    ctx,
    sql`SELECT id AS "enrolmentId", nickname, left_at IS NOT NULL AS gone FROM enrolment
        WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND id = ANY(${uuids(ids)})`,
  );
  return new Map(rows.map((row) => [row.enrolmentId, row]));
}

interface Before {
  rhythm: Rhythm;
  startsOn: string;
  people: string[];
}

/** Whose the turns of a roster are: of what stands last in each. */
async function holdersOf(ctx: QueryContext, dutyRosterId: string): Promise<{ turn: number; who: string }[]> {
  const rows = await rowsOf<{ turn: string; who: string }>(
    ctx,
    sql`SELECT DISTINCT ON (turn) turn::text AS turn, owner_enrolment_id AS who FROM due_item
        WHERE org_id = ${ctx.orgId} AND source = 'roster' AND source_id = ${dutyRosterId} AND owner_enrolment_id IS NOT NULL
        ORDER BY turn, due_at DESC`,
  );
  return rows.map(({ turn, who }) => ({ turn: dayNumber(turn), who }));
}

/** @throws DomainError `community.unknown`, `enrolment.unknown`, `dutyRoster.unknown`, `dutyRoster.over`, `dutyRoster.nobody`, `dutyRoster.tooLong` */
async function planned(ctx: QueryContext, wanted: Wanted): Promise<Plan> {
  const { communityId, dutyRosterId, rhythm, startsOn, checklist } = wanted;
  const clock = zoneClock((await findCommunity(ctx, communityId)).zone);
  const [now, today] = [ctx.now(), clock.dayOf(ctx.now())];
  const ids = [...new Set(wanted.enrolmentIds)];
  const held = dutyRosterId === undefined ? [] : await holdersOf(ctx, dutyRosterId);
  const before = dutyRosterId === undefined ? null : await findBefore(ctx, dutyRosterId);
  const known = await peopleOf(ctx, communityId, [...ids, ...held.map(({ who }) => who), ...(before?.people ?? [])]);
  for (const enrolmentId of ids) if (!known.has(enrolmentId)) throw new DomainError('enrolment.unknown', { enrolmentId });
  const staying = (all: readonly string[]) => all.filter((id) => known.get(id)?.gone === false);
  const people = staying(ids);
  if (people.length === 0) throw new DomainError('dutyRoster.nobody', {});

  const same = before !== null && isDeepStrictEqual({ ...before, people: staying(before.people) }, { rhythm, startsOn, people });
  const turns = turnsOf(rhythm, dayNumber(startsOn), wanted.turns).filter(({ to }) => to >= today);
  if (turns.length === 0) throw new DomainError('dutyRoster.over', { startsOn });
  const dealing = new Set(turns.map(({ from }) => from));
  // A turn that has begun stays with who has it; all of them do where only words or hours change or somebody has left.
  const kept = new Map(
    held
      .filter(({ turn, who }) => dealing.has(turn) && (same || turn <= today) && people.includes(who))
      .map(({ turn, who }) => [turn, who] as const),
  );
  const first = turns[0]?.from ?? today;
  const earlier = held.filter(({ turn }) => turn < first).map(({ who }) => who);
  const dealt = dealTurns({ turns: turns.map(({ from }) => from), people, before: earlier, kept });
  const plan = turns.map((turn, i): Planned => ({ ...turn, holder: known.get(dealt[i] ?? '') ?? null, kept: kept.has(turn.from) }));

  const items = plan.flatMap(({ holder, ...turn }) =>
    dutiesOf(turn, checklist).flatMap(({ day, time, text, place }) => {
      const dueAt = instantOn(clock, day, time);
      if (dueAt <= now || !holder) return [];
      const occurrence = `${dayText(day)} ${time} ${place}`;
      const { enrolmentId } = holder;
      return [{ turn: dayText(turn.from), occurrence, title: text, enrolmentId, dueAt, closesAt: closesAfter(clock, dueAt) }];
    }),
  );
  if (items.length > MOST_ITEMS) throw new DomainError('dutyRoster.tooLong', { items: items.length, most: MOST_ITEMS });
  return { turns: plan, gone: ids.flatMap((id) => known.get(id) ?? []).filter(({ gone }) => gone), items };
}

async function findBefore(ctx: QueryContext, dutyRosterId: string): Promise<Before> {
  const [row] = await ctx.db
    .select({ rhythm: dutyRoster.rhythm, startsOn: dutyRoster.startsOn, people: dutyRoster.people, endedAt: dutyRoster.endedAt })
    .from(dutyRoster)
    .where(and(eq(dutyRoster.orgId, ctx.orgId), eq(dutyRoster.id, dutyRosterId)));
  if (!row) throw new DomainError('dutyRoster.unknown', { dutyRosterId });
  const { endedAt, ...before } = row;
  if (endedAt) throw new DomainError('dutyRoster.ended', { endedAt: iso(endedAt.getTime()) });
  return before;
}

/** @throws DomainError what `planned` says */
export async function previewRoster(ctx: QueryContext, wanted: Wanted) {
  if (wanted.dutyRosterId !== undefined) await requireIn(ctx, wanted.communityId, wanted.dutyRosterId);
  const { turns, gone, items } = await planned(ctx, wanted);
  const loads = new Map<string, { person: Holder; turns: number }>();
  for (const { holder } of turns) {
    if (!holder) continue;
    const load = loads.get(holder.enrolmentId) ?? { person: holder, turns: 0 };
    loads.set(holder.enrolmentId, { ...load, turns: load.turns + 1 });
  }
  return {
    turns: turns.map(({ from, to, holder, kept }) => ({ turn: dayText(from), to: dayText(to), person: holder, kept })),
    loads: [...loads.values()].sort((a, b) => b.turns - a.turns),
    gone,
    items: items.length,
  };
}

/** The community named is the one access was asked for: a roster of another one is unknown in it. */
async function requireIn(ctx: QueryContext, communityId: string, dutyRosterId: string, lock = false): Promise<void> {
  const roster = await findRoster(ctx, dutyRosterId, lock);
  if (roster.communityId !== communityId) throw new DomainError('dutyRoster.unknown', { dutyRosterId });
}

/** @throws DomainError `dutyRoster.nameTaken`, and what `planned` says */
export async function saveRoster(ctx: CommandContext, wanted: Wanted) {
  const { communityId, name, rhythm, startsOn, turns, checklist } = wanted;
  const row = { name, rhythm, startsOn, turns, checklist, people: [...new Set(wanted.enrolmentIds)] };
  // Two at once would both find the name free.
  await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`qunce.duties.${communityId}`}))`);
  const namesake = await runningByName(ctx, communityId, name);
  if (namesake && namesake.id !== wanted.dutyRosterId) {
    // The same sent twice is one roster.
    const { id, ...there } = namesake;
    if (wanted.dutyRosterId !== undefined || !isDeepStrictEqual(there, row)) throw new DomainError('dutyRoster.nameTaken', { name });
    ctx.unchanged();
    return { id, items: 0 };
  }
  if (wanted.dutyRosterId !== undefined) await requireIn(ctx, communityId, wanted.dutyRosterId, true);
  const { items } = await planned(ctx, wanted);
  const id = wanted.dutyRosterId ?? ctx.newId();
  if (wanted.dutyRosterId === undefined) {
    await ctx.db.insert(dutyRoster).values({ orgId: ctx.orgId, id, communityId, ...row, createdAt: new Date(ctx.now()), endedAt: null });
  } else {
    await ctx.db
      .update(dutyRoster)
      .set(row)
      .where(and(eq(dutyRoster.orgId, ctx.orgId), eq(dutyRoster.id, id)));
    await removeOpen(ctx, 'roster', id);
  }
  const added = await addItems(
    ctx,
    items.map(({ enrolmentId, ...item }) => ({
      ...item,
      communityId,
      source: 'roster' as const,
      sourceId: id,
      words: '',
      edited: false,
      silence: '',
      part: '',
      owner: { kind: 'enrolment' as const, enrolmentId },
    })),
  );
  ctx.emit(
    wanted.dutyRosterId === undefined ? 'dutyRoster.made' : 'dutyRoster.rewritten',
    { communityId, subjectId: id },
    { items: added },
  );
  return { id, items: added };
}

async function runningByName(ctx: QueryContext, communityId: string, name: string) {
  const { id, rhythm, startsOn, turns, checklist, people } = dutyRoster;
  const [row] = await ctx.db
    .select({ id, name: dutyRoster.name, rhythm, startsOn, turns, checklist, people })
    .from(dutyRoster)
    .where(and(eq(dutyRoster.orgId, ctx.orgId), eq(dutyRoster.communityId, communityId), eq(dutyRoster.name, name), sql`ended_at IS NULL`));
  return row ?? null;
}

/** @throws DomainError `dutyRoster.unknown` */
export async function endRoster(ctx: CommandContext, { dutyRosterId }: { dutyRosterId: string }) {
  const { communityId, endedAt } = await findRoster(ctx, dutyRosterId, true);
  if (endedAt !== null) {
    ctx.unchanged();
    return { removed: 0 };
  }
  await ctx.db
    .update(dutyRoster)
    .set({ endedAt: new Date(ctx.now()) })
    .where(and(eq(dutyRoster.orgId, ctx.orgId), eq(dutyRoster.id, dutyRosterId)));
  const removed = await removeOpen(ctx, 'roster', dutyRosterId);
  ctx.emit('dutyRoster.ended', { communityId, subjectId: dutyRosterId }, { removed });
  return { removed };
}
