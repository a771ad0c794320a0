/** Badges and titles: need, have and met by the rules of today; earned once, revoked by a person alone. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { campaignsWhere, standingIn } from '../checkins/index.ts';
import { affectedBy, iso, ms, rowsOf, sql, uuids } from '../rows.ts';
import type { Measure, Rules } from './contract.ts';
import { rulesOn } from './find.ts';
import { type Place, placeOf, today } from './place.ts';

type Measures = Record<Measure, number>;

/** What somebody has of each measure; those that nobody asks for are 0. */
async function measured(ctx: QueryContext, { enrolmentId, communityId }: Place, wanted: ReadonlySet<Measure>): Promise<Measures> {
  const [row] = await rowsOf<Omit<Measures, 'days' | 'run'>>(
    ctx,
    sql`SELECT coalesce((SELECT t.total FROM points_total t WHERE t.org_id = e.org_id AND t.community_id = e.community_id AND t.period = 'all'
            AND t.enrolment_id = e.id), 0) AS points,
          (SELECT count(*)::int4 FROM checkin_like l WHERE l.org_id = e.org_id AND l.enrolment_id = e.id) AS likes,
          (SELECT count(*)::int4 FROM praise p WHERE p.org_id = e.org_id AND p.enrolment_id = e.id) AS praises,
          (SELECT count(*)::int4 FROM due_item d WHERE d.org_id = e.org_id AND d.owner_enrolment_id = e.id AND d.done_at IS NOT NULL) AS duties
        FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.id = ${enrolmentId}`,
  );
  const found: Measures = { points: 0, likes: 0, praises: 0, duties: 0, ...row, days: 0, run: 0 };
  if (!wanted.has('days') && !wanted.has('run')) return found;
  for (const { id: campaignId } of await campaignsWhere(ctx, sql`c.community_id = ${communityId}`)) {
    const { total, best } = await standingIn(ctx, { campaignId, enrolmentId });
    found.days += total;
    found.run = Math.max(found.run, best);
  }
  return found;
}

type BadgeRule = Rules['badges'][number];

const measuresOf = (badges: readonly BadgeRule[]) => new Set(badges.map(({ measure }) => measure));

/** Gives those whose need is met now. One that was revoked is not earned again. */
export async function earnBadges(ctx: CommandContext, enrolmentId: string): Promise<void> {
  const place = await placeOf(ctx, enrolmentId);
  const { version, rules } = await rulesOn(ctx, place.communityId, today(ctx, place));
  if (rules.badges.length === 0) return;
  const earned = new Set((await earnedBy(ctx, [enrolmentId])).map(({ badge }) => badge));
  const open = rules.badges.filter(({ key }) => !earned.has(key));
  if (open.length === 0) return;
  const have = await measured(ctx, place, measuresOf(open));
  for (const { key, name, isTitle } of open.filter(({ measure, need }) => have[measure] >= need)) {
    const added = await affectedBy(
      ctx,
      sql`INSERT INTO points_badge (org_id, id, community_id, enrolment_id, badge, name, is_title, rule_version, earned_at)
          VALUES (${ctx.orgId}, ${ctx.newId()}, ${place.communityId}, ${enrolmentId}, ${key}, ${name}, ${isTitle}, ${version}, ${iso(ctx.now())})
          ON CONFLICT (org_id, enrolment_id, badge) DO NOTHING`,
    );
    if (added > 0) ctx.emit('badge.earned', { communityId: place.communityId, subjectId: enrolmentId }, { badge: key, version });
  }
}

interface Earned {
  enrolmentId: string;
  badge: string;
  name: string;
  isTitle: boolean;
  earned: number;
  revoked: number | null;
  reason: string | null;
}

function earnedBy(ctx: QueryContext, enrolmentIds: readonly string[]): Promise<Earned[]> {
  return rowsOf(
    ctx,
    sql`SELECT enrolment_id AS "enrolmentId", badge, name, is_title AS "isTitle", ${ms('earned_at')} AS earned, ${ms('revoked_at')} AS revoked, reason
        FROM points_badge WHERE org_id = ${ctx.orgId} AND enrolment_id = ANY(${uuids(enrolmentIds)}) ORDER BY earned_at, id`,
  );
}

const revocation = ({ revoked, reason }: Pick<Earned, 'revoked' | 'reason'>) =>
  revoked === null ? null : { at: iso(revoked), reason: reason ?? '' };

/** Those of the rules with what is missing, and those that were earned by rules before. */
export async function progress(ctx: QueryContext, place: Place, rules: Rules) {
  const earned = new Map((await earnedBy(ctx, [place.enrolmentId])).map((row) => [row.badge, row]));
  const have = await measured(ctx, place, measuresOf(rules.badges));
  const ofRules = rules.badges.map(({ key, name, isTitle, measure, need }) => {
    const found = earned.get(key);
    earned.delete(key);
    const there = { have: Math.max(0, have[measure]), met: have[measure] >= need };
    return {
      key,
      name,
      isTitle,
      measure,
      need,
      ...there,
      earnedAt: found ? iso(found.earned) : null,
      revoked: found ? revocation(found) : null,
    };
  });
  const before = [...earned.values()].map((found) => {
    const { badge: key, name, isTitle } = found;
    return { key, name, isTitle, measure: null, need: 0, have: 0, met: true, earnedAt: iso(found.earned), revoked: revocation(found) };
  });
  return [...ofRules, ...before];
}

/** By enrolment: the title earned last. */
export async function titlesOf(ctx: QueryContext, enrolmentIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await earnedBy(ctx, enrolmentIds);
  return new Map(rows.filter(({ isTitle, revoked }) => isTitle && revoked === null).map(({ enrolmentId, name }) => [enrolmentId, name]));
}

export async function badges(ctx: QueryContext, { communityId }: { communityId: string }) {
  const rows = await rowsOf<Omit<Earned, 'badge'> & { badgeId: string; nickname: string; total: number }>(
    ctx,
    sql`SELECT b.id AS "badgeId", b.enrolment_id AS "enrolmentId", e.nickname, b.name, b.is_title AS "isTitle", ${ms('b.earned_at')} AS earned,
          ${ms('b.revoked_at')} AS revoked, b.reason, count(*) OVER ()::int AS total
        FROM points_badge b JOIN enrolment e ON e.org_id = b.org_id AND e.id = b.enrolment_id AND e.left_at IS NULL
        WHERE b.org_id = ${ctx.orgId} AND b.community_id = ${communityId} ORDER BY b.earned_at DESC, b.id LIMIT 500`,
  );
  return {
    total: rows[0]?.total ?? 0,
    badges: rows.map(({ earned, revoked, reason, total: _, ...row }) => ({
      ...row,
      earnedAt: iso(earned),
      revoked: revocation({ revoked, reason }),
    })),
  };
}

/** @throws DomainError `badge.unknown` */
export async function revokeBadge(ctx: CommandContext, { badgeId, reason }: { badgeId: string; reason: string }) {
  const [row] = await rowsOf<{ communityId: string; enrolmentId: string; revoked: boolean }>(
    ctx,
    sql`SELECT community_id AS "communityId", enrolment_id AS "enrolmentId", revoked_at IS NOT NULL AS revoked FROM points_badge
        WHERE org_id = ${ctx.orgId} AND id = ${badgeId} FOR UPDATE`,
  );
  if (!row) throw new DomainError('badge.unknown', {});
  if (row.revoked) {
    ctx.unchanged();
    return {};
  }
  await rowsOf(
    ctx,
    sql`UPDATE points_badge SET revoked_at = ${iso(ctx.now())}, reason = ${reason} WHERE org_id = ${ctx.orgId} AND id = ${badgeId}`,
  );
  ctx.emit('badge.revoked', { communityId: row.communityId, subjectId: row.enrolmentId }, { badgeId });
  return {};
}
