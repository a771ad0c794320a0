import { describe, expect, it } from 'vitest';
import type { Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import { classWorld } from '#testing/squads';
import { shippedRoles } from './shipped.ts';

const camp = await classWorld('2026-03-02T00:00:00Z');
const { run } = camp;

/** Two squads with a leader each, and one more in each. */
async function ledClass(names: readonly [string, string, string, string]) {
  const communityId = await camp.community();
  const [leader, mate, ...others] = await camp.people(communityId, names);
  const [otherLeader = leader, otherMate = mate] = others;
  const campaignId = await camp.campaign(communityId, { content: {} }, '2026-03-22');
  const squadId = await camp.squad(communityId, '甲组', [leader, mate]);
  const otherSquadId = await camp.squad(communityId, '乙组', [otherLeader, otherMate]);
  const roleId = await camp.leaderRole(communityId);
  const held = await camp.appoint(roleId, leader, squadId);
  await camp.appoint(roleId, otherLeader, otherSquadId);
  return { communityId, campaignId, roleId, held, squadId, otherSquadId, leader, mate, otherLeader, otherMate };
}

/** Everything a leader may do, done to one person of one squad. */
const deeds = (squadId: string, { id: enrolmentId }: Person, campaignId: string): [string, object][] => [
  ['squads.today', { squadId }],
  ['squads.person', { squadId, enrolmentId }],
  ['squads.notes', { squadId, enrolmentId }],
  ['squads.note', { squadId, enrolmentId, text: '聊过一次' }],
  ['squads.praise', { squadId, enrolmentId, text: '坚持得好' }],
  ['squads.correctDay', { squadId, enrolmentId, campaignId, day: '2026-03-02', becomes: 'onTime', reason: '当晚发过' }],
];

describe('a leader', () => {
  it('sees and handles the own squad', async () => {
    const { leader, mate, squadId, campaignId } = await ledClass(['林组长', '小满', '别组长', '别人']);
    const actor = await camp.actorOf(leader);
    for (const [operation, input] of deeds(squadId, mate, campaignId)) await run(operation, input, actor);
    expect(await run('squads.today', { squadId }, actor)).toMatchObject({
      leader: { nickname: '林组长' },
      rights: ['squad.see', 'squad.praise', 'squad.care', 'squad.correct'],
      doneToday: 1,
      people: [
        { nickname: '林组长', today: null, me: true },
        { nickname: '小满', today: 'onTime', streak: 1 },
      ],
    });
    expect(await run('squads.notes', { squadId, enrolmentId: mate.id }, actor)).toMatchObject({
      notes: [{ text: '聊过一次', by: '林组长' }],
    });
    expect(await run('squads.mine', {}, await camp.actorOf(mate))).toMatchObject({
      praises: [{ text: '坚持得好', by: '林组长' }],
      leads: [],
    });
    expect(await run('squads.mine', {}, actor)).toMatchObject({ leads: [{ id: squadId, people: 2 }] });
  });

  it('is refused everything of another squad, named openly or under the own one', async () => {
    const { leader, squadId, otherSquadId, otherMate, campaignId } = await ledClass(['林', '满', '陈', '外']);
    const actor = await camp.actorOf(leader);
    for (const [operation, input] of deeds(otherSquadId, otherMate, campaignId))
      await expect(run(operation, input, actor), operation).rejects.toMatchObject({ code: 'access.denied' });
    for (const [operation, input] of deeds(squadId, otherMate, campaignId).slice(1))
      await expect(run(operation, input, actor), operation).rejects.toMatchObject({ code: 'squad.notIn' });
    expect(await camp.sql('SELECT 1 FROM care_note WHERE enrolment_id = $1', [otherMate.id])).toEqual([]);
  });

  it('is refused what staff do, and campaigns of other communities', async () => {
    const { leader, mate, communityId, squadId } = await ledClass(['甲', '乙', '丙', '丁']);
    const actor = await camp.actorOf(leader);
    const elsewhere = await camp.campaign(await camp.community(), { content: {} }, '2026-03-22');
    await expect(run('squads.tree', { communityId }, actor)).rejects.toMatchObject({ code: 'access.denied' });
    await expect(run('squads.move', { communityId, enrolmentIds: [mate.id], toSquadId: null }, actor)).rejects.toMatchObject({
      code: 'access.denied',
    });
    await expect(run('squads.today', { squadId, campaignId: elsewhere }, actor)).rejects.toMatchObject({ code: 'campaign.unknown' });
    const correction = { squadId, enrolmentId: mate.id, campaignId: elsewhere, day: '2026-03-02', becomes: 'onTime', reason: '补上' };
    await expect(run('squads.correctDay', correction, actor)).rejects.toMatchObject({ code: 'campaign.unknown' });
  });

  it('does not correct the own days', async () => {
    const { leader, squadId, campaignId } = await ledClass(['子', '丑', '寅', '卯']);
    const correction = { squadId, enrolmentId: leader.id, campaignId, day: '2026-03-02', becomes: 'onTime', reason: '忘了打' };
    await expect(run('squads.correctDay', correction, await camp.actorOf(leader))).rejects.toMatchObject({ code: 'squad.ownDay' });
  });

  it('sees what was written in the own squad only; staff see all of it', async () => {
    const { communityId, leader, otherLeader, mate, squadId, otherSquadId } = await ledClass(['东', '南', '西', '北']);
    await run('squads.note', { squadId, enrolmentId: mate.id, text: '在甲组时聊的' }, await camp.actorOf(leader));
    await run('squads.move', { communityId, enrolmentIds: [mate.id], toSquadId: otherSquadId });
    const asked = { squadId: otherSquadId, enrolmentId: mate.id };
    expect(await run('squads.notes', asked, await camp.actorOf(otherLeader))).toEqual({ notes: [] });
    expect(await run('squads.notes', asked)).toMatchObject({ notes: [{ text: '在甲组时聊的' }] });
    await expect(run('squads.notes', { squadId, enrolmentId: mate.id }, await camp.actorOf(leader))).rejects.toMatchObject({
      code: 'squad.notIn',
    });
  });
});

describe('rights end', () => {
  const rightsOf = async (person: Person) => {
    const actor = await camp.actorOf(person);
    const rights = 'rights' in actor ? (actor.rights ?? []) : [];
    // Whoever left may join the alumni: no role gave them that.
    return rights.filter(({ right }) => right !== 'alumni').length;
  };

  it('with the appointment, with the squad, with the role, and when somebody leaves', async () => {
    const { leader, otherLeader, held, otherSquadId, communityId, roleId } = await ledClass(['金', '木', '水', '火']);
    expect(await rightsOf(leader)).toBe(4);
    await run('roles.end', { holderId: held.id });
    expect(await rightsOf(leader)).toBe(0);
    await run('squads.remove', { squadId: otherSquadId });
    expect(await rightsOf(otherLeader)).toBe(0);
    await run('squads.undo', { communityId, changeId: (await camp.tree(communityId)).lastChange?.id });
    expect(await rightsOf(otherLeader)).toBe(4);
    await camp.leave(otherLeader);
    expect(await rightsOf(otherLeader)).toBe(0);
    await camp.comeBack(otherLeader);
    await run('roles.remove', { roleId });
    expect(await rightsOf(otherLeader)).toBe(0);
  });

  it('when the term is over, by the clock alone; then another may lead', async () => {
    const communityId = await camp.community();
    const [one, other] = await camp.people(communityId, ['满月', '新月']);
    const squadId = await camp.squad(communityId, '甲组', [one, other]);
    const roleId = await camp.leaderRole(communityId);
    await camp.appoint(roleId, one, squadId, { termDays: 30 });
    camp.advance(30 * 86_400_000 - 1);
    expect(await rightsOf(one)).toBe(4);
    camp.advance(1);
    expect(await rightsOf(one)).toBe(0);
    expect((await camp.tree(communityId)).squads[0]?.leader).toBeNull();
    await camp.appoint(roleId, other, squadId);
    expect(await rightsOf(other)).toBe(4);
    const { holders } = await run<{ holders: { nickname: string; ended: string | null }[] }>('roles.history', { roleId });
    expect(holders).toMatchObject([
      { nickname: '新月', ended: null },
      { nickname: '满月', ended: '2026-04-01T00:00:00.000Z' },
    ]);
    camp.at('2026-03-02T00:00:00Z');
  });
});

describe('an appointment', () => {
  it('gives a squad one leader at a time: another follows only when that is said', async () => {
    const { squadId, roleId, mate, communityId, leader } = await ledClass(['春', '夏', '秋', '冬']);
    await expect(camp.appoint(roleId, mate, squadId)).rejects.toMatchObject({ code: 'role.taken' });
    await expect(camp.appoint(roleId, leader, squadId, { replace: true })).rejects.toMatchObject({ code: 'role.held' });
    await camp.appoint(roleId, mate, squadId, { replace: true });
    expect((await camp.tree(communityId)).squads[0]?.leader?.nickname).toBe('夏');
    const twice = `INSERT INTO role_holder (org_id, id, role_id, enrolment_id, squad_id, leads, since)
      SELECT org_id, gen_random_uuid(), role_id, $1, squad_id, leads, since FROM role_holder WHERE squad_id = $2 AND ended_at IS NULL`;
    await expect(camp.sql(twice, [leader.id, squadId])).rejects.toThrow(/role_holder_leader/);
  });

  it('asks for a squad where the role is one of a squad, and for none where it is not', async () => {
    const communityId = await camp.community();
    const [one] = await camp.people(communityId, ['问一', '问二']);
    const squadId = await camp.squad(communityId, '甲组', [one]);
    const leaderRole = await camp.leaderRole(communityId);
    const { id: classRole } = await run<{ id: string }>('roles.make', { communityId, name: '宣传委员', scope: 'community' });
    await expect(camp.appoint(leaderRole, one, null)).rejects.toMatchObject({ code: 'role.needsSquad' });
    await expect(camp.appoint(classRole, one, squadId)).rejects.toMatchObject({ code: 'role.noSquad' });
    await camp.appoint(classRole, one, null);
    await expect(camp.appoint(classRole, one, null)).rejects.toMatchObject({ code: 'role.held' });
  });

  it('to the whole community opens all its squads', async () => {
    const { communityId, mate, squadId, otherSquadId } = await ledClass(['红', '橙', '黄', '绿']);
    const { id } = await run<{ id: string }>('roles.make', { communityId, name: '巡视', scope: 'community', rights: ['squad.see'] });
    await camp.appoint(id, mate, null);
    const actor = await camp.actorOf(mate);
    const { leads } = await run<{ leads: { id: string }[] }>('squads.mine', {}, actor);
    expect(leads.map((one) => one.id)).toEqual([squadId, otherSquadId]);
    await run('squads.today', { squadId: otherSquadId }, actor);
    await expect(run('squads.notes', { squadId, enrolmentId: mate.id }, actor)).rejects.toMatchObject({ code: 'access.denied' });
  });
});

it('the shipped roles can all be made, and are offered until they are', async () => {
  const communityId = await camp.community();
  for (const role of shippedRoles) await run('roles.make', { ...role, communityId });
  const { roles, offered } = await run<{ roles: { name: string }[]; offered: unknown[] }>('roles.list', { communityId });
  expect(roles.map(({ name }) => name)).toEqual(shippedRoles.map(({ name }) => name));
  expect(offered).toEqual([]);
  await expect(run('roles.make', { ...shippedRoles[0], communityId })).rejects.toMatchObject({ code: 'role.exists' });
  await expect(run('roles.make', { communityId, name: '总组长', scope: 'community', leads: true })).rejects.toMatchObject({
    code: 'role.leads',
  });
});

it('two roles that are given the same name at the same moment are not called alike', async () => {
  const communityId = await camp.community();
  const made = (name: string) => run<{ id: string }>('roles.make', { communityId, name, scope: 'community' });
  const ids = [await made('值日'), await made('值周'), await made('值月')].map(({ id }) => id);
  const role = { behaviours: [], responsibilities: [], rights: [], termDays: null, reward: '', sanction: '' };
  for (let round = 0; round < 8; round += 1) {
    const tries = await Promise.allSettled(ids.map((roleId) => run('roles.change', { roleId, ...role, name: `第${round}名` })));
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refused).toEqual(['role.exists', 'role.exists']);
  }
});

it('a copy has what was written about somebody and no word about others; erased, nothing of it is left', async () => {
  const { leader, mate, squadId } = await ledClass(['顾组长', '叶知秋', '路人甲', '路人乙']);
  const actor = await camp.actorOf(leader);
  await run('squads.note', { squadId, enrolmentId: mate.id, text: '叶知秋说最近加班多' }, actor);
  await run('squads.praise', { squadId, enrolmentId: mate.id, text: '叶知秋写得细' }, actor);
  const copy = await run<object>('privacy.exportMine', {}, mate.actor);
  expect(copy).toMatchObject({
    squads: [{ squad: '甲组', until: null }],
    notes: [{ text: '叶知秋说最近加班多' }],
    praises: [{ text: '叶知秋写得细' }],
    roles: [],
  });
  const leaders = await run<object>('privacy.exportMine', {}, leader.actor);
  expect(leaders).toMatchObject({ roles: [{ role: '组长', squad: '甲组' }], written: { notes: 1, praises: 1 } });
  expect(JSON.stringify(leaders)).not.toContain('知秋');
  await run('privacy.eraseMine', { understood: true }, mate.actor);
  expect(await everythingKept(camp.world)).not.toContain('知秋');
  await run('privacy.eraseMine', { understood: true }, leader.actor);
  expect(await everythingKept(camp.world)).not.toContain('顾组长');
});
