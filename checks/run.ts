/** `npm run check`: everything about the code that is not a test, one line each. Fails when any of them does. */
import { spawnSync } from 'node:child_process';
import { docPaths } from './doc-paths.ts';
import { fileLengths } from './file-lengths.ts';
import { translations } from './translations.ts';
import { webBorders } from './web-borders.ts';

const tool =
  (...command: string[]) =>
  (): string[] => {
    const { status, stdout, stderr } = spawnSync('npx', ['--no', '--', ...command], { encoding: 'utf8' });
    return status === 0 ? [] : [`${stdout}${stderr}`.trim()];
  };

const checks: [name: string, run: () => string[]][] = [
  ['format and lint', tool('biome', 'check', '--error-on-warnings', '.')],
  ['types, server', tool('tsc', '-p', '.')],
  ['types, web', tool('tsc', '-p', 'web')],
  ['borders', tool('depcruise', 'server', 'web', '--config', '.dependency-cruiser.cjs')],
  ['borders of the console', webBorders],
  ['dead code', tool('knip', '--no-progress')],
  [
    'contract, openapi and published schemas',
    tool(
      'vitest',
      'run',
      'server/src/doors/http/openapi.test.ts',
      'server/src/report/schema.test.ts',
      'server/src/modules/blueprints/blueprint.test.ts',
    ),
  ],
  ['translations', translations],
  ['paths named in docs', docPaths],
  ['file lengths', fileLengths],
];

let failed = 0;
for (const [name, run] of checks) {
  const started = performance.now();
  const problems = run();
  if (problems.length > 0) failed++;
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  for (const problem of problems) console.log(problem.replace(/^/gm, '     '));
}
console.log(failed === 0 ? 'check: good' : `check: ${failed} of ${checks.length} fall short`);
process.exit(failed === 0 ? 0 : 1);
