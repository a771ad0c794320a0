/** Tables of what was measured last, written by the measures themselves: docs/benchmarks.md, and in documents of their own. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Result } from './measure.ts';

const target = new URL('../../docs/benchmarks.md', import.meta.url);

const head = `# Benchmarks

Written by \`npm run bench\` (\`npm run bench -- checkup import\` runs some of it). Every figure stands beside a baseline
measured in the same run with fixed seeds: quote ratios, not seconds. A busy machine stretches both.

| measure | what | value | baseline | ratio | target | verdict | measured |
|---|---|---|---|---|---|---|---|
`;

/** Puts the rows of one measure in the place of its former ones. */
export function keepResults(measure: string, results: readonly Result[]): void {
  const today = new Date().toISOString().slice(0, 10);
  const on = `${today}, ${cpus().length} cores, Node ${process.version}`;
  const rows = results.map(({ name, value, baseline, ratio, target: aim, met, note }) =>
    rowOf([
      measure,
      note ? `${name} (${note})` : name,
      value,
      baseline,
      ratio === null ? '' : ratio.toFixed(2),
      aim,
      met === null ? '' : met ? 'met' : '**missed**',
      on,
    ]),
  );
  const others = former().filter((row) => !row.startsWith(`| ${measure} |`));
  writeFileSync(target, `${head}${[...others, ...rows].sort().join('\n')}\n`);
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function former(): string[] {
  if (!existsSync(target)) return [];
  const lines = readFileSync(target, 'utf8').split('\n');
  const rule = lines.findIndex((line) => line.startsWith('|---'));
  return lines.slice(rule + 1).filter((line) => rule >= 0 && line.startsWith('| '));
}

/** Puts the figures between the marks of a document in docs; the words around them are a person's. */
export function keepTable(document: string, mark: string, results: readonly Result[]): void {
  const file = new URL(`../../docs/${document}`, import.meta.url);
  const text = readFileSync(file, 'utf8');
  const [start, end] = [text.indexOf('\n', text.indexOf(`<!-- ${mark}: `)), text.indexOf(`<!-- end of ${mark} -->`)];
  if (start < 0 || end < start) throw new Error(`docs/${document} has lost its marks`);
  const rows = results.map(({ name, value, baseline }) => `| ${name} | ${value} | ${baseline} |`);
  const table = [`| ${mark} | found, with 95 % interval | beside it |`, '|---|---|---|', ...rows].join('\n');
  writeFileSync(file, `${text.slice(0, start)}\n${table}\n${text.slice(end)}`);
}
