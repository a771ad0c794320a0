/** 提纯: who would leave by which rule, tried before anything is written; rescue first, and never a removal by itself. */
import type { CommandContext, QueryContext } from '#kernel';
import { campaignsWhere, lastDays } from '../checkins/index.ts';
import { creditOf } from '../credit/index.ts';
import { ms, rowsOf, sql } from '../rows.ts';
import { casesWhere, closeCase, openCase } from './cases.ts';
import type { Figures, Reason, Stage } from './contract.ts';
import { rulesOrOffered } from './defining.ts';
import { shareOf, stageOf } from './rules.ts';
import { missedWorks, runningCampaigns } from './sources.ts';

const DAY_MS = 86_400_000;
const ACTIVE_DAYS = 7;

interface Wanted {
  communityId: string;
  missed: number | null;
  of: number;
  homework: number | null;
  homeworkOf: number;
  silent: number | null;
  credit: number | null;
}

interface Looked {
  enrolmentId: string;
  nickname: string;
  missed: number;
  done: number;
  /** Works that were not handed in. */
  works: number;
  /** Complete days since anything was seen of them, or since they joined. */
  silent: number;
  balance: number;
}

/** Everyone with what the rules look at. */
async function lookedAt(ctx: QueryContext, { communityId, of, homework, homeworkOf }: Wanted) {
  const [campaign] = [...(await runningCampaigns(ctx, communityId)), ...(await campaignsWhere(ctx, sql`c.community_id = ${communityId}`))];
  const days = new Map((campaign ? await lastDays(ctx, campaign, of) : []).map((one) => [one.enrolmentId, one]));
  const works = homework === null ? null : await missedWorks(ctx, communityId, homeworkOf);
  const balances = new Map((await creditOf(ctx, { communityId, search: '' })).people.map((one) => [one.enrolmentId, one.balance]));
  const seen = await rowsOf<{ enrolmentId: string; nickname: string; at: number }>(
    ctx,
    // Messages by the pictures of the groups: by the tables of the modules that keep them.
    sql`SELECT e.id AS "enrolmentId", e.nickname, ${ms(`greatest(e.joined_at,
            (SELECT max(k.at) FROM checkin k WHERE k.org_id = e.org_id AND k.enrolment_id = e.id AND k.kind <> 'leave'),
            (SELECT max(p.last_at) FROM enrolment_identity b JOIN identity i ON i.org_id = b.org_id AND i.channel_id = b.channel_id AND i.id = b.identity_id
              JOIN member_picture p ON p.org_id = i.org_id AND p.channel_id = i.channel_id AND p.who = i.who
              WHERE b.org_id = e.org_id AND b.enrolment_id = e.id))`)} AS at
        FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${communityId} AND e.left_at IS NULL ORDER BY e.id`,
  );
  const people = seen.map(({ enrolmentId, nickname, at }): Looked => {
    const { missed = [], done = 0 } = days.get(enrolmentId) ?? {};
    const silent = Math.floor((ctx.now() - at) / DAY_MS);
    const balance = balances.get(enrolmentId) ?? 12;
    return { enrolmentId, nickname, missed: missed.length, done, works: works?.get(enrolmentId) ?? 0, silent, balance };
  });
  return { campaign: campaign?.name ?? null, people };
}

function reasonsOf({ missed, works, silent, balance }: Looked, wanted: Wanted): Reason[] {
  const reasons: Reason[] = [];
  const add = (code: Reason['code'], need: number | null, have: number, met: (need: number) => boolean) => {
    if (need !== null) reasons.push({ code, need, have, met: met(need) });
  };
  add('checkins', wanted.missed, missed, (need) => missed >= need);
  add('homework', wanted.homework, works, (need) => works >= need);
  add('silent', wanted.silent, silent, (need) => silent >= need);
  add('credit', wanted.credit, balance, (need) => balance <= need);
  return reasons;
}

function figuresOf(people: readonly Looked[]): Figures {
  const done = people.reduce((sum, one) => sum + one.done, 0);
  const asked = people.reduce((sum, one) => sum + one.done + one.missed, 0);
  const active = people.filter(({ silent }) => silent < ACTIVE_DAYS).length;
  return { people: people.length, rate: shareOf(done, asked), active: shareOf(active, people.length) };
}

export async function preview(ctx: QueryContext, wanted: Wanted) {
  const { campaign, people } = await lookedAt(ctx, wanted);
  const open = await casesWhere(ctx, sql`c.community_id = ${wanted.communityId} AND c.closed_at IS NULL`, undefined, 10_000);
  const stages = new Map<string, Stage>(open.map((one) => [one.enrolmentId, stageOf(one)]));
  const found = people.flatMap((one) => {
    const reasons = reasonsOf(one, wanted);
    return reasons.some(({ met }) => met) ? [{ one, reasons }] : [];
  });
  const leaving = new Set(found.map(({ one }) => one.enrolmentId));
  return {
    campaign,
    people: found.map(({ one: { enrolmentId, nickname }, reasons }) => ({
      enrolmentId,
      nickname,
      reasons,
      stage: stages.get(enrolmentId) ?? null,
    })),
    before: figuresOf(people),
    after: figuresOf(people.filter(({ enrolmentId }) => !leaving.has(enrolmentId))),
    refund: (await rulesOrOffered(ctx, wanted.communityId)).refund,
  };
}

/** Only of those who meet a rule that was tried. Whoever is at risk already keeps their step; a proposal takes the place of a rescue. */
export async function begin(
  ctx: CommandContext,
  { enrolmentIds, first, ...wanted }: Wanted & { enrolmentIds: string[]; first: 'rescue' | 'proposal' },
) {
  const { communityId } = wanted;
  const rules = await rulesOrOffered(ctx, communityId);
  const batchId = ctx.newId();
  const chosen = new Set(enrolmentIds);
  let added = 0;
  for (const { enrolmentId, reasons } of (await preview(ctx, wanted)).people) {
    const reason = reasons.find(({ met }) => met);
    if (!reason || !chosen.has(enrolmentId)) continue;
    const opened = await openCase(ctx, { ...reason, enrolmentId, communityId, batch: batchId }, first, rules);
    added += opened ? 1 : 0;
  }
  if (added === 0) ctx.unchanged();
  else ctx.emit('removals.begun', { communityId }, { batchId, first, added });
  return { batchId, added };
}

export async function withdraw(ctx: CommandContext, { communityId, batchId }: { communityId: string; batchId: string }) {
  const open = await casesWhere(ctx, sql`c.community_id = ${communityId} AND c.batch = ${batchId} AND c.closed_at IS NULL`);
  for (const one of open) await closeCase(ctx, one, { outcome: 'withdrawn' });
  if (open.length === 0) ctx.unchanged();
  return { withdrawn: open.length };
}
