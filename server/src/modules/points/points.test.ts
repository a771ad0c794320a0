/** What is done earns points by the rules of its day, and loses them when it is undone; boards, badges, contests follow. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import { classWorld } from '#testing/squads';

let c: Awaited<ReturnType<typeof classWorld>>;
beforeAll(async () => {
  c = await classWorld('2026-03-02T00:00:00Z');
});
beforeEach(() => c.at('2026-03-02T00:00:00Z'));

const early = {
  facts: {
    'checkin.onTime': { points: 5 },
    'checkin.madeUp': { points: 2 },
    'checkin.liked': { points: 1, dailyCap: 2 },
    'praise.received': { points: 10 },
    'care.given': { points: 3 },
    'duty.done': { points: 4 },
  },
  runs: [{ days: 3, points: 20 }],
  badges: [
    { key: 'run-3', name: '连续三天', isTitle: true, measure: 'run', need: 3 },
    { key: 'liked', name: '人气', measure: 'likes', need: 2 },
  ],
};

interface Entry {
  entryId: string;
  amount: number;
  kind: string;
  day: string;
  reverses: string | null;
}

interface Mine {
  balance: number;
  today: number;
  caps: { kind: string; need: number; have: number; met: boolean }[];
  badges: { key: string; need: number; have: number; met: boolean; earnedAt: string | null; revoked: { reason: string } | null }[];
}

async function camp(names: string[] = ['林夏', '阿树', '小满']) {
  const communityId = await c.community();
  const people = await c.people(communityId, names);
  const campaignId = await c.campaign(communityId, {}, '2026-03-31');
  await c.run('points.setRules', { communityId, pointsRules: early });
  const [me, other] = people;
  const entries = async ({ actor }: Person = me) => (await c.run<{ entries: Entry[] }>('points.myLedger', { communityId }, actor)).entries;
  const amounts = async (person?: Person) => (await entries(person)).map(({ amount, kind }) => [kind, amount]);
  const mine = async ({ actor }: Person = me): Promise<Mine> => {
    const { communities } = await c.run<{ communities: [Mine] }>('points.mine', {}, actor);
    return communities[0];
  };
  const checkIn = async ({ actor }: Person, days: number[]) => {
    for (const day of days) {
      c.at(`2026-03-${String(day).padStart(2, '0')}T01:00:00Z`);
      await c.run('checkins.submit', { campaignId }, actor);
    }
    await c.world.drain();
  };
  return { communityId, campaignId, people, me, other, entries, amounts, mine, checkIn };
}

describe('facts', () => {
  it('earn once, are reversed when they are undone, and are earned again when they are done again', async () => {
    const { me, campaignId, amounts, mine, checkIn } = await camp();
    await checkIn(me, [2]);
    expect(await amounts()).toEqual([['checkin.onTime', 5]]);
    await c.run('checkins.undo', { campaignId }, me.actor);
    await c.world.drain();
    expect((await mine()).balance).toBe(0);
    await checkIn(me, [2]);
    expect(await amounts()).toEqual([
      ['checkin.onTime', 5],
      ['checkin.onTime', -5],
      ['checkin.onTime', 5],
    ]);
    expect(await mine()).toMatchObject({ balance: 5, today: 5 });
  });

  it('come to the same however often and late they are told', async () => {
    const { me, campaignId, communityId, amounts, checkIn } = await camp();
    await checkIn(me, [2]);
    const settle = () =>
      c.run(
        'points.settle',
        { source: 'checkin', communityId, subjectId: me.id, data: { campaignId, day: '2026-03-02' } },
        { kind: 'system', orgId: c.world.orgId },
      );
    await Promise.all([settle(), settle(), settle()]);
    expect(await amounts()).toEqual([['checkin.onTime', 5]]);
  });

  it('that staff correct are earned anew as what they became, a run of days goes with the day that broke it', async () => {
    const { me, campaignId, amounts, mine, checkIn } = await camp();
    await checkIn(me, [2, 3, 4]);
    expect((await mine()).balance).toBe(3 * 5 + 20);
    await c.run('checkins.correct', { campaignId, enrolmentId: me.id, day: '2026-03-03', becomes: null, reason: '不是本人' });
    await c.world.drain();
    expect((await mine()).balance).toBe(2 * 5);
    await c.run('checkins.correct', { campaignId, enrolmentId: me.id, day: '2026-03-03', becomes: 'madeUp', reason: '补上了' });
    await c.world.drain();
    expect((await amounts()).slice(0, 2).sort()).toEqual([
      ['checkin.madeUp', 2],
      ['checkin.run', 20],
    ]);
  });

  it('of others: likes up to the cap of a day, praise, care and duties; each goes with its check-in', async () => {
    const { me, people, communityId, campaignId, amounts, mine, checkIn } = await camp(['林夏', '阿树', '小满', '周舟']);
    await checkIn(me, [2]);
    expect((await mine()).caps).toEqual([{ kind: 'checkin.liked', need: 2, have: 0, met: false }]);
    for (const { actor } of people.slice(1))
      await c.run('checkins.like', { campaignId, enrolmentId: me.id, day: '2026-03-02', liked: true }, actor);
    const squadId = await c.squad(communityId, '一组', people);
    await c.run('squads.praise', { squadId, enrolmentId: me.id, text: '太棒了' });
    await c.world.drain();
    expect((await amounts()).sort()).toEqual([
      ['checkin.liked', 1],
      ['checkin.liked', 1],
      ['checkin.onTime', 5],
      ['praise.received', 10],
    ]);
    expect((await mine()).caps).toEqual([{ kind: 'checkin.liked', need: 2, have: 2, met: true }]);
    await c.run('checkins.undo', { campaignId }, me.actor);
    await c.world.drain();
    expect((await amounts()).reduce((sum, [, amount]) => sum + Number(amount), 0)).toBe(10);
  });

  it('keep the rules of their day when rules change, and earn nothing before the first ones', async () => {
    const { me, communityId, mine, checkIn } = await camp();
    await checkIn(me, [2]);
    await c.run('points.setRules', { communityId, effectiveOn: '2026-03-04', pointsRules: { facts: { 'checkin.onTime': { points: 7 } } } });
    await checkIn(me, [3, 4]);
    expect((await mine()).balance).toBe(5 + 5 + 7);
    await expect(c.run('points.setRules', { communityId, effectiveOn: '2026-03-03', pointsRules: {} })).rejects.toMatchObject({
      code: 'points.past',
    });
  });

  it('are previewed by any rules before these hold', async () => {
    const { me, other, communityId, checkIn } = await camp();
    await checkIn(me, [2, 3]);
    await checkIn(other, [4]);
    c.at('2026-03-05T01:00:00Z');
    const tried = { facts: { 'checkin.onTime': { points: 9 } } };
    expect(await c.run('points.previewRules', { communityId, pointsRules: tried })).toMatchObject({
      ...{ from: '2026-02-26', to: '2026-03-04', total: 27 },
      people: [
        { nickname: '林夏', points: 18, facts: 2 },
        { nickname: '阿树', points: 9, facts: 1 },
        { nickname: '小满', points: 0, facts: 0 },
      ],
    });
  });
});

describe('by hand', () => {
  it('staff give and take up to the limit of the rules, with a reason that is read', async () => {
    const { me, communityId, amounts } = await camp();
    const give = (amount: number) =>
      c.run('points.award', { communityId, enrolmentIds: [me.id], amount, reason: '分享经验', requestId: c.world.kernel.newId() });
    await expect(give(101)).rejects.toMatchObject({ code: 'points.limit', data: { limit: 100 } });
    await expect(give(-1)).rejects.toMatchObject({ code: 'points.insufficient' });
    await give(100);
    await give(-30);
    expect(await amounts()).toEqual([
      ['deduct', -30],
      ['award', 100],
    ]);
  });
});

interface Board {
  people: number;
  top: { nickname: string; total: number; rank: number; title: string | null }[];
  me: { total: number; rank: number } | null;
}

describe('boards', () => {
  it('tell equal points the same place, one’s own place, and newcomers among themselves; whoever leaves is gone from them', async () => {
    const { people, me, other, communityId } = await camp(['林夏', '阿树', '小满', '周舟']);
    const give = (person: Person | undefined, amount: number) =>
      c.run('points.award', { communityId, enrolmentIds: [person?.id], amount, reason: '帮忙', requestId: c.world.kernel.newId() });
    await give(me, 30);
    await give(other, 30);
    await give(people[2], 10);
    const board = (of: string, { actor }: Person = me) => c.run<Board>('points.ranking', { communityId, board: of, limit: 2 }, actor);
    expect((await board('day')).top.map(({ rank, total }) => [rank, total])).toEqual([
      [1, 30],
      [1, 30],
    ]);
    expect(await board('day', people[2])).toMatchObject({ people: 3, me: { rank: 3, total: 10 } });
    expect((await board('day', people[3])).me).toBe(null);
    c.at('2026-04-20T01:00:00Z');
    const [late] = await c.people(communityId, ['新来']);
    await give(late, 1);
    expect((await board('newcomers')).top).toMatchObject([{ nickname: '新来', rank: 1 }]);
    expect(await board('day')).toMatchObject({ people: 1 });
    expect(await board('all')).toMatchObject({ people: 4 });
    await c.leave(me);
    await c.world.drain();
    expect((await board('all', other)).top.map(({ nickname }) => nickname)).toEqual(['阿树', '小满']);
    expect(await board('all', other)).toMatchObject({ people: 3, me: { rank: 1 } });
    await c.comeBack(me);
    await c.world.drain();
    expect(await board('all')).toMatchObject({ people: 4, me: { rank: 1 } });
  });

  it('of squads divide by who is in them now, and what was earned stays with the squad it was earned in', async () => {
    const { people, me, other, communityId, checkIn } = await camp(['林夏', '阿树', '小满']);
    const one = await c.squad(communityId, '一组', [me, other]);
    const two = await c.squad(communityId, '二组', people.slice(2));
    await checkIn(me, [2]);
    await checkIn(other, [2]);
    await checkIn(people[2] ?? me, [2]);
    const board = async (by: string) =>
      (await c.run<{ squads: object[] }>('points.squadRanking', { communityId, board: 'day', by }, me.actor)).squads;
    expect(await board('total')).toMatchObject([
      { name: '一组', total: 10, heads: 2, rank: 1, mine: true },
      { name: '二组', total: 5, rank: 2, mine: false },
    ]);
    expect(await board('head')).toMatchObject([
      { perHead: 5, rank: 1 },
      { perHead: 5, rank: 1 },
    ]);
    await c.run('squads.move', { communityId, enrolmentIds: [other.id], toSquadId: two });
    await c.world.drain();
    expect(await board('head')).toMatchObject([
      { squadId: one, total: 10, heads: 1, perHead: 10 },
      { squadId: two, total: 5, heads: 2, perHead: 2.5 },
    ]);
  });
});

describe('badges', () => {
  it('tell need and have, are earned once, stand as title on the board, and are revoked by a person with a reason', async () => {
    const { me, communityId, campaignId, mine, checkIn } = await camp();
    await checkIn(me, [2, 3]);
    expect((await mine()).badges[0]).toMatchObject({ key: 'run-3', need: 3, have: 2, met: false, earnedAt: null });
    await checkIn(me, [4]);
    expect((await mine()).badges[0]).toMatchObject({ have: 3, met: true, earnedAt: expect.stringContaining('2026-03-04') });
    const top = async () => (await c.run<Board>('points.board', { communityId, board: 'all' })).top[0];
    expect(await top()).toMatchObject({ title: '连续三天' });
    // What was earned stays when the days it was earned by are corrected.
    await c.run('checkins.correct', { campaignId, enrolmentId: me.id, day: '2026-03-03', becomes: null, reason: '不是本人' });
    await c.world.drain();
    expect((await mine()).badges[0]).toMatchObject({ have: 1, met: false, earnedAt: expect.any(String) });
    const { badges, total } = await c.run<{ badges: { badgeId: string }[]; total: number }>('points.badges', { communityId });
    expect(total).toBe(badges.length);
    await c.run('points.revokeBadge', { badgeId: badges[0]?.badgeId, reason: '代打卡' });
    expect((await mine()).badges[0]).toMatchObject({ revoked: { reason: '代打卡' } });
    expect((await top())?.title).toBe(null);
  });
});

interface Contest {
  contestId: string;
  state: string;
  squads: { name: string; place: number; have: number; personDays: number; perHead: number }[];
}

describe('contests of squads', () => {
  it('are fair a head, told as they stand, and keep their result', async () => {
    c.at('2026-03-01T16:00:00Z');
    const { people, me, other, communityId, campaignId, checkIn, mine } = await camp(['林夏', '阿树', '小满']);
    const squadIds = [await c.squad(communityId, '一组', [me, other]), await c.squad(communityId, '二组', people.slice(2))];
    const wanted = { communityId, name: '打卡 PK', measure: 'checkins', startsOn: '2026-03-02', endsOn: '2026-03-03', squadIds };
    const { contestId } = await c.run<Contest>('points.startContest', wanted);
    await checkIn(me, [2, 3]);
    await checkIn(people[2] ?? me, [2, 3]);
    const contest = async () => (await c.run<{ contests: Contest[] }>('points.contests', { communityId })).contests[0];
    expect(await contest()).toMatchObject({
      state: 'running',
      squads: [
        { name: '二组', place: 1, have: 2, personDays: 2, perHead: 2 },
        { name: '一组', place: 2, have: 2, personDays: 4, perHead: 1 },
      ],
    });
    expect(await mine()).toMatchObject({ contest: { contestId } });
    c.at('2026-03-06T01:00:00Z');
    await c.run('points.decideContests', {}, { kind: 'system', orgId: c.world.orgId });
    await c.run('checkins.correct', { campaignId, enrolmentId: me.id, day: '2026-03-02', becomes: null, reason: '不是本人' });
    expect(await contest()).toMatchObject({
      state: 'ended',
      squads: [
        { place: 1, have: 2 },
        { place: 2, have: 2 },
      ],
    });
    await expect(c.run('points.cancelContest', { contestId })).rejects.toMatchObject({ code: 'contest.decided' });
  });
});

it('come along in the own copy; erased, a person is nobody and the squad keeps what it had', async () => {
  const { me, other, communityId } = await camp(['赵钱孙', '阿树']);
  const squadId = await c.squad(communityId, '一组', [me, other]);
  await c.run('points.award', {
    communityId,
    enrolmentIds: [me.id],
    amount: 9,
    reason: '赵钱孙帮了大家',
    requestId: c.world.kernel.newId(),
  });
  const copy = await c.run<{ points: object[] }>('privacy.exportMine', {}, me.actor);
  expect(copy.points).toMatchObject([{ amount: 9, kind: 'award', reason: '赵钱孙帮了大家' }]);
  await c.run('privacy.eraseMine', { understood: true }, me.actor);
  await c.world.drain();
  expect(await everythingKept(c.world)).not.toContain('赵钱孙');
  expect((await c.run<Board>('points.board', { communityId, board: 'all' })).people).toBe(0);
  expect(await c.run('points.squadBoard', { communityId, board: 'all', by: 'total' })).toMatchObject({
    squads: [{ squadId, total: 9, heads: 1 }],
  });
});
