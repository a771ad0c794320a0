import { describe, expect, it } from 'vitest';
import { campWorld, type Person } from '#testing/camp';
import type { DueItem } from './contract.ts';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run } = camp;

interface Items {
  items: DueItem[];
}
const mine = async ({ actor }: Person) => (await run<Items>('duties.mine', {}, actor)).items;

/** Two squads of two, the first of each leading it; the fifth is 班长. */
async function structured() {
  const communityId = await camp.community();
  const people = await camp.people(communityId, ['甲一', '甲二', '乙一', '乙二', '班长大山']);
  const squads: string[] = [];
  for (const name of ['一组', '二组']) squads.push((await run<{ id: string }>('squads.add', { communityId, name })).id);
  for (const [i, { id }] of people.slice(0, 4).entries())
    await run('squads.move', { communityId, enrolmentIds: [id], toSquadId: squads[Math.floor(i / 2)] });
  const leader = await run<{ id: string }>('roles.make', { communityId, name: '组长', scope: 'squad', leads: true });
  const head = await run<{ id: string }>('roles.make', { communityId, name: '班长', scope: 'community' });
  for (const i of [0, 1]) await run('roles.appoint', { roleId: leader.id, enrolmentId: people[2 * i]?.id, inSquadId: squads[i] });
  await run('roles.appoint', { roleId: head.id, enrolmentId: people[4]?.id });
  const [a1, a2, b1, , big = people[0]] = people;
  if (!b1) throw new TypeError('there are five');
  return { communityId, squads, leader, head, a1, a2, b1, big };
}

describe('a line of a ritual', () => {
  it('is whoever holds the role called like its part, once in each squad where the role is a squad’s', async () => {
    const { communityId, a1, a2, b1, big } = await structured();
    const begins = { day: '2026-03-02', time: '10:00' };
    const { items } = await run<{ items: number }>('duties.startRitual', { communityId, script: 'welcome', begins });
    // Two lines of 班长, two of 组长 for each of two squads.
    expect(items).toBe(6);
    expect((await mine(big)).map(({ title }) => title)).toEqual(['说一句欢迎', '请新人介绍自己']);
    const own = await mine(a1);
    expect(own.map(({ title, owner }) => [title, owner.role?.name, owner.role?.squad, owner.role?.holders])).toEqual([
      ['接住每一条自我介绍', '组长', '一组', ['甲一']],
      ['私聊新人', '组长', '一组', ['甲一']],
    ]);
    expect(await mine(a2)).toEqual([]);
    const dueItemId = own[0]?.id;
    await expect(run('duties.finishMine', { dueItemId }, b1.actor)).rejects.toMatchObject({ code: 'dueItem.notYours' });
    expect(await run<DueItem>('duties.finishMine', { dueItemId }, a1.actor)).toMatchObject({ state: 'done', done: { by: '甲一' } });
    expect((await mine(b1)).map(({ state }) => state)).toEqual(['open', 'open']);
  });

  it('goes to who takes the role over, and may be given to a role', async () => {
    const { communityId, head, a2, big } = await structured();
    await run('duties.startRitual', { communityId, script: 'applause', begins: { day: '2026-03-02', time: '10:00' } });
    const [item] = (await run<Items>('duties.desk', { communityId })).items;
    const owner = { kind: 'role', roleId: head.id };
    expect(await run('duties.handOver', { dueItemId: item?.id, owner })).toMatchObject({
      owner: { role: { name: '班长', holders: ['班长大山'] } },
    });
    expect(await mine(big)).toHaveLength(1);
    const { holders } = await run<{ holders: { id: string }[] }>('roles.history', { roleId: head.id });
    await run('roles.end', { holderId: holders[0]?.id });
    await run('roles.appoint', { roleId: head.id, enrolmentId: a2.id });
    expect([await mine(big), (await mine(a2)).length]).toEqual([[], 1]);
    const [here, there] = [item?.id, (await structured()).head.id];
    await expect(run('duties.handOver', { dueItemId: here, owner: { kind: 'role', roleId: there } })).rejects.toMatchObject({
      code: 'role.unknown',
    });
  });
});

it('the leader of a squad is reminded of the own squad alone, and says so for it alone', async () => {
  const { communityId, squads, a1, a2, b1 } = await structured();
  const campaignId = await camp.campaign(communityId, { opens: '05:00', closes: '22:00' }, '2026-03-22');
  await run('checkins.submit', { campaignId }, a1.actor);
  expect(await mine(a1)).toMatchObject([
    { source: 'reminder', squadId: squads[0], from: '晨读打卡 · 一组', missing: { people: 1, names: ['甲二'] } },
  ]);
  expect(await mine(b1)).toMatchObject([{ missing: { people: 2 } }]);
  expect(await mine(a2)).toEqual([]);
  const said = { campaignId, squadId: squads[0], day: '2026-03-02', done: true };
  for (const actor of [a2.actor, b1.actor])
    await expect(run('duties.remindMine', said, actor)).rejects.toMatchObject({ code: 'dueItem.notYours' });
  await run('duties.remindMine', said, a1.actor);
  expect(await mine(a1)).toMatchObject([{ state: 'done', done: { by: '甲一' } }]);
  expect(await mine(b1)).toMatchObject([{ state: 'open' }]);
  expect((await run<Items>('duties.desk', { communityId })).items).toMatchObject([
    { state: 'open', squadId: null, missing: { people: 4 } },
  ]);
});
