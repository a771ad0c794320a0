import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderHolder, lockFolder } from './lock.ts';
import { secretOf } from './secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qunce-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const child = `
  const { lockFolder } = await import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)});
  try { lockFolder(process.argv[1]); console.log('taken'); } catch (error) { console.log(JSON.stringify([error.code, error.data])); }`;
const otherProcess = () => spawnSync(process.execPath, ['--input-type=module', '-e', child, folder], { encoding: 'utf8' }).stdout.trim();

describe('the data folder', () => {
  it('belongs to one process, and tells the second where the first one answers', () => {
    const lock = lockFolder(folder);
    lock.publish('http://127.0.0.1:3000');
    expect(JSON.parse(otherProcess())).toEqual(['data.locked', { folder, pid: process.pid, address: 'http://127.0.0.1:3000' }]);
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'data.locked' }));
    expect(folderHolder(folder)).toEqual({ pid: process.pid, address: 'http://127.0.0.1:3000' });
    lock.release();
    expect(otherProcess()).toBe('taken');
  });

  it('is taken over from a process that died without letting go', () => {
    expect(otherProcess()).toBe('taken');
    expect(folderHolder(folder)).toBeNull();
    lockFolder(folder).release();
  });

  it.each([
    ['its number now belongs to another process', JSON.stringify({ pid: process.pid, born: '1', address: null })],
    ['its file was cut off', '{"pid":'],
    ['its file is empty', ''],
  ])('is taken over when %s', (_name, text) => {
    writeFileSync(join(folder, 'lock'), text);
    expect(otherProcess()).toBe('taken');
  });

  it('keeps its files to its owner', () => {
    const lock = lockFolder(folder);
    const secret = secretOf(folder, 'auth.secret');
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(secretOf(folder, 'auth.secret')).toBe(secret);
    expect(secretOf(folder, 'cli.key')).not.toBe(secret);
    for (const name of ['auth.secret', 'cli.key', 'lock']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    lock.release();
  });
});
