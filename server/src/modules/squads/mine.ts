import { heldRights, type QueryContext } from '#kernel';
import { accountOf } from '../admissions/index.ts';
import { ms, rowsOf, sql, uuids } from '../rows.ts';
import { rightsIn } from './callers.ts';
import { matesOf } from './desk.ts';
import { campaignsOf, chosenOf, inOrder, leadersOf, shownCampaign } from './find.ts';

interface OwnSquad {
  id: string;
  name: string;
  communityId: string;
  community: string;
  me: string;
}

/** For whoever takes part: names and how far the squad is today, and no list of who is missing. */
export async function mine(ctx: QueryContext) {
  const accountId = accountOf(ctx);
  const own = await rowsOf<OwnSquad>(
    ctx,
    sql`SELECT s.id, s.name, s.community_id AS "communityId", c.name AS community, e.id AS me FROM enrolment e
        JOIN squad_member m ON m.org_id = e.org_id AND m.enrolment_id = e.id AND m.until IS NULL
        JOIN squad s ON s.org_id = m.org_id AND s.id = m.squad_id AND s.removed_at IS NULL
        JOIN community c ON c.org_id = s.org_id AND c.id = s.community_id
        WHERE e.org_id = ${ctx.orgId} AND e.member_id = ${accountId} AND e.left_at IS NULL ORDER BY e.joined_at DESC, e.id`,
  );
  const leaders = await leadersOf(
    ctx,
    own.map(({ id }) => id),
  );
  const squads = [];
  for (const { me, ...squad } of own) {
    const campaign = chosenOf(ctx, await campaignsOf(ctx, squad.communityId), undefined);
    const mates = inOrder(await matesOf(ctx, squad.id, campaign));
    squads.push({
      ...squad,
      leader: leaders.get(squad.id) ?? null,
      people: mates.map(({ enrolmentId, nickname }) => ({ enrolmentId, nickname, me: enrolmentId === me })),
      campaign: shownCampaign(ctx, campaign),
      doneToday: mates.filter(({ today }) => today !== null && today !== 'leave').length,
    });
  }
  return { squads, praises: await ownPraises(ctx, accountId), leads: await led(ctx) };
}

async function ownPraises(ctx: QueryContext, accountId: string) {
  const rows = await rowsOf<{ id: string; at: number; text: string; by: string | null; community: string }>(
    ctx,
    sql`SELECT p.id, ${ms('p.at')} AS at, p.text, nullif(b.nickname, '') AS by, c.name AS community
        FROM enrolment e JOIN praise p ON p.org_id = e.org_id AND p.enrolment_id = e.id
        JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        LEFT JOIN enrolment b ON b.org_id = p.org_id AND b.id = p.by_enrolment_id
        WHERE e.org_id = ${ctx.orgId} AND e.member_id = ${accountId} AND e.left_at IS NULL ORDER BY p.id DESC LIMIT 30`,
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

/** Squads in which a role lets the caller look; staff have the console for this. */
async function led(ctx: QueryContext) {
  const seeing = heldRights(ctx, 'squad.see');
  if (seeing.length === 0) return [];
  const found = await rowsOf<{ id: string; name: string; communityId: string; community: string; people: number }>(
    ctx,
    sql`SELECT s.id, s.name, s.community_id AS "communityId", c.name AS community, (
            SELECT count(*)::int4 FROM squad_member m JOIN enrolment e ON e.org_id = m.org_id AND e.id = m.enrolment_id AND e.left_at IS NULL
            WHERE m.org_id = s.org_id AND m.squad_id = s.id AND m.until IS NULL) AS people
        FROM squad s JOIN community c ON c.org_id = s.org_id AND c.id = s.community_id
        WHERE s.org_id = ${ctx.orgId} AND s.removed_at IS NULL AND (s.id = ANY(${uuids(seeing.flatMap(({ squadId }) => squadId ?? []))})
          OR s.community_id = ANY(${uuids(seeing.flatMap(({ squadId, communityId }) => (squadId === null ? communityId : [])))}))
        ORDER BY c.name, s.place, s.id`,
  );
  return found.map((squad) => ({ ...squad, rights: rightsIn(ctx, squad.communityId, squad.id) }));
}
