import { DomainError, type QueryContext } from '#kernel';
import { dayText } from '#vocabulary/zone';
import { type Campaign, campaignsWhere, shownWindow } from '../checkins/index.ts';
import { rowsOf, sql, uuids } from '../rows.ts';
import { communityOf } from '../scope.ts';
import type { Sizes } from './contract.ts';

export interface Squad {
  id: string;
  name: string;
  communityId: string;
  community: string;
}

/** @throws DomainError `squad.unknown` also where it was removed */
export async function findSquad(ctx: QueryContext, squadId: string): Promise<Squad> {
  const [found] = await rowsOf<Squad>(
    ctx,
    sql`SELECT s.id, s.name, s.community_id AS "communityId", c.name AS community FROM squad s
        JOIN community c ON c.org_id = s.org_id AND c.id = s.community_id
        WHERE s.org_id = ${ctx.orgId} AND s.id = ${squadId} AND s.removed_at IS NULL`,
  );
  if (!found) throw new DomainError('squad.unknown', { squadId });
  return found;
}

/** In order. */
export function squadsOf(ctx: QueryContext, communityId: string): Promise<{ id: string; name: string; place: number }[]> {
  return rowsOf(
    ctx,
    sql`SELECT id, name, place FROM squad WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND removed_at IS NULL ORDER BY place, id`,
  );
}

/** Scope of the input field `squadId`. */
export const squadScope = communityOf(sql`squad t`, sql`t.removed_at IS NULL`);

/** Those said for the community, else those of the document it was opened by, else those of the product. */
export async function sizesOf(ctx: QueryContext, communityId: string): Promise<Sizes> {
  const [row] = await rowsOf<Sizes>(
    ctx,
    sql`SELECT coalesce(z.class_size, (b.document->'structure'->>'classSize')::int4, 77) AS "classSize",
          coalesce(z.squad_size, (b.document->'structure'->>'squadSize')::int4, 8) AS "squadSize",
          coalesce(z.span, (b.document->'structure'->>'span')::int4, 8) AS span
        FROM community c LEFT JOIN squad_sizes z ON z.org_id = c.org_id AND z.community_id = c.id
        LEFT JOIN community_blueprint b ON b.org_id = c.org_id AND b.community_id = c.id
        WHERE c.org_id = ${ctx.orgId} AND c.id = ${communityId}`,
  );
  if (!row) throw new DomainError('community.unknown', { communityId });
  return row;
}

/** By squad: who leads it now. Somebody who has left leads nothing. */
export async function leadersOf(
  ctx: QueryContext,
  squadIds: readonly string[],
): Promise<Map<string, { enrolmentId: string; nickname: string }>> {
  const now = new Date(ctx.now()).toISOString();
  const rows = await rowsOf<{ squadId: string; enrolmentId: string; nickname: string }>(
    ctx,
    sql`SELECT h.squad_id AS "squadId", e.id AS "enrolmentId", e.nickname FROM role_holder h
        JOIN enrolment e ON e.org_id = h.org_id AND e.id = h.enrolment_id AND e.left_at IS NULL
        WHERE h.org_id = ${ctx.orgId} AND h.squad_id = ANY(${uuids(squadIds)}) AND h.leads AND h.ended_at IS NULL
          AND (h.until IS NULL OR h.until > ${now}::timestamptz)`,
  );
  return new Map(rows.map(({ squadId, ...leader }) => [squadId, leader]));
}

interface Taker {
  enrolmentId: string;
  nickname: string;
  squadId: string | null;
}

/**
 * Everyone who takes part, with the squad they are in, by nickname. Two plain statements put together here: as one join the
 * planner, which knows little of young tables, compared every person with every membership (4 s for 600 people).
 */
export async function takersOf(ctx: QueryContext, communityId: string): Promise<Taker[]> {
  const people = await rowsOf<{ enrolmentId: string; nickname: string }>(
    ctx,
    sql`SELECT id AS "enrolmentId", nickname FROM enrolment WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND left_at IS NULL`,
  );
  const places = await rowsOf<{ enrolmentId: string; squadId: string }>(
    ctx,
    sql`SELECT m.enrolment_id AS "enrolmentId", s.id AS "squadId" FROM squad s
        JOIN squad_member m ON m.org_id = s.org_id AND m.squad_id = s.id AND m.until IS NULL
        WHERE s.org_id = ${ctx.orgId} AND s.community_id = ${communityId} AND s.removed_at IS NULL`,
  );
  const squadOf = new Map(places.map(({ enrolmentId, squadId }) => [enrolmentId, squadId]));
  return inOrder(people.map((person) => ({ ...person, squadId: squadOf.get(person.enrolmentId) ?? null })));
}

/** @throws DomainError `squad.notIn` for whoever is not in this squad now, which a leader of another one has to be told */
export async function requireInSquad(
  ctx: QueryContext,
  squadId: string,
  enrolmentId: string,
): Promise<{ nickname: string; memberId: string }> {
  const [row] = await rowsOf<{ nickname: string; memberId: string }>(
    ctx,
    sql`SELECT e.nickname, e.member_id AS "memberId" FROM squad_member m
        JOIN enrolment e ON e.org_id = m.org_id AND e.id = m.enrolment_id AND e.left_at IS NULL
        WHERE m.org_id = ${ctx.orgId} AND m.squad_id = ${squadId} AND m.enrolment_id = ${enrolmentId} AND m.until IS NULL`,
  );
  if (!row) throw new DomainError('squad.notIn', { squadId, enrolmentId });
  return row;
}

/** Of a community, the latest to begin first. */
export function campaignsOf(ctx: QueryContext, communityId: string): Promise<Campaign[]> {
  return campaignsWhere(ctx, sql`c.community_id = ${communityId}`);
}

/** The one asked for, else the latest that runs. @throws DomainError `campaign.unknown` for one of another community */
export function chosenOf(ctx: QueryContext, campaigns: readonly Campaign[], campaignId: string | undefined): Campaign | null {
  if (campaignId === undefined) return campaigns.find((campaign) => runs(ctx, campaign)) ?? null;
  const found = campaigns.find(({ id }) => id === campaignId);
  if (!found) throw new DomainError('campaign.unknown', { campaignId });
  return found;
}

export function runs(ctx: QueryContext, { days, startsOn, endsOn }: Campaign): boolean {
  const today = days.dayOf(ctx.now());
  return startsOn <= today && today <= endsOn;
}

/** As the contract shows the campaign whose check-ins are told. */
export function shownCampaign(ctx: QueryContext, campaign: Campaign | null) {
  if (!campaign) return null;
  const { id, name, days, startsOn, endsOn } = campaign;
  const today = days.dayOf(ctx.now());
  return {
    id,
    name,
    zone: days.policyOn(today).zone,
    today: dayText(Math.min(Math.max(today, startsOn), endsOn)),
    closesAt: shownWindow(campaign, ctx.now())?.closesAt ?? null,
    running: runs(ctx, campaign),
  };
}

const byName = new Intl.Collator('zh-CN', { numeric: true });
/** The embedded database knows no order of Chinese. */
export const inOrder = <T extends { nickname: string }>(people: T[]): T[] => people.sort((a, b) => byName.compare(a.nickname, b.nickname));
