/** What an album tells. Nothing of it is kept: it is told anew whenever somebody looks. */
import { DomainError, type QueryContext } from '#kernel';
import { dayText } from '#vocabulary/zone';
import { accountOf } from '../admissions/index.ts';
import { alumniIn } from '../alumni/index.ts';
import { type Campaign, campaignsWhere, findCampaign } from '../checkins/index.ts';
import { contests } from '../points/index.ts';
import { camp } from '../reports/index.ts';
import { iso, rowsOf, type SQL, sql, uuids } from '../rows.ts';
import type { Album } from './contract.ts';

const MOST_POSTS = 12;
const MOST_WORKS = 12;
const MOST_TEXT = 600;
const MOST_PHOTOS = 2;

/** Of an enrolment `e`: may stand in an album. Whoever left only as an alumnus whom the others find, and nobody who objected. */
async function namedIn(ctx: QueryContext, { communityId }: Campaign): Promise<SQL> {
  const alumni = await alumniIn(ctx, communityId);
  return sql`e.erased_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM album_opt_out h WHERE h.org_id = e.org_id AND h.enrolment_id = e.id)
    AND (e.left_at IS NULL OR e.id = ANY(${uuids(alumni)}))`;
}

interface OfCampaign {
  campaignId: string;
}

/** @throws DomainError `campaign.unknown`, `campaign.notBegun` */
export async function look(ctx: QueryContext, { campaignId }: OfCampaign): Promise<Album> {
  const campaign = await findCampaign(ctx, campaignId);
  const report = await camp(ctx, { campaignId });
  const named = await namedIn(ctx, campaign);
  const posts = await postsOf(ctx, campaign, named);
  const works = await worksOf(ctx, campaign, named);
  const certificates = await certificatesOf(ctx, campaign, named);
  const completed = certificates.flatMap(({ name }) => name ?? []);
  const thanks = await thanksIn(ctx, campaign, named);
  const { communityId, community, zone, startsOn, endsOn, madeAt, goal, people, checkins, days, rituals, over } = report;
  const best = days.toSorted((a, b) => b.counted - a.counted)[0];
  const timeline: Album['timeline'] = [
    { code: 'opening', on: startsOn },
    ...rituals.map(({ name, at }) => ({ code: 'ritual' as const, on: dayText(campaign.days.dayOf(Date.parse(at))), name })),
    ...(best && best.counted > 0 ? [{ code: 'bestDay' as const, on: best.day, count: best.counted }] : []),
    ...(await contestsIn(ctx, campaign)),
    ...(over ? [{ code: 'closing' as const, on: endsOn }] : []),
    ...graduationOf(certificates),
  ];
  const gap = (code: Album['gaps'][number], is: boolean) => (is ? [code] : []);
  return {
    ...{ campaignId, communityId, community, campaign: report.campaign, goal, zone, startsOn, endsOn, madeAt },
    numbers: {
      ...{ people: people.all, days: days.length, checkins: checkins.counted },
      ...{ works: await handedIn(ctx, campaign), certificates: certificates.length },
    },
    timeline: timeline.sort((a, b) => a.on.localeCompare(b.on)),
    ...{ works, posts, completed, thanks },
    gaps: [
      ...gap('running', !over),
      ...gap('works', works.length === 0),
      ...gap('posts', posts.length === 0),
      ...gap('completed', completed.length === 0),
      ...gap('thanks', thanks.length === 0),
    ],
  };
}

/** What others could read in the feed: sent by the members themselves, by nobody whose rights are suspended. */
async function postsOf(ctx: QueryContext, { id }: Campaign, named: SQL): Promise<Album['posts']> {
  const rows = await rowsOf<Omit<Album['posts'][number], 'photos'> & { photos: string[] | null }>(
    ctx,
    sql`SELECT nickname, day, likes, text, photos FROM (
          SELECT e.nickname, k.day::text AS day, l.likes, left(coalesce(k.content->>'text', ''), ${MOST_TEXT}) AS text, k.content->'photos' AS photos,
            row_number() OVER (PARTITION BY k.enrolment_id ORDER BY l.likes DESC, k.day) AS nth
          FROM checkin k JOIN enrolment e ON e.org_id = k.org_id AND e.id = k.enrolment_id
          JOIN (SELECT enrolment_id, day, count(*)::int4 AS likes FROM checkin_like WHERE org_id = ${ctx.orgId} AND campaign_id = ${id}
            GROUP BY 1, 2) l ON l.enrolment_id = k.enrolment_id AND l.day = k.day
          WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ${id} AND k.kind <> 'leave' AND k.source <> 'staff'
            AND e.rights_suspended_at IS NULL AND ${named}
            AND (coalesce(k.content->>'text', '') <> '' OR jsonb_array_length(coalesce(k.content->'photos', '[]'::jsonb)) > 0)
        ) p WHERE nth = 1 ORDER BY likes DESC, day, nickname LIMIT ${MOST_POSTS}`,
  );
  return rows.map(({ photos, ...row }) => ({ ...row, photos: (photos ?? []).slice(0, MOST_PHOTOS) }));
}

async function worksOf(ctx: QueryContext, campaign: Campaign, named: SQL): Promise<Album['works']> {
  return rowsOf(
    ctx,
    sql`SELECT e.nickname, a.title, f.why, left(coalesce(s.content->>'text', ''), ${MOST_TEXT}) AS text FROM assignment a
        JOIN submission s ON s.org_id = a.org_id AND s.assignment_id = a.id AND s.withdrawn_at IS NULL
        JOIN featured_work f ON f.org_id = s.org_id AND f.submission_id = s.id AND f.consent = 'given'
        JOIN enrolment e ON e.org_id = s.org_id AND e.id = s.enrolment_id
        WHERE a.org_id = ${ctx.orgId} AND ${assignedIn(campaign)} AND ${named} ORDER BY f.at, s.id LIMIT ${MOST_WORKS}`,
  );
}

/** Of an assignment `a`: of the campaign, else of the community and due while it ran. */
function assignedIn({ id, communityId, days, startsOn, endsOn }: Campaign) {
  const [from, to] = [iso(days.startOf(startsOn)), iso(days.startOf(endsOn + 1))];
  return sql`a.community_id = ${communityId} AND (a.campaign_id = ${id}
    OR (a.campaign_id IS NULL AND a.due_at >= ${from}::timestamptz AND a.due_at < ${to}::timestamptz))`;
}

async function handedIn(ctx: QueryContext, campaign: Campaign): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(
    ctx,
    sql`SELECT count(*)::int4 AS n FROM assignment a
        JOIN submission s ON s.org_id = a.org_id AND s.assignment_id = a.id AND s.withdrawn_at IS NULL
        WHERE a.org_id = ${ctx.orgId} AND ${assignedIn(campaign)}`,
  );
  return row?.n ?? 0;
}

interface Certified {
  on: string;
  /** Null of whoever is not to be named; their certificate counts. */
  name: string | null;
}

function certificatesOf(ctx: QueryContext, { id }: Campaign, named: SQL): Promise<Certified[]> {
  return rowsOf<Certified>(
    ctx,
    sql`SELECT (k.awarded_at AT TIME ZONE c.zone)::date::text AS on, CASE WHEN ${named} THEN k.name END AS name
        FROM certificate k JOIN enrolment e ON e.org_id = k.org_id AND e.id = k.enrolment_id
        JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ${id} AND k.revoked_at IS NULL ORDER BY k.name, k.id`,
  );
}

/** The day on which the first ones were awarded. */
function graduationOf(certificates: readonly Certified[]): Album['timeline'] {
  const first = certificates.map(({ on }) => on).sort()[0];
  return first === undefined ? [] : [{ code: 'graduation', on: first, count: certificates.length }];
}

async function contestsIn(ctx: QueryContext, { communityId, startsOn, endsOn }: Campaign): Promise<Album['timeline']> {
  const [from, to] = [dayText(startsOn), dayText(endsOn)];
  const found = (await contests(ctx, { communityId })).contests;
  return found
    .filter((one) => one.state === 'ended' && one.endsOn >= from && one.startsOn <= to)
    .map(({ name, endsOn: on, squads }) => {
      const first = squads.filter(({ place, perHead }) => place === 1 && perHead > 0).map((squad) => squad.name);
      return { code: 'contest' as const, on, name, squads: first };
    })
    .filter(({ squads }) => squads.length > 0);
}

/** Who held a role while the campaign ran. */
async function thanksIn(ctx: QueryContext, { communityId, days, startsOn, endsOn }: Campaign, named: SQL): Promise<Album['thanks']> {
  const [from, to] = [iso(days.startOf(startsOn)), iso(Math.min(days.startOf(endsOn + 1), ctx.now() + 1))];
  const rows = await rowsOf<{ role: string; name: string }>(
    ctx,
    sql`SELECT DISTINCT r.name AS role, e.nickname AS name FROM role r JOIN role_holder h ON h.org_id = r.org_id AND h.role_id = r.id
        JOIN enrolment e ON e.org_id = h.org_id AND e.id = h.enrolment_id
        WHERE r.org_id = ${ctx.orgId} AND r.community_id = ${communityId} AND h.since < ${to}::timestamptz
          AND coalesce(h.ended_at, h.until, ${to}::timestamptz) >= ${from}::timestamptz AND ${named} ORDER BY 1, 2`,
  );
  return [...Map.groupBy(rows, ({ role }) => role)].map(([role, of]) => ({ role, names: of.map(({ name }) => name) }));
}

/** A photo of the album, before its bytes are sent. @throws DomainError `media.unknown` for any other file */
export async function photo(ctx: QueryContext, { campaignId, mediaId }: OfCampaign & { mediaId: string }) {
  const campaign = await findCampaign(ctx, campaignId);
  const posts = await postsOf(ctx, campaign, await namedIn(ctx, campaign));
  const [row] = posts.some(({ photos }) => photos.includes(mediaId))
    ? await rowsOf<{ type: string; bytes: number }>(
        ctx,
        sql`SELECT type, bytes FROM media_file WHERE org_id = ${ctx.orgId} AND id = ${mediaId} AND kind = 'photo' AND bytes IS NOT NULL`,
      )
    : [];
  if (!row) throw new DomainError('media.unknown', { mediaId });
  return row;
}

interface Own {
  enrolmentId: string;
  communityId: string;
  community: string;
  hidden: boolean;
}

/** Where the caller takes part or took part, the latest first. */
export function ownPlaces(ctx: QueryContext): Promise<Own[]> {
  return rowsOf<Own>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.community_id AS "communityId", c.name AS community,
          EXISTS (SELECT 1 FROM album_opt_out h WHERE h.org_id = e.org_id AND h.enrolment_id = e.id) AS hidden
        FROM enrolment e JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        WHERE e.org_id = ${ctx.orgId} AND e.member_id = ${accountOf(ctx)} AND e.erased_at IS NULL ORDER BY e.joined_at DESC, e.id`,
  );
}

export async function choices(ctx: QueryContext) {
  const own = await ownPlaces(ctx);
  const campaigns = await campaignsWhere(ctx, sql`c.community_id = ANY(${uuids(own.map(({ communityId }) => communityId))})`);
  const begun = campaigns.filter(({ days, startsOn }) => days.dayOf(ctx.now()) > startsOn);
  return {
    communities: own.map(({ enrolmentId: _, ...place }) => ({
      ...place,
      campaigns: begun
        .filter(({ communityId }) => communityId === place.communityId)
        .map(({ id, name, days, endsOn }) => ({ campaignId: id, name, over: days.dayOf(ctx.now()) > endsOn })),
    })),
  };
}
