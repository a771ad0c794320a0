/**
 * Who wins, from what is published alone. The server draws by this file and the public page recomputes by this very file; the
 * script in docs/raffle.md does the same without it. Whole numbers only, so that every machine gets the same winners.
 */
import { hmacSha256, sha256Of, unhex, utf8 } from './sha256.ts';

export interface Entry {
  number: number;
  /** How many lots it has in the draw: 1 or more. */
  lots: number;
}

/** What is fixed before anybody enters. */
export interface Terms {
  code: string;
  /** ISO 8601 in UTC. */
  closesAt: string;
  drawsAt: string;
  source: Source;
  /** Drawn in this order. */
  prizes: readonly { name: string; count: number }[];
}

/** The public number, named beforehand. */
export type Source = { kind: 'drand'; round: number } | { kind: 'announced'; what: string };

/** A line each: number, space, lots. */
export const listText = (entries: readonly Entry[]): string => entries.map(({ number, lots }) => `${number} ${lots}`).join('\n');

export const entriesOf = (list: string): Entry[] =>
  list === ''
    ? []
    : list.split('\n').map((line) => {
        const [number = 0, lots = 0] = line.split(' ').map(Number);
        return { number, lots };
      });

/** What is committed to: the terms and the hash of the list, as text that anybody can hash again. */
export function sealedText({ code, closesAt, drawsAt, source, prizes }: Terms, listHash: string): string {
  return [
    'qunce-raffle-1',
    `raffle ${code}`,
    `closes ${closesAt}`,
    `draws ${drawsAt}`,
    source.kind === 'drand' ? `drand ${source.round}` : `announced ${source.what}`,
    ...prizes.map(({ name, count }) => `prize ${count} ${name}`),
    `entries ${listHash}`,
  ].join('\n');
}

/** @returns the two hashes published when the list is sealed, 64 hexadecimal characters each */
export function seal(terms: Terms, list: string): { listHash: string; commitment: string } {
  const listHash = sha256Of(list);
  return { listHash, commitment: sha256Of(sealedText(terms, listHash)) };
}

export const seedOf = (commitment: string, value: string): string => sha256Of(`${commitment} ${value}`);

/** Numbers of the winners in the order drawn; fewer than there are prizes when there are fewer entries. */
export function draw(entries: readonly Entry[], prizes: Terms['prizes'], seed: string): number[] {
  return withoutReplacement(entries, prizeNames(prizes).length, fromSeed(seed)).map(({ number }) => number);
}

/** The prize of each place, the first drawn first. */
export const prizeNames = (prizes: Terms['prizes']): string[] =>
  prizes.flatMap(({ name, count }) => Array.from({ length: count }, () => name));

/**
 * Draws one lot after another; who is drawn goes out with all their lots. Exactly the same chances as the keys −ln(u)/w of
 * Efraimidis and Spirakis (2006), without a logarithm that machines round differently.
 * @param below a whole number from 0 to below the given one, each equally likely
 */
export function withoutReplacement<T extends { lots: number }>(
  entries: readonly T[],
  count: number,
  below: (total: number) => number,
): T[] {
  const left = [...entries];
  let total = left.reduce((sum, { lots }) => sum + lots, 0);
  const drawn: T[] = [];
  while (drawn.length < count && left.length > 0) {
    const lot = below(total);
    let passed = 0;
    const place = left.findIndex(({ lots }) => {
      passed += lots;
      return lot < passed;
    });
    const [winner] = left.splice(place, 1);
    if (!winner) throw new RangeError('drew a lot that nobody holds');
    drawn.push(winner);
    total -= winner.lots;
  }
  return drawn;
}

/** The first 48 bits of HMAC-SHA-256(seed, 0), (seed, 1) …; what would favour small numbers is thrown away. */
export function fromSeed(seed: string): (total: number) => number {
  const key = unhex(seed);
  const all = 2 ** 48;
  let counter = 0;
  return (total) => {
    for (;;) {
      const bytes = hmacSha256(key, utf8(String(counter++)));
      const value = bytes.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
      if (value < all - (all % total)) return value % total;
    }
  };
}
