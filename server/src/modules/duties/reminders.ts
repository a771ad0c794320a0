/** Reminding those who are missing before the cut-off of a campaign: there by itself every day; only that it was done is kept. */
import { sql } from 'drizzle-orm';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { dayText, zoneClock } from '#vocabulary/zone';
import { rowsOf } from '../chat/index.ts';
import { type Campaign, campaignsWhere, findCampaign } from '../checkins/index.ts';
import { findCommunity } from '../communities/index.ts';
import type { DueItem } from './contract.ts';
import { iso, listOf, ms } from './find.ts';
import { callerId } from './items.ts';

const UNLESS_SET = 120;
/** Names told; the number is told in any case. */
const NAMES = 200;

/** Where nothing was set: two hours before a cut-off in waking hours, not before one in the night. */
async function minutesOf(ctx: QueryContext, campaigns: readonly Campaign[]): Promise<Map<string, number>> {
  const rows = await rowsOf<{ id: string; minutes: number }>(
    ctx,
    sql`SELECT campaign_id AS id, minutes FROM duty_reminder
        WHERE org_id = ${ctx.orgId} AND campaign_id = ANY(${listOf(campaigns.map(({ id }) => id))}::text::uuid[])`,
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
  const { days, startsOn, endsOn } = campaign;
  const day = days.dayOf(now);
  if (minutes === 0 || day < startsOn || day > endsOn || !days.asked(day)) return null;
  const { opensAt, closesAt } = days.windowOf(day);
  return { campaign, day, dueAt: Math.max(opensAt, closesAt - minutes * 60_000), closesAt };
}

interface DoneRow {
  id: string;
  day: string;
  at: number;
  by: string | null;
}

async function doneRows(ctx: QueryContext, due: readonly Due[]): Promise<DoneRow[]> {
  const ids = listOf(due.map(({ campaign }) => campaign.id));
  return rowsOf<DoneRow>(
    ctx,
    sql`SELECT d.source_id AS id, d.occurrence AS day, ${ms('d.done_at')} AS at,
          (SELECT a.name FROM staff_account a WHERE a.org_id = d.org_id AND a.id = d.done_by) AS by
        FROM due_item d WHERE d.org_id = ${ctx.orgId} AND d.source = 'reminder' AND d.source_id = ANY(${ids}::text::uuid[])
          AND d.done_at IS NOT NULL AND d.occurrence = ANY(${listOf(due.map(({ day }) => dayText(day)))}::text::text[])`,
  );
}

/** Who has neither checked in nor taken leave, by the module of check-ins' own tables. */
async function missingOf(ctx: QueryContext, { campaign, day }: Due): Promise<{ people: number; names: string[] }> {
  const [row] = await rowsOf<{ people: number; names: string[] | null }>(
    ctx,
    sql`WITH missing AS (
          SELECT e.id, e.nickname FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${campaign.communityId}
            AND e.left_at IS NULL AND e.id NOT IN (SELECT k.enrolment_id FROM checkin k
              WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ${campaign.id} AND k.day = ${dayText(day)}::date)
        ) SELECT (SELECT count(*)::int4 FROM missing) AS people,
            (SELECT json_agg(m.nickname) FROM (SELECT nickname FROM missing ORDER BY id LIMIT ${NAMES}) m) AS names`,
  );
  return { people: row?.people ?? 0, names: row?.names ?? [] };
}

/** Of the campaigns that run in these communities today, in the order they are due. */
export async function remindersOf(ctx: QueryContext, communities: 'all' | readonly string[]): Promise<DueItem[]> {
  const now = ctx.now();
  // A campaign's own day is a day off the calendar's at most.
  const runs = sql`c.starts_on <= ${dayText(Math.floor(now / 86_400_000) + 1)}::date AND c.ends_on >= ${dayText(Math.floor(now / 86_400_000) - 2)}::date`;
  const seen = communities === 'all' ? sql`TRUE` : sql`c.community_id = ANY(${listOf(communities)}::text::uuid[])`;
  const campaigns = await campaignsWhere(ctx, sql`${seen} AND ${runs}`);
  const minutes = await minutesOf(ctx, campaigns);
  const due = campaigns.flatMap((campaign) => dueToday(campaign, minutes.get(campaign.id) ?? 0, now) ?? []);
  const done = await doneRows(ctx, due);
  const zones = new Map<string, string>();
  const items: DueItem[] = [];
  for (const one of due.toSorted((a, b) => a.dueAt - b.dueAt)) {
    const { campaign, day, dueAt, closesAt } = one;
    const zone = zones.get(campaign.communityId) ?? (await findCommunity(ctx, campaign.communityId)).zone;
    zones.set(campaign.communityId, zone);
    const was = done.find((row) => row.id === campaign.id && row.day === dayText(day));
    const state = was ? 'done' : now >= closesAt ? 'missed' : 'open';
    items.push({
      id: null,
      source: 'reminder',
      sourceId: campaign.id,
      from: campaign.name,
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
      missing: state === 'open' ? await missingOf(ctx, one) : null,
    });
  }
  return items;
}

/** Of today's day of the campaign. @throws DomainError `campaign.unknown`, `reminder.over` */
export async function remind(ctx: CommandContext, { campaignId, day, done }: { campaignId: string; day: string; done: boolean }) {
  const campaign = await findCampaign(ctx, campaignId);
  const { communityId } = campaign;
  const due = dueToday(campaign, (await minutesOf(ctx, [campaign])).get(campaignId) ?? 0, ctx.now());
  if (!due || dayText(due.day) !== day) throw new DomainError('reminder.over', { day });
  const at = iso(ctx.now());
  const changed = done
    ? await rowsOf(
        ctx,
        sql`INSERT INTO due_item (org_id, id, community_id, source, source_id, occurrence, title, words, silence, part, owner, due_at,
              closes_at, done_at, done_by)
            VALUES (${ctx.orgId}, ${ctx.newId()}, ${communityId}, 'reminder', ${campaignId}, ${day}, '', '', '', '', 'staff',
              ${iso(due.dueAt)}::timestamptz, ${iso(due.closesAt)}::timestamptz, ${at}::timestamptz, ${callerId(ctx)}::uuid)
            ON CONFLICT DO NOTHING RETURNING id`,
      )
    : await rowsOf(
        ctx,
        sql`DELETE FROM due_item WHERE org_id = ${ctx.orgId} AND source = 'reminder' AND source_id = ${campaignId} AND occurrence = ${day}
            RETURNING id`,
      );
  if (changed.length === 0) ctx.unchanged();
  else ctx.emit(done ? 'reminder.done' : 'reminder.reopened', { communityId, subjectId: campaignId }, { day });
  return {};
}
