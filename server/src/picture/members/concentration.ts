/** How unevenly the talk is spread over those who talk. */

import { byKey, type Refer } from '../collect/people.ts';
import type { MemberTotal, PictureInput } from '../facts.ts';
import type { Picture } from '../picture.ts';

/**
 * Gini coefficient G = Σₖ (2k − n − 1) x₍ₖ₎ / (n Σ x), x rising (the mean-difference form of Gini 1912): 0 = all alike,
 * (n − 1)/n = one has all. null when there is nothing to share out.
 */
export function gini(values: readonly number[]): number | null {
  const rising = [...values].sort((a, b) => a - b);
  const n = rising.length;
  let sum = 0;
  let weighted = 0;
  rising.forEach((value, index) => {
    sum += value;
    weighted += (2 * (index + 1) - n - 1) * value;
  });
  return sum > 0 ? weighted / (n * sum) : null;
}

/** Over all speakers' messages of all time; `top20Share` is the share of the ⌈20 %⌉ with most, `halfBy` the fewest who make half. */
export function measureConcentration({ totals }: PictureInput): Picture['concentration'] {
  const counts = busiestFirst(totals).map(({ messages }) => messages);
  const sum = counts.reduce((all, count) => all + count, 0);
  if (sum === 0) return { gini: null, top20Share: null, halfBy: null };
  const top = counts.slice(0, Math.ceil(counts.length / 5)).reduce((all, count) => all + count, 0);
  return { gini: gini(counts), top20Share: top / sum, halfBy: fewestForHalf(counts, sum) };
}

/** The fewest people who make half of the messages, at most 20 % of the speakers (one at least). */
export function measureCore({ totals }: PictureInput, refer: Refer): Picture['core'] {
  const speakers = busiestFirst(totals);
  const counts = speakers.map(({ messages }) => messages);
  const sum = counts.reduce((all, count) => all + count, 0);
  const size = Math.min(fewestForHalf(counts, sum), Math.max(1, Math.floor(speakers.length / 5)));
  return speakers.slice(0, size).map(({ who, messages }) => ({ ...refer(who), messages }));
}

function busiestFirst(totals: readonly MemberTotal[]): MemberTotal[] {
  return totals.filter(({ messages }) => messages > 0).sort((a, b) => b.messages - a.messages || byKey(a.who, b.who));
}

/** @param counts falling */
function fewestForHalf(counts: readonly number[], sum: number): number {
  let made = 0;
  let people = 0;
  for (const count of counts) {
    if (made * 2 >= sum) break;
    made += count;
    people += 1;
  }
  return people;
}
