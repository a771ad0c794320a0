/** The lines in docs/raffle.md find the winners that the product drew. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { draw, entriesOf, listText, seal, seedOf, type Terms } from './recompute/draw.ts';

const run = promisify(execFile);

async function script(): Promise<string> {
  const [, lines = ''] = (await readFile('docs/raffle.md', 'utf8')).split(/```js\n|```\n/);
  return lines;
}

const terms: Terms = {
  code: 'Zq9h3k2mT8uWc5xR1pLd',
  closesAt: '2026-03-09T12:00:00.000Z',
  drawsAt: '2026-03-09T13:00:00.000Z',
  source: { kind: 'drand', round: 5_921_491 },
  prizes: [
    { name: '写作课一门', count: 1 },
    { name: '“明信片” & 贴纸', count: 40 },
  ],
};
const weighted = Array.from({ length: 300 }, (_, index) => ({ number: 2 * index + 1, lots: 1 + ((index * 37) % 90) }));

it.each([
  ['a round of drand and lots of different weight', terms, weighted],
  ['a number as announced', { ...terms, source: { kind: 'announced', what: '双色球第 2026028 期' } } satisfies Terms, weighted.slice(0, 9)],
  ['nobody in it', terms, []],
])('a raffle with %s', async (_what, terms, entries) => {
  const list = listText(entries);
  const { commitment } = seal(terms, list);
  const drawn = { value: '2660664f8d4bc401194d80d81da20a1e79480f65b8e2d205aecbd143b5bfb0d3' };
  const folder = await mkdtemp(join(tmpdir(), 'qunce-raffle-'));
  try {
    await writeFile(join(folder, 'recompute.mjs'), await script());
    await writeFile(join(folder, 'raffle.json'), JSON.stringify({ ...terms, list, drawn }));
    const { stdout } = await run(process.execPath, [join(folder, 'recompute.mjs'), join(folder, 'raffle.json')]);
    const winners = draw(entriesOf(list), terms.prizes, seedOf(commitment, drawn.value));
    expect(JSON.parse(stdout)).toEqual({ commitment, winners });
    expect(winners).toHaveLength(Math.min(41, entries.length));
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('they are no more than thirty', async () => {
  expect((await script()).trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});
