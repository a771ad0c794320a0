import { existsSync, readFileSync } from 'node:fs';
import { tracked } from './tracked.ts';

const FROM = /^(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** The two entries share `shared/` alone: what members load on a phone must not grow with the console. */
const entries = ['console', 'member'];

/** Whoever verifies a raffle runs what the server ran. */
const RECOMPUTE = '/server/src/modules/raffles/recompute/';

/** What a page may take from the server: the contract's types, and of what runs the arithmetic of raffles alone. And nothing from the other entry. */
export function borderProblems(file: string, text: string): string[] {
  const foreign = entries.filter((entry) => entries.some((own) => own !== entry && file.includes(`src/${own}/`)));
  return [...text.matchAll(FROM)].flatMap(([, type, named, lazy]) => {
    const from = named ?? lazy ?? '';
    if (foreign.some((entry) => from.includes(`/${entry}/`))) return [`${file} imports ${from}`];
    if (from === 'qunce/contract' && type) return [];
    if (from === 'qunce/contract') return [`${file} imports more than types from ${from}`];
    if (from.includes(RECOMPUTE)) return [];
    return from.startsWith('qunce') || from.includes('server/') ? [`${file} imports ${from}`] : [];
  });
}

export function webBorders(): string[] {
  return tracked('web/src/*.ts', 'web/src/*.tsx')
    .filter((file) => existsSync(file))
    .flatMap((file) => borderProblems(file, readFileSync(file, 'utf8')));
}
