/** Who answered whom in the window, once mentions are resolved to people. */
import type { Mention, PictureInput } from './facts.ts';

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
  const answered = new Map<string, Map<string, WhoAnswered>>();
  const edge = (from: string, to: string): WhoAnswered => {
    let ofOne = answered.get(from);
    if (!ofOne) {
      ofOne = new Map();
      answered.set(from, ofOne);
    }
    let found = ofOne.get(to);
    if (!found) {
      found = { from, to, strong: 0, weak: 0 };
      ofOne.set(to, found);
    }
    return found;
  };

  for (const { from, to, strong, weak } of input.edges) {
    const found = edge(from, to);
    found.strong += strong;
    found.weak += weak;
  }
  for (const { from, named, fallback } of namings(input.mentions, resolve)) {
    for (const to of named) if (to !== from) edge(from, to).strong += 1;
    if (named.size === 0 && fallback !== null) edge(from, fallback).weak += 1;
  }
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...answered.values()].flatMap((ofOne) => [...ofOne.values()]).sort((a, b) => order(a.from, b.from) || order(a.to, b.to));
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
