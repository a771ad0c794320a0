/** Who answered whom in the window, once mentions are resolved to people. */

import { byKey } from '../collect/people.ts';
import type { Mention, PictureInput } from '../facts.ts';
import { PairTable } from './pair-table.ts';

export type Resolve = (raw: string) => string | null;

/** `from` answered `to`: `strong` by explicit reply or mention, `weak` by speaking next within 5 minutes. */
export interface WhoAnswered {
  from: string;
  to: string;
  strong: number;
  weak: number;
}

/** All edges of `input`, sorted by from, to. A mention that names nobody known counts as the weak reply it would have been. */
export function replyEdges(input: Pick<PictureInput, 'edges' | 'mentions'>, resolve: Resolve): WhoAnswered[] {
  const pairs = new PairTable<WhoAnswered>((from, to) => ({ from, to, strong: 0, weak: 0 }));
  for (const { from, to, strong, weak } of input.edges) {
    const edge = pairs.of(from, to);
    edge.strong += strong;
    edge.weak += weak;
  }
  for (const { from, named, fallback } of namings(input.mentions, resolve)) {
    for (const to of named) if (to !== from) pairs.of(from, to).strong += 1;
    if (named.size === 0 && fallback !== null) pairs.of(from, fallback).weak += 1;
  }
  const rows = Map.groupBy(pairs.all(), ({ from }) => from);
  return [...rows.keys()].sort(byKey).flatMap((from) => (rows.get(from) ?? []).sort((a, b) => byKey(a.to, b.to)));
}

/** One message that names people: those it is known to name. */
export interface Naming {
  from: string;
  at: number;
  named: Set<string>;
  fallback: string | null;
}

/** Mention rows gathered by message: rows of one sender at one instant are taken as one message. */
export function namings(mentions: readonly Mention[], resolve: Resolve): Naming[] {
  const messages = new Map<string, Naming>();
  for (const { from, at, raw, fallback } of mentions) {
    const key = `${at} ${from}`;
    let naming = messages.get(key);
    if (!naming) {
      naming = { from, at, named: new Set(), fallback: null };
      messages.set(key, naming);
    }
    naming.fallback ??= fallback;
    const who = resolve(raw);
    if (who !== null) naming.named.add(who);
  }
  return [...messages.values()];
}
