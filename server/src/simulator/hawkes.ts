/**
 * Self-exciting arrivals (Hawkes 1971) with exponential decay: λ(t) = μ(t) + Σ a·e^(−b(t−tᵢ)). n = a/b messages follow
 * each message on average. Time is in one unit throughout, whatever it is.
 */
import type { Dice } from './dice.ts';

export interface Excitation {
  a: number;
  b: number;
}

export interface Arrival {
  at: number;
  /** Position of the arrival that called this one forth; null: it came by itself. */
  parent: number | null;
}

/** Log-likelihood of sorted events on [0, end] under constant μ, in O(n) (Ogata 1981). */
export function logLikelihood(events: readonly number[], end: number, mu: number, { a, b }: Excitation): number {
  let decayed = 0;
  let before = Number.NaN;
  let sum = -mu * end;
  for (const at of events) {
    decayed = Number.isNaN(before) ? 0 : Math.exp(-b * (at - before)) * (1 + decayed);
    sum += Math.log(mu + a * decayed) - (a / b) * (1 - Math.exp(-b * (end - at)));
    before = at;
  }
  return sum;
}

/** E[N(end)] under constant μ, from an empty past; needs a < b. */
export function expectedCount(end: number, mu: number, { a, b }: Excitation): number {
  const rest = b - a;
  return (mu * b * end) / rest - ((mu * a) / rest ** 2) * (1 - Math.exp(-rest * end));
}

/** Increments of ∫λ between events under constant μ: independent and Exp(1) if the events are of this process (Papangelou 1972). */
export function residuals(events: readonly number[], mu: number, { a, b }: Excitation): number[] {
  let excited = 0; // Σ e^(−b(t−tᵢ)) just after the event before
  let before = 0;
  return events.map((at) => {
    const waited = at - before;
    const faded = Math.exp(-b * waited);
    const increment = mu * waited + (a / b) * excited * (1 - faded);
    excited = excited * faded + 1;
    before = at;
    return increment;
  });
}

/** Beyond so many times 1/b an arrival calls forth no more to speak of (e⁻¹²). */
const FORGOTTEN = 12;

/**
 * Arrivals on [from, to) by thinning (Ogata 1981). Each is laid to the one that called it forth with the probability its
 * share of λ gives, so that the tree of replies is that of the process.
 * @param mu own rate at an instant, nowhere above `highest`
 */
export function arrivals(
  dice: Dice,
  from: number,
  to: number,
  mu: (at: number) => number,
  highest: number,
  { a, b }: Excitation,
): Arrival[] {
  const found: Arrival[] = [];
  let excited = 0;
  let at = from;
  for (;;) {
    const bound = highest + a * excited;
    const wait = dice.exponential() / bound;
    excited *= Math.exp(-b * wait);
    at += wait;
    if (at >= to) return found;
    const own = mu(at);
    const intensity = own + a * excited;
    const roll = dice.unit() * bound;
    if (roll >= intensity) continue;
    found.push({ at, parent: roll < own ? null : parentOf(found, at, (roll - own) / a, b) });
    excited += 1;
  }
}

/** @param share where on the sum of the earlier arrivals' e^(−b·age) the roll fell */
function parentOf(found: readonly Arrival[], at: number, share: number, b: number): number | null {
  let left = share;
  for (let index = found.length - 1; index >= 0; index -= 1) {
    const age = at - (found[index]?.at ?? 0);
    if (age * b > FORGOTTEN) return null;
    left -= Math.exp(-b * age);
    if (left < 0) return index;
  }
  return null;
}
