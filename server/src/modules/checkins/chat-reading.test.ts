import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined } from './chat-reading.ts';

const stretch = fc.record({ since: fc.integer({ min: -20, max: 120 }), until: fc.integer({ min: -20, max: 120 }) });

describe('stretches to look at', () => {
  it('hold every instant that one of them holds, inside the campaign, once and in order', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 12 }), (stretches) => {
        const found = joined(stretches, { since: 0, until: 100 });
        const holds = (at: number) => (one: { since: number; until: number }) => one.since <= at && at < one.until;
        for (let at = -30; at < 130; at += 1)
          expect(found.filter(holds(at)).length).toBe(at >= 0 && at < 100 && stretches.some(holds(at)) ? 1 : 0);
        for (const [index, { since, until }] of found.entries()) {
          expect(since).toBeLessThan(until);
          expect(since).toBeGreaterThan(found[index - 1]?.until ?? Number.NEGATIVE_INFINITY);
        }
      }),
    );
  });
});
