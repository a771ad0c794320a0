/** What puts somebody at risk: one function a kind of source. */
import type { QueryContext } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { type Campaign, campaignsWhere, lastDays, shown } from '../checkins/index.ts';
import { sql } from '../rows.ts';
import type { RemovalSource } from './contract.ts';

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

type Told<K extends RemovalSource['kind']> = (
  ctx: QueryContext,
  source: Extract<RemovalSource, { kind: K }>,
  place: Place,
) => Promise<AtRisk[]>;

const sources: { [K in RemovalSource['kind']]: Told<K> } = {
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
};

export function atRiskBy(ctx: QueryContext, source: RemovalSource, place: Place): Promise<AtRisk[]> {
  return sources[source.kind](ctx, source, place);
}
