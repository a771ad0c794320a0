/** Balances add up under any interleaving; the ledger only grows; reversals and what runs out happen once. */
import { array, asyncProperty, constantFrom, assert as hold, integer, record } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CommandContext } from '#kernel';
import { type CampWorld, campWorld, type Person } from '#testing/camp';
import { asTenant } from '../../kernel/database.ts';
import { giveBack, post, spend } from './index.ts';

let c: CampWorld;
beforeAll(async () => {
  // Months of the log are there from a month before to two after.
  c = await campWorld('2026-05-01T00:00:00Z');
});

/** As another module does it: in its own transaction. */
function within<T>(work: (ctx: CommandContext) => Promise<T>): Promise<T> {
  const { world: w } = c;
  return w.database.transaction(asTenant(w.orgId), async ({ db }) => {
    const ground = { orgId: w.orgId, actor: w.owner, requestId: w.orgId, dataDir: w.dataDir, now: w.clock.now, newId: w.kernel.newId };
    return work({ ...ground, db, emit: () => {}, enqueue: () => {}, unchanged: () => {} });
  });
}

interface Sums {
  who: string;
  balance: number;
  ledger: number;
  buckets: number;
  ranked: number;
  board: number;
}

const sums = () =>
  c.sql<Sums>(
    `SELECT a.enrolment_id AS who, a.balance,
       (SELECT coalesce(sum(p.amount), 0)::int4 FROM points_entry p WHERE p.enrolment_id = a.enrolment_id) AS ledger,
       (SELECT coalesce(sum(b.remaining), 0)::int4 FROM points_bucket b WHERE b.enrolment_id = a.enrolment_id) AS buckets,
       (SELECT coalesce(sum(p.amount), 0)::int4 FROM points_entry p WHERE p.enrolment_id = a.enrolment_id AND p.kind IN ('award', 'deduct')) AS ranked,
       (SELECT coalesce(sum(t.total), 0)::int4 FROM points_total t WHERE t.enrolment_id = a.enrolment_id AND t.period = 'all') AS board
     FROM points_account a ORDER BY 1`,
  );

async function expectAddedUp() {
  const all = await sums();
  for (const { balance, ledger, buckets, ranked, board } of all) expect([ledger, buckets, board]).toEqual([balance, balance, ranked]);
  const spread = await c.sql(
    `SELECT s.community_id, s.period, s.starts_on, s.total, s.people FROM points_spread s WHERE s.people <> (
       SELECT count(*) FROM points_total t WHERE t.community_id = s.community_id AND t.period = s.period AND t.starts_on = s.starts_on AND t.total = s.total AND t.listed)`,
  );
  expect(spread).toEqual([]);
  return all;
}

const award = (communityId: string, people: readonly Person[], amount: number, requestId = c.world.kernel.newId()) =>
  c.run<{ entries: number }>('points.award', {
    communityId,
    enrolmentIds: people.map(({ id }) => id),
    amount,
    reason: '帮了大家',
    requestId,
  });

const steps = array(
  record({
    who: integer({ min: 0, max: 3 }),
    what: constantFrom('award', 'award', 'deduct', 'spend', 'spend', 'giveBack', 'reverse'),
    points: integer({ min: 1, max: 40 }),
    cause: integer({ min: 0, max: 5 }),
  }),
  { minLength: 64, maxLength: 64 },
);

it('whatever 64 clients do at once, ledger, buckets and boards add up to balances that are never below zero', {
  timeout: 300_000,
}, async () => {
  const numRuns = c.world.database.engine === 'postgres' ? 12 : 4;
  await hold(
    asyncProperty(steps, async (all) => {
      const communityId = await c.community();
      const people = await c.people(communityId, ['林夏', '阿树', '小满', '周舟']);
      const answers = await Promise.allSettled(
        all.map(async ({ who, what, points, cause: n }) => {
          const person = people[who] ?? people[0];
          const cause = `shop.order:${n}`;
          if (what === 'award') return award(communityId, [person], points);
          if (what === 'deduct') return award(communityId, [person], -points);
          if (what === 'spend') return within((ctx) => spend(ctx, { enrolmentId: person.id, points, cause }));
          if (what === 'giveBack') return within((ctx) => giveBack(ctx, { enrolmentId: person.id, cause }));
          const [entry] = await c.sql<{ id: string }>(
            `SELECT id FROM points_entry WHERE enrolment_id = $1 AND kind IN ('award', 'deduct') AND reverses IS NULL ORDER BY id LIMIT 1`,
            [person.id],
          );
          return entry && c.run('points.reverse', { entryId: entry.id, reason: '记错了' });
        }),
      );
      for (const answer of answers)
        if (answer.status === 'rejected') expect(['points.insufficient', 'entry.unknown']).toContain(answer.reason.code);
      for (const { balance } of await expectAddedUp()) expect(balance).toBeGreaterThanOrEqual(0);
      const twice = await c.sql('SELECT reverses FROM points_entry WHERE reverses IS NOT NULL GROUP BY 1 HAVING count(*) > 1');
      const charged = await c.sql(
        `SELECT 1 FROM points_entry WHERE kind = 'spent' AND reverses IS NULL GROUP BY enrolment_id, cause HAVING count(*) > 1`,
      );
      expect([twice, charged]).toEqual([[], []]);
    }),
    { numRuns },
  );
});

describe('an entry', () => {
  it('is written once for its cause, refuses a balance below zero, and gives back what was spent', async () => {
    const communityId = await c.community();
    const [person] = await c.people(communityId, ['林夏']);
    const requestId = c.world.kernel.newId();
    expect(await award(communityId, [person], 30, requestId)).toEqual({ entries: 1 });
    expect(await award(communityId, [person], 30, requestId)).toEqual({ entries: 0 });
    const own = { enrolmentId: person.id, cause: 'shop.order:a' };
    expect(await within((ctx) => spend(ctx, { ...own, points: 20 }))).toMatchObject({ amount: -20, balance: 10, first: true });
    expect(await within((ctx) => spend(ctx, { ...own, points: 20 }))).toMatchObject({ amount: -20, balance: 10, first: false });
    await expect(within((ctx) => spend(ctx, { ...own, cause: 'shop.order:b', points: 11 }))).rejects.toMatchObject({
      code: 'points.insufficient',
      data: { need: 11, have: 10 },
    });
    expect(await within((ctx) => giveBack(ctx, own))).toMatchObject({ amount: 20, balance: 30, first: true });
    expect(await within((ctx) => giveBack(ctx, own))).toMatchObject({ balance: 30, first: false });
    await expectAddedUp();
  });

  it('can be neither changed nor removed, also by the product itself; only its words can be emptied', async () => {
    const communityId = await c.community();
    const [person] = await c.people(communityId, ['林夏']);
    await award(communityId, [person], 30);
    const asApp = (text: string) =>
      c.world.database
        .transaction(asTenant(c.world.orgId), (session) => session.query(text, [person.id]))
        .then(
          () => 'done',
          () => 'refused',
        );
    expect(await asApp('UPDATE points_entry SET amount = 31 WHERE enrolment_id = $1')).toBe('refused');
    expect(await asApp('DELETE FROM points_entry WHERE enrolment_id = $1')).toBe('refused');
    expect(await asApp(`UPDATE points_entry SET reason = '' WHERE enrolment_id = $1`)).toBe('done');
  });

  it('that is taken back after it was spent takes what is left, and says how much is missing', async () => {
    const communityId = await c.community();
    const [person] = await c.people(communityId, ['林夏']);
    await award(communityId, [person], 30);
    await within((ctx) => spend(ctx, { enrolmentId: person.id, points: 20, cause: 'shop.order:a' }));
    const [{ id: entryId } = { id: '' }] = await c.sql<{ id: string }>(
      `SELECT id FROM points_entry WHERE enrolment_id = $1 AND kind = 'award'`,
      [person.id],
    );
    const undo = () => c.run<object>('points.reverse', { entryId, reason: '记错了' });
    expect(await undo()).toMatchObject({ amount: -10, short: 20 });
    expect(await undo()).toMatchObject({ amount: -10, short: 20 });
    const { entries } = await c.run<{ entries: { entryId: string; reverses: string | null }[] }>('points.ledger', { communityId });
    const [reversal] = entries;
    expect(reversal).toMatchObject({ reverses: entryId });
    await expect(c.run('points.reverse', { entryId: reversal?.entryId, reason: '再来' })).rejects.toMatchObject({
      code: 'entry.notReversible',
    });
    await expectAddedUp();
  });
});

describe('points that run out', () => {
  it('are spent oldest first, and what is left runs out once, at the end of the next quarter', async () => {
    c.at('2026-03-31T00:00:00Z');
    const communityId = await c.community();
    const [person] = await c.people(communityId, ['林夏']);
    await c.run('points.setRules', { communityId, pointsRules: { expiry: 'quarter' } });
    const give = (amount: number) => award(communityId, [person], amount);
    await give(30);
    c.at('2026-04-02T00:00:00Z');
    await give(50);
    await within((ctx) => spend(ctx, { enrolmentId: person.id, points: 20, cause: 'shop.order:a' }));
    const mine = async () =>
      (await c.run<{ communities: { balance: number; runsOut: object[] }[] }>('points.mine', {}, person.actor)).communities[0];
    expect(await mine()).toMatchObject({
      balance: 60,
      runsOut: [
        { until: '2026-06-30', points: 10 },
        { until: '2026-09-30', points: 50 },
      ],
    });
    c.at('2026-06-30T15:59:00Z');
    await expireAll();
    expect(await mine()).toMatchObject({ balance: 60 });
    c.at('2026-06-30T16:01:00Z');
    await Promise.all([expireAll(), expireAll()]);
    expect(await mine()).toMatchObject({ balance: 50, runsOut: [{ until: '2026-09-30', points: 50 }] });
    // What was spent of points that have run out since comes back as fresh ones.
    await within((ctx) => giveBack(ctx, { enrolmentId: person.id, cause: 'shop.order:a' }));
    expect(await mine()).toMatchObject({
      balance: 70,
      runsOut: [
        { until: '2026-09-30', points: 50 },
        { until: '2026-12-31', points: 20 },
      ],
    });
    const ran = await c.sql(`SELECT 1 FROM points_entry WHERE enrolment_id = $1 AND kind = 'expired'`, [person.id]);
    expect(ran).toHaveLength(1);
    await expectAddedUp();
  });
});

const expireAll = () => c.run('points.expire', {}, { kind: 'system', orgId: c.world.orgId });

it('a transaction of another module that fails leaves nothing', async () => {
  const communityId = await c.community();
  const [person] = await c.people(communityId, ['林夏']);
  const failing = within(async (ctx) => {
    await post(ctx, { enrolmentId: person.id, amount: 5, kind: 'prize', cause: 'raffle:1' });
    throw new Error('sold out');
  });
  await expect(failing).rejects.toThrow('sold out');
  expect(await c.sql('SELECT 1 FROM points_account WHERE enrolment_id = $1', [person.id])).toEqual([]);
});
