/** Rituals: a script with real dates and owners, started once, taken back as far as it is still open. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { findCampaign } from '../checkins/index.ts';
import { findCommunity } from '../communities/index.ts';
import { iso, ms, rowsOf, sql, uuids } from '../rows.ts';
import type { OwnerInput } from './contract.ts';
import { addItems } from './items.ts';
import { type RoleHeld, requireOwners, rolesHeld } from './owning.ts';
import { closesAfter, instantOn } from './rules.ts';
import { known, type Script, type ScriptLine, textsOf } from './script.ts';
import { offeredScripts, ownScripts } from './scripts.ts';
import { fill, placeholder, placeholdersOf } from './words.ts';

export interface Wanted {
  communityId: string;
  script: string;
  begins: { day: string; time: string };
  campaignId?: string | undefined;
  given: Record<string, string>;
  owners: Record<string, OwnerInput>;
  texts: Record<string, string>;
}

export function shownScripts(scripts: readonly Script[]) {
  return scripts.map(({ id, name, summary, asks, lines }) => ({
    script: id,
    name,
    summary,
    lasts: Math.max(...lines.map((one) => one.minutes ?? (one.day ?? 0) * 1_440)),
    asks: Object.entries(asks).map(([key, example]) => ({ key, example })),
    parts: [...new Set(lines.map(({ who }) => who))],
    lines: lines.map((one, index) => ({
      index,
      part: one.who,
      title: one.title,
      words: one.words,
      silence: one.silence,
      day: one.day ?? null,
      time: one.time ?? null,
      minutes: one.minutes ?? null,
    })),
  }));
}

/** @throws DomainError `community.unknown` */
export async function communityScripts(ctx: QueryContext, { communityId }: { communityId: string }, shipped: readonly Script[]) {
  await findCommunity(ctx, communityId);
  const own = new Set((await ownScripts(ctx, communityId)).map(({ id }) => id));
  const offered = shownScripts(await offeredScripts(ctx, communityId, shipped));
  return { scripts: offered.map((one) => ({ ...one, own: own.has(one.script) })), known: [...known], placeholder: placeholder.source };
}

interface Planned extends ScriptLine {
  index: number;
  dueAt: number;
  closesAt: number;
  owner: OwnerInput;
  edited: boolean;
}

interface Plan {
  script: Script;
  community: { id: string; name: string; zone: string };
  beginsAt: number;
  given: Record<string, string>;
  lines: Planned[];
  roles: RoleHeld[];
}

/** @throws DomainError `script.unknown`, `community.unknown`, `campaign.unknown`, `enrolment.unknown`, `enrolment.left` */
async function planned(ctx: QueryContext, wanted: Wanted, shipped: readonly Script[]): Promise<Plan> {
  const script = (await offeredScripts(ctx, wanted.communityId, shipped)).find(({ id }) => id === wanted.script);
  if (!script) throw new DomainError('script.unknown', { script: wanted.script });
  const community = await findCommunity(ctx, wanted.communityId);
  await requireOwners(ctx, community.id, Object.values(wanted.owners));
  const roles = await rolesHeld(ctx, community.id);
  const clock = zoneClock(community.zone);
  const first = dayNumber(wanted.begins.day);
  const beginsAt = instantOn(clock, first, wanted.begins.time);
  const lines = script.lines.map((line, index): Planned => {
    const { minutes, day = 0, time = wanted.begins.time } = line;
    const dueAt = minutes === undefined ? instantOn(clock, first + day, time) : beginsAt + minutes * 60_000;
    const words = wanted.texts[index] ?? line.words;
    return {
      ...line,
      words,
      edited: words !== line.words,
      index,
      dueAt,
      closesAt: closesAfter(clock, dueAt),
      owner: wanted.owners[line.who] ?? roleFor(line.who, roles),
    };
  });
  return { script, community, beginsAt, given: await givenFor(ctx, wanted, script), lines, roles };
}

/** Where nobody is named for a part: the role that is called like it, as far as somebody holds it; else the staff. */
function roleFor(part: string, roles: readonly RoleHeld[]): OwnerInput {
  const role = roles.find(({ name }) => name === part);
  return role ? { kind: 'role', roleId: role.id, squadId: null } : { kind: 'staff' };
}

/** A role of squads has its line once in each squad. */
function owners(owner: OwnerInput, roles: readonly RoleHeld[]): OwnerInput[] {
  const role = owner.kind === 'role' && owner.squadId === null ? roles.find(({ id }) => id === owner.roleId) : undefined;
  if (role?.scope !== 'squad') return [owner];
  if (role.squadIds.length === 0) return [{ kind: 'staff' }];
  return role.squadIds.map((squadId) => ({ kind: 'role', roleId: role.id, squadId }));
}

/** What the words ask for: what somebody wrote, else what the campaign says. */
async function givenFor(ctx: QueryContext, { communityId, campaignId, given }: Wanted, script: Script): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  if (campaignId !== undefined) {
    const campaign = await findCampaign(ctx, campaignId);
    if (campaign.communityId !== communityId) throw new DomainError('campaign.unknown', { campaignId });
    const { opens, closes } = campaign.days.policyOn(Math.max(campaign.startsOn, campaign.days.dayOf(ctx.now())));
    Object.assign(told, {
      营名: campaign.name,
      目标: campaign.goal,
      第一天: dayName(campaign.startsOn),
      天数: String(campaign.endsOn - campaign.startsOn + 1),
      打卡时间: `${opens}–${wallText(closes)}`,
    });
  }
  const keys = placeholdersOf(textsOf(script.lines)).filter((key) => key !== '社群名');
  return Object.fromEntries(keys.map((key) => [key, given[key] || told[key] || '']));
}

/** `3月2日`, as the scripts are Chinese. */
function dayName(day: number): string {
  const text = dayText(day);
  return `${Number(text.slice(5, 7))}月${Number(text.slice(8, 10))}日`;
}

/** `28:00` is 次日 04:00. */
function wallText(wall: string): string {
  const hours = Number(wall.slice(0, 2));
  return hours < 24 || wall === '24:00' ? wall : `次日 ${String(hours - 24).padStart(2, '0')}:${wall.slice(3)}`;
}

/** @throws DomainError what `planned` says */
export async function planRitual(ctx: QueryContext, wanted: Wanted, shipped: readonly Script[]) {
  const { script, community, beginsAt, given, lines, roles } = await planned(ctx, wanted, shipped);
  const names = await namesOf(ctx, Object.values(wanted.owners));
  return {
    name: script.name,
    zone: community.zone,
    given,
    lines: lines.map(({ index, who, title, words, silence, dueAt, closesAt, owner }) => ({
      ...{ index, part: who, title },
      words: fill(words, { ...given, 社群名: community.name }),
      silence: fill(silence, { ...given, 社群名: community.name }),
      dueAt: iso(dueAt),
      past: closesAt <= ctx.now(),
      owner: {
        kind: owner.kind,
        part: who,
        person:
          owner.kind === 'enrolment' ? { enrolmentId: owner.enrolmentId, nickname: names.get(owner.enrolmentId) ?? '', gone: false } : null,
        role: shownRole(owner, roles),
      },
    })),
    started: (await startedAs(ctx, wanted, beginsAt)) !== null,
  };
}

function shownRole(owner: OwnerInput, roles: readonly RoleHeld[]) {
  if (owner.kind !== 'role') return null;
  const role = roles.find(({ id }) => id === owner.roleId);
  return { roleId: owner.roleId, name: role?.name ?? '', squad: null, holders: role?.holders ?? [] };
}

async function namesOf(ctx: QueryContext, owners: readonly OwnerInput[]): Promise<Map<string, string>> {
  const ids = owners.flatMap((owner) => (owner.kind === 'enrolment' ? [owner.enrolmentId] : []));
  const rows = await rowsOf<{ id: string; nickname: string }>(
    ctx,
    sql`SELECT id, nickname FROM enrolment WHERE org_id = ${ctx.orgId} AND id = ANY(${uuids(ids)})`,
  );
  return new Map(rows.map(({ id, nickname }) => [id, nickname]));
}

async function startedAs(ctx: QueryContext, { communityId, script }: Wanted, beginsAt: number): Promise<string | null> {
  const [row] = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT id FROM ritual WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND script = ${script}
          AND begins_at = ${iso(beginsAt)}::timestamptz AND cancelled_at IS NULL`,
  );
  return row?.id ?? null;
}

/** Lines whose time is over are left out. @throws DomainError `ritual.over`, and what `planned` says */
export async function startRitual(ctx: CommandContext, wanted: Wanted, shipped: readonly Script[]) {
  const { script, community, beginsAt, given, lines, roles } = await planned(ctx, wanted, shipped);
  const communityId = community.id;
  const ahead = lines.filter(({ closesAt }) => closesAt > ctx.now());
  if (ahead.length === 0) throw new DomainError('ritual.over', {});
  const id = ctx.newId();
  const made = await rowsOf(
    ctx,
    sql`INSERT INTO ritual (org_id, id, community_id, script, name, begins_at, given, started_at)
        VALUES (${ctx.orgId}, ${id}, ${communityId}, ${script.id}, ${script.name}, ${iso(beginsAt)}::timestamptz,
          ${JSON.stringify(given)}::text::jsonb, ${iso(ctx.now())}::timestamptz)
        ON CONFLICT DO NOTHING RETURNING id`,
  );
  if (made.length === 0) {
    ctx.unchanged();
    return { id: (await startedAs(ctx, wanted, beginsAt)) ?? id, first: false, items: 0 };
  }
  const items = await addItems(
    ctx,
    ahead.flatMap(({ index, who, title, words, edited, silence, dueAt, closesAt, owner }) =>
      owners(owner, roles).map((one) => ({
        ...{ communityId, sourceId: id, source: 'ritual' as const, turn: null },
        occurrence: one.kind === 'role' && one.squadId !== null ? `${index} ${one.squadId}` : String(index),
        ...{ title, words, edited, silence, part: who, owner: one, dueAt, closesAt },
      })),
    ),
  );
  ctx.emit('ritual.started', { communityId, subjectId: id }, { script: script.id, items });
  return { id, first: true, items };
}

/** @throws DomainError `ritual.unknown` */
export async function cancelRitual(ctx: CommandContext, { ritualId }: { ritualId: string }) {
  const at = iso(ctx.now());
  const [cancelled] = await rowsOf<{ communityId: string }>(
    ctx,
    sql`UPDATE ritual SET cancelled_at = ${at}::timestamptz WHERE org_id = ${ctx.orgId} AND id = ${ritualId} AND cancelled_at IS NULL
        RETURNING community_id AS "communityId"`,
  );
  if (!cancelled) {
    const [known] = await rowsOf(ctx, sql`SELECT id FROM ritual WHERE org_id = ${ctx.orgId} AND id = ${ritualId}`);
    if (!known) throw new DomainError('ritual.unknown', { ritualId });
    ctx.unchanged();
    return { removed: 0 };
  }
  const removed = await rowsOf(
    ctx,
    sql`DELETE FROM due_item WHERE org_id = ${ctx.orgId} AND source = 'ritual' AND source_id = ${ritualId} AND done_at IS NULL
          AND closes_at > ${at}::timestamptz RETURNING id`,
  );
  ctx.emit('ritual.cancelled', { communityId: cancelled.communityId, subjectId: ritualId }, { removed: removed.length });
  return { removed: removed.length };
}

interface RitualRow {
  id: string;
  communityId: string;
  script: string;
  name: string;
  beginsAt: number;
  startedAt: number;
  cancelledAt: number | null;
  items: number;
  done: number;
  missed: number;
}

export async function rituals(ctx: QueryContext, { communityId }: { communityId: string }) {
  const now = sql`${iso(ctx.now())}::timestamptz`;
  const rows = await rowsOf<RitualRow>(
    ctx,
    sql`SELECT r.id, r.community_id AS "communityId", r.script, r.name, ${ms('r.begins_at')} AS "beginsAt", ${ms('r.started_at')} AS "startedAt",
          ${ms('r.cancelled_at')} AS "cancelledAt", count(d.id)::int4 AS items, (count(d.id) FILTER (WHERE d.done_at IS NOT NULL))::int4 AS done,
          (count(d.id) FILTER (WHERE d.done_at IS NULL AND d.closes_at <= ${now}))::int4 AS missed
        FROM ritual r LEFT JOIN due_item d ON d.org_id = r.org_id AND d.source = 'ritual' AND d.source_id = r.id
        WHERE r.org_id = ${ctx.orgId} AND r.community_id = ${communityId}
        GROUP BY r.org_id, r.id ORDER BY r.begins_at DESC, r.id DESC LIMIT 50`,
  );
  return {
    rituals: rows.map(({ beginsAt, startedAt, cancelledAt, ...row }) => ({
      ...row,
      beginsAt: iso(beginsAt),
      startedAt: iso(startedAt),
      cancelledAt: cancelledAt === null ? null : iso(cancelledAt),
    })),
  };
}
