import { describe, expect, it } from 'vitest';
import { importing } from '#testing/imports';
import { classWorld } from '#testing/squads';
import { shippedBlueprints } from '../blueprints/shipped.ts';
import { qqFile, sampleChat } from '../chat/sample-chats.ts';

const camp = await classWorld('2026-03-02T00:00:00Z');
const { run, names, plan, assign, tree } = camp;
const { importText } = importing(camp.world);
const some = (count: number, prefix = '学员') => Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);
const undoLast = async (communityId: string) =>
  run<{ restored: number }>('squads.undo', { communityId, changeId: (await tree(communityId)).lastChange?.id });

describe('a plan', () => {
  it('changes nothing when asked for, and places everyone once when carried out', async () => {
    const communityId = await camp.community();
    await camp.people(communityId, some(20));
    const made = await plan(communityId);
    expect(made.squads.map(({ people }) => people.length)).toEqual([7, 7, 6]);
    expect((await tree(communityId)).squads).toEqual([]);
    expect(await assign(communityId, made)).toEqual({ placed: 20, unchanged: 0, skipped: [] });
    const { squads, without, warnings } = await tree(communityId);
    expect(squads.map(({ name, people }) => [name, people.length])).toEqual([
      ['第1组', 7],
      ['第2组', 7],
      ['第3组', 6],
    ]);
    expect(without).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['leader.none', 'leader.none', 'leader.none']);
  });

  it('is balanced by the days of the running campaign: the strongest are not together', async () => {
    const communityId = await camp.community();
    const people = await camp.people(communityId, some(8, '早起'));
    await run('squads.setSizes', { communityId, classSize: 77, squadSize: 4, span: 8 });
    const campaignId = await camp.campaign(communityId, { content: {} }, '2026-03-22');
    for (const one of people.slice(0, 2)) await run('checkins.submit', { campaignId }, one.actor);
    const { squads, balancedBy } = await plan(communityId);
    expect(balancedBy).toEqual(['checkins']);
    for (const squad of squads) expect(squad.people.filter(({ nickname }) => ['早起1', '早起2'].includes(nickname))).toHaveLength(1);
  });

  it('looks at people as they are when it is carried out: who left is skipped and told, who was placed meanwhile stays', async () => {
    const communityId = await camp.community();
    const [gone, placed] = await camp.people(communityId, some(8, '路'));
    const made = await plan(communityId);
    await camp.leave(gone);
    const own = await camp.squad(communityId, '先到组', [placed]);
    const { skipped, placed: count } = await assign(communityId, made);
    expect(count).toBe(6);
    expect(skipped.map(({ reason }) => reason).sort()).toEqual(['hasSquad', 'left']);
    expect((await tree(communityId)).squads.find(({ id }) => id === own)?.people.map(({ nickname }) => nickname)).toEqual(['路2']);
  });

  it('of everyone anew keeps leaders where they are', async () => {
    const communityId = await camp.community();
    const people = await camp.people(communityId, some(16, '带'));
    await assign(communityId, await plan(communityId));
    const before = await tree(communityId);
    const roleId = await camp.leaderRole(communityId);
    for (const squad of before.squads) {
      const leader = people.find(({ id }) => id === squad.people[0]?.enrolmentId);
      if (leader) await camp.appoint(roleId, leader, squad.id);
    }
    const made = await plan(communityId, true, 7);
    expect(made.squads.flatMap((squad) => squad.people.filter(({ leads }) => leads).map(({ now }) => now))).toEqual([true, true]);
    await assign(communityId, made);
    const after = await tree(communityId);
    expect(after.squads.map(({ leader }) => leader?.nickname)).toEqual(
      before.squads.map(({ leader, people: [first] }) => leader?.nickname ?? first?.nickname),
    );
    for (const { leader, people: members } of after.squads) expect(members.map(({ nickname }) => nickname)).toContain(leader?.nickname);
  });

  it('is balanced by what the chat and tags say where people are bound to senders', async () => {
    const rows = sampleChat(5, { from: Date.parse('2026-02-20T00:00:00Z'), days: 8, perDay: 40, people: 8 });
    const { channelId } = await importText(qqFile(rows));
    const { channels } = await run<{ channels: { id: string; communityId: string }[] }>('communities.channels');
    const communityId = channels.find(({ id }) => id === channelId)?.communityId ?? '';
    const people = Array.from({ length: 8 }, (_, at) => ({ name: `聊${at + 1}`, from: { channelId, personId: `id:${20_001 + at}` } }));
    await run('admissions.enrol', { communityId, people });
    for (const { name, from } of people) await run('members.addTag', { ...from, tag: name < '聊5' ? '女' : '男' });
    for (const { from } of people.slice(2, 6)) await run('members.addTag', { ...from, tag: '城市：成都' });
    await run('squads.setSizes', { communityId, classSize: 77, squadSize: 4, span: 8 });
    const { squads, balancedBy } = await plan(communityId);
    expect(balancedBy).toEqual(['chat', 'gender', 'region']);
    expect(squads.map((squad) => squad.people.filter(({ nickname }) => nickname < '聊5').length)).toEqual([2, 2]);
  });

  it('is refused where a squad it names belongs to another community', async () => {
    const communityId = await camp.community();
    const [one] = await camp.people(communityId, some(2, '外'));
    const foreign = await camp.squad(await camp.community(), '别家组', []);
    const squads = [{ squadId: foreign, name: '别家组', people: [one.id] }];
    await expect(run('squads.assign', { communityId, anew: false, squads })).rejects.toMatchObject({ code: 'squad.unknown' });
  });
});

describe('exactly one squad a person', () => {
  it('holds when many move the same person at once', async () => {
    const communityId = await camp.community();
    const [one] = await camp.people(communityId, some(2, '抢'));
    const squads = await Promise.all(['甲组', '乙组', '丙组'].map((name) => camp.squad(communityId, name, [])));
    await Promise.all([...squads, ...squads].map((toSquadId) => run('squads.move', { communityId, enrolmentIds: [one.id], toSquadId })));
    const open = await camp.sql('SELECT 1 FROM squad_member WHERE enrolment_id = $1 AND until IS NULL', [one.id]);
    expect(open).toHaveLength(1);
  });

  it('is what the database says, whoever writes', async () => {
    const communityId = await camp.community();
    const [one] = await camp.people(communityId, some(2, '双'));
    const [a, b] = [await camp.squad(communityId, '甲组', [one]), await camp.squad(communityId, '乙组', [])];
    const twice = `INSERT INTO squad_member (org_id, id, squad_id, enrolment_id, since, begun_by)
      SELECT org_id, gen_random_uuid(), $1, enrolment_id, since, begun_by FROM squad_member WHERE squad_id = $2`;
    await expect(camp.sql(twice, [b, a])).rejects.toThrow(/squad_member_one/);
  });
});

describe('undo', () => {
  it('brings a squad back with its people that was removed twice at the same moment', async () => {
    const communityId = await camp.community();
    const people = await camp.people(communityId, some(3, '删'));
    for (let round = 0; round < 8; round += 1) {
      const squadId = await camp.squad(communityId, `第${round}回`, people);
      const tries = await Promise.allSettled([1, 2, 3].map(() => run('squads.remove', { squadId })));
      expect(tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(['squad.unknown', 'squad.unknown']);
      expect(await undoLast(communityId)).toEqual({ restored: 3 });
    }
  });

  it('gives everyone their former squad back, brings squads back that the division left empty, and alters no history', async () => {
    const communityId = await camp.community();
    const people = await camp.people(communityId, some(12, '回'));
    await camp.squad(communityId, '甲组', people.slice(0, 3));
    await camp.squad(communityId, '乙组', people.slice(3, 6));
    await camp.squad(communityId, '丙组', people.slice(6, 9));
    const before = await names(communityId);
    await assign(communityId, await plan(communityId, true, 3));
    expect(Object.keys(await names(communityId))).toHaveLength(3);
    const history = () =>
      camp.sql<{ id: string; since: string }>(
        'SELECT m.id, m.squad_id, m.since::text AS since FROM squad_member m JOIN squad s ON s.id = m.squad_id WHERE s.community_id = $1 ORDER BY m.id',
        [communityId],
      );
    const then = await history();
    camp.advance(60_000);
    await undoLast(communityId);
    expect(await names(communityId)).toEqual(before);
    expect((await history()).slice(0, then.length)).toEqual(then);
  });

  it('goes back step by step, and whoever left meanwhile is in none', async () => {
    const communityId = await camp.community();
    const [one, other] = await camp.people(communityId, some(3, '步'));
    const [a, b] = [await camp.squad(communityId, '甲组', [one, other]), await camp.squad(communityId, '乙组', [])];
    await run('squads.move', { communityId, enrolmentIds: [one.id], toSquadId: b });
    await run('squads.remove', { squadId: a });
    expect(await names(communityId)).toEqual({ 乙组: ['步1'], '': ['步2', '步3'] });
    await undoLast(communityId);
    expect(await names(communityId)).toEqual({ 甲组: ['步2'], 乙组: ['步1'], '': ['步3'] });
    await undoLast(communityId);
    expect(await names(communityId)).toEqual({ 甲组: ['步1', '步2'], 乙组: [], '': ['步3'] });
    await camp.leave(other);
    await run('squads.remove', { squadId: a });
    await undoLast(communityId);
    expect(await names(communityId)).toEqual({ 甲组: ['步1'], 乙组: [], '': ['步3'] });
    await camp.comeBack(other);
    expect((await names(communityId))['']).toEqual(['步2', '步3']);
  });

  it('of a first division leaves no squads behind', async () => {
    const communityId = await camp.community();
    await camp.people(communityId, some(9, '初'));
    await assign(communityId, await plan(communityId));
    await undoLast(communityId);
    expect(await names(communityId)).toEqual({ '': some(9, '初') });
  });

  it('is of the last change only, which another may have made meanwhile', async () => {
    const communityId = await camp.community();
    const [one] = await camp.people(communityId, some(2, '迟'));
    const a = await camp.squad(communityId, '甲组', [one]);
    const changeId = (await tree(communityId)).lastChange?.id;
    await run('squads.move', { communityId, enrolmentIds: [one.id], toSquadId: null });
    await expect(run('squads.undo', { communityId, changeId })).rejects.toMatchObject({ code: 'squad.undoStale' });
    expect((await names(communityId))['']).toContain('迟1');
    expect(a).toBeTypeOf('string');
  });
});

describe('sizes', () => {
  it('are 77, 8 and 8 until said otherwise; a full class and a full squad are warned of with need and have', async () => {
    const communityId = await camp.community();
    const people = await camp.people(communityId, some(5, '满'));
    expect((await tree(communityId)).sizes).toEqual({ classSize: 77, squadSize: 8, span: 8 });
    await run('squads.setSizes', { communityId, classSize: 5, squadSize: 4, span: 8 });
    const squadId = await camp.squad(communityId, '挤组', people);
    expect((await tree(communityId)).warnings).toEqual([
      { code: 'class.full', need: 5, have: 5, squadId: null },
      { code: 'squad.full', need: 4, have: 5, squadId },
      { code: 'leader.none', need: 1, have: 0, squadId },
    ]);
  });

  it('come from the document a community was opened by, until they are said', async () => {
    const [shipped] = await shippedBlueprints();
    if (!shipped) throw new TypeError('documents are shipped');
    const document = { ...shipped, structure: { ...shipped.structure, classSize: 50, squadSize: 6 } };
    const { communityId } = await run<{ communityId: string }>('blueprints.apply', {
      document,
      startsOn: '2026-03-09',
      name: '按模板开的',
    });
    expect((await tree(communityId)).sizes).toMatchObject({ classSize: 50, squadSize: 6 });
    await run('squads.setSizes', { communityId, classSize: 60, squadSize: 10, span: 9 });
    expect((await tree(communityId)).sizes).toEqual({ classSize: 60, squadSize: 10, span: 9 });
  });
});

it('names of squads are each there once', async () => {
  const communityId = await camp.community();
  const a = await camp.squad(communityId, '甲组', []);
  await expect(run('squads.add', { communityId, name: '甲组' })).rejects.toMatchObject({ code: 'squad.exists' });
  await run('squads.rename', { squadId: a, name: '晨星组' });
  await camp.squad(communityId, '甲组', []);
  await expect(run('squads.rename', { squadId: a, name: '甲组' })).rejects.toMatchObject({ code: 'squad.exists' });
});

it('whoever takes part sees the names of the own squad and how far it is, and no other squad', async () => {
  const communityId = await camp.community();
  const [one, mate, other] = await camp.people(communityId, some(3, '友'));
  const squadId = await camp.squad(communityId, '甲组', [one, mate]);
  if (other) await camp.squad(communityId, '乙组', [other]);
  const campaignId = await camp.campaign(communityId, { content: {} }, '2026-03-22');
  await run('checkins.submit', { campaignId }, mate.actor);
  const mine = await run<object>('squads.mine', {}, await camp.actorOf(one));
  expect(mine).toMatchObject({ squads: [{ id: squadId, doneToday: 1, leader: null }], praises: [], leads: [] });
  expect(JSON.stringify(mine)).not.toContain('友3');
  expect(JSON.stringify(mine)).not.toContain('onTime');
});
