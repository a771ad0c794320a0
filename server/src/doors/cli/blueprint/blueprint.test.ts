import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { qunce } from '#testing/cli';
import { type Served, served } from '#testing/served';
import { type World, world } from '#testing/world';

let w: World;
let product: Served;
let folder: string;

beforeAll(async () => {
  w = await world();
  product = await served(w);
  ({ folder } = product);
  const setup = { organisation: '机构', name: '林', email: 'lin@example.org', password: 'correct horse' };
  await qunce(['call', 'accounts.setup', '-'], { stdin: JSON.stringify(setup), env: env() });
});
afterAll(() => product.stop());

const env = () => ({ DATA_DIR: w.dataDir, DATABASE_URL: '' });
const run = (...args: string[]) => qunce(['blueprint', ...args], { env: env() });
const communities = async () => JSON.parse((await qunce(['call', 'communities.list'], { env: env() })).out).communities;

describe('qunce blueprint', () => {
  it('lists the shipped ones and prints one as a document that can be read again', async () => {
    const { code, out } = await run('list');
    expect([code, out.trim().split('\n').length]).toEqual([0, 10]);
    expect(out).toContain('early-riser');
    expect(parse((await run('show', 'early-riser')).out)).toMatchObject({ format: 1, id: 'early-riser' });
  });

  it('plans, applies, exports; the export applied again changes nothing', async () => {
    const wanted = ['early-riser', '--from', '2026-03-09', '--name', '早起营一期'];
    const planned = await run('plan', ...wanted);
    expect(planned.out).toContain('新建打卡“早起打卡”，2026-03-09 到 2026-03-29。');
    expect(await communities()).toEqual([]);
    expect((await run('apply', ...wanted)).out).toContain('社群编号：');
    expect(await communities()).toMatchObject([{ name: '早起营一期' }]);
    const file = join(folder, 'own.yaml');
    const exported = await run('export', '早起营一期');
    await writeFile(file, exported.out);
    expect((await run('plan', file, '--from', '2026-03-09', '--community', '早起营一期')).out).toBe('什么都不用改。\n');
    await writeFile(file, stringify({ ...parse(exported.out), summary: '换一句话' }));
    expect((await run('apply', file, '--from', '2026-03-09', '--community', '早起营一期')).out).toContain('把这份模板和社群一起保存。');
  });

  it('clones, once, after a look', async () => {
    const wanted = ['clone', '早起营一期', '--from', '2026-05-04'];
    const looked = await run(...wanted, '--dry-run');
    expect([looked.code, looked.out]).toEqual([0, expect.stringContaining('新建社群“早起营二期”。')]);
    expect(await communities()).toHaveLength(1);
    expect((await run(...wanted)).out).toContain('下一期开好了');
    expect((await run(...wanted)).out).toContain('以前已经开好了');
    expect(await communities()).toHaveLength(2);
  });

  it.each<[string, string[], number, RegExp]>([
    ['a blueprint that is not there', ['show', 'pyramid'], 1, /pyramid/],
    ['a file that is not there', ['plan', './no.yaml', '--from', '2026-03-09'], 1, /no\.yaml/],
    ['a community that is not there', ['export', '没有的'], 1, /没有的/],
    ['a day that is none', ['clone', '早起营一期', '--from', 'tomorrow'], 1, /startsOn/],
    ['no day', ['clone', '早起营一期'], 2, /--from/],
    ['no such verb', ['paint'], 2, /paint/],
  ])('refuses %s in one sentence', async (_what, args, expected, sentence) => {
    const { code, out, err } = await run(...args);
    expect([code, out, err]).toEqual([expected, '', expect.stringMatching(sentence)]);
    expect(err).not.toMatch(/\n {4}at /);
  });

  it.each<[string, string, number, RegExp]>([
    ['is no YAML', 'name: [x', 2, /own-2\.yaml.*1/],
    ['is no blueprint', 'name: x', 1, /document/],
  ])('refuses a file that %s', async (_what, text, expected, sentence) => {
    const file = join(folder, 'own-2.yaml');
    await writeFile(file, text);
    const { code, err } = await run('apply', file, '--from', '2026-03-09');
    expect([code, err]).toEqual([expected, expect.stringMatching(sentence)]);
    expect(await communities()).toHaveLength(2);
  });
});
