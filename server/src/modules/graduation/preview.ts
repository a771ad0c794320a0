import type { QueryContext } from '#kernel';
import { findCampaign, shown as shownCampaign } from '../checkins/index.ts';
import { iso, ms, rowsOf, sql } from '../rows.ts';
import { pathOf } from './certificates.ts';
import { daysAsked, standings, suggested } from './completing.ts';

interface Awarded {
  certificateId: string;
  enrolmentId: string;
  code: string;
  need: number;
  awarded: number;
  revoked: number | null;
  reason: string | null;
}

/**
 * The days asked for are the given ones, else those of the last award, else the proposal.
 * @throws DomainError `campaign.unknown`
 */
export async function preview(ctx: QueryContext, { campaignId, need: wanted }: { campaignId: string; need?: number | undefined }) {
  const campaign = await findCampaign(ctx, campaignId);
  const { state, days } = shownCampaign(campaign, ctx.now());
  const asked = daysAsked(campaign);
  const awarded = await rowsOf<Awarded>(
    ctx,
    sql`SELECT id AS "certificateId", enrolment_id AS "enrolmentId", code, need, ${ms('awarded_at')} AS awarded,
          ${ms('revoked_at')} AS revoked, reason
        FROM certificate WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId} ORDER BY awarded_at DESC`,
  );
  const certificates = new Map(awarded.map((row) => [row.enrolmentId, row]));
  const need = wanted ?? awarded[0]?.need ?? suggested(asked);
  const everyone = (await standings(ctx, campaignId)).map((one) => {
    const found = certificates.get(one.enrolmentId);
    return { ...one, met: one.have >= need, certificate: found ? shown(found) : null };
  });
  const met = everyone.filter((one) => one.met).length;
  return { state, days, asked, need, met, people: everyone };
}

function shown({ certificateId, code, need, awarded, revoked, reason }: Awarded) {
  const gone = revoked === null ? null : { at: iso(revoked), reason: reason ?? '' };
  return { certificateId, path: pathOf(code), need, awardedAt: iso(awarded), revoked: gone };
}
