import type { QueryContext } from '#kernel';
import { rowsOf, sql } from '../rows.ts';
import { type Candidate, divide, knownFrom, squadsNeeded } from './division.ts';
import { campaignsOf, chosenOf, leadersOf, sizesOf, squadsOf, takersOf } from './find.ts';

interface Fact {
  enrolmentId: string;
  nickname: string;
  squadId: string | null;
  /** Days that count in the running campaign; null where none runs. */
  total: number | null;
  /** 2 active, 1 watching, 0 lurking in a chat group, the highest; null where the person is bound to no sender. */
  segment: number | null;
  tags: string[] | null;
}

/** @throws DomainError `community.unknown` */
export async function plan(ctx: QueryContext, { communityId, anew, seed }: { communityId: string; anew: boolean; seed: number }) {
  const { squadSize } = await sizesOf(ctx, communityId);
  const facts = await factsOf(ctx, communityId);
  const existing = await squadsOf(ctx, communityId);
  const leaders = await leadersOf(
    ctx,
    existing.map(({ id }) => id),
  );
  const leads = ({ squadId, enrolmentId }: Fact) => squadId !== null && leaders.get(squadId)?.enrolmentId === enrolmentId;
  const stays = (fact: Fact) => (anew ? leads(fact) : fact.squadId !== null);
  // Squads in which somebody stays go on; of the others as many as are needed.
  const kept = new Set(facts.filter(stays).map(({ squadId }) => squadId));
  const count = facts.length === 0 ? 0 : squadsNeeded(facts.length, squadSize, anew ? kept.size : existing.length);
  let spare = count - kept.size;
  const used = existing.filter(({ id }) => {
    if (kept.has(id)) return true;
    spare -= 1;
    return spare >= 0;
  });
  const squads = [...used.map(({ id, name }) => ({ squadId: id, name })), ...newNames(existing, count - used.length)];
  const places = new Map(squads.map(({ squadId }, place) => [squadId, place]));
  const people = facts.map((fact): Candidate => {
    const stay = stays(fact) ? (places.get(fact.squadId) ?? null) : null;
    return { id: fact.enrolmentId, strength: strengthOf(fact), ...knownFrom(fact.tags ?? []), stays: stay };
  });
  const byId = new Map(facts.map((fact) => [fact.enrolmentId, fact]));
  const most = Math.max(...people.map(({ strength }) => strength), 0);
  const divided = divide(people, squads.length, seed).map((ids, place) => {
    const { squadId, name } = squads[place] ?? { squadId: null, name: '' };
    const members = ids.flatMap((id) => byId.get(id) ?? []);
    const mean = members.reduce((sum, fact) => sum + strengthOf(fact), 0) / Math.max(1, members.length);
    const shown = members.map((fact) => ({
      enrolmentId: fact.enrolmentId,
      nickname: fact.nickname,
      now: squadId !== null && fact.squadId === squadId,
      leads: leads(fact),
    }));
    return { squadId, name, people: shown, activity: most > 0 ? mean / most : null };
  });
  const known = {
    checkins: facts.some(({ total }) => total !== null && total > 0),
    chat: facts.some(({ segment }) => segment !== null),
    gender: people.some(({ gender }) => gender !== null),
    region: people.some(({ region }) => region !== null),
  };
  const moved = divided.reduce((sum, squad) => sum + squad.people.filter(({ now }) => !now).length, 0);
  return { anew, seed, squads: divided, moved, balancedBy: (['checkins', 'chat', 'gender', 'region'] as const).filter((by) => known[by]) };
}

/** Days checked in count most; of those who have as many, who is active in the chat goes first. */
const strengthOf = ({ total, segment }: Fact) => (total ?? 0) + (segment ?? 0) / 4;

/** 第1组 and so on, none that is taken. */
function newNames(existing: readonly { name: string }[], wanted: number) {
  const taken = new Set(existing.map(({ name }) => name));
  const names: { squadId: null; name: string }[] = [];
  for (let number = 1; names.length < wanted; number += 1)
    if (!taken.has(`第${number}组`)) names.push({ squadId: null, name: `第${number}组` });
  return names;
}

async function factsOf(ctx: QueryContext, communityId: string): Promise<Fact[]> {
  const running = chosenOf(ctx, await campaignsOf(ctx, communityId), undefined);
  const totals = running && (await totalsOf(ctx, running.id));
  const said = await saidOf(ctx, communityId);
  return (await takersOf(ctx, communityId)).map((taker) => ({
    ...taker,
    total: totals && (totals.get(taker.enrolmentId) ?? 0),
    segment: said.get(taker.enrolmentId)?.segment ?? null,
    tags: said.get(taker.enrolmentId)?.tags ?? null,
  }));
}

async function totalsOf(ctx: QueryContext, campaignId: string): Promise<Map<string, number>> {
  const rows = await rowsOf<{ id: string; total: number }>(
    ctx,
    sql`SELECT enrolment_id AS id, total FROM checkin_standing WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId}`,
  );
  return new Map(rows.map(({ id, total }) => [id, total]));
}

/** Of those who are bound to senders: how active in the chat, and the tags somebody gave them there. */
async function saidOf(ctx: QueryContext, communityId: string): Promise<Map<string, Pick<Fact, 'segment' | 'tags'>>> {
  const rows = await rowsOf<Pick<Fact, 'segment' | 'tags'> & { id: string }>(
    ctx,
    sql`SELECT b.enrolment_id AS id, max(CASE p.segment WHEN 'active' THEN 2 WHEN 'watching' THEN 1 WHEN 'lurking' THEN 0 END) AS segment,
          array_to_json(array_agg(DISTINCT g.tag) FILTER (WHERE g.tag IS NOT NULL)) AS tags
        FROM channel c JOIN enrolment_identity b ON b.org_id = c.org_id AND b.channel_id = c.id
        JOIN identity i ON i.org_id = b.org_id AND i.channel_id = b.channel_id AND i.id = b.identity_id
        LEFT JOIN member_picture p ON p.org_id = i.org_id AND p.channel_id = i.channel_id AND p.who = i.who
        LEFT JOIN member_tag g ON g.org_id = i.org_id AND g.channel_id = i.channel_id AND g.identity_id = i.id
        WHERE c.org_id = ${ctx.orgId} AND c.community_id = ${communityId} GROUP BY b.enrolment_id`,
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}
