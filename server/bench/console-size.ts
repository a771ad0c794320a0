/** JavaScript that a browser loads before the workbench (工作台) stands, gzipped. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Measure, Result } from './measure.ts';

const MOST_KB = 350;
const web = fileURLToPath(new URL('../../web/', import.meta.url));
const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));

/** What first comes into the browser: the entry, the page behind it, and the words of one language. */
const entry = 'index.html';
const page = 'src/console/workbench/workbench.tsx';
const words = /locales\/zh-CN\//;

type Manifest = Record<string, { file: string; imports?: string[] }>;

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
      const first = [entry, page, ...Object.keys(manifest).filter((name) => words.test(name))];
      return [result(filesOf(manifest, first), out)];
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
    open.push(...(chunk.imports ?? []));
  }
  return files;
}

function result(files: ReadonlySet<string>, out: string): Result {
  let packed = 0;
  let plain = 0;
  for (const file of files) {
    if (!file.endsWith('.js')) continue;
    const bytes = readFileSync(join(out, file));
    plain += bytes.length;
    packed += gzipSync(bytes).length;
  }
  const kilobytes = packed / 1000;
  return {
    name: 'workbench, first load of JavaScript',
    value: `${kilobytes.toFixed(0)} kB gzipped in ${files.size} files`,
    baseline: `${(plain / 1000).toFixed(0)} kB unpacked`,
    ratio: kilobytes / MOST_KB,
    target: `≤ ${MOST_KB} kB`,
    met: kilobytes <= MOST_KB,
    note: 'ratio to the limit; tables and charts come later',
  };
}
