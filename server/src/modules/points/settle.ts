/** Facts against the ledger: what holds and was not posted is earned, what does not hold any more is taken back. */
import { type CommandContext, internalCommand, type JobInput, type Task } from '#kernel';
import { standingIn } from '../checkins/index.ts';
import { listOf, rowsOf, sql } from '../rows.ts';
import { earnBadges } from './badges.ts';
import { countHeads, forgetOldBoards, seat } from './boards.ts';
import { decideContests } from './contests.ts';
import type { EntryKind } from './contract.ts';
import { expire } from './expiring.ts';
import { type About, type Fact, factsWhere, type Source, sources } from './facts.ts';
import { earnedOn, rulesOn } from './find.ts';
import { lock, write } from './ledger.ts';
import { placeOf } from './place.ts';
import { reverse } from './reversing.ts';
import { capOf, pointsFor } from './worth.ts';

interface Posted {
  entryId: string;
  enrolmentId: string;
  kind: EntryKind;
  cause: string;
  nth: number;
  reversed: boolean;
  /** What is left of it: of a reversed one, what could not be taken back. */
  net: number;
}

type Look = (enrolmentId: string | null) => Promise<{ facts: Fact[]; posted: Posted[] }>;

async function postedFor(ctx: CommandContext, cause: string, facts: readonly Fact[], enrolmentId: string | null): Promise<Posted[]> {
  return rowsOf(
    ctx,
    sql`SELECT p.id AS "entryId", p.enrolment_id AS "enrolmentId", p.kind, p.cause, p.nth, r.id IS NOT NULL AS reversed,
          p.amount + coalesce(r.amount, 0) AS net
        FROM points_entry p LEFT JOIN points_entry r ON r.org_id = p.org_id AND r.reverses = p.id
        JOIN enrolment e ON e.org_id = p.org_id AND e.id = p.enrolment_id AND e.erased_at IS NULL
        WHERE p.org_id = ${ctx.orgId} AND ((p.cause >= ${cause} AND p.cause < ${`${cause}\u{10ffff}`})
            OR p.cause = ANY(${listOf(facts.map((fact) => fact.cause))}::text[]))
          AND (${enrolmentId}::uuid IS NULL OR p.enrolment_id = ${enrolmentId}::uuid) ORDER BY p.nth`,
  );
}

/** One person at a time: what is true is read again once their account is held. */
async function settleAll(ctx: CommandContext, communityId: string, look: Look, whose: string | null): Promise<void> {
  const { facts, posted } = await look(whose);
  const people = new Set([...facts, ...posted].map(({ enrolmentId }) => enrolmentId));
  for (const enrolmentId of [...people].sort()) {
    const changed = await settleOne(ctx, communityId, enrolmentId, look);
    await earnBadges(ctx, enrolmentId);
    if (changed > 0) ctx.emit('points.settled', { communityId, subjectId: enrolmentId }, { entries: changed });
  }
}

async function settleOne(ctx: CommandContext, communityId: string, enrolmentId: string, look: Look): Promise<number> {
  const place = await placeOf(ctx, enrolmentId);
  const account = await lock(ctx, place, 'award');
  const { facts, posted } = await look(enrolmentId);
  let changed = 0;
  const standing = new Set<string>();
  for (const entry of posted.filter(({ reversed }) => !reversed)) {
    if (facts.some(({ kind, cause }) => kind === entry.kind && cause === entry.cause)) standing.add(entry.cause);
    else if (account.balance === 0)
      standing.add(entry.cause); // all of it was spent: it stands, and is not earned again
    else {
      const { amount, balance } = await reverse(ctx, { entryId: entry.entryId });
      account.balance = balance;
      entry.reversed = true;
      entry.net += amount;
      changed += 1;
    }
  }
  for (const fact of facts.filter(({ cause }) => !standing.has(cause))) {
    const { version, rules } = await rulesOn(ctx, communityId, fact.day);
    const before = posted.filter(({ cause }) => cause === fact.cause);
    const short = before.reduce((sum, { net }) => sum + net, 0);
    const amount = Math.min(pointsFor(rules, fact), capOf(rules, fact.kind) - (await earnedOn(ctx, fact))) - short;
    if (amount <= 0) continue;
    await write(ctx, place, account, { ...fact, amount, ruleVersion: version, nth: (before.at(-1)?.nth ?? 0) + 1 });
    changed += 1;
  }
  return changed;
}

/** @throws DomainError `enrolment.unknown` */
async function settle(ctx: CommandContext, { source, ...event }: About & { source: string }): Promise<void> {
  ctx.unchanged();
  const found: Source | undefined = sources[source];
  if (!found) throw new TypeError(`no source of facts is called ${source}`);
  if (!(await pointsAreOn(ctx, event.communityId))) return;
  const { where, cause, enrolmentId = null } = found.about(event);
  const look: Look = async (whose) => {
    const own = whose === null ? where : sql`${where} AND e.id = ${whose}::uuid`;
    const facts = await rowsOf<Fact>(ctx, factsWhere(found, ctx.orgId, own));
    return { facts, posted: await postedFor(ctx, cause, facts, whose) };
  };
  await settleAll(ctx, event.communityId, look, enrolmentId);
  if (source === 'checkin') await settleRuns(ctx, event);
}

/** Rules were set, now or once: what they gave is taken back also after they ask for nothing more. */
async function pointsAreOn(ctx: CommandContext, communityId: string): Promise<boolean> {
  const [row] = await rowsOf(ctx, sql`SELECT 1 FROM points_rules WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} LIMIT 1`);
  return row !== undefined;
}

/** Runs of days follow from all days of a campaign; they count for the last of them. */
async function settleRuns(ctx: CommandContext, { communityId, subjectId, data: { campaignId } }: About): Promise<void> {
  if (typeof campaignId !== 'string') return;
  const look: Look = async () => {
    const on = await dayOfLast(ctx, campaignId, subjectId);
    const { rules } = await rulesOn(ctx, communityId, on);
    const cause = `run:${campaignId}:`;
    const posted = await postedFor(ctx, cause, [], subjectId);
    // What was earned by rules that have changed since stands as long as the run does.
    const asked = new Set([...rules.runs.map(({ days }) => days), ...posted.map((entry) => Number(entry.cause.slice(cause.length)))]);
    const best = asked.size > 0 ? (await standingIn(ctx, { campaignId, enrolmentId: subjectId })).best : 0;
    const facts = [...asked]
      .filter((days) => best >= days)
      .map((days): Fact => ({ enrolmentId: subjectId, kind: 'checkin.run', cause: cause + days, day: on }));
    return { facts, posted };
  };
  await settleAll(ctx, communityId, look, subjectId);
}

async function dayOfLast(ctx: CommandContext, campaignId: string, enrolmentId: string): Promise<string> {
  const [row] = await rowsOf<{ day: string }>(
    ctx,
    sql`SELECT max(day)::text AS day FROM checkin WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId} AND enrolment_id = ${enrolmentId}`,
  );
  return row?.day ?? '1970-01-01';
}

const text = (value: JobInput[string] | undefined) => (typeof value === 'string' ? value : '');

/** One task a source: an event queues those that listen to it. */
const settling = Object.entries(sources).map(([source, { on }]): [string, Task] => [
  `points.settle${source.slice(0, 1).toUpperCase()}${source.slice(1)}`,
  {
    on: [...on],
    run: async (ctx, input) => {
      await ctx.call('points.settle', { source, communityId: text(input.communityId), subjectId: text(input.subjectId), data: input });
    },
  },
]);

export const tasks: Record<string, Task> = {
  ...Object.fromEntries(settling),
  'points.seat': {
    on: ['enrolment.left', 'enrolment.resumed', 'enrolment.erased'],
    run: async (ctx, { communityId, subjectId }) => {
      if (typeof subjectId === 'string') await ctx.call('points.seat', { communityId, enrolmentId: subjectId });
      await ctx.call('points.countHeads', { communityId });
    },
  },
  'points.countHeads': {
    on: ['squads.assigned', 'squads.undone', 'squad.moved', 'squad.removed'],
    run: async (ctx, { communityId }) => void (await ctx.call('points.countHeads', { communityId })),
  },
  'points.everyHour': {
    cron: '7 * * * *',
    run: async (ctx) => {
      for (let more = true; more; ) {
        ctx.signal.throwIfAborted();
        more = await ctx.call<boolean>('points.expire', {});
      }
      await ctx.call('points.decideContests', {});
      await ctx.call('points.forgetOldBoards', {});
    },
  },
};

export const internal = {
  settle: internalCommand(settle),
  seat: internalCommand(seat),
  countHeads: internalCommand(countHeads),
  expire: internalCommand(expire),
  decideContests: internalCommand(decideContests),
  forgetOldBoards: internalCommand(forgetOldBoards),
};
