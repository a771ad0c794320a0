/** What puts somebody at risk: one function a kind of source. */
import type { QueryContext } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { type Campaign, campaignsWhere, lastDays, shown } from '../checkins/index.ts';
import { missingHomework } from '../homework/index.ts';
import { sql } from '../rows.ts';
import type { RemovalSource } from './contract.ts';

const DAY_MS = 86_400_000;

export interface AtRisk {
  enrolmentId: string;
  need: number;
  have: number;
}

interface Place {
  communityId: string;
  zone: string;
  /** By enrolment: when their last case was closed, epoch ms. What was before is settled. */
  settled: ReadonlyMap<string, number>;
}

export async function runningCampaigns(ctx: QueryContext, communityId: string): Promise<Campaign[]> {
  const all = await campaignsWhere(ctx, sql`c.community_id = ${communityId}`);
  return all.filter((campaign) => shown(campaign, ctx.now()).state === 'running');
}

/**
 * By enrolment: works that were taken no longer within the last `of` days and were not handed in.
 * @param settled as of a place; of whoever is not in it, everything counts
 */
export async function missedWorks(
  ctx: QueryContext,
  communityId: string,
  of: number,
  settled: Place['settled'] = new Map(),
): Promise<Map<string, number>> {
  const works = new Map<string, number>();
  for (const { enrolmentId, missing, at } of await missingHomework(ctx, communityId, { from: ctx.now() - of * DAY_MS, to: ctx.now() })) {
    if (missing === 'submission' && at > (settled.get(enrolmentId) ?? 0)) works.set(enrolmentId, (works.get(enrolmentId) ?? 0) + 1);
  }
  return works;
}

type Told = (ctx: QueryContext, source: Omit<RemovalSource, 'kind'>, place: Place) => Promise<AtRisk[]>;

const sources: { [K in RemovalSource['kind']]: Told } = {
  checkins: async (ctx, { missed: need, of }, { communityId, zone, settled }) => {
    const atRisk: AtRisk[] = [];
    const clock = zoneClock(zone);
    for (const campaign of await runningCampaigns(ctx, communityId)) {
      for (const { enrolmentId, missed } of await lastDays(ctx, campaign, of)) {
        const since = settled.get(enrolmentId);
        const have = missed.filter((day) => since === undefined || day > clock.dayOf(since)).length;
        if (have >= need) atRisk.push({ enrolmentId, need, have });
      }
    }
    return atRisk;
  },
  homework: async (ctx, { missed: need, of }, { communityId, settled }) =>
    [...(await missedWorks(ctx, communityId, of, settled))].flatMap(([enrolmentId, have]) =>
      have >= need ? { enrolmentId, need, have } : [],
    ),
};

export function atRiskBy(ctx: QueryContext, source: RemovalSource, place: Place): Promise<AtRisk[]> {
  return sources[source.kind](ctx, source, place);
}
