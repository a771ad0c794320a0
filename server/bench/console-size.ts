/** What a browser loads, gzipped, before the workbench (工作台) stands, and before a member's check-in page does. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Measure, Result } from './measure.ts';

const web = fileURLToPath(new URL('../../web/', import.meta.url));
const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));

interface Entry {
  name: string;
  most: number;
  /** What first comes into the browser: the entry, the page behind it where that is a chunk of its own, the words of one language. */
  first: string[];
  /** Which of these files are weighed. */
  counted: RegExp;
  note: string;
}

const words = (...files: string[]) => files.map((file) => `../locales/zh-CN/${file}.json`);
const entries: Entry[] = [
  {
    name: 'workbench, first load of JavaScript',
    most: 350,
    first: ['index.html', 'src/console/workbench/workbench.tsx', ...words('console', 'picture', 'errors')],
    counted: /\.js$/,
    note: 'ratio to the limit; tables and charts come later',
  },
  {
    name: 'check-in page of a member, first load of everything',
    most: 170,
    // The words themselves are part of the page.
    first: ['member.html', ...words('errors')],
    counted: /./,
    note: 'ratio to the limit; JavaScript, styles and the page itself',
  },
];

type Manifest = Record<string, { file: string; imports?: string[]; css?: string[] }>;

export const consoleSize: Measure = {
  name: 'console',
  async run() {
    const out = mkdtempSync(join(tmpdir(), 'qunce-console-'));
    try {
      const build = spawnSync(process.execPath, [vite, 'build', '--manifest', '--outDir', out, '--logLevel', 'error'], {
        cwd: web,
        encoding: 'utf8',
      });
      if (build.status !== 0) throw new Error(`the console was not built: ${build.stderr}`);
      const manifest = JSON.parse(readFileSync(join(out, '.vite', 'manifest.json'), 'utf8')) as Manifest;
      return entries.map((entry) => result(entry, filesOf(manifest, entry.first), out));
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  },
};

/** The files of these chunks and of all they import. */
function filesOf(manifest: Manifest, names: readonly string[]): Set<string> {
  const files = new Set<string>();
  const open = [...names];
  for (const name of open) {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`the build has no ${name}`);
    if (files.has(chunk.file)) continue;
    files.add(chunk.file);
    for (const sheet of chunk.css ?? []) files.add(sheet);
    if (name.endsWith('.html')) files.add(name);
    open.push(...(chunk.imports ?? []));
  }
  return files;
}

function result({ name, most, counted, note }: Entry, files: ReadonlySet<string>, out: string): Result {
  const weighed = [...files].filter((file) => counted.test(file)).map((file) => readFileSync(join(out, file)));
  const plain = weighed.reduce((sum, bytes) => sum + bytes.length, 0) / 1000;
  const packed = weighed.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0) / 1000;
  return {
    name,
    value: `${packed.toFixed(0)} kB gzipped in ${weighed.length} files`,
    baseline: `${plain.toFixed(0)} kB unpacked`,
    ratio: packed / most,
    target: `≤ ${most} kB`,
    met: packed <= most,
    note,
  };
}
