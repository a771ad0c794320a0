/** Alumni for those who run the community, and the link for whoever left. */
import { type CommandContext, DomainError, type QueryContext, visibleCommunities } from '#kernel';
import { findEnrolment, makeLink } from '../admissions/index.ts';
import { iso, rowsOf, sql, uuids } from '../rows.ts';
import { matcher } from '../welcome/index.ts';
import { alumniIn, alumniWhere, graduatesWhere } from './find.ts';
import { invitationsWhere } from './inviting.ts';
import { evaluate } from './rules.ts';

const PAGE = 500;
const LINK_MS = 7 * 86_400_000;

interface Wanted {
  communityId: string;
  search: string;
  campaignId?: string | undefined;
}

export async function list(ctx: QueryContext, { communityId, search, campaignId }: Wanted) {
  const there =
    campaignId === undefined
      ? sql`TRUE`
      : sql`(EXISTS (SELECT 1 FROM checkin x WHERE x.org_id = e.org_id AND x.campaign_id = ${campaignId} AND x.enrolment_id = e.id AND x.kind <> 'leave')
          OR EXISTS (SELECT 1 FROM certificate x WHERE x.org_id = e.org_id AND x.campaign_id = ${campaignId} AND x.enrolment_id = e.id))`;
  const all = await alumniWhere(ctx, sql`e.community_id = ${communityId} AND ${there}`);
  const holds = matcher(search);
  const found = all.filter(({ name, nickname, doing, offers, seeks }) => holds(name, [name, nickname, doing, offers, seeks]));
  const shown = found.slice(0, PAGE);
  const invitations = await invitationsWhere(ctx, sql`i.enrolment_id = ANY(${uuids(shown.map(({ enrolmentId }) => enrolmentId))})`);
  const latest = new Map(
    invitations
      .toReversed()
      .map(({ enrolmentId, alumniInvitationId, community, kind, until, state }) => [
        enrolmentId,
        { alumniInvitationId, community, kind, until, state },
      ]),
  );
  const joined = new Set(await alumniIn(ctx, communityId));
  const gone = await graduatesWhere(ctx, sql`e.community_id = ${communityId} AND e.left_at IS NOT NULL`);
  return {
    people: shown.map(({ enrolmentId, name, doing, offers, seeks, contact, contactShared, agreedAt, certificates, gone: left }) => ({
      ...{ enrolmentId, name, doing, offers, seeks, contact, contactShared, certificates, gone: left },
      ...{ agreedAt: iso(agreedAt), invitation: latest.get(enrolmentId) ?? null },
    })),
    more: found.length > PAGE,
    total: joined.size,
    waiting: gone
      .filter(({ enrolmentId }) => !joined.has(enrolmentId))
      .map((one) => ({ enrolmentId: one.enrolmentId, nickname: one.nickname, ...evaluate(one) }))
      .filter(({ met }) => met)
      .slice(0, PAGE),
    classes: await classesFor(ctx, communityId),
    campaigns: await rowsOf<{ campaignId: string; name: string }>(
      ctx,
      sql`SELECT id AS "campaignId", name FROM campaign WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} ORDER BY starts_on DESC, id`,
    ),
  };
}

/** Those the caller operates: the ones that came of this one, then this one itself and others, the latest first. */
function classesFor(ctx: QueryContext, communityId: string) {
  const visible = visibleCommunities(ctx, 'operator');
  const seen = visible === 'all' ? sql`TRUE` : sql`c.id = ANY(${uuids(visible)})`;
  return rowsOf<{ communityId: string; name: string; next: boolean }>(
    ctx,
    sql`SELECT c.id AS "communityId", c.name, p.community_id IS NOT NULL AS next FROM community c
        LEFT JOIN community_parent p ON p.org_id = c.org_id AND p.community_id = c.id AND p.parent_id = ${communityId}
        WHERE c.org_id = ${ctx.orgId} AND ${seen} ORDER BY 3 DESC, c.created_at DESC, c.id`,
  );
}

/** @throws DomainError `enrolment.unknown`, `alumni.notYet`, `enrolment.staff` */
export async function link(ctx: CommandContext, { enrolmentId }: { enrolmentId: string }) {
  const { id, communityId, memberId } = await findEnrolment(ctx, enrolmentId);
  const [graduate] = await graduatesWhere(ctx, sql`e.id = ${id}`);
  if (!graduate?.gone || !evaluate(graduate).met) throw new DomainError('alumni.notYet');
  return makeLink(ctx, { id, communityId, memberId }, LINK_MS);
}
