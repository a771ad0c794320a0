import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { borderProblems } from './web-borders.ts';

const run = promisify(execFile);

/** A small tree with planted violations: a checker that sees no modules would pass everything. */
const tree = 'node_modules/.cache/borders-fixture';
const planted: [rule: string, file: string, text: string][] = [
  ['vocabulary-imports-nothing', 'server/src/vocabulary/bad.ts', "import '../kernel/ok.ts';"],
  ['formats-are-pure', 'server/src/formats/bad.ts', "import '../kernel/ok.ts';"],
  ['pure-floors-do-no-io', 'server/src/picture/bad.ts', "import 'node:fs';"],
  ['simulator-is-pure', 'server/src/simulator/bad.ts', "import '../picture/ok.ts';"],
  ['only-the-demo-simulates', 'server/src/modules/points/worst.ts', "import '../../simulator/ok.ts';"],
  ['kernel-sees-vocabulary-only', 'server/src/kernel/bad.ts', "import '../modules/chat/index.ts';"],
  ['modules-meet-at-their-face', 'server/src/modules/points/bad.ts', "import '../chat/inner.ts';"],
  ['nobody-imports-insights', 'server/src/modules/points/worse.ts', "import '../insights/index.ts';"],
  ['modules-import-the-query-builder-once', 'server/src/modules/points/raw.ts', "import 'drizzle-orm';"],
  ['checkup-stands-alone', 'server/src/doors/cli/checkup.ts', "import '../../kernel/ok.ts';"],
  ['doors-never-see-a-schema', 'server/src/doors/http/bad.ts', "import '../../modules/chat/schema.ts';"],
  ['web-imports-the-contract-only', 'web/src/bad.ts', "import { ok } from '../../server/src/kernel/ok.ts'; console.log(ok);"],
  ['recompute-runs-anywhere', 'server/src/modules/raffles/recompute/bad.ts', "import 'node:crypto';"],
  ['journeys-see-no-inside', 'web/journeys/bad.test.ts', "import { ok } from '../../server/src/kernel/ok.ts'; console.log(ok);"],
  // A circle is reported at one of its two ends, always the same.
  ['no-circles', 'server/src/kernel/circle-two.ts', "import { one } from './circle.ts'; export const other = () => one;"],
];
const sound: [file: string, text: string][] = [
  ['server/src/picture/ok.ts', 'export const picture = 1;'],
  ['server/src/simulator/ok.ts', 'export const simulated = 1;'],
  ['server/src/kernel/ok.ts', 'export const ok = 1; export type Ok = number;'],
  ['server/src/kernel/circle.ts', "import { other } from './circle-two.ts'; export const one = () => other;"],
  ['server/src/modules/chat/index.ts', "export * from './inner.ts';"],
  ['server/src/modules/chat/inner.ts', 'export const inner = 1;'],
  ['server/src/modules/chat/schema.ts', 'export const table = 1;'],
  ['server/src/modules/insights/index.ts', 'export const insight = 1;'],
  ['server/src/contract.ts', 'export type Contract = number;'],
  ['web/src/good.ts', "import type { Contract } from '../../server/src/contract.ts'; export const fine: Contract = 1;"],
];

describe('import borders', () => {
  afterAll(() => rm(tree, { recursive: true, force: true }));

  it('refuses every planted violation and nothing else', async () => {
    for (const [file, text] of [...planted.map(([, file, text]) => [file, text] as const), ...sound]) {
      await mkdir(`${tree}/${file.slice(0, file.lastIndexOf('/'))}`, { recursive: true });
      await writeFile(`${tree}/${file}`, text);
    }
    // Outside node_modules for the checker: it is run from inside the fixture.
    const config = `${process.cwd()}/.dependency-cruiser.cjs`;
    const bin = `${process.cwd()}/node_modules/dependency-cruiser/bin/dependency-cruise.mjs`;
    const { stdout } = await run(process.execPath, [bin, 'server', 'web', '--config', config, '--output-type', 'json'], {
      cwd: tree,
    }).catch((failed: { stdout: string }) => failed);
    const found = (JSON.parse(stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } }).summary.violations;
    const pairs = new Set(found.map(({ rule, from }) => `${rule.name} ${from}`));
    for (const [rule, file] of planted) expect(pairs).toContain(`${rule} ${file}`);
    expect([...pairs].filter((pair) => pair.includes('good.ts') || pair.includes('chat/index.ts'))).toEqual([]);
  });

  it.each([
    ['types of the contract', "import type { Contract } from 'qunce/contract';", 0],
    ['a value of the contract', "import { contract } from 'qunce/contract';", 1],
    ['a server file', "import { ok } from '../../../server/src/kernel/ok.ts';", 1],
    ['a server file, lazily', "const lazy = () => import('../../server/src/main.ts');", 1],
    ['the arithmetic of raffles', "import { draw } from '../../../../server/src/modules/raffles/recompute/draw.ts';", 0],
    ['its own files', "import { Card } from '../shared/card.tsx';", 0],
  ])('a page importing %s', (_name, text, problems) => {
    expect(borderProblems('page.tsx', text)).toHaveLength(problems);
  });

  it.each([
    ['a member page the console', 'web/src/member/app.tsx', "import { Shell } from '../console/shell.tsx';"],
    ['a console page the member pages', 'web/src/console/groups/members.tsx', "import { Sheet } from '../../member/sheet.tsx';"],
  ])('%s must not import', (_name, file, text) => {
    expect(borderProblems(file, text)).toHaveLength(1);
    expect(borderProblems(file, "import { connect } from '../shared/call.ts';")).toEqual([]);
  });
});
