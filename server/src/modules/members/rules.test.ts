import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LedgerEntry, membersOf, type Place, placeKey, regrouping } from './rules.ts';

const places: Place[] = Array.from({ length: 7 }, (_, n) => ({ channelId: n < 4 ? 'a' : 'b', identity: n % 4 }));
const placeAt = (n: number): Place => places[n] ?? { channelId: 'a', identity: 0 };

type Step = { merge: [number, number] } | { undo: number };
const step: fc.Arbitrary<Step> = fc.oneof(fc.record({ merge: fc.tuple(fc.nat(6), fc.nat(6)) }), fc.record({ undo: fc.nat(12) }));

/** The ledger that some steps write; a step that would be refused writes nothing. */
function ledgerOf(steps: readonly Step[]): LedgerEntry[] {
  const ledger: LedgerEntry[] = [];
  for (const one of steps) {
    const number = ledger.length + 1;
    if ('merge' in one) {
      const [a, b] = one.merge;
      if (a !== b) ledger.push({ number, merge: { memberId: `m${number}`, one: placeAt(a), other: placeAt(b) }, undoes: null });
    } else {
      const merges = ledger.filter((entry) => entry.merge && !ledger.some(({ undoes }) => undoes === entry.number));
      const undone = merges[one.undo % Math.max(1, merges.length)];
      if (undone) ledger.push({ number, merge: null, undoes: undone.number });
    }
  }
  return ledger;
}

/** The simple model: whom one reaches over the merges that stand, by walking. */
function reached(ledger: readonly LedgerEntry[], from: Place): string[] {
  const undone = ledger.map(({ undoes }) => undoes);
  const edges = ledger.flatMap(({ number, merge }) =>
    merge && !undone.includes(number) ? [[placeKey(merge.one), placeKey(merge.other)]] : [],
  );
  const seen = new Set([placeKey(from)]);
  for (let before = 0; before < seen.size; ) {
    before = seen.size;
    for (const [a = '', b = ''] of edges) if (seen.has(a) || seen.has(b)) seen.add(a).add(b);
  }
  return [...seen].sort();
}

const partition = (ledger: readonly LedgerEntry[]) =>
  membersOf(ledger)
    .map(({ people }) => people.map(placeKey).sort())
    .sort();

describe('who belongs to whom', () => {
  it('is whom the standing merges join, after any sequence of merges and undos', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const ledger = ledgerOf(steps);
        const members = membersOf(ledger);
        for (const place of places) {
          const own = members.find(({ people }) => people.some((one) => placeKey(one) === placeKey(place)));
          expect((own?.people ?? [place]).map(placeKey).sort()).toEqual(reached(ledger, place));
        }
        expect(new Set(members.map(({ memberId }) => memberId)).size).toBe(members.length);
      }),
    );
  });

  it('is kept up to date by telling only what an entry changes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const ledger = ledgerOf(steps);
        const kept = new Map<string, string>();
        for (const [index, entry] of ledger.entries()) {
          const before = ledger.slice(0, index);
          const { assignments, channels } = regrouping(before, entry);
          for (const { memberId, ...place } of assignments) {
            if (memberId === null) kept.delete(placeKey(place));
            else kept.set(placeKey(place), memberId);
          }
          const grouped = (entries: readonly LedgerEntry[], channel: string) =>
            partition(entries)
              .map((group) => group.filter((key) => key.startsWith(channel)))
              .filter((group) => group.length > 1)
              .sort();
          for (const channel of ['a', 'b']) {
            const same = JSON.stringify(grouped(before, channel)) === JSON.stringify(grouped([...before, entry], channel));
            expect(channels.includes(channel)).toBe(!same);
          }
        }
        const expected = membersOf(ledger).flatMap(({ memberId, people }) => people.map((place) => [placeKey(place), memberId] as const));
        expect(new Map([...kept].sort())).toEqual(new Map(expected.toSorted()));
      }),
    );
  });

  it('is as before once every merge is undone, in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 10 }),
        fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { minLength: 1, maxLength: 5 }),
        fc.infiniteStream(fc.nat(9)),
        (steps, pairs, picks) => {
          const before = ledgerOf(steps);
          const after = ledgerOf([...steps, ...pairs.map((merge) => ({ merge }))]);
          let open = after.slice(before.length).map(({ number }) => number);
          while (open.length > 0) {
            const undoes = open[(picks.next().value ?? 0) % open.length] ?? 0;
            after.push({ number: after.length + 1, merge: null, undoes });
            open = open.filter((number) => number !== undoes);
          }
          expect(partition(after)).toEqual(partition(before));
        },
      ),
    );
  });
});
