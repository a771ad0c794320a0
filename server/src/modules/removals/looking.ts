/** Looking every hour, in waking hours of each community: who came back, whose time is over, who is at risk. */
import type { CommandContext, Task } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { findCommunity } from '../communities/index.ts';
import { affectedBy, iso, ms, rowsOf, sql } from '../rows.ts';
import { ask, type Case, casesWhere, closeCase, openCase } from './cases.ts';
import type { RemovalRules } from './contract.ts';
import { rulesOf } from './defining.ts';
import { nextStepAt, stageOf } from './rules.ts';
import { atRiskBy } from './sources.ts';

/** From nine to nine: what somebody is asked to do is asked by day. */
const [FROM_HOUR, TO_HOUR] = [9, 21];
/** A last notice may wait for whoever sends it. */
const NOTICE_WAITS_MS = 7 * 86_400_000;

export const tasks: Record<string, Task> = {
  'removals.look': {
    cron: '35 * * * *',
    run: async (ctx) => {
      for (const communityId of await ctx.call<string[]>('removals.watched', {})) await ctx.call('removals.lookAt', { communityId });
    },
  },
};

/** Doing it again changes nothing. */
export async function lookAt(ctx: CommandContext, { communityId }: { communityId: string }): Promise<void> {
  const { rules } = await rulesOf(ctx, communityId);
  const { zone } = await findCommunity(ctx, communityId);
  ctx.unchanged();
  const hour = zoneClock(zone).hourOf(ctx.now());
  if (!rules || hour < FROM_HOUR || hour >= TO_HOUR) return;
  const open = await casesWhere(ctx, sql`c.community_id = ${communityId} AND c.closed_at IS NULL`);
  for (const one of open) await step(ctx, one, rules);
  await notice(ctx, { communityId, zone, known: new Set(open.map(({ enrolmentId }) => enrolmentId)) }, rules);
}

async function step(ctx: CommandContext, one: Case, rules: RemovalRules): Promise<void> {
  if (!one.here) return closeCase(ctx, one, { outcome: 'left' });
  if (await cameBack(ctx, one)) return closeCase(ctx, one, { outcome: 'rescued' });
  const at = nextStepAt(one, rules);
  if (at === null || at > ctx.now()) return;
  const stage = stageOf(one);
  const column = stage === 'rescue' ? sql`notice_at` : sql`proposed_at`;
  const stepped = await affectedBy(
    ctx,
    sql`UPDATE removal_case SET ${column} = ${iso(ctx.now())} WHERE org_id = ${ctx.orgId} AND id = ${one.id} AND closed_at IS NULL AND ${column} IS NULL`,
  );
  // Closed meanwhile, or looked at by another: nothing more is asked of anybody.
  if (stepped === 0) return;
  if (stage === 'rescue') await ask(ctx, one, 'lastNotice', { kind: 'staff' }, ctx.now() + NOTICE_WAITS_MS);
  ctx.emit('removal.stepped', { communityId: one.communityId, subjectId: one.enrolmentId }, { from: stage });
}

/**
 * Whoever checks in is back, whatever was about to follow; what staff entered for them does not say so. Whoever missed homework is
 * back by handing any work in, late or not.
 */
async function cameBack(ctx: CommandContext, { enrolmentId, openedAt, source }: Case): Promise<boolean> {
  if (source === 'credit') return false;
  const done =
    source === 'homework' ? sql`submission WHERE withdrawn_at IS NULL` : sql`checkin WHERE kind <> 'leave' AND source <> 'staff'`;
  const found = await rowsOf(
    ctx,
    sql`SELECT 1 AS there FROM ${done} AND org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} AND at > ${iso(openedAt)}::timestamptz LIMIT 1`,
  );
  return found.length > 0;
}

interface Place {
  communityId: string;
  zone: string;
  /** Whose cases were open: one that is closed meanwhile is not opened again by the same look. */
  known: ReadonlySet<string>;
}

async function notice(ctx: CommandContext, { communityId, zone, known }: Place, rules: RemovalRules): Promise<void> {
  const closed = await rowsOf<{ id: string; at: number }>(
    ctx,
    sql`SELECT enrolment_id AS id, ${ms('max(closed_at)')} AS at FROM removal_case
        WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND closed_at IS NOT NULL GROUP BY enrolment_id`,
  );
  const settled = new Map(closed.map(({ id, at }) => [id, at]));
  for (const source of rules.sources) {
    for (const { enrolmentId, need, have } of await atRiskBy(ctx, source, { communityId, zone, settled })) {
      if (known.has(enrolmentId)) continue;
      await openCase(ctx, { enrolmentId, communityId, code: source.kind, need, have, met: true, batch: null }, 'rescue', rules);
    }
  }
}
