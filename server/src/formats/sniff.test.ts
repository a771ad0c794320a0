import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameConversation } from '#testing/same-conversation/index';
import type { Head } from './format.ts';
import { formats } from './registry.ts';

const texts = Object.values(sameConversation).map(({ text }) => text.replace(/^\ufeff/, ''));
const headOf = (text: string, fileName = 'chat.txt'): Head => ({
  fileName,
  text,
  lines: text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)),
});

describe('sniffing', () => {
  it('throws nothing, whatever a head holds, and stays between 0 and 1', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...texts),
      fc.constantFrom('\n', '{', '[', '"', '\t', '<', '# "', '\0'),
    );
    const head = fc
      .array(fc.tuple(piece, fc.nat(4000), fc.nat(4000)), { maxLength: 5 })
      .map((pieces) => pieces.map(([text, from, length]) => text.slice(from % (text.length + 1)).slice(0, length)).join(''));
    fc.assert(
      fc.property(head, fc.constantFrom('chat.txt', 'a.zip/b/2026-05-29.json', '', '群.xlsx/表'), (text, fileName) => {
        for (const { id, sniff } of formats) {
          const score = sniff(headOf(text, fileName));
          expect([id, score >= 0 && score <= 1]).toEqual([id, true]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is sure of its own and leaves others alone', () => {
    for (const [own, { text, file }] of Object.entries(sameConversation)) {
      const scores = formats.map(({ id, sniff }) => [id, sniff(headOf(text.replace(/^\ufeff/, ''), file))] as const);
      const mine = scores.find(([id]) => id === own)?.[1] ?? 0;
      const others = Math.max(...scores.filter(([id]) => id !== own).map(([, score]) => score));
      expect([own, mine > others]).toEqual([own, true]);
    }
  });
});
