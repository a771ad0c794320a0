/** Who completes a campaign: days that count against days asked for. */
import type { QueryContext } from '#kernel';
import { type Campaign, people } from '../checkins/index.ts';

/** Everyone who takes part, who has most days first. */
export async function standings(ctx: QueryContext, campaignId: string) {
  const all = await people(ctx, { campaignId, show: 'all' });
  return all.people
    .map(({ enrolmentId, nickname, standing: { total, best }, missedDays }) => ({ enrolmentId, nickname, have: total, best, missedDays }))
    .sort((a, b) => b.have - a.have || b.best - a.best);
}

/** Days the rules ask for at least: of each day the share of its week that is needed, rounded up. */
export function daysAsked({ startsOn, endsOn, days }: Pick<Campaign, 'startsOn' | 'endsOn' | 'days'>): number {
  let sevenths = 0;
  for (let day = startsOn; day <= endsOn; day += 1) sevenths += days.policyOn(day).needPerWeek;
  return Math.ceil(sevenths / 7);
}

/** Seven of ten days asked for: where operators of check-in camps commonly draw the line. A proposal, staff decide. */
export function suggested(asked: number): number {
  return Math.max(1, Math.ceil(asked * 0.7));
}
