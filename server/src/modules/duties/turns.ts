/** Who has which turn, turns given to others and swapped: by staff, or asked by one and agreed to by the other. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { ownEnrolmentIds } from '../admissions/index.ts';
import { findCommunity } from '../communities/index.ts';
import { iso, listOf, ms, rowsOf, sql, uuids } from '../rows.ts';
import type { Checklist, Rhythm } from './contract.ts';
import { findRoster } from './find.ts';
import { requireOwners } from './owning.ts';
import { turnsOf } from './rules.ts';

interface TurnRow {
  rosterId: string;
  turn: string;
  enrolmentId: string | null;
  nickname: string | null;
  gone: boolean | null;
  items: number;
  done: number;
  missed: number;
  open: boolean;
}

interface RosterRow {
  id: string;
  name: string;
  communityId: string;
  community: string;
  rhythm: Rhythm;
  startsOn: string;
  turns: number;
  checklist: Checklist;
  people: string[];
  endedAt: number | null;
}

/** Every turn with whose it is (of what stands last in what is left of it, once nothing is left of all of it) and how it went, by roster. */
async function turnRows(ctx: QueryContext, rosterIds: readonly string[]): Promise<Map<string, TurnRow[]>> {
  const now = sql`${iso(ctx.now())}::timestamptz`;
  const left = sql`(due_at > ${now} AND done_at IS NULL)`;
  const rows = await rowsOf<TurnRow>(
    ctx,
    sql`SELECT t.*, e.nickname, e.left_at IS NOT NULL AS gone FROM (
          SELECT source_id AS "rosterId", turn::text AS turn, (array_agg(owner_enrolment_id ORDER BY ${left} DESC, due_at DESC, id))[1] AS "enrolmentId",
            count(*)::int4 AS items, (count(*) FILTER (WHERE done_at IS NOT NULL))::int4 AS done,
            (count(*) FILTER (WHERE done_at IS NULL AND closes_at <= ${now}))::int4 AS missed,
            bool_or${left} AS open
          FROM due_item WHERE org_id = ${ctx.orgId} AND source = 'roster' AND source_id = ANY(${uuids(rosterIds)})
          GROUP BY 1, 2) t
        LEFT JOIN enrolment e ON e.org_id = ${ctx.orgId} AND e.id = t."enrolmentId" ORDER BY t.turn`,
  );
  return Map.groupBy(rows, ({ rosterId }) => rosterId);
}

const holder = ({ enrolmentId, nickname, gone }: TurnRow) =>
  enrolmentId === null ? null : { enrolmentId, nickname: nickname ?? '', gone: gone ?? false };

/** Last days by first day; of a turn of an earlier rhythm its first day. */
function ends({ rhythm, startsOn, turns }: RosterRow): Map<string, string> {
  return new Map(turnsOf(rhythm, dayNumber(startsOn), turns).map(({ from, to }) => [dayText(from), dayText(to)]));
}

/** Those of an aliased `duty_roster u` who still take part, in their order. */
const staying = sql`coalesce((SELECT json_agg(p.id ORDER BY p.place) FROM jsonb_array_elements_text(u.people) WITH ORDINALITY AS p(id, place)
  JOIN enrolment e ON e.org_id = u.org_id AND e.id = p.id::uuid AND e.left_at IS NULL), '[]'::json)`;

async function rosterRows(ctx: QueryContext, communityIds: readonly string[]): Promise<RosterRow[]> {
  return rowsOf<RosterRow>(
    ctx,
    sql`SELECT u.id, u.name, u.community_id AS "communityId", o.name AS community, u.rhythm, u.starts_on::text AS "startsOn", u.turns,
          u.checklist, ${staying} AS people, ${ms('u.ended_at')} AS "endedAt"
        FROM duty_roster u JOIN community o ON o.org_id = u.org_id AND o.id = u.community_id
        WHERE u.org_id = ${ctx.orgId} AND u.community_id = ANY(${uuids(communityIds)})
        ORDER BY u.ended_at IS NOT NULL, u.created_at DESC, u.id DESC`,
  );
}

/** @throws DomainError `community.unknown` */
export async function rosters(ctx: QueryContext, { communityId }: { communityId: string }) {
  const { zone } = await findCommunity(ctx, communityId);
  const found = await rosterRows(ctx, [communityId]);
  const shown = await turnRows(
    ctx,
    found.map(({ id }) => id),
  );
  return {
    today: dayText(zoneClock(zone).dayOf(ctx.now())),
    rosters: found.map((roster) => {
      const { communityId: _, community: _name, people, endedAt, ...row } = roster;
      const last = ends(roster);
      return {
        ...row,
        enrolmentIds: people,
        endedAt: endedAt === null ? null : iso(endedAt),
        shown: (shown.get(roster.id) ?? []).map((turn) => ({
          turn: turn.turn,
          to: last.get(turn.turn) ?? turn.turn,
          person: holder(turn),
          ...{ items: turn.items, done: turn.done, missed: turn.missed, open: turn.open },
        })),
      };
    }),
    swaps: await openSwaps(ctx, sql`u.community_id = ${communityId}`, []),
  };
}

/** Turns to come of rosters in which the caller has one. */
export async function ownRosters(ctx: QueryContext, own: readonly string[]) {
  const communities = ctx.actor.kind === 'staff' || ctx.actor.kind === 'member' ? (ctx.actor.enrolled ?? []) : [];
  const found = (await rosterRows(ctx, communities)).filter(({ endedAt }) => endedAt === null);
  const shown = await turnRows(
    ctx,
    found.map(({ id }) => id),
  );
  return found.flatMap((roster) => {
    const last = ends(roster);
    const turns = (shown.get(roster.id) ?? [])
      .filter(({ open }) => open)
      .map((turn) => ({
        turn: turn.turn,
        to: last.get(turn.turn) ?? turn.turn,
        person: holder(turn),
        mine: turn.enrolmentId !== null && own.includes(turn.enrolmentId),
      }));
    return turns.some(({ mine }) => mine) ? [{ id: roster.id, name: roster.name, community: roster.community, turns }] : [];
  });
}

interface SwapRow {
  id: string;
  dutyRosterId: string;
  roster: string;
  turn: string;
  otherTurn: string;
  askedBy: string;
  byName: string;
  askedOf: string;
  ofName: string;
  askedAt: number;
}

/** Asked and not answered, while both turns are still theirs. */
export async function openSwaps(ctx: QueryContext, condition: ReturnType<typeof sql>, own: readonly string[]) {
  const still = (turn: string, who: string) => sql`EXISTS (SELECT 1 FROM due_item d WHERE d.org_id = s.org_id AND d.source = 'roster'
    AND d.source_id = s.roster_id AND d.turn = ${sql.raw(turn)} AND d.owner_enrolment_id = ${sql.raw(who)} AND d.done_at IS NULL
    AND d.due_at > ${iso(ctx.now())}::timestamptz)`;
  const rows = await rowsOf<SwapRow>(
    ctx,
    sql`SELECT s.id, s.roster_id AS "dutyRosterId", u.name AS roster, s.turn::text AS turn, s.other_turn::text AS "otherTurn",
          s.asked_by AS "askedBy", a.nickname AS "byName", s.asked_of AS "askedOf", b.nickname AS "ofName", ${ms('s.asked_at')} AS "askedAt"
        FROM duty_swap s JOIN duty_roster u ON u.org_id = s.org_id AND u.id = s.roster_id
        JOIN enrolment a ON a.org_id = s.org_id AND a.id = s.asked_by AND a.left_at IS NULL
        JOIN enrolment b ON b.org_id = s.org_id AND b.id = s.asked_of AND b.left_at IS NULL
        WHERE s.org_id = ${ctx.orgId} AND s.answered_at IS NULL AND ${condition}
          AND ${still('s.turn', 's.asked_by')} AND ${still('s.other_turn', 's.asked_of')} ORDER BY s.asked_at`,
  );
  return rows.map(({ askedBy, byName, askedOf, ofName, askedAt, ...row }) => ({
    ...row,
    by: { enrolmentId: askedBy, nickname: byName },
    of: { enrolmentId: askedOf, nickname: ofName },
    askedAt: iso(askedAt),
    mine: own.includes(askedOf),
  }));
}

/** What is left of a turn, given to somebody. @returns how many items */
async function give(ctx: CommandContext, dutyRosterId: string, gifts: readonly { turn: string; to: string }[]): Promise<number> {
  const cases = gifts.map(({ turn, to }) => sql`WHEN ${turn}::date THEN ${to}::uuid`);
  const changed = await rowsOf(
    ctx,
    sql`UPDATE due_item SET owner_enrolment_id = CASE turn ${sql.join(cases, sql` `)} END
        WHERE org_id = ${ctx.orgId} AND source = 'roster' AND source_id = ${dutyRosterId} AND done_at IS NULL
          AND due_at > ${iso(ctx.now())}::timestamptz AND turn = ANY(${listOf(gifts.map(({ turn }) => turn))}::date[]) RETURNING id`,
  );
  return changed.length;
}

/** Whose what is left of a turn is. @throws DomainError `turn.over` */
async function holderOf(ctx: QueryContext, dutyRosterId: string, turn: string): Promise<string> {
  const found = (await turnRows(ctx, [dutyRosterId])).get(dutyRosterId)?.find((row) => row.turn === turn && row.open);
  if (!found?.enrolmentId) throw new DomainError('turn.over', { turn });
  return found.enrolmentId;
}

interface OfTurn {
  dutyRosterId: string;
  turn: string;
}

/** @throws DomainError `dutyRoster.unknown`, `turn.over`, `enrolment.unknown`, `enrolment.left` */
export async function setTurn(ctx: CommandContext, { dutyRosterId, turn, enrolmentId }: OfTurn & { enrolmentId: string }) {
  const { communityId } = await findRoster(ctx, dutyRosterId, true);
  const before = await holderOf(ctx, dutyRosterId, turn);
  await requireOwners(ctx, communityId, [{ kind: 'enrolment', enrolmentId }]);
  const items = await give(ctx, dutyRosterId, [{ turn, to: enrolmentId }]);
  if (before === enrolmentId) ctx.unchanged();
  else ctx.emit('turn.given', { communityId, subjectId: dutyRosterId }, { turn, enrolmentId });
  return { items };
}

/** @throws DomainError `dutyRoster.unknown`, `turn.over`, `turn.same` */
export async function swapTurns(ctx: CommandContext, { dutyRosterId, turn, otherTurn }: OfTurn & { otherTurn: string }) {
  const { communityId } = await findRoster(ctx, dutyRosterId, true);
  const [one, other] = [await holderOf(ctx, dutyRosterId, turn), await holderOf(ctx, dutyRosterId, otherTurn)];
  if (one === other) throw new DomainError('turn.same', {});
  await exchange(ctx, communityId, { dutyRosterId, turn, otherTurn, one, other });
  return {};
}

interface Exchange extends OfTurn {
  otherTurn: string;
  one: string;
  other: string;
}

async function exchange(ctx: CommandContext, communityId: string, { dutyRosterId, turn, otherTurn, one, other }: Exchange): Promise<void> {
  await requireOwners(ctx, communityId, [
    { kind: 'enrolment', enrolmentId: one },
    { kind: 'enrolment', enrolmentId: other },
  ]);
  await give(ctx, dutyRosterId, [
    { turn, to: other },
    { turn: otherTurn, to: one },
  ]);
  ctx.emit('turn.swapped', { communityId, subjectId: dutyRosterId }, { turn, otherTurn });
}

/** @throws DomainError `dutyRoster.unknown`, `turn.over`, `turn.notYours`, `turn.same`, `swap.asked` */
export async function askSwap(ctx: CommandContext, { dutyRosterId, turn, otherTurn }: OfTurn & { otherTurn: string }) {
  const { communityId } = await findRoster(ctx, dutyRosterId, true);
  const own = await ownEnrolmentIds(ctx);
  const [one, other] = [await holderOf(ctx, dutyRosterId, turn), await holderOf(ctx, dutyRosterId, otherTurn)];
  if (!own.includes(one)) throw new DomainError('turn.notYours', { turn });
  if (one === other) throw new DomainError('turn.same', {});
  const still = await openSwaps(ctx, sql`s.roster_id = ${dutyRosterId} AND s.turn = ${turn}::date AND s.asked_by = ${one}`, own);
  if (still.length > 0) throw new DomainError('swap.asked', { turn });
  const at = iso(ctx.now());
  // One that came to nothing makes room for this one.
  await rowsOf(
    ctx,
    sql`UPDATE duty_swap SET answered_at = ${at}::timestamptz, agreed = false
        WHERE org_id = ${ctx.orgId} AND roster_id = ${dutyRosterId} AND turn = ${turn}::date AND asked_by = ${one} AND answered_at IS NULL`,
  );
  const id = ctx.newId();
  await rowsOf(
    ctx,
    sql`INSERT INTO duty_swap (org_id, id, roster_id, turn, asked_by, other_turn, asked_of, asked_at)
        VALUES (${ctx.orgId}, ${id}, ${dutyRosterId}, ${turn}::date, ${one}, ${otherTurn}::date, ${other}, ${at}::timestamptz)
        ON CONFLICT DO NOTHING`,
  );
  ctx.emit('swap.asked', { communityId, subjectId: id }, { turn, otherTurn });
  return { id };
}

/** @throws DomainError `swap.unknown`, `swap.notYours`, `swap.over` */
export async function answerSwap(ctx: CommandContext, { swapId, agree }: { swapId: string; agree: boolean }) {
  const own = await ownEnrolmentIds(ctx);
  const [known] = await rowsOf<{ rosterId: string; askedBy: string; askedOf: string }>(
    ctx,
    sql`SELECT roster_id AS "rosterId", asked_by AS "askedBy", asked_of AS "askedOf" FROM duty_swap WHERE org_id = ${ctx.orgId} AND id = ${swapId}`,
  );
  if (!known) throw new DomainError('swap.unknown', { swapId });
  // Whoever asked may take it back, and nobody agrees with themselves.
  if (!own.includes(known.askedOf) && (agree || !own.includes(known.askedBy))) throw new DomainError('swap.notYours', {});
  const { communityId } = await findRoster(ctx, known.rosterId, true);
  const [swap] = await openSwaps(ctx, sql`s.id = ${swapId}`, own);
  if (!swap) throw new DomainError('swap.over', {});
  await rowsOf(
    ctx,
    sql`UPDATE duty_swap SET answered_at = ${iso(ctx.now())}::timestamptz, agreed = ${agree} WHERE org_id = ${ctx.orgId} AND id = ${swapId}`,
  );
  if (agree) {
    const { turn, otherTurn, by, of } = swap;
    await exchange(ctx, communityId, { dutyRosterId: known.rosterId, turn, otherTurn, one: by.enrolmentId, other: of.enrolmentId });
  } else ctx.emit('swap.declined', { communityId, subjectId: swapId });
  return { agreed: agree };
}
