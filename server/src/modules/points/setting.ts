/** Rules: read, set from a day on, and tried on what happened last week. */
import { isDeepStrictEqual } from 'node:util';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import { findCommunity, holdCommunity } from '../communities/index.ts';
import { iso, rowsOf, sql } from '../rows.ts';
import type { Rules } from './contract.ts';
import { type Fact, factsWhere, sources } from './facts.ts';
import { NONE, rulesOn, versionsOf } from './find.ts';
import { today } from './place.ts';
import { capOf, pointsFor } from './worth.ts';

interface Of {
  communityId: string;
}

/** @throws DomainError `community.unknown` */
export async function shownRules(ctx: QueryContext, { communityId }: Of) {
  const day = today(ctx, await findCommunity(ctx, communityId));
  return { current: await rulesOn(ctx, communityId, day), versions: await versionsOf(ctx, communityId), today: day };
}

/** Null: none was set, or what was set last gives nothing. For the document of a community. */
export async function latestRules(ctx: QueryContext, communityId: string): Promise<Rules | null> {
  const [last] = await versionsOf(ctx, communityId);
  return !last || isDeepStrictEqual(last.rules, NONE) ? null : last.rules;
}

/** Null: nothing earns points any more. @throws DomainError `community.unknown`, `points.past` for a day that has begun before today */
export async function setRules(ctx: CommandContext, input: Of & { effectiveOn?: string | undefined; pointsRules: Rules | null }) {
  const { communityId } = input;
  const rules = input.pointsRules ?? NONE;
  const day = today(ctx, await findCommunity(ctx, communityId));
  const effectiveOn = input.effectiveOn ?? day;
  if (effectiveOn < day) throw new DomainError('points.past', { day: effectiveOn });
  await holdCommunity(ctx, communityId);
  const [last] = await versionsOf(ctx, communityId);
  if (last && last.effectiveOn === effectiveOn && isDeepStrictEqual(last.rules, rules)) {
    ctx.unchanged();
    return { version: last.version, effectiveOn };
  }
  const version = (last?.version ?? 0) + 1;
  await rowsOf(
    ctx,
    sql`INSERT INTO points_rules (org_id, community_id, version, effective_on, rules, decided_at)
        VALUES (${ctx.orgId}, ${communityId}, ${version}, ${effectiveOn}::date, ${JSON.stringify(rules)}::text::jsonb, ${iso(ctx.now())})`,
  );
  ctx.emit('points.rulesSet', { communityId }, { version });
  return { version, effectiveOn };
}

const DAYS = 7;

/** By all facts of the seven days before today, each once, capped by day as the rules say. */
export async function previewRules(ctx: QueryContext, { communityId, pointsRules: tried }: Of & { pointsRules: Rules }) {
  const day = dayNumber(today(ctx, await findCommunity(ctx, communityId)));
  const [from, to] = [dayText(day - DAYS), dayText(day - 1)];
  const earned = new Map<string, { points: number; facts: number }>();
  const spentOfCap = new Map<string, number>();
  for (const source of Object.values(sources)) {
    const where = sql`e.community_id = ${communityId} AND e.left_at IS NULL AND ${source.day} BETWEEN ${from}::date AND ${to}::date`;
    for (const fact of await rowsOf<Fact>(ctx, factsWhere(source, ctx.orgId, where))) {
      const key = `${fact.enrolmentId} ${fact.kind} ${fact.day}`;
      const used = spentOfCap.get(key) ?? 0;
      const points = Math.min(pointsFor(tried, fact), capOf(tried, fact.kind) - used);
      if (points <= 0) continue;
      spentOfCap.set(key, used + points);
      const own = earned.get(fact.enrolmentId) ?? { points: 0, facts: 0 };
      earned.set(fact.enrolmentId, { points: own.points + points, facts: own.facts + 1 });
    }
  }
  const names = await rowsOf<{ enrolmentId: string; nickname: string }>(
    ctx,
    sql`SELECT id AS "enrolmentId", nickname FROM enrolment WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND left_at IS NULL`,
  );
  const everyone = names.flatMap((person) => ({ ...person, ...(earned.get(person.enrolmentId) ?? { points: 0, facts: 0 }) }));
  everyone.sort((a, b) => b.points - a.points || (a.enrolmentId < b.enrolmentId ? -1 : 1));
  return { from, to, total: everyone.reduce((sum, { points }) => sum + points, 0), people: everyone.slice(0, 200) };
}
