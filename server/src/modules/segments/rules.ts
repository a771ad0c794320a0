/** Decisions about versions and levels, as pure functions. */
import type { RuleSetText } from './contract.ts';

type Level = 'active' | 'watching' | 'lurking';

const levels: Record<Level, number> = { active: 2, watching: 1, lurking: 0 };

/** Two windows that do not overlap: the one in which somebody was first seen below, and the 28 days after it. */
export const WINDOW_MS = 28 * 86_400_000;

/** The version in force: the newest whose time has come; null: the shipped rules. A newer one displaces what waits below it. */
export function inForce<T extends { version: number; effectiveFrom: number }>(versions: readonly T[], now: number): T | null {
  return versions
    .filter(({ effectiveFrom }) => effectiveFrom <= now)
    .reduce<T | null>((best, one) => (best && best.version > one.version ? best : one), null);
}

/** What a version is at an instant. `upcoming`: its day has not come and nothing newer is in force. */
export function stateOf(
  version: { version: number; effectiveFrom: number },
  current: number,
  now: number,
): 'effective' | 'upcoming' | 'past' {
  if (version.version === current) return 'effective';
  return version.version > current && version.effectiveFrom > now ? 'upcoming' : 'past';
}

/** Why somebody is noted elsewhere than before. */
export function causeOf(from: Level, to: Level, otherRules: boolean): 'rules' | 'promoted' | 'dropped' {
  if (otherRules) return 'rules';
  return levels[to] > levels[from] ? 'promoted' : 'dropped';
}

/** The day a held level is given up: below at the end of two windows. @param since end of coverage at which it was first seen below */
export function heldUntil(since: number): number {
  return since + WINDOW_MS;
}

/** Rules and own segments whose text is not what it was, by name. */
export function changedRules(before: RuleSetText, after: RuleSetText): string[] {
  const names = new Set([...Object.keys(before.expressions), ...Object.keys(after.expressions)] as (keyof RuleSetText['expressions'])[]);
  const rules = [...names].filter((name) => before.expressions[name] !== after.expressions[name]);
  const own = (set: RuleSetText) => new Map(set.custom.map(({ key, name, expression }) => [key, { name, text: `${name}\n${expression}` }]));
  const [was, is] = [own(before), own(after)];
  const keys = [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key)?.text !== is.get(key)?.text);
  const named = keys.map((key) => (is.get(key) ?? was.get(key))?.name ?? key);
  return [...rules, ...named, ...(before.hold === after.hold ? [] : ['hold'])];
}
