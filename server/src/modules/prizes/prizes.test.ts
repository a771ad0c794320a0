/** What was given to whom: kept, within a budget or with a reason, and nobody’s once they are erased. */
import { describe, expect, it } from 'vitest';
import { campWorld } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import type { Given } from './contract.ts';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run, world: home } = camp;

interface Log {
  given: Given[];
  budgets: { id: string; amount: number; used: number }[];
}

async function begun(names: readonly string[]) {
  const communityId = await camp.community();
  const people = await camp.people(communityId, names);
  const { id: budgetId } = await run<{ id: string }>('prizes.makeBudget', { communityId, name: '春季营奖品', amount: 10_000 });
  const base = { communityId, budgetId, prizeKind: 'redPacket', amount: 2_000, what: '红包', why: '全勤', givenOn: '2026-03-02' };
  return {
    communityId,
    people,
    note: (more: object = {}) =>
      run<{ noted: number }>('prizes.note', { ...base, enrolmentIds: people.map(({ id }) => id), requestId: home.kernel.newId(), ...more }),
    log: () => run<Log>('prizes.list', { communityId }),
  };
}

describe('the log of prizes', () => {
  it('notes once a request, for each person, and counts against the budget', async () => {
    const { note, log } = await begun(['林夏', '阿树']);
    const requestId = home.kernel.newId();
    expect(await note({ requestId })).toEqual({ noted: 2 });
    expect(await note({ requestId })).toEqual({ noted: 0 });
    expect(await note({ prizeKind: 'honour', amount: 0, what: '优秀组长' })).toEqual({ noted: 2 });
    const { given, budgets } = await log();
    expect(budgets).toMatchObject([{ amount: 10_000, used: 4_000 }]);
    expect(given).toHaveLength(4);
    expect(given.filter(({ kind }) => kind === 'redPacket')).toMatchObject([
      { amount: 2_000, what: '红包', why: '全勤', givenOn: '2026-03-02' },
      { amount: 2_000 },
    ]);
  });

  it('goes beyond the budget only with a reason, also where two note at once', async () => {
    const { note, log } = await begun(['林夏', '阿树']);
    const tried = await Promise.allSettled([note(), note(), note()]);
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await expect(note()).rejects.toMatchObject({ code: 'budget.exceeded', data: { need: '40.00', left: '20.00' } });
    expect(await note({ overReason: '班主任同意补一轮' })).toEqual({ noted: 2 });
    const { given, budgets } = await log();
    expect(budgets).toMatchObject([{ used: 12_000 }]);
    expect(given.map(({ overReason }) => overReason).filter((reason) => reason !== null)).toEqual(['班主任同意补一轮', '班主任同意补一轮']);
  });

  it('takes a wrong note back with a reason: it stays and no longer counts', async () => {
    const { note, log } = await begun(['林夏']);
    await note();
    const [wrong] = (await log()).given;
    await run('prizes.takeBack', { prizeId: wrong?.id, reason: '发错了人' });
    expect(await log()).toMatchObject({ given: [{ takenBack: { reason: '发错了人' } }], budgets: [{ used: 0 }] });
  });

  it('tells people of their own, and keeps the sum alone when they are erased', async () => {
    const { people, note, log } = await begun(['钱来也', '阿树']);
    await note({ what: '给钱来也的书', why: '钱来也连续打卡', overReason: null });
    const copy = await run<{ prizes: object[] }>('privacy.exportMine', {}, people[0].actor);
    expect(copy.prizes).toMatchObject([{ what: '给钱来也的书', amount: 2_000 }]);
    await run('privacy.eraseMine', { understood: true }, people[0].actor);
    await run('privacy.eraseMine', { understood: true }, people[1].actor);
    await home.drain();
    expect(await everythingKept(home)).not.toContain('钱来也');
    expect(await log()).toMatchObject({ budgets: [{ used: 4_000 }], given: [{ nickname: null }, { nickname: null }] });
  });
});
