import { describe, expect, it } from 'vitest';
import { world } from '#testing/world';
import type { Blueprint } from './blueprint.ts';
import { shippedBlueprints } from './shipped.ts';

const w = await world({ at: '2026-03-02T08:00:00Z' });
const shipped = await shippedBlueprints();

const documentOf = async (communityId: string) => (await w.run<{ document: Blueprint }>('blueprints.export', { communityId })).document;
const roleOf = async (communityId: string, name: string) =>
  (await documentOf(communityId)).structure.roles.find((role) => role.name === name);
const clone = async (communityId: string) =>
  (await w.run<{ communityId: string }>('blueprints.clone', { communityId, startsOn: '2026-05-04' })).communityId;
const pull = async (communityId: string) => {
  const { seen } = await w.run<{ seen: string }>('blueprints.pullPlan', { communityId });
  return (await w.run<{ done: { code: string }[] }>('blueprints.pull', { communityId, seen })).done;
};
interface Listed {
  id: string;
  name: string;
  rights: string[];
  holders: object[];
}
const roles = async (communityId: string) => (await w.run<{ roles: Listed[] }>('roles.list', { communityId })).roles;
const sizes = async (communityId: string) => (await w.run<{ sizes: object }>('squads.tree', { communityId })).sizes;

/** As shipped, with the role that the document calls 组长 made by hand, another of one's own, and sizes of one's own. */
async function runningClass(name: string) {
  const document = shipped.find(({ id }) => id === 'early-riser');
  const { communityId } = await w.run<{ communityId: string }>('blueprints.apply', { document, startsOn: '2026-03-09', name });
  const own = {
    behaviours: ['先打卡'],
    responsibilities: ['看本组'],
    rights: ['squad.see', 'squad.care'],
    termDays: 30,
    reward: '证书',
    sanction: '',
  };
  const make = async (role: object) => (await w.run<{ id: string }>('roles.make', { communityId, ...own, ...role })).id;
  const leaderRole = await make({ name: '组长', scope: 'squad', leads: true });
  await make({ name: '摄影官', scope: 'community' });
  await w.run('squads.setSizes', { communityId, classSize: 60, squadSize: 6, span: 5 });
  const { enrolments } = await w.run<{ enrolments: { id: string }[] }>('admissions.enrol', { communityId, people: [{ name: '林小满' }] });
  const appoint = async (roleId: string) => {
    const { id: inSquadId } = await w.run<{ id: string }>('squads.add', { communityId, name: '一组' });
    await w.run('roles.appoint', { roleId, enrolmentId: enrolments[0]?.id, inSquadId });
  };
  return { communityId, document, leaderRole, own, appoint };
}

describe('sizes and roles set by hand', () => {
  it('stand in the export and come along with the next class, where nobody holds them', async () => {
    const { communityId, leaderRole, own, appoint } = await runningClass('随班一期');
    await appoint(leaderRole);
    const { structure } = await documentOf(communityId);
    expect(structure).toMatchObject({ classSize: 60, squadSize: 6, span: 5 });
    expect(structure.roles.map(({ name, per }) => [name, per])).toEqual([
      ['班长', 'class'],
      ['组长', 'squad'],
      ['夸夸官', 'class'],
      ['摄影官', 'class'],
    ]);
    // The words of the document stay beside what is carried out.
    expect(structure.roles[1]).toMatchObject({
      duties: ['每天 7:40 看本组谁没打卡并私聊一句', '每周写一段本组小结'],
      definition: { ...own, leads: true },
    });
    expect(structure.roles[0]?.definition).toBeUndefined();

    const next = await clone(communityId);
    expect(await documentOf(next)).toEqual(await documentOf(communityId));
    expect(await sizes(next)).toEqual({ classSize: 60, squadSize: 6, span: 5 });
    expect(await roles(next)).toMatchObject([
      { name: '组长', ...own, leads: true, holders: [] },
      { name: '摄影官', ...own, holders: [] },
    ]);
    expect(await w.sql('SELECT 1 FROM role_holder h JOIN role r ON r.id = h.role_id WHERE r.community_id = $1', [next])).toEqual([]);
  });

  it('a community without a document has them in its next class too', async () => {
    const { id: communityId } = await w.run<{ id: string }>('communities.create', { name: '手开营' });
    await w.run('checkins.createCampaign', { communityId, name: '晨跑', goal: '', startsOn: '2026-03-02', endsOn: '2026-03-22' });
    await w.run('roles.make', { communityId, name: '领跑', scope: 'squad' });
    await w.run('squads.setSizes', { communityId, classSize: 200, squadSize: 20, span: 20 });
    const next = await clone(communityId);
    expect(await roles(next)).toMatchObject([{ name: '领跑', scope: 'squad' }]);
    expect(await sizes(next)).toEqual({ classSize: 200, squadSize: 20, span: 20 });
  });

  it('what the parent changes and removes is pulled, and a second time changes nothing', async () => {
    const { communityId, leaderRole, own } = await runningClass('改制一期');
    const next = await clone(communityId);
    await w.run('roles.change', { ...own, roleId: leaderRole, name: '组长', rights: ['squad.see'] });
    const [, other] = await roles(communityId);
    await w.run('roles.remove', { roleId: other?.id });
    await w.run('squads.setSizes', { communityId, classSize: 77, squadSize: 7, span: 7 });
    expect((await pull(next)).map(({ code }) => code)).toEqual(['resize', 'removeRole', 'changeRole', 'keepDocument']);
    expect(await roles(next)).toMatchObject([{ name: '组长', rights: ['squad.see'] }]);
    expect(await documentOf(next)).toEqual(await documentOf(communityId));
    expect(await pull(next)).toEqual([]);
  });

  it('a document takes a role from nobody who holds it', async () => {
    const { communityId, document } = await runningClass('在任一期');
    const kept = await documentOf(communityId);
    await w.run('blueprints.apply', { communityId, document: kept, startsOn: '2026-03-09' });
    const [leader] = await roles(communityId);
    const { enrolments } = await w.run<{ enrolments: { id: string }[] }>('admissions.enrol', { communityId, people: [{ name: '周远' }] });
    const { id: inSquadId } = await w.run<{ id: string }>('squads.add', { communityId, name: '二组' });
    await w.run('roles.appoint', { roleId: leader?.id, enrolmentId: enrolments[0]?.id, inSquadId });
    const again = { communityId, document, startsOn: '2026-03-09' };
    const { differences } = await w.run<{ differences: object[] }>('blueprints.plan', again);
    expect(differences).toMatchObject([
      { code: 'resize', from: { classSize: 60 }, to: { classSize: 77 } },
      { code: 'roleStays', name: '组长', people: 1 },
      { code: 'removeRole', name: '摄影官' },
      { code: 'keepDocument' },
    ]);
    await w.run('blueprints.apply', again);
    expect(await roles(communityId)).toMatchObject([{ name: '组长', holders: [{ nickname: '周远' }] }]);
    // Nobody leads squads any more by a role of the whole community.
    const { definition } = (await roleOf(communityId, '组长')) ?? {};
    const turned = structuredClone(kept);
    for (const role of turned.structure.roles)
      if (role.name === '组长') Object.assign(role, { per: 'class', definition: { ...definition, leads: false } });
    const { differences: wanted } = await w.run<{ differences: object[] }>('blueprints.plan', { ...again, document: turned });
    expect(wanted).toContainEqual({ code: 'roleStays', name: '组长', people: 1 });
    expect(wanted).not.toContainEqual({ code: 'createRole', name: '组长' });
  });
});
