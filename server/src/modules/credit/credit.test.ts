/** What a licence promises to its holder and to those who keep the rules. */
import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import { shippedCreditRules } from './shipped.ts';

const camp = await campWorld('2026-03-01T00:00:00Z');
const { run, world: home } = camp;
const coach = home.staff('coach');
const other = home.staff('coach');

interface Standing {
  balance: number;
  suspendedSince: string | null;
  renewsOn: string;
}
interface Exam {
  triesLeft: number;
  needs: { code: string; met: boolean }[];
  current: { number: number; asked: number; answered: number; question: { text: string; options: string[] } } | null;
}
interface Licence {
  standing: Standing;
  times: { number: string; have: number }[];
  entries: {
    id: string;
    kind: string;
    points: number;
    reason: string;
    rule: { text: string } | null;
    canAppeal: boolean;
    reversed: { cause: string } | null;
  }[];
  exam: Exam;
}

async function club(names: [string, string] = ['林夏', '阿树']) {
  const communityId = await camp.community();
  const [one, two] = await camp.people(communityId, names);
  await run('credit.setRules', { communityId, creditRules: shippedCreditRules, version: 0 });
  return { communityId, one, two };
}
async function record({ id }: Person, ruleNumber: string, more: object = {}, by: Actor = coach) {
  const { version, nth } = await run<{ version: number; nth: number }>('credit.preview', { enrolmentId: id, ruleNumber }, by);
  const input = { enrolmentId: id, ruleNumber, reason: '群里发了链接', version, nth, ...more };
  return run<{ creditEntryId: string; standing: Standing }>('credit.record', input, by);
}
const mine = async ({ actor }: Person) => (await run<{ licences: [Licence] }>('credit.mine', {}, actor)).licences[0];
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { code: string }) => error.code,
  );
const rightOf = (text: string) => shippedCreditRules.exam.questions.find((question) => question.text === text)?.right;

/** Answers to the end; the first `wrong` ones wrongly. */
async function sit({ actor }: Person, communityId: string, wrong = 0) {
  let exam = await run<Exam>('credit.beginExam', { communityId }, actor);
  for (let index = 0; exam.current; index += 1) {
    const { number, question } = exam.current;
    const right = question.options.indexOf(rightOf(question.text) ?? '');
    const option = index < wrong ? (right + 1) % question.options.length : right;
    ({ exam } = await run<{ exam: Exam }>('credit.answerExam', { communityId, number, index, option }, actor));
  }
}

describe('recording', () => {
  it('follows the steps of the rule, and tells before what would follow', async () => {
    const { one } = await club();
    const told = await run('credit.preview', { enrolmentId: one.id, ruleNumber: '1.1' }, coach);
    expect(told).toMatchObject({ nth: 1, before: 12, after: 12, suspends: false });
    expect((await record(one, '1.1')).standing.balance).toBe(12);
    expect((await record(one, '1.1')).standing.balance).toBe(9);
    expect((await record(one, '1.1')).standing).toMatchObject({ balance: 3, suspendedSince: null, renewsOn: '2027-03-01' });
    expect((await mine(one)).times.filter(({ have }) => have > 0)).toEqual([{ number: '1.1', have: 3 }]);
    const { entries } = await mine(one);
    expect(entries.map(({ points }) => points)).toEqual([6, 3, 0]);
    expect(entries[0]).toMatchObject({ reason: '群里发了链接', rule: { text: expect.stringContaining('广告') }, canAppeal: true });
  });

  it('records once what was previewed once, also when pressed twice', async () => {
    const { one } = await club();
    const twice = [record(one, '1.2'), record(one, '1.2')].map((promise) => codeOf(promise));
    expect((await Promise.all(twice)).sort()).toEqual([null, 'credit.changedMeanwhile'].sort());
    expect((await mine(one)).standing.balance).toBe(6);
  });

  it('keeps the rule of then when the rules change', async () => {
    const { communityId, one } = await club();
    await record(one, '3.1');
    const rules = shippedCreditRules.rules.map((rule) => ({ ...rule, text: '新的写法' }));
    await run('credit.setRules', { communityId, creditRules: { ...shippedCreditRules, rules }, version: 1 });
    const { entries, standing } = await mine(one);
    expect([entries[0]?.rule?.text, standing.balance]).toEqual([shippedCreditRules.rules[4]?.text, 6]);
    const changed = run('credit.setRules', { communityId, creditRules: shippedCreditRules, version: 1 });
    await expect(changed).rejects.toMatchObject({ code: 'creditRules.changedMeanwhile' });
  });

  it('takes a check-in of the person as evidence, and nobody else’s', async () => {
    const { communityId, one, two } = await club();
    const campaignId = await camp.campaign(communityId, { content: { text: { needed: false } } }, '2026-03-30');
    camp.at('2026-03-02T00:00:00Z');
    await run('checkins.submit', { campaignId, content: { text: '扫码领券' } }, one.actor);
    const link = { kind: 'checkin', campaignId, day: '2026-03-02' };
    await record(one, '1.1', { link });
    expect((await mine(one)).entries[0]).toMatchObject({ link: { ...link, said: '扫码领券' } });
    expect(await codeOf(record(two, '1.1', { link }))).toBe('creditLink.unknown');
  });

  it('asks staff to mute in the group, which the product cannot, and asks no more once it was taken back', async () => {
    const { communityId, one } = await club();
    const toMute = async () =>
      (await run<{ items: { source: string; from: string }[] }>('duties.desk', { communityId })).items.filter(
        ({ source }) => source === 'mute',
      );
    await record(one, '2.2');
    const { creditEntryId } = await record(one, '2.2');
    expect(await toMute()).toMatchObject([{ from: '林夏' }]);
    await run('credit.reverse', { creditEntryId, reason: '看错人了' }, coach);
    expect(await toMute()).toEqual([]);
  });
});

describe('the ledger', () => {
  it('is only added to: the database refuses to change or delete an entry', async () => {
    const { one } = await club();
    const { creditEntryId } = await record(one, '1.2');
    const may = await home.sql<{ change: boolean; remove: boolean; add: boolean }>(
      `SELECT has_table_privilege('qunce_app', 'credit_entry', 'UPDATE') AS change, has_table_privilege('qunce_app', 'credit_entry', 'DELETE') AS remove,
         has_table_privilege('qunce_app', 'credit_entry', 'INSERT') AS add`,
    );
    expect(may).toEqual([{ change: false, remove: false, add: true }]);
    await run('credit.reverse', { creditEntryId, reason: '记错人了' }, coach);
    const { standing, entries } = await mine(one);
    expect([standing.balance, entries.length, entries[0]?.reversed?.cause]).toEqual([12, 1, 'mistake']);
    expect(await codeOf(run('credit.reverse', { creditEntryId, reason: '再撤一次' }, coach))).toBe('creditEntry.reversed');
  });

  it('gives points back after the year, and tells members nothing of others', async () => {
    const { communityId, one, two } = await club();
    await record(one, '1.2');
    expect(await codeOf(run('credit.person', { enrolmentId: one.id }, two.actor))).toBe('access.denied');
    const balances = async () =>
      (await run<{ people: { nickname: string; balance: number }[] }>('credit.people', { communityId }, coach)).people;
    expect(await balances()).toMatchObject([
      { nickname: '林夏', balance: 6 },
      { nickname: '阿树', balance: 12 },
    ]);
    const now = home.clock.now();
    camp.at('2027-03-03T00:00:00Z');
    const { standing } = await mine(one);
    camp.at(now);
    expect(standing).toMatchObject({ balance: 12, suspendedSince: null });
  });
});

describe('an appeal', () => {
  it('is decided by another person, and upheld takes the entry back', async () => {
    const { communityId, one, two } = await club();
    const { creditEntryId } = await record(one, '1.2');
    expect(await codeOf(run('credit.appeal', { creditEntryId, text: '不是我' }, two.actor))).toBe('creditEntry.unknown');
    await run('credit.appeal', { creditEntryId, text: '那是转发的公益活动' }, one.actor);
    expect(await codeOf(run('credit.appeal', { creditEntryId, text: '再说一遍' }, one.actor))).toBe('appeal.made');
    const queue = (actor: Actor) => run<{ appeals: { nickname: string; mayDecide: boolean }[] }>('credit.appeals', { communityId }, actor);
    expect((await queue(coach)).appeals).toMatchObject([{ nickname: '林夏', mayDecide: false }]);
    const decision = { creditEntryId, upheld: true, answer: '确实是公益活动' };
    expect(await codeOf(run('credit.decideAppeal', decision, coach))).toBe('appeal.ownDecision');
    expect(await run('credit.decideAppeal', decision, other)).toMatchObject({ standing: { balance: 12 } });
    expect(await codeOf(run('credit.decideAppeal', decision, other))).toBe('appeal.decided');
    expect((await mine(one)).entries[0]).toMatchObject({
      reversed: { cause: 'appeal' },
      appeal: { decided: { upheld: true, answer: '确实是公益活动' } },
    });
  });

  it('is never decided by the person it concerns, whatever else they are, nor made too late', async () => {
    const { one, two } = await club();
    const { creditEntryId } = await record(one, '1.2');
    await run('credit.appeal', { creditEntryId, text: '不是我' }, one.actor);
    const both: Actor = { kind: 'staff', accountId: one.memberId, orgId: home.orgId, grants: [{ role: 'owner', communityId: null }] };
    expect(await codeOf(run('credit.decideAppeal', { creditEntryId, upheld: true, answer: '好' }, both))).toBe('appeal.ownDecision');
    const late = await record(two, '1.2');
    camp.advance(8 * 86_400_000);
    expect(await codeOf(run('credit.appeal', { creditEntryId: late.creditEntryId, text: '不是我' }, two.actor))).toBe('appeal.late');
    expect((await mine(two)).entries[0]?.canAppeal).toBe(false);
  });
});

describe('at zero', () => {
  it('roles give no rights, likes and words reach nobody, checking in goes on, and the exam gives all of it back', async () => {
    const { communityId, one, two } = await club();
    camp.at('2026-03-02T00:00:00Z');
    const campaignId = await camp.campaign(communityId, { content: { text: { needed: false } } }, '2026-03-30');
    const { id: squadId } = await run<{ id: string }>('squads.add', { communityId, name: '一组' });
    const { id: roleId } = await run<{ id: string }>('roles.make', {
      communityId,
      name: '组长',
      scope: 'squad',
      leads: true,
      rights: ['squad.see'],
    });
    await run('roles.appoint', { roleId, enrolmentId: one.id, inSquadId: squadId });
    const rights = () => home.kernel.run<object[]>('roles.rightsOf', { accountId: one.memberId }, { kind: 'system', orgId: home.orgId });
    expect(await rights()).toHaveLength(1);
    await run('checkins.submit', { campaignId, content: { text: '早' } }, two.actor);
    await record(one, '1.2');
    expect((await record(one, '1.2')).standing.balance).toBe(0);
    expect(await rights()).toEqual([]);
    await run('checkins.submit', { campaignId, content: { text: '我还在' } }, one.actor);
    const like = { campaignId, enrolmentId: two.id, day: '2026-03-02', liked: true };
    expect(await codeOf(run('checkins.like', like, one.actor))).toBe('rights.suspended');
    const seenBy = async ({ actor }: Person) =>
      (await run<{ posts: { text: string }[] }>('checkins.feed', { campaignId }, actor)).posts.map(({ text }) => text).sort();
    expect([await seenBy(two), await seenBy(one)]).toEqual([['早'], ['我还在', '早'].sort()]);
    await sit(one, communityId);
    expect((await mine(one)).standing).toMatchObject({ balance: 12, suspendedSince: null });
    expect(await rights()).toHaveLength(1);
    await run('checkins.like', like, one.actor);
    expect(await seenBy(two)).toEqual(['我还在', '早'].sort());
  });

  it('the exam asks for 90 of 100, pauses after a try, and its tries run out for some days', async () => {
    const { communityId, one } = await club();
    expect(await codeOf(run('credit.beginExam', { communityId }, one.actor))).toBe('exam.suspended');
    await record(one, '1.2');
    await record(one, '1.2');
    await sit(one, communityId, 2);
    expect((await mine(one)).standing.balance).toBe(0);
    expect(await codeOf(run('credit.beginExam', { communityId }, one.actor))).toBe('exam.pause');
    for (let left = 1; left >= 0; left -= 1) {
      camp.advance(13 * 3_600_000);
      await sit(one, communityId, 10);
      expect((await mine(one)).exam.triesLeft).toBe(left);
    }
    camp.advance(13 * 3_600_000);
    expect(await codeOf(run('credit.beginExam', { communityId }, one.actor))).toBe('exam.tries');
    camp.advance(7 * 86_400_000);
    await sit(one, communityId, 1);
    expect((await mine(one)).standing.suspendedSince).toBe(null);
  });

  it('an entry taken back gives the rights back too', async () => {
    const { one } = await club();
    await record(one, '1.2');
    const { creditEntryId } = await record(one, '1.2');
    expect(await run('credit.reverse', { creditEntryId, reason: '记错了' }, coach)).toMatchObject({
      standing: { balance: 6, suspendedSince: null },
    });
  });
});

it('everything is in the own copy, and nothing is left when its holder is erased', async () => {
  const { one } = await club(['赵钱孙', '阿树']);
  const { creditEntryId } = await record(one, '1.2', { reason: '只有这里有的理由', evidence: '只有这里有的依据' });
  await run('credit.appeal', { creditEntryId, text: '只有这里有的申诉' }, one.actor);
  const copy = await run<{ credit: { entries: object[] }[] }>('privacy.exportMine', {}, one.actor);
  expect(copy.credit[0]?.entries).toMatchObject([{ reason: '只有这里有的理由', appeal: { text: '只有这里有的申诉' } }]);
  await run('privacy.eraseMine', { understood: true }, one.actor);
  await home.drain();
  const kept = await everythingKept(home);
  for (const words of ['赵钱孙', '只有这里有的']) expect(kept).not.toContain(words);
});

describe('agreeing to the rules', () => {
  interface Asked {
    communities: { version: number; agreed: boolean; changes: { number: string; what: string }[]; terms: boolean }[];
  }
  it('is asked once, and again with what changed, of those who take part', async () => {
    const { communityId, one, two } = await club();
    const asked = ({ actor }: Person) => run<Asked>('credit.toAgree', {}, actor).then(({ communities }) => communities);
    const agree = ({ actor }: Person, version: number) => run('credit.agree', { communityId, version }, actor);
    expect(await asked(one)).toMatchObject([
      { version: 1, agreed: false, changes: shippedCreditRules.rules.map(({ number }) => ({ number })) },
    ]);
    await Promise.all([agree(one, 1), agree(one, 1)]);
    expect(await asked(one)).toEqual([]);

    const { exam, rules } = shippedCreditRules;
    const set = (creditRules: object, version: number) => run('credit.setRules', { communityId, creditRules, version });
    await set({ ...shippedCreditRules, exam: { ...exam, questions: exam.questions.toReversed() } }, 1);
    expect(await asked(one)).toEqual([]);
    const [first, ...others] = rules;
    await set({ ...shippedCreditRules, rules: [{ ...first, text: '换了说法' }, ...others] }, 2);
    expect(await asked(one)).toMatchObject([
      { version: 3, agreed: true, changes: [{ number: first?.number, what: 'changed' }], terms: false },
    ]);
    expect(await codeOf(agree(one, 1))).toBe('rules.changed');
    await agree(one, 3);
    expect([await asked(one), (await asked(two)).length]).toEqual([[], 1]);
    const copy = await run<{ credit: { rulesAgreed: object[] }[] }>('privacy.exportMine', {}, one.actor);
    expect(copy.credit[0]?.rulesAgreed).toMatchObject([{ version: 3 }, { version: 1 }]);
  });
});
