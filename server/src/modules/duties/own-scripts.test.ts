import { describe, expect, it } from 'vitest';
import { world } from '#testing/world';
import type { Blueprint } from '../blueprints/blueprint.ts';
import { shippedBlueprints } from '../blueprints/shipped.ts';
import { ritualScripts } from './scripts.ts';

const w = await world({ at: '2026-03-02T08:00:00Z' });
const [early] = await shippedBlueprints();
const shipped = (await ritualScripts()).map(({ id }) => id);

const own = {
  ...{ format: 1, id: 'tea', name: '周五茶会', summary: '每周五一起喝茶', asks: { 茶: '今天喝什么' } },
  lines: [{ minutes: 0, who: '班长', title: '开席', words: '{社群名}今天喝{茶}', silence: '自己先喝' }],
};
const changed = { ...own, id: 'applause', name: '我们的掌声', asks: {}, lines: [{ ...own.lines[0], words: '鼓掌' }] };
const withScripts = (scripts: object[]) => ({ ...early, operate: { ...early?.operate, scripts } });
const apply = (document: object, more: object) =>
  w.run<{ communityId: string }>('blueprints.apply', { document, startsOn: '2026-03-09', ...more });
const offered = async (communityId: string) =>
  (await w.run<{ scripts: { script: string; name: string; own: boolean }[] }>('duties.communityScripts', { communityId })).scripts;
const documentOf = async (communityId: string) => (await w.run<{ document: Blueprint }>('blueprints.export', { communityId })).document;

describe('scripts of a community’s own document', () => {
  it('are offered before the shipped ones, in the place of one with the same id, and to no other community', async () => {
    const { communityId } = await apply(withScripts([own, changed]), { name: '茶营' });
    const all = await offered(communityId);
    expect(all.map(({ script }) => script)).toEqual(['tea', 'applause', ...shipped.filter((id) => id !== 'applause')]);
    expect(all.filter((script) => script.own).map(({ name }) => name)).toEqual(['周五茶会', '我们的掌声']);
    const { id: other } = await w.run<{ id: string }>('communities.create', { name: '别的' });
    expect((await offered(other)).map(({ script }) => script)).toEqual(shipped);
    const wanted = { script: 'tea', begins: { day: '2026-03-13', time: '15:00' } };
    await expect(w.run('duties.planRitual', { communityId: other, ...wanted })).rejects.toMatchObject({ code: 'script.unknown' });
  });

  it('become things to do as the shipped ones do, and what is under way stays when the document changes', async () => {
    const { communityId } = await apply(withScripts([own]), { name: '开席营' });
    const wanted = { communityId, script: 'tea', begins: { day: '2026-03-13', time: '15:00' }, given: { 茶: '龙井' } };
    const { lines } = await w.run<{ lines: { words: string; dueAt: string }[] }>('duties.planRitual', wanted);
    expect(lines).toMatchObject([{ words: '开席营今天喝龙井', dueAt: '2026-03-13T07:00:00.000Z' }]);
    expect(await w.run('duties.startRitual', wanted)).toMatchObject({ first: true, items: 1 });
    await apply(withScripts([]), { communityId });
    expect(await w.sql('SELECT title FROM due_item WHERE community_id = $1', [communityId])).toEqual([{ title: '开席' }]);
    expect((await offered(communityId)).some(({ script }) => script === 'tea')).toBe(false);
  });

  it('come along with the export, the next class and a pull', async () => {
    const { communityId } = await apply(withScripts([own]), { name: '茶营一期' });
    expect((await documentOf(communityId)).operate.scripts).toEqual([own]);
    const { communityId: next } = await w.run<{ communityId: string }>('blueprints.clone', { communityId, startsOn: '2026-05-04' });
    expect((await offered(next))[0]).toMatchObject({ script: 'tea', own: true });
    await apply(withScripts([{ ...own, summary: '每周五下午' }, changed]), { communityId });
    const { seen, changes } = await w.run<{ seen: string; changes: { path: string }[] }>('blueprints.pullPlan', { communityId: next });
    expect(changes.map(({ path }) => path)).toEqual(['/operate/scripts/周五茶会/summary', '/operate/scripts/我们的掌声']);
    await w.run('blueprints.pull', { communityId: next, seen });
    expect((await documentOf(next)).operate.scripts).toEqual((await documentOf(communityId)).operate.scripts);
  });

  it('are written and removed one by one, as versions of the document that can be taken back', async () => {
    const { communityId } = await apply(withScripts([]), { name: '自己写' });
    const write = (ritualScript: object, version: number) =>
      w.run<{ version: number }>('blueprints.writeScript', { communityId, ritualScript, version });
    expect(await write(own, 1)).toEqual({ version: 2 });
    expect(await write(own, 2)).toEqual({ version: 2 });
    await expect(write(changed, 1)).rejects.toMatchObject({ code: 'blueprint.changedMeanwhile' });
    expect(await write(changed, 2)).toEqual({ version: 3 });
    expect(await write({ ...own, summary: '改过' }, 3)).toEqual({ version: 4 });
    expect((await documentOf(communityId)).operate.scripts).toEqual([{ ...own, summary: '改过' }, changed]);
    await expect(write({ ...own, id: 'other' }, 4)).rejects.toMatchObject({ code: 'blueprint.field' });
    const remove = (script: string, version: number) => w.run('blueprints.removeScript', { communityId, script, version });
    await expect(remove('welcome', 4)).rejects.toMatchObject({ code: 'script.unknown' });
    await remove('applause', 4);
    expect((await offered(communityId)).map(({ script }) => script)).toEqual(['tea', ...shipped]);
    await w.run('blueprints.takeBack', { communityId, version: 5 });
    expect((await documentOf(communityId)).operate.scripts).toEqual([{ ...own, summary: '改过' }, changed]);
  });

  it('are refused where two are alike, or ask for what nobody is asked', async () => {
    for (const scripts of [[own, { ...own, name: '别的' }], [own, { ...own, id: 'other' }], [{ ...own, asks: {} }]])
      await expect(apply(withScripts(scripts), { name: '坏的' })).rejects.toMatchObject({ code: 'input.invalid' });
  });
});
