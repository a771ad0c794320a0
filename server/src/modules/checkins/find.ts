import { DomainError, type QueryContext } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import { accountOf } from '../admissions/index.ts';
import { iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import { type CheckinKind, type Given, policy as policySchema, type Source } from './contract.ts';
import { type CivilDays, civilDays, type PolicyVersion } from './days.ts';
import type { Course, Row } from './standing.ts';

export interface Campaign {
  id: string;
  communityId: string;
  community: string;
  name: string;
  goal: string;
  startsOn: number;
  endsOn: number;
  versions: PolicyVersion[];
  days: CivilDays;
  /** Its community was dissolved, epoch ms: it has ended, or never begins. */
  dissolvedAt: number | null;
}

interface CampaignRow {
  id: string;
  communityId: string;
  community: string;
  name: string;
  goal: string;
  startsOn: string;
  endsOn: string;
  versions: { version: number; from: string; decidedAt: number; policy: unknown }[];
  dissolvedAt: number | null;
}

/** Of an aliased `campaign c` joined with its `community o`. */
const columns = sql`c.id, c.community_id AS "communityId", o.name AS community, c.name, c.goal,
  c.starts_on::text AS "startsOn", c.ends_on::text AS "endsOn", ${ms('o.dissolved_at')} AS "dissolvedAt",
  (SELECT json_agg(json_build_object('version', p.version, 'from', p.effective_on::text,
      'decidedAt', ${ms('p.decided_at')}, 'policy', p.policy) ORDER BY p.version)
    FROM campaign_policy p WHERE p.org_id = c.org_id AND p.campaign_id = c.id) AS versions`;
const joined = sql`campaign c JOIN community o ON o.org_id = c.org_id AND o.id = c.community_id`;

function campaignOf({ startsOn, endsOn, versions, ...row }: CampaignRow): Campaign {
  const read = versions.map(({ from, policy, ...version }) => ({ ...version, from: dayNumber(from), policy: policySchema.parse(policy) }));
  return { ...row, startsOn: dayNumber(startsOn), endsOn: dayNumber(endsOn), versions: read, days: civilDays(read) };
}

export async function campaignsWhere(ctx: QueryContext, condition: SQL): Promise<Campaign[]> {
  const statement = sql`SELECT ${columns} FROM ${joined} WHERE c.org_id = ${ctx.orgId} AND ${condition} ORDER BY c.starts_on DESC, c.id DESC`;
  return (await rowsOf<CampaignRow>(ctx, statement)).map(campaignOf);
}

/** @throws DomainError `campaign.unknown` */
export async function findCampaign(ctx: QueryContext, id: string): Promise<Campaign> {
  const [found] = await campaignsWhere(ctx, sql`c.id = ${id}`);
  if (!found) throw new DomainError('campaign.unknown', { campaignId: id });
  return found;
}

/** Scope of the input field `campaignId`. */
export const campaignScope = communityOf(sql`campaign t`);

export interface Taker {
  enrolmentId: string;
  nickname: string;
  joinedAt: number;
}

/** A day of one member: a check-in or a leave. */
export interface Entry extends Row {
  source: Source;
  at: number;
  content: Given;
}

interface EntryRow {
  day: string;
  kind: CheckinKind;
  counted: boolean;
  source: Source;
  at: number;
  content: Given;
}

export const entryOf = ({ day, ...row }: EntryRow): Entry => ({ ...row, day: dayNumber(day), byStaff: row.source === 'staff' });

/** Of an aliased `checkin k`, as JSON in the order of days. */
export const entriesJson = sql`json_agg(json_build_object('day', k.day::text, 'kind', k.kind, 'counted', k.counted, 'source', k.source,
  'at', ${ms('k.at')}, 'content', k.content) ORDER BY k.day)`;
export type EntriesJson = EntryRow[] | null;

interface Taking extends CampaignRow {
  enrolmentId: string;
  nickname: string;
  joinedAt: number;
  entries: EntriesJson;
}

/** A campaign and the one who takes part in it. */
export interface Place {
  campaign: Campaign;
  taker: Taker;
  /** As they were when the place was looked up: a command that changes them reads them again under its lock. */
  entries: readonly Entry[];
}

function placeOf({ enrolmentId, nickname, joinedAt, entries, ...row }: Taking): Place {
  return { campaign: campaignOf(row), taker: { enrolmentId, nickname, joinedAt }, entries: (entries ?? []).map(entryOf) };
}

const taker = sql`e.id AS "enrolmentId", e.nickname, ${ms('e.joined_at')} AS "joinedAt",
  (SELECT ${entriesJson} FROM checkin k WHERE k.org_id = c.org_id AND k.campaign_id = c.id AND k.enrolment_id = e.id) AS entries`;
const enrolled = sql`enrolment e ON e.org_id = c.org_id AND e.community_id = c.community_id`;

/** The campaigns in which the caller takes part, one by its id or all, the latest first. @throws DomainError `access.signIn` */
export async function callersPlaces(ctx: QueryContext, campaignId?: string): Promise<Place[]> {
  const rows = await rowsOf<Taking>(
    ctx,
    sql`SELECT ${columns}, ${taker} FROM ${joined} JOIN ${enrolled}
        WHERE c.org_id = ${ctx.orgId} AND e.member_id = ${accountOf(ctx)} AND e.left_at IS NULL
          -- What was to begin after its community was dissolved never does.
          AND (o.dissolved_at IS NULL OR c.starts_on::timestamp AT TIME ZONE o.zone <= o.dissolved_at)
          AND (${campaignId ?? null}::uuid IS NULL OR c.id = ${campaignId ?? null}::uuid)
        ORDER BY c.starts_on DESC, c.id DESC`,
  );
  return rows.map(placeOf);
}

/** @throws DomainError `campaign.unknown` where there is none or the caller takes no part in its community */
export async function callersPlace(ctx: QueryContext, campaignId: string): Promise<Place> {
  const [place] = await callersPlaces(ctx, campaignId);
  if (!place) throw new DomainError('campaign.unknown', { campaignId });
  return place;
}

/** For staff: also somebody who has left. @throws DomainError `campaign.unknown`, `enrolment.unknown` */
export async function placeOfPerson(ctx: QueryContext, campaignId: string, enrolmentId: string): Promise<Place> {
  const [row] = await rowsOf<Taking>(
    ctx,
    sql`SELECT ${columns}, ${taker} FROM ${joined} JOIN ${enrolled}
        WHERE c.org_id = ${ctx.orgId} AND c.id = ${campaignId} AND e.id = ${enrolmentId}`,
  );
  if (row) return placeOf(row);
  await findCampaign(ctx, campaignId);
  throw new DomainError('enrolment.unknown', { enrolmentId });
}

export function courseOf({ days, startsOn, endsOn }: Campaign, joinedAt: number, now: number): Course {
  return { days, startsOn, endsOn, first: Math.max(startsOn, days.dayOf(joinedAt)), today: days.dayOf(now) };
}

/** As the contract shows a campaign. */
export function shown({ id, communityId, name, goal, startsOn, endsOn, days, dissolvedAt }: Campaign, now: number) {
  const today = days.dayOf(now);
  const over = dissolvedAt !== null || today > endsOn;
  const state = over ? ('ended' as const) : today < startsOn ? ('upcoming' as const) : ('running' as const);
  return {
    id,
    communityId,
    name,
    goal,
    startsOn: dayText(startsOn),
    endsOn: dayText(endsOn),
    state,
    today: dayText(Math.min(Math.max(today, startsOn), endsOn)),
    dayNumber: Math.min(Math.max(today - startsOn + 1, 0), endsOn - startsOn + 1),
    days: endsOn - startsOn + 1,
    dissolved: dissolvedAt !== null,
  };
}

/** Of today while the campaign runs. */
export function shownWindow({ days, startsOn, endsOn, dissolvedAt }: Campaign, now: number) {
  const today = days.dayOf(now);
  if (dissolvedAt !== null || today < startsOn || today > endsOn) return null;
  const { opensAt, closesAt, endsAt } = days.windowOf(today);
  return { opensAt: iso(opensAt), closesAt: iso(closesAt), endsAt: iso(endsAt) };
}
