/** Reminding those who are missing before the cut-off of a campaign: there by itself every day; only that it was done is kept. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { dayText, zoneClock } from '#vocabulary/zone';
import { callerId, nameOf, ownEnrolmentIds } from '../admissions/index.ts';
import { type Campaign, campaignsWhere, findCampaign } from '../checkins/index.ts';
import { findCommunity } from '../communities/index.ts';
import { iso, listOf, ms, rowsOf, sql, uuids } from '../rows.ts';
import type { DueItem } from './contract.ts';
import { type Led, squadsLedBy } from './owning.ts';

const UNLESS_SET = 120;
/** Names told; the number is told in any case. */
const NAMES = 200;

/** Where nothing was set: two hours before a cut-off in waking hours, not before one in the night. */
async function minutesOf(ctx: QueryContext, campaigns: readonly Campaign[]): Promise<Map<string, number>> {
  const rows = await rowsOf<{ id: string; minutes: number }>(
    ctx,
    sql`SELECT campaign_id AS id, minutes FROM duty_reminder
        WHERE org_id = ${ctx.orgId} AND campaign_id = ANY(${uuids(campaigns.map(({ id }) => id))})`,
  );
  const set = new Map(rows.map(({ id, minutes }) => [id, minutes]));
  const unlessSet = ({ days }: Campaign) => (days.policyOn(days.dayOf(ctx.now())).closes <= '24:00' ? UNLESS_SET : 0);
  return new Map(campaigns.map((campaign) => [campaign.id, set.get(campaign.id) ?? unlessSet(campaign)]));
}

export async function reminder(ctx: QueryContext, { campaignId }: { campaignId: string }) {
  const campaign = await findCampaign(ctx, campaignId);
  return { minutes: (await minutesOf(ctx, [campaign])).get(campaignId) ?? 0 };
}

/** @throws DomainError `campaign.unknown` */
export async function setReminder(ctx: CommandContext, { campaignId, minutes }: { campaignId: string; minutes: number }) {
  const { communityId } = await findCampaign(ctx, campaignId);
  await rowsOf(
    ctx,
    sql`INSERT INTO duty_reminder (org_id, campaign_id, minutes) VALUES (${ctx.orgId}, ${campaignId}, ${minutes})
        ON CONFLICT (org_id, campaign_id) DO UPDATE SET minutes = EXCLUDED.minutes`,
  );
  ctx.emit('reminder.set', { communityId, subjectId: campaignId }, { minutes });
  return { minutes };
}

interface Due {
  campaign: Campaign;
  day: number;
  dueAt: number;
  closesAt: number;
}

/** Today's, where the campaign runs and is to be reminded of. */
function dueToday(campaign: Campaign, minutes: number, now: number): Due | null {
  const { days, startsOn, endsOn, dissolvedAt } = campaign;
  const day = days.dayOf(now);
  if (dissolvedAt !== null || minutes === 0 || day < startsOn || day > endsOn || !days.asked(day)) return null;
  const { opensAt, closesAt } = days.windowOf(day);
  return { campaign, day, dueAt: Math.max(opensAt, closesAt - minutes * 60_000), closesAt };
}

interface DoneRow {
  id: string;
  occurrence: string;
  at: number;
  by: string | null;
}

/** Its own one for each squad, and one for staff. */
const occurrenceOf = (day: number, squadId: string | null) => (squadId === null ? dayText(day) : `${dayText(day)} ${squadId}`);

async function doneRows(ctx: QueryContext, due: readonly Due[], squadId: string | null): Promise<DoneRow[]> {
  const ids = listOf(due.map(({ campaign }) => campaign.id));
  const occurrences = `{${due.map(({ day }) => `"${occurrenceOf(day, squadId)}"`).join(',')}}`;
  return rowsOf<DoneRow>(
    ctx,
    sql`SELECT d.source_id AS id, d.occurrence, ${ms('d.done_at')} AS at,
          ${nameOf('d', 'done_by')} AS by
        FROM due_item d WHERE d.org_id = ${ctx.orgId} AND d.source = 'reminder' AND d.source_id = ANY(${ids}::uuid[])
          AND d.done_at IS NOT NULL AND d.occurrence = ANY(${occurrences}::text[])`,
  );
}

/** Who has neither checked in nor taken leave, by the module of check-ins' own tables. */
async function missingOf(ctx: QueryContext, { campaign, day }: Due, squadId: string | null): Promise<{ people: number; names: string[] }> {
  const inSquad = squadId
    ? sql`e.id IN (SELECT m.enrolment_id FROM squad_member m WHERE m.org_id = ${ctx.orgId} AND m.squad_id = ${squadId} AND m.until IS NULL)`
    : sql`TRUE`;
  const [row] = await rowsOf<{ people: number; names: string[] | null }>(
    ctx,
    sql`WITH missing AS (
          SELECT e.id, e.nickname FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${campaign.communityId}
            AND e.left_at IS NULL AND ${inSquad} AND e.id NOT IN (SELECT k.enrolment_id FROM checkin k
              WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ${campaign.id} AND k.day = ${dayText(day)}::date)
        ) SELECT (SELECT count(*)::int4 FROM missing) AS people,
            (SELECT json_agg(m.nickname) FROM (SELECT nickname FROM missing ORDER BY id LIMIT ${NAMES}) m) AS names`,
  );
  return { people: row?.people ?? 0, names: row?.names ?? [] };
}

/** Of the campaigns that run in these communities today, in the order they are due. @param squad whose people alone are meant */
export async function remindersOf(ctx: QueryContext, communities: 'all' | readonly string[], squad: Led | null = null): Promise<DueItem[]> {
  const squadId = squad?.squadId ?? null;
  const now = ctx.now();
  // A campaign's own day is a day off the calendar's at most.
  const runs = sql`c.starts_on <= ${dayText(Math.floor(now / 86_400_000) + 1)}::date AND c.ends_on >= ${dayText(Math.floor(now / 86_400_000) - 2)}::date`;
  const seen = communities === 'all' ? sql`TRUE` : sql`c.community_id = ANY(${uuids(communities)})`;
  const campaigns = await campaignsWhere(ctx, sql`${seen} AND ${runs}`);
  const minutes = await minutesOf(ctx, campaigns);
  const due = campaigns.flatMap((campaign) => dueToday(campaign, minutes.get(campaign.id) ?? 0, now) ?? []);
  const done = await doneRows(ctx, due, squadId);
  const zones = new Map<string, string>();
  const items: DueItem[] = [];
  for (const one of due.toSorted((a, b) => a.dueAt - b.dueAt)) {
    const { campaign, day, dueAt, closesAt } = one;
    const zone = zones.get(campaign.communityId) ?? (await findCommunity(ctx, campaign.communityId)).zone;
    zones.set(campaign.communityId, zone);
    const was = done.find((row) => row.id === campaign.id && row.occurrence === occurrenceOf(day, squadId));
    const state = was ? 'done' : now >= closesAt ? 'missed' : 'open';
    items.push({
      id: null,
      source: 'reminder',
      sourceId: campaign.id,
      from: squad ? `${campaign.name} · ${squad.name}` : campaign.name,
      communityId: campaign.communityId,
      community: campaign.community,
      zone,
      title: '',
      words: '',
      silence: '',
      owner: { kind: 'staff', part: '', person: null, role: null },
      day: dayText(zoneClock(zone).dayOf(dueAt)),
      turn: dayText(day),
      dueAt: iso(dueAt),
      closesAt: iso(closesAt),
      state,
      overdue: state === 'open' && now > dueAt,
      done: was ? { at: iso(was.at), by: was.by, late: was.at > dueAt } : null,
      missing: state === 'open' ? await missingOf(ctx, one, squadId) : null,
      squadId,
    });
  }
  return items;
}

interface Said {
  campaignId: string;
  day: string;
  done: boolean;
}

/** Of today's day of the campaign. @throws DomainError `campaign.unknown`, `reminder.over` */
export async function remind(ctx: CommandContext, input: Said) {
  return say(ctx, input, null);
}

/** @throws DomainError `campaign.unknown`, `reminder.over`, `dueItem.notYours` to who does not lead the squad */
export async function remindMine(ctx: CommandContext, { squadId, ...input }: Said & { squadId: string }) {
  const { communityId } = await findCampaign(ctx, input.campaignId);
  const led = await squadsLedBy(ctx, await ownEnrolmentIds(ctx));
  if (!led.some((squad) => squad.squadId === squadId && squad.communityId === communityId)) throw new DomainError('dueItem.notYours', {});
  return say(ctx, input, squadId);
}

async function say(ctx: CommandContext, { campaignId, day, done }: Said, squadId: string | null) {
  const campaign = await findCampaign(ctx, campaignId);
  const { communityId } = campaign;
  const due = dueToday(campaign, (await minutesOf(ctx, [campaign])).get(campaignId) ?? 0, ctx.now());
  if (!due || dayText(due.day) !== day) throw new DomainError('reminder.over', { day });
  const occurrence = occurrenceOf(due.day, squadId);
  const changed = done ? await keepDone(ctx, due, occurrence) : await removeDone(ctx, campaignId, occurrence);
  if (!changed) ctx.unchanged();
  else ctx.emit(done ? 'reminder.done' : 'reminder.reopened', { communityId, subjectId: campaignId }, { day, squadId });
  return {};
}

async function keepDone(ctx: CommandContext, { campaign, dueAt, closesAt }: Due, occurrence: string): Promise<boolean> {
  const added = await rowsOf(
    ctx,
    sql`INSERT INTO due_item (org_id, id, community_id, source, source_id, occurrence, title, words, edited, silence, part, owner, due_at, closes_at,
          done_at, done_by)
        VALUES (${ctx.orgId}, ${ctx.newId()}, ${campaign.communityId}, 'reminder', ${campaign.id}, ${occurrence}, '', '', false, '', '', 'staff',
          ${iso(dueAt)}::timestamptz, ${iso(closesAt)}::timestamptz, ${iso(ctx.now())}::timestamptz, ${callerId(ctx)}::uuid)
        ON CONFLICT DO NOTHING RETURNING id`,
  );
  return added.length > 0;
}

async function removeDone(ctx: CommandContext, campaignId: string, occurrence: string): Promise<boolean> {
  const removed = await rowsOf(
    ctx,
    sql`DELETE FROM due_item WHERE org_id = ${ctx.orgId} AND source = 'reminder' AND source_id = ${campaignId}
          AND occurrence = ${occurrence} RETURNING id`,
  );
  return removed.length > 0;
}
