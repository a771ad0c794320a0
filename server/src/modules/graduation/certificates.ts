/** Certificates: awarded by a rule, revoked and given back by a person, verified by anybody who has the code. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { accountOf, newToken } from '../admissions/index.ts';
import { findCampaign, shown } from '../checkins/index.ts';
import { affectedBy, iso, listOf, rowsOf, type SQL, sql, uuids } from '../rows.ts';
import { communityOf } from '../scope.ts';
import { standings } from './completing.ts';
import type { CertificateSaid } from './contract.ts';

/** After the sign: the page reads it, no log on the way keeps it. */
export const pathOf = (code: string) => `/m/certificate#${code}`;

/**
 * Exactly one a person and campaign, however often it is asked; who has a revoked one gets no other.
 * @throws DomainError `campaign.unknown`, `campaign.notOver`
 */
export async function award(ctx: CommandContext, { campaignId, need }: { campaignId: string; need: number }) {
  const campaign = await findCampaign(ctx, campaignId);
  if (shown(campaign, ctx.now()).state !== 'ended') throw new DomainError('campaign.notOver');
  const people = (await standings(ctx, campaignId)).filter(({ have }) => have >= need);
  const awarded = await affectedBy(
    ctx,
    sql`INSERT INTO certificate (org_id, id, code, campaign_id, enrolment_id, name, need, have, awarded_at)
        SELECT ${ctx.orgId}, p.id, p.code, ${campaignId}, p.enrolment, e.nickname, ${need}, p.have, ${iso(ctx.now())}
        FROM unnest(${uuids(people.map(() => ctx.newId()))}, ${listOf(people.map(() => newToken()))}::text[],
            ${uuids(people.map(({ enrolmentId }) => enrolmentId))}, ${listOf(people.map(({ have }) => have))}::int4[])
          AS p(id, code, enrolment, have)
        JOIN enrolment e ON e.org_id = ${ctx.orgId} AND e.id = p.enrolment
        ON CONFLICT (org_id, campaign_id, enrolment_id) DO NOTHING`,
  );
  if (awarded === 0) ctx.unchanged();
  else ctx.emit('certificates.awarded', { communityId: campaign.communityId, subjectId: campaignId }, { awarded, need });
  return { awarded };
}

/** @throws DomainError `certificate.unknown` */
export async function revoke(ctx: CommandContext, { certificateId, reason }: { certificateId: string; reason: string }) {
  await set(ctx, certificateId, 'certificate.revoked', sql`revoked_at = ${iso(ctx.now())}, reason = ${reason}`, sql`revoked_at IS NULL`);
  return {};
}

/** @throws DomainError `certificate.unknown` */
export async function giveBack(ctx: CommandContext, { certificateId }: { certificateId: string }) {
  await set(ctx, certificateId, 'certificate.givenBack', sql`revoked_at = NULL, reason = NULL`, sql`revoked_at IS NOT NULL`);
  return {};
}

async function set(ctx: CommandContext, id: string, event: string, to: SQL, when: SQL): Promise<void> {
  const communityId = await certificateScope(ctx, id);
  if (communityId === null) throw new DomainError('certificate.unknown');
  const changed = await affectedBy(ctx, sql`UPDATE certificate SET ${to} WHERE org_id = ${ctx.orgId} AND id = ${id} AND ${when}`);
  if (changed === 0) ctx.unchanged();
  else ctx.emit(event, { communityId, subjectId: id });
}

/** Scope of the input field `certificateId`. */
export const certificateScope = communityOf(sql`certificate t JOIN campaign c ON c.org_id = t.org_id AND c.id = t.campaign_id`);

type Found = Omit<CertificateSaid, 'path'> & { code: string; revokedOn: string | null };

export async function mine(ctx: QueryContext) {
  const found = await certificatesWhere(ctx, sql`e.member_id = ${accountOf(ctx)} AND e.left_at IS NULL AND k.revoked_at IS NULL`);
  return { certificates: found.map(said) };
}

/** As many as a pile of paper is carried in, and as take a minute to draw. */
const SHEETS = 50;

/** From the given place on. @throws DomainError `campaign.unknown`, `certificate.none` */
export async function certificates(ctx: QueryContext, { campaignId, from }: { campaignId: string; from: number }) {
  const { name } = await findCampaign(ctx, campaignId);
  const found = await certificatesWhere(ctx, sql`k.campaign_id = ${campaignId} AND k.revoked_at IS NULL`);
  if (found.length <= from) throw new DomainError('certificate.none');
  const byName = new Intl.Collator('zh-CN', { numeric: true });
  const inOrder = found.sort((a, b) => byName.compare(a.name, b.name)).slice(from, from + SHEETS);
  return { campaign: name, certificates: inOrder.map(said), total: found.length };
}

/** @throws DomainError `certificate.unknown` */
export async function verify(ctx: QueryContext, { code }: { code: string }) {
  const [found] = await certificatesWhere(ctx, sql`k.code = ${code}`);
  if (!found) throw new DomainError('certificate.unknown');
  return { ...said(found), revokedOn: found.revokedOn };
}

/** The latest first. */
function certificatesWhere(ctx: QueryContext, condition: SQL): Promise<Found[]> {
  return rowsOf<Found>(
    ctx,
    sql`SELECT k.code, k.name, o.name AS community, c.name AS campaign, c.starts_on::text AS "startsOn", c.ends_on::text AS "endsOn",
          k.need, k.have, (k.awarded_at AT TIME ZONE o.zone)::date::text AS "awardedOn", (k.revoked_at AT TIME ZONE o.zone)::date::text AS "revokedOn"
        FROM certificate k JOIN campaign c ON c.org_id = k.org_id AND c.id = k.campaign_id
        JOIN community o ON o.org_id = c.org_id AND o.id = c.community_id
        JOIN enrolment e ON e.org_id = k.org_id AND e.id = k.enrolment_id
        WHERE k.org_id = ${ctx.orgId} AND ${condition} ORDER BY k.awarded_at DESC, k.id`,
  );
}

const said = ({ code, revokedOn: _, ...row }: Found): CertificateSaid => ({ ...row, path: pathOf(code) });
