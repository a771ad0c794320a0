import { describe, expect, it } from 'vitest';
import { world } from '#testing/world';
import type { Blueprint } from './blueprint.ts';
import { shippedBlueprints } from './shipped.ts';

const w = await world({ at: '2026-03-02T08:00:00Z' });
const shipped = await shippedBlueprints();
const document = (() => {
  const found = shipped.find(({ id }) => id === 'early-riser');
  if (!found) throw new TypeError('it is shipped');
  return found;
})();

interface Form {
  fields: { path: string; kind: string; needed: boolean; max: number; most: number; value: string | string[] }[];
  versions: { version: number; origin: string }[];
}
const open = async (name: string) =>
  (await w.run<{ communityId: string }>('blueprints.apply', { document, startsOn: '2026-03-09', name })).communityId;
const form = (communityId: string) => w.run<Form>('blueprints.form', { communityId });
const edit = (communityId: string, values: object, version = 1) =>
  w.run<{ version: number }>('blueprints.edit', { communityId, values, version });
const takeBack = (communityId: string, version: number) => w.run('blueprints.takeBack', { communityId, version });
const exported = async (communityId: string) => (await w.run<{ document: Blueprint }>('blueprints.export', { communityId })).document;
const slogan = '/interest/charter/slogan';

describe('the form', () => {
  it('has its fields and their limits from the schema of the document', async () => {
    const { fields, versions } = await form(await open('表单'));
    expect(fields.find(({ path }) => path === slogan)).toEqual({
      path: slogan,
      kind: 'line',
      needed: false,
      max: 60,
      most: 1,
      value: document.interest.charter.slogan,
    });
    expect(fields.find(({ path }) => path === '/interest/charter/encouraged')).toEqual({
      ...{ path: '/interest/charter/encouraged', kind: 'lines', needed: false, max: 200, most: 20 },
      value: document.interest.charter.encouraged,
    });
    expect(fields.filter(({ needed }) => needed).map(({ path }) => path.split('/').pop())).toEqual([
      'audience',
      'pain',
      'goal',
      'nickname',
    ]);
    expect(versions).toMatchObject([{ version: 1, origin: 'applied' }]);
  });

  it('keeps the words as the next version, and the last can be taken back; campaigns stay', async () => {
    const communityId = await open('改字');
    const violations = ['不刷屏', '不拉人'];
    expect(await edit(communityId, { [slogan]: '一起早起', '/interest/charter/violations': violations })).toEqual({ version: 2 });
    expect((await exported(communityId)).interest.charter).toMatchObject({ slogan: '一起早起', violations });
    expect((await exported(communityId)).operate).toEqual(document.operate);
    expect(await takeBack(communityId, 2)).toEqual({ version: 1 });
    expect(await exported(communityId)).toEqual(document);
    await expect(takeBack(communityId, 1)).rejects.toMatchObject({ code: 'blueprint.notBack' });
  });

  it('the same words again are no version', async () => {
    const communityId = await open('没改');
    expect(await edit(communityId, { [slogan]: document.interest.charter.slogan })).toEqual({ version: 1 });
    expect((await form(communityId)).versions).toHaveLength(1);
  });

  it('refuses what was written over another’s change, what does not fit, and what is no field of it', async () => {
    const communityId = await open('两个人改');
    await edit(communityId, { [slogan]: '甲' });
    await expect(edit(communityId, { [slogan]: '乙' })).rejects.toMatchObject({ code: 'blueprint.changedMeanwhile' });
    await expect(takeBack(communityId, 1)).rejects.toMatchObject({ code: 'blueprint.changedMeanwhile' });
    for (const [path, value] of [
      [slogan, 'x'.repeat(61)],
      ['/interest/charter/goal', '  '],
      ['/interest/charter/encouraged', '不是列表'],
      ['/operate/checkins', ['x']],
      ['/__proto__/polluted', 'x'],
    ] as const)
      await expect(edit(communityId, { [path]: value }, 2)).rejects.toMatchObject({ code: 'blueprint.field', data: { path } });
    expect((await exported(communityId)).interest.charter.slogan).toBe('甲');
  });

  it('keeps the words of one of those who write at the same moment, and tells the others', async () => {
    const communityId = await open('同时改');
    for (let version = 1; version < 8; version += 1) {
      const tries = await Promise.allSettled([1, 2, 3, 4].map((who) => edit(communityId, { [slogan]: `第${version}句 ${who}` }, version)));
      const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
      expect(refused).toEqual(Array.from({ length: 3 }, () => 'blueprint.changedMeanwhile'));
    }
    const [back, written] = await Promise.allSettled([takeBack(communityId, 8), edit(communityId, { [slogan]: '再写' }, 8)]);
    expect([back, written].map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('a version that changed campaigns is not taken back', async () => {
    const communityId = await open('用模板改');
    const other = structuredClone(document);
    other.interest.charter.slogan = '换了';
    await w.run('blueprints.apply', { communityId, document: other, startsOn: '2026-03-09' });
    await expect(takeBack(communityId, 2)).rejects.toMatchObject({ code: 'blueprint.notBack' });
  });

  it('gives a community opened by hand a document of its own', async () => {
    const { id } = await w.run<{ id: string }>('communities.create', { name: '手开的' });
    await w.run('checkins.createCampaign', { communityId: id, name: '晨跑', startsOn: '2026-03-09', endsOn: '2026-03-29' });
    expect((await form(id)).versions).toEqual([]);
    await edit(id, { '/interest/charter/audience': '想跑步的人' }, 0);
    const kept = await exported(id);
    expect(kept.interest.charter.audience).toBe('想跑步的人');
    expect(kept.operate.checkins).toMatchObject([{ name: '晨跑', offset: 0, days: 21 }]);
    expect(
      (await w.run<{ differences: unknown[] }>('blueprints.plan', { communityId: id, document: kept, startsOn: '2026-03-09' })).differences,
    ).toEqual([]);
  });
});

describe('side by side', () => {
  interface Compared {
    rows: { path: string; here: unknown; there: unknown }[];
  }
  it('shows what is only here, only there, and different, leaf by leaf', async () => {
    const communityId = await open('并排');
    const compare = async (more: object = {}) => (await w.run<Compared>('blueprints.compare', { communityId, ...more })).rows;
    expect(await compare()).toEqual([]);
    await edit(communityId, { [slogan]: '自己的口号' });
    const { campaigns } = await w.run<{ campaigns: { id: string; communityId: string }[] }>('checkins.campaigns', { communityId });
    await w.run('checkins.updateCampaign', { campaignId: campaigns[0]?.id, goal: '手写的目标' });
    expect(await compare()).toEqual([{ path: '/operate/checkins/rise/goal', here: '手写的目标', there: '全班一起早起满 1200 次' }]);
    expect((await compare({ blueprintId: 'early-riser' })).map(({ path }) => path)).toEqual([slogan, '/operate/checkins/rise/goal']);
    const rows = await compare({ blueprintId: 'writing-class' });
    expect(rows.find(({ path }) => path === '/operate/checkins/rise')).toMatchObject({ there: null });
    expect(rows.some(({ path, here }) => path.startsWith('/operate/checkins/') && here === null)).toBe(true);
    await expect(compare({ blueprintId: 'pyramid' })).rejects.toMatchObject({ code: 'blueprint.unknown' });
  });
});
