import { execFileSync } from 'node:child_process';

/** Files that git tracks or would track, relative to the root. */
export function tracked(...patterns: string[]): string[] {
  const out = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z', ...patterns], { encoding: 'utf8' });
  return [...new Set(out.split('\0').filter(Boolean))];
}
