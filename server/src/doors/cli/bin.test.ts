import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../../bin/qunce.js', import.meta.url));

function started(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
  });
  return { status, stdout, stderr };
}

describe('bin/qunce.js', () => {
  it('starts the command line and passes its exit code on', () => {
    expect(started('--version')).toEqual({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
    expect(started('checkup', '/nowhere.txt')).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^There is no file \/nowhere\.txt/),
    });
    expect(started('checkup').status).toBe(2);
  });
});
