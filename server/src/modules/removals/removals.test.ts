/** What must be true before anybody is removed, and who ends it. */
import { describe, expect, it } from 'vitest';
import type { Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import { homeworkWorld } from '#testing/homework';
import { shippedCreditRules } from '../credit/shipped.ts';
import { filledNotice, nextStepAt, stageOf } from './rules.ts';
import { shippedRemovalRules } from './shipped.ts';

const camp = await homeworkWorld();
const { run, world: home } = camp;
const system = { kind: 'system', orgId: home.orgId } as const;

interface Board {
  refund: string;
  open: { id: string; nickname: string; stage: string; reason: { need: number; have: number }; nextAt: string | null; notice: string }[];
  closed: { nickname: string; outcome: string; because: string }[];
}
interface Preview {
  people: {
    enrolmentId: string;
    nickname: string;
    reasons: { code: string; need: number; have: number; met: boolean }[];
    stage: string | null;
  }[];
  before: object;
  after: object;
}

/** The first checks in on every day, the second on none; at ten in the morning of the fifth day in Shanghai. */
async function week(names: [string, string] = ['林夏', '阿树']) {
  camp.at('2026-03-01T02:00:00Z');
  const communityId = await camp.community();
  const [keen, lost] = await camp.people(communityId, names);
  const campaignId = await camp.campaign(communityId, {}, '2026-03-30');
  await run('removals.setRules', { communityId, removalRules: shippedRemovalRules, version: 0 });
  for (let day = 2; day <= 4; day += 1) {
    camp.at(`2026-03-0${day}T02:00:00Z`);
    await run('checkins.submit', { campaignId }, keen.actor);
  }
  camp.at('2026-03-05T02:00:00Z');
  const look = () => home.kernel.run('removals.lookAt', { communityId }, system);
  const board = () => run<Board>('removals.board', { communityId });
  const squadWithLeader = async () => {
    const { id: squadId } = await run<{ id: string }>('squads.add', { communityId, name: '一组' });
    await run('squads.move', { communityId, enrolmentIds: [keen.id, lost.id], toSquadId: squadId });
    const role = { communityId, name: '组长', scope: 'squad', leads: true, rights: ['squad.see', 'squad.care'] };
    const { id: roleId } = await run<{ id: string }>('roles.make', role);
    await run('roles.appoint', { roleId, enrolmentId: keen.id, inSquadId: squadId });
    const rights = ['squad.see', 'squad.care'].map((right) => ({ right, communityId, squadId }));
    return { squadId, leader: { ...keen.actor, rights } as Person['actor'] };
  };
  return { communityId, campaignId, keen, lost, look, board, squadWithLeader };
}
const dutiesOf = async ({ actor }: Person) =>
  (await run<{ items: { source: string; from: string; state: string }[] }>('duties.mine', {}, actor)).items.filter(
    ({ source }) => source === 'rescue',
  );
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { code: string }) => error.code,
  );
const takesPart = async ({ actor }: Person) => (await run<{ enrolments: object[] }>('admissions.mine', {}, actor)).enrolments.length === 1;

describe('somebody who misses what the rules ask for', () => {
  it('is at risk once, however often it is looked, and their leader is asked to win them back', async () => {
    const { look, board, keen, lost, squadWithLeader } = await week();
    await squadWithLeader();
    await Promise.all([look(), look()]);
    await look();
    expect((await board()).open).toMatchObject([
      { nickname: '阿树', stage: 'rescue', reason: { need: 3, have: 3 }, nextAt: '2026-03-07T02:00:00.000Z' },
    ]);
    expect(await dutiesOf(keen)).toMatchObject([{ from: '阿树', state: 'open' }]);
    expect(await run('removals.mine', {}, lost.actor)).toMatchObject({ risks: [{ stage: 'rescue' }] });
  });

  it('and is kept at the same moment as it is looked, is kept, and nobody is asked to send a notice', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { communityId, look, board, lost } = await week();
      await look();
      camp.at('2026-03-07T02:00:00Z');
      const removalCaseId = (await board()).open[0]?.id;
      const kept = camp.later(round).then(() => run('removals.keep', { removalCaseId, reason: '请过假' }));
      // The look may find the case closed by then, and is repeated as a task is.
      await Promise.all([kept, look().catch(look)]);
      expect((await run<Board>('removals.board', { communityId })).open).toEqual([]);
      const asked = await home.sql('SELECT 1 FROM due_item WHERE source_id = $1 AND done_at IS NULL', [lost.id]);
      expect(asked).toEqual([]);
    }
  });

  it('is asked nothing of at night, in the zone of the community', async () => {
    const { look, board } = await week();
    camp.at('2026-03-05T14:00:00Z');
    await look();
    expect((await board()).open).toEqual([]);
  });

  it('is rescued by checking in again, and not at risk again for days that are settled', async () => {
    const { look, board, campaignId, keen, lost, squadWithLeader } = await week();
    await squadWithLeader();
    await look();
    camp.advance(3_600_000);
    await run('checkins.submit', { campaignId }, lost.actor);
    await look();
    expect(await board()).toMatchObject({ open: [], closed: [{ nickname: '阿树', outcome: 'rescued' }] });
    expect(await dutiesOf(keen)).toEqual([]);
    camp.advance(86_400_000);
    await look();
    expect((await board()).open).toEqual([]);
  });

  it('is rescued by a note of whoever cares for the squad, and of no other squad', async () => {
    const { communityId, look, board, lost, squadWithLeader } = await week();
    const { squadId, leader } = await squadWithLeader();
    await look();
    const { id: otherSquad } = await run<{ id: string }>('squads.add', { communityId, name: '二组' });
    const note = { enrolmentId: lost.id, text: '出差，周一回来' };
    expect(await codeOf(run('removals.rescued', { ...note, squadId: otherSquad }, leader))).toBe('access.denied');
    await run('removals.rescued', { ...note, squadId }, leader);
    expect((await board()).closed).toMatchObject([{ outcome: 'rescued', because: '出差，周一回来' }]);
    expect(await codeOf(run('removals.rescued', { ...note, squadId }, leader))).toBe('removalCase.none');
  });
});

describe('somebody who misses homework', () => {
  /** The first hands everything in, the second nothing; two works are due, and a third, at 20:00 of 2, 3 and 12 March in Shanghai. */
  async function twoMissed() {
    camp.begin();
    const communityId = await camp.community();
    const [keen, lost] = await camp.people(communityId, ['林夏', '阿树']);
    const due = (day: string, more: object = {}) => camp.assignment(communityId, {}, { due: { day, time: '20:00' }, ...more });
    const works = [await due('2026-03-02', { lateUntil: { day: '2026-03-03', time: '12:00' } }), await due('2026-03-03')];
    const third = await due('2026-03-12', { lateUntil: { day: '2026-03-14', time: '20:00' } });
    const sources = [{ kind: 'homework', missed: 2, of: 7 }];
    await run('removals.setRules', { communityId, removalRules: { ...shippedRemovalRules, sources }, version: 0 });
    for (const work of works) await camp.handIn(keen, work);
    const look = () => home.kernel.run('removals.lookAt', { communityId }, system);
    const board = () => run<Board>('removals.board', { communityId });
    return { communityId, works, third, keen, lost, look, board };
  }

  it('is at risk once so many works are missed for certain, and not by works that were handed in late', async () => {
    const { look, board, communityId } = await twoMissed();
    camp.at('2026-03-03T02:00:00Z');
    await look();
    expect((await board()).open).toEqual([]);
    camp.at('2026-03-04T02:00:00Z');
    await look();
    await look();
    expect((await board()).open).toMatchObject([{ nickname: '阿树', stage: 'rescue', reason: { code: 'homework', need: 2, have: 2 } }]);
    expect((await board()).open[0]?.notice).toContain('有 2 次作业没等到你');
    expect((await run<Preview>('removals.preview', { communityId, homework: 1 })).people).toMatchObject([
      { nickname: '阿树', stage: 'rescue', reasons: [{ code: 'homework', need: 1, have: 2, met: true }] },
    ]);
    expect((await run<Preview>('removals.preview', { communityId, homework: 3 })).people).toEqual([]);

    const late = await twoMissed();
    camp.at('2026-03-03T02:00:00Z');
    await camp.handIn(late.lost, late.works[0] ?? '');
    camp.at('2026-03-04T02:00:00Z');
    await late.look();
    expect((await late.board()).open).toEqual([]);
  });

  it('is back by handing a work in, also a late one, and not by checking in; what was before is settled', async () => {
    const { communityId, third, lost, look, board } = await twoMissed();
    const campaignId = await camp.campaign(communityId, {}, '2026-03-30');
    camp.at('2026-03-04T02:00:00Z');
    await look();
    camp.at('2026-03-04T03:00:00Z');
    await run('checkins.submit', { campaignId }, lost.actor);
    await look();
    expect((await board()).open).toMatchObject([{ nickname: '阿树', stage: 'rescue' }]);
    camp.at('2026-03-13T02:00:00Z');
    expect(await camp.handIn(lost, third)).toMatchObject({ late: true });
    await look();
    expect(await board()).toMatchObject({ open: [], closed: [{ nickname: '阿树', outcome: 'rescued', because: '' }] });
  });

  it('is back by a note, and not at risk again for works that are settled', async () => {
    const { lost, look, board } = await twoMissed();
    camp.at('2026-03-04T02:00:00Z');
    await look();
    await run('removals.rescued', { enrolmentId: lost.id, text: '下周补上' });
    camp.at('2026-03-05T02:00:00Z');
    await look();
    expect(await board()).toMatchObject({ open: [], closed: [{ outcome: 'rescued', because: '下周补上' }] });
  });
});

describe('a removal', () => {
  it('is a proposal after rescue and a notice that a person sent, and never more without a person', async () => {
    const { communityId, look, board, lost } = await week();
    const ofLost = async () => (await board()).open.filter(({ nickname }) => nickname === lost.nickname);
    await look();
    const [{ id: removalCaseId } = { id: '' }] = await ofLost();
    expect(await codeOf(run('removals.noticeSent', { removalCaseId }))).toBe('removalCase.tooEarly');
    camp.advance(2 * 86_400_000);
    await look();
    expect(await ofLost()).toMatchObject([{ stage: 'notice', nextAt: null, notice: expect.stringContaining('阿树') }]);
    camp.advance(5 * 86_400_000);
    await look();
    expect(await ofLost()).toMatchObject([{ stage: 'notice' }]);
    expect(await codeOf(run('removals.confirm', { removalCaseId, reason: '一直没有回音' }))).toBe('removalCase.tooEarly');
    await run('removals.noticeSent', { removalCaseId });
    camp.advance(2 * 86_400_000);
    await look();
    expect(await ofLost()).toMatchObject([{ stage: 'proposed' }]);
    camp.advance(5 * 86_400_000);
    await look();
    expect(await takesPart(lost)).toBe(true);
    expect(await codeOf(run('removals.confirm', { removalCaseId, reason: '好' }, home.staff('coach', communityId)))).toBe('access.denied');
    await run('removals.confirm', { removalCaseId, reason: '一直没有回音' });
    expect(await takesPart(lost)).toBe(false);
    expect((await board()).closed).toMatchObject([{ nickname: '阿树', outcome: 'removed', because: '一直没有回音' }]);
    await camp.comeBack(lost);
    expect(await takesPart(lost)).toBe(true);
  });

  it('is rejected with a reason, and the refund rule stands beside it', async () => {
    const { look, board, lost } = await week();
    await look();
    const [{ id: removalCaseId } = { id: '' }] = (await board()).open;
    await run('removals.keep', { removalCaseId, reason: '家里有事，说好了' });
    expect(await board()).toMatchObject({ refund: shippedRemovalRules.refund, open: [], closed: [{ outcome: 'kept' }] });
    expect(await codeOf(run('removals.keep', { removalCaseId, reason: '再来一次' }))).toBe('removalCase.closed');
    expect(await takesPart(lost)).toBe(true);
  });
});

describe('purifying', () => {
  it('tells who would leave by which rule, and the community before and after, and writes nothing', async () => {
    const { communityId, keen, lost, board } = await week();
    const found = await run<Preview>('removals.preview', { communityId, missed: 3, silent: 30 });
    expect(found).toMatchObject({
      people: [
        {
          nickname: '阿树',
          stage: null,
          reasons: [
            { code: 'checkins', need: 3, have: 3, met: true },
            { code: 'silent', need: 30, have: 4, met: false },
          ],
        },
      ],
      before: { people: 2, rate: 0.5, active: 1 },
      after: { people: 1, rate: 1, active: 1 },
    });
    expect((await run<Preview>('removals.preview', { communityId, missed: 4 })).people).toEqual([]);
    expect((await board()).open).toEqual([]);
    await run('credit.setRules', { communityId, creditRules: shippedCreditRules, version: 0 });
    await run('credit.record', { enrolmentId: keen.id, ruleNumber: '1.2', reason: '推销', version: 1, nth: 1 });
    expect((await run<Preview>('removals.preview', { communityId, credit: 6 })).people).toMatchObject([
      { nickname: '林夏', reasons: [{ have: 6 }] },
    ]);
    expect(lost.nickname).toBe('阿树');
  });

  it('makes proposals in one go, of those who meet the rule alone, and takes them back in one go', async () => {
    const { communityId, keen, lost, board } = await week();
    const input = { communityId, enrolmentIds: [keen.id, lost.id], missed: 3 };
    const { batchId, added } = await run<{ batchId: string; added: number }>('removals.begin', { ...input, first: 'proposal' });
    expect([added, (await board()).open.map(({ stage }) => stage)]).toEqual([1, ['proposed']]);
    expect(await run('removals.withdraw', { communityId, batchId })).toEqual({ withdrawn: 1 });
    expect(await board()).toMatchObject({ open: [], closed: [{ outcome: 'withdrawn' }] });
    await run('removals.begin', { ...input, first: 'rescue' });
    expect((await board()).open).toMatchObject([{ stage: 'rescue' }]);
    expect(await run('removals.begin', { ...input, first: 'proposal' })).toMatchObject({ added: 0 });
  });
});

it('everything is in the own copy, and nothing is left when its holder is erased', async () => {
  const { look, board, lost } = await week(['林夏', '赵钱孙']);
  await look();
  const [{ id: removalCaseId } = { id: '' }] = (await board()).open;
  await run('removals.keep', { removalCaseId, reason: '只有这里有的理由' });
  const copy = await run<{ atRisk: object[] }>('privacy.exportMine', {}, lost.actor);
  expect(copy.atRisk).toMatchObject([{ source: 'checkins', outcome: 'kept', reason: '只有这里有的理由' }]);
  await run('privacy.eraseMine', { understood: true }, lost.actor);
  await home.drain();
  const kept = await everythingKept(home);
  for (const words of ['赵钱孙', '只有这里有的']) expect(kept).not.toContain(words);
});

describe('steps', () => {
  const none = { openedAt: 1, rescueUntil: null, noticeAt: null, noticedAt: null, proposedAt: null };
  it.each([
    ['rescue', { ...none, rescueUntil: 5 }, 5],
    ['notice', { ...none, rescueUntil: 5, noticeAt: 6 }, null],
    ['noticed', { ...none, noticeAt: 6, noticedAt: 7 }, 7 + 2 * 86_400_000],
    ['proposed', { ...none, proposedAt: 9 }, null],
  ])('%s, and when the next one comes by itself', (stage, steps, next) => {
    expect([stageOf(steps), nextStepAt(steps, { noticeDays: 2 })]).toEqual([stage, next]);
  });
  it('a notice names the person and the days', () => {
    expect(filledNotice('{{昵称}}，{{天数}} 天', '阿树', { code: 'checkins', have: 3 })).toBe('阿树，3 天');
  });
  it('a notice says what is missed', () => {
    const of = (code: 'checkins' | 'homework') => filledNotice('最近{{情况}}。', '阿树', { code, have: 2 });
    expect([of('checkins'), of('homework')]).toEqual(['最近有 2 天没看到你打卡。', '最近有 2 次作业没等到你。']);
  });
});
