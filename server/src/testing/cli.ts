import { Readable } from 'node:stream';
import { run } from '../doors/cli/run.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs `qunce …` inside the test, with a fixed clock, no colours and nothing of the real environment. */
export async function qunce(
  args: readonly string[],
  { stdin = '', env = {} }: { stdin?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await run(
    {
      args,
      env: { LANG: 'zh_CN.UTF-8', ...env },
      platform: 'linux',
      stdin: Readable.from([Buffer.from(stdin)]),
      stdout: {
        write: (text) => {
          out += text;
        },
      },
      stderr: {
        write: (text) => {
          err += text;
        },
      },
      now: () => Date.parse('2026-11-21T12:00:00Z'),
    },
    '9.9.9',
  );
  return { code, out, err };
}
