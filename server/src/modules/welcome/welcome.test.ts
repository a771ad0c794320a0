/** What somebody new, the others and staff may count on after the door. */
import { describe, expect, it } from 'vitest';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import { shippedBlueprints } from '../blueprints/shipped.ts';
import type { GroupCodeShown, Introduction } from './contract.ts';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run, world: home } = camp;
const DAY = 86_400_000;

const png = (last: number) => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, last]).toString('base64');

interface Mine {
  communities: {
    nickname: string;
    steps: { step: string; done: boolean }[];
    lint: { met: boolean; proposal: string | null };
    rules: { version: number; text: string; accepted: string | null } | null;
    introduction: Introduction | null;
  }[];
}
const mineOf = async ({ actor }: Person) => (await run<Mine>('welcome.mine', {}, actor)).communities[0];
const stepsOf = async (person: Person) => (await mineOf(person))?.steps.map(({ step, done }) => `${step} ${done ? 'done' : 'open'}`);

async function begun(names: [string, string], plan: object = {}) {
  const communityId = await camp.community();
  const [one, other] = await camp.people(communityId, names);
  const all = { steps: ['nickname', 'rules', 'introduction', 'group'], nicknameFormat: '社群名丨姓名', rules: '一、守时。', ...plan };
  const setPlan = (more: object) => run<{ rules: { version: number } | null }>('welcome.setPlan', { communityId, ...all, ...more });
  await setPlan({});
  const as = <T>(verb: string, { actor }: Person, input: object = {}) => run<T>(`welcome.${verb}`, { communityId, ...input }, actor);
  return { communityId, one, other, setPlan, as };
}

describe('first steps', () => {
  it('are what staff switched on, in order, each done by the person, and staff see who has done what', async () => {
    const { communityId, one, other, as } = await begun(['林夏', '阿树']);
    expect(await stepsOf(one)).toEqual(['nickname open', 'rules open', 'introduction open', 'group open']);
    expect((await mineOf(one))?.lint).toEqual({ met: false, proposal: '晨读营丨林夏', lacks: [] });
    await expect(as('setNickname', one, { nickname: '林夏' })).rejects.toMatchObject({ code: 'nickname.format' });
    await as('setNickname', one, { nickname: '晨读营丨林夏' });
    await as('acceptRules', one, { version: 1 });
    await as('introduce', one, { who: '写字的人' });
    await as('enterGroup', one);
    expect(await stepsOf(one)).toEqual(['nickname done', 'rules done', 'introduction done', 'group done']);
    expect(await run('welcome.progress', { communityId })).toEqual({
      asked: ['nickname', 'rules', 'introduction', 'group'],
      total: 2,
      open: 1,
      people: [
        { enrolmentId: other.id, nickname: '阿树', done: [], binding: 'none' },
        { enrolmentId: one.id, nickname: '晨读营丨林夏', done: ['nickname', 'rules', 'introduction', 'group'], binding: 'none' },
      ],
    });
  });

  it('are none where nothing was planned, and none that ask nothing', async () => {
    const communityId = await camp.community();
    const [one] = await camp.people(communityId, ['林夏', '阿树']);
    expect(await stepsOf(one)).toEqual([]);
    await run('welcome.setPlan', { communityId, steps: ['rules', 'nickname', 'introduction'], nicknameFormat: '', rules: '' });
    expect(await stepsOf(one)).toEqual(['introduction open']);
  });
});

it('a community opened from a document is offered its form of nicknames, and its slogan stands on the poster', async () => {
  const document = (await shippedBlueprints()).find(({ id }) => id === 'early-riser');
  const { communityId } = await run<{ communityId: string }>('blueprints.apply', { document, startsOn: '2026-03-09' });
  expect(await run('welcome.plan', { communityId })).toMatchObject({ steps: [], suggestedFormat: '“早起营”丨姓名丨城市' });
  await run('admissions.invite', { communityId });
  expect(await run('admissions.poster', { communityId })).toMatchObject({
    slogan: '天亮之前，先见自己',
    camp: { startsOn: '2026-03-09', running: false },
  });
});

describe('rules', () => {
  it('are agreed to in a version, once and with its instant; a new version asks again and the old consent stays', async () => {
    const { one, as, setPlan, communityId } = await begun(['林夏', '阿树']);
    const first = await as<{ at: string }>('acceptRules', one, { version: 1 });
    home.clock.advance(60_000);
    expect(await as('acceptRules', one, { version: 1 })).toEqual({ version: 1, at: first.at });
    expect((await setPlan({ rules: '一、守时。' })).rules).toMatchObject({ version: 1 });
    expect((await setPlan({ rules: '一、守时。二、不发广告。' })).rules).toMatchObject({ version: 2 });
    expect((await mineOf(one))?.rules).toMatchObject({ version: 2, text: '一、守时。二、不发广告。', accepted: null });
    expect(await stepsOf(one)).toContain('rules open');
    await expect(as('acceptRules', one, { version: 1 })).rejects.toMatchObject({ code: 'rules.changed' });
    await as('acceptRules', one, { version: 2 });
    expect(await run('welcome.person', { enrolmentId: one.id })).toMatchObject({ accepted: [{ version: 1 }, { version: 2 }] });
    expect((await setPlan({ rules: '' })).rules).toBeNull();
    expect(await camp.sql('SELECT version, text FROM rules_version WHERE community_id = $1 ORDER BY version', [communityId])).toEqual([
      { version: 1, text: '一、守时。' },
      { version: 2, text: '一、守时。二、不发广告。' },
      { version: 3, text: '' },
    ]);
  });
});

describe('the directory', () => {
  const names = async (as: Awaited<ReturnType<typeof begun>>['as'], person: Person, search = '') =>
    (await as<{ people: { nickname: string }[] }>('directory', person, { search })).people.map(({ nickname }) => nickname).sort();

  it('shows who said yes and takes part, to those of the same community alone', async () => {
    const { one, other, as, communityId } = await begun(['林夏', '张三丰']);
    await as('introduce', one, { who: '写字的人', offers: '会做 PPT', seeks: '找人一起晨跑', listed: true });
    await as('introduce', other, { who: '教太极' });
    expect(await names(as, other)).toEqual(['林夏']);
    const elsewhere = await begun(['路人', '过客']);
    await expect(as('directory', elsewhere.one)).rejects.toMatchObject({ code: 'access.denied' });
    await expect(run('welcome.directory', { communityId }, home.owner)).rejects.toMatchObject({ code: 'access.denied' });
    await as('introduce', other, { who: '教太极', listed: true });
    expect(await names(as, one)).toEqual(['张三丰', '林夏']);
    await as('introduce', one, { who: '写字的人', listed: false });
    expect(await names(as, other)).toEqual(['张三丰']);
    await camp.leave(other);
    expect(await names(as, one)).toEqual([]);
  });

  it('finds by parts of any words, and nicknames by their sound', async () => {
    const { one, other, as } = await begun(['林夏', '张三丰']);
    await as('introduce', one, { who: '写字的人', offers: '会做 PPT', seeks: '找人一起晨跑', listed: true });
    await as('introduce', other, { who: '教太极', place: '武当', listed: true });
    for (const search of ['ppt', '晨跑', '林', 'linx', 'lx']) expect(await names(as, other, search), search).toEqual(['林夏']);
    for (const search of ['三丰', 'zsf', 'zhangsan', '太极', '武当']) expect(await names(as, one, search), search).toEqual(['张三丰']);
    expect(await names(as, one, '[')).toEqual([]);
    expect(await names(as, one, '没有的人')).toEqual([]);
  });

  it('loses an introduction with the person’s word, and staff see it meanwhile', async () => {
    const { one, as } = await begun(['林夏', '阿树']);
    await as('introduce', one, { who: '写字的人', listed: true });
    const seen = () => run<{ introduction: Introduction | null }>('welcome.person', { enrolmentId: one.id });
    expect((await seen()).introduction).toMatchObject({ who: '写字的人', listed: true });
    await as('removeIntroduction', one);
    expect((await seen()).introduction).toBeNull();
    expect(await names(as, one)).toEqual([]);
    await expect(as('introduce', one, { who: '字'.repeat(201) })).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

describe('the code of a chat group', () => {
  interface Shown {
    group: { name: string; image: string; mediaType: string; groupCodeId: string } | null;
    entered: string | null;
  }
  async function withCodes() {
    const made = await begun(['林夏', '阿树']);
    const add = (name: string, more: object = {}) =>
      run<GroupCodeShown>('welcome.addGroupCode', {
        communityId: made.communityId,
        name,
        platform: 'wechat',
        members: 0,
        entryLimit: 200,
        validUntil: null,
        image: png(name.length),
        ...more,
      });
    const shown = (person: Person) => made.as<Shown>('group', person);
    return { ...made, add, shown };
  }

  it('that is shown is the first with room and time left, and filling it leads to the next', async () => {
    const { one, other, as, add, shown, communityId } = await withCodes();
    expect(await shown(one)).toEqual({ community: '晨读营', entered: null, group: null });
    await add('过期群', { validUntil: new Date(home.clock.now() - 1).toISOString() });
    await add('满员群', { members: 200 });
    const third = await add('三群', { members: 199 });
    await add('四群四群', { validUntil: new Date(home.clock.now() + 7 * DAY).toISOString() });
    expect((await shown(one)).group).toMatchObject({ name: '三群', mediaType: 'image/png', image: png(2) });
    home.clock.advance(1_000);
    const { entered } = await as<{ entered: string }>('enterGroup', one, { groupCodeId: third.id });
    home.clock.advance(1_000);
    expect(await as('enterGroup', one, { groupCodeId: third.id })).toEqual({ entered });
    expect((await shown(other)).group).toMatchObject({ name: '四群四群' });
    const states = async () =>
      (await run<{ groupCodes: GroupCodeShown[] }>('welcome.groupCodes', { communityId })).groupCodes.map(
        ({ name, state, members }) => `${name} ${state} ${members}`,
      );
    expect(await states()).toEqual(['过期群 expired 0', '满员群 full 200', '三群 full 200', '四群四群 open 0']);
    home.clock.advance(5 * DAY);
    expect((await states())[3]).toBe('四群四群 expiring 0');
    await run('welcome.changeGroupCode', {
      groupCodeId: third.id,
      name: '三群',
      platform: 'wechat',
      members: 150,
      entryLimit: 200,
      validUntil: null,
    });
    expect((await shown(other)).group).toMatchObject({ name: '三群' });
    const due = async (actor = home.owner) =>
      (await run<{ due: { communityId: string; shut: boolean; codes: { name: string }[] }[] }>('welcome.dueGroupCodes', {}, actor)).due;
    expect((await due()).filter((one) => one.communityId === communityId)).toMatchObject([
      { shut: false, codes: [{ name: '过期群' }, { name: '满员群' }, { name: '四群四群' }] },
    ]);
    expect(await due(home.staff('operator', (await begun(['路人', '过客'])).communityId))).toEqual([]);
    await run('welcome.removeGroupCode', { groupCodeId: third.id });
    expect((await shown(one)).entered).toBe(entered);
  });

  it('is seen by nobody who does not take part, and kept by staff alone', async () => {
    const { one, add, communityId } = await withCodes();
    const { id } = await add('一群');
    const elsewhere = await begun(['路人', '过客']);
    for (const actor of [elsewhere.one.actor, home.staff('coach', communityId), null])
      await expect(run('welcome.group', { communityId }, actor)).rejects.toMatchObject({ code: actor ? 'access.denied' : 'access.signIn' });
    for (const actor of [one.actor, home.staff('operator', elsewhere.communityId)])
      await expect(run('welcome.groupCodeImage', { groupCodeId: id }, actor)).rejects.toMatchObject({ code: 'access.denied' });
    await expect(run('welcome.groupCodeImage', { groupCodeId: id }, await home.otherOrganisation())).rejects.toMatchObject({
      code: 'groupCode.unknown',
    });
    await camp.leave(one);
    await expect(run('welcome.group', { communityId }, one.actor)).rejects.toMatchObject({ code: 'access.denied' });
  });

  it('is a picture of a kind that browsers show, and of 2 MB at most', async () => {
    const { add } = await withCodes();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');
    for (const image of [svg, `${png(1)}!!!!`]) await expect(add('坏', { image })).rejects.toMatchObject({ code: 'groupCode.notAnImage' });
    const large = Buffer.concat([Buffer.from(png(1), 'base64'), Buffer.alloc(2 * 1024 * 1024)]).toString('base64');
    await expect(add('大', { image: large })).rejects.toMatchObject({ code: 'groupCode.tooLarge' });
  });
});

it('everything a person left here is in the copy, and is gone from every table after erasure', async () => {
  const { one, as, communityId } = await begun(['苏暮雨', '阿树']);
  await as('introduce', one, { who: '苏暮雨写字', place: '暮雨镇', listed: true });
  await as('acceptRules', one, { version: 1 });
  await as('enterGroup', one);
  const { code } = await as<{ code: string }>('bindingCode', one);
  expect(await run('privacy.exportMine', {}, one.actor)).toMatchObject({
    introductions: [{ who: '苏暮雨写字', place: '暮雨镇' }],
    accepted: [{ version: 1, text: '一、守时。' }],
    groups: [{ name: null }],
    codes: [{ code, state: 'waiting' }],
  });
  await run('privacy.eraseMine', { understood: true }, one.actor);
  const kept = await everythingKept(home);
  expect(kept).not.toContain('暮雨');
  expect(kept).not.toContain(code);
  const left = await camp.sql(
    `SELECT 1 FROM rules_acceptance WHERE enrolment_id = $1 UNION ALL SELECT 1 FROM group_entry WHERE enrolment_id = $1`,
    [one.id],
  );
  expect(left).toEqual([]);
  expect(await run('welcome.progress', { communityId })).toMatchObject({ people: [{ nickname: '阿树' }] });
});
