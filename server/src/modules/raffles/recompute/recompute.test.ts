/** The arithmetic of a raffle against what others published, and what its chances are. */
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, entriesOf, fromSeed, listText, seal, sealedText, seedOf, type Terms, withoutReplacement } from './draw.ts';
import { asAnnounced, readRound, roundAt, timeOfRound } from './public-number.ts';
import { hex, hmacSha256, sha256, utf8 } from './sha256.ts';

const terms: Terms = {
  code: 'AAAAAAAAAAAAAAAAAAAA',
  closesAt: '2026-03-09T12:00:00.000Z',
  drawsAt: '2026-03-09T13:00:00.000Z',
  source: { kind: 'announced', what: '双色球第 2026028 期' },
  prizes: [
    { name: '写作课一门', count: 1 },
    { name: '明信片', count: 2 },
  ],
};
const equal = (people: number) => Array.from({ length: people }, (_, index) => ({ number: index + 1, lots: 1 }));

describe('the hash', () => {
  it('is SHA-256 and HMAC of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), (key, bytes) => {
        expect(hex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
        expect(hex(hmacSha256(key, bytes))).toBe(createHmac('sha256', key).update(bytes).digest('hex'));
      }),
    );
  });

  it('gives what RFC 4231 says in its test cases 1 and 2', () => {
    expect(hex(hmacSha256(new Uint8Array(20).fill(0x0b), utf8('Hi There')))).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
    expect(hex(hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});

describe('the draw', () => {
  it('chooses as RFC 3797 does, given the numbers of its section 6', () => {
    const key = '9319./2.5.8.10.12./9.18.26.34.41.45./';
    let turn = 0;
    const below = (left: number) => {
      const nth = Buffer.alloc(2);
      nth.writeUInt16BE(turn++);
      const digest = createHash('md5').update(nth).update(key).update(nth).digest('hex');
      return Number(BigInt(`0x${digest}`) % BigInt(left));
    };
    const drawn = withoutReplacement(equal(25), 11, below).map(({ number }) => number);
    expect(drawn).toEqual([17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22]);
  });

  it('draws nobody twice and everybody at most, whatever the lots', () => {
    const entry = fc.record({ number: fc.nat(), lots: fc.integer({ min: 1, max: 800 }) });
    const some = fc.uniqueArray(entry, { selector: ({ number }) => number, maxLength: 60 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 80 }), fc.string(), (entries, count, value) => {
        const drawn = draw(entries, [{ name: '', count }], seedOf('', value));
        expect(new Set(drawn).size).toBe(Math.min(count, entries.length));
        expect(entries.map(({ number }) => number)).toEqual(expect.arrayContaining(drawn));
      }),
    );
  });

  it('is even: a hundred thousand lots over twenty people, chi-squared below the 0.999 quantile of 19 degrees', () => {
    const counts = new Float64Array(20);
    const below = fromSeed('00'.repeat(32));
    for (let i = 0; i < 100_000; i++) {
      const lot = below(20);
      counts[lot] = (counts[lot] ?? 0) + 1;
    }
    const chi2 = counts.reduce((sum, count) => sum + (count - 5_000) ** 2 / 5_000, 0);
    expect(chi2).toBeLessThan(43.82);
  }, 60_000);

  it('gives lots their share: who has three of five is drawn first three times of five', () => {
    const entries = [
      { number: 1, lots: 3 },
      { number: 2, lots: 1 },
      { number: 3, lots: 1 },
    ];
    let first = 0;
    for (let i = 0; i < 2_000; i++) first += Number(draw(entries, [{ name: '', count: 1 }], seedOf('share', String(i)))[0] === 1);
    // 1,200 expected; 100 is 4.6 standard deviations.
    expect(Math.abs(first - 1_200)).toBeLessThan(100);
  });
});

describe('the seal', () => {
  it('covers every term and every entry', () => {
    const list = listText([...equal(3), { number: 7, lots: 12 }]);
    expect(entriesOf(list)).toEqual([...equal(3), { number: 7, lots: 12 }]);
    const { listHash, commitment } = seal(terms, list);
    expect(sealedText(terms, listHash)).toContain('prize 2 明信片');
    const others = [
      seal({ ...terms, code: 'B'.repeat(20) }, list),
      seal({ ...terms, drawsAt: '2026-03-09T14:00:00.000Z' }, list),
      seal({ ...terms, source: { kind: 'drand', round: 1 } }, list),
      seal({ ...terms, prizes: [...terms.prizes, { name: '明信片', count: 1 }] }, list),
      seal(terms, `${list}\n8 1`),
    ];
    expect(new Set([commitment, ...others.map((other) => other.commitment)]).size).toBe(6);
  });
});

describe('a round of drand', () => {
  // Round 1337 of the default chain, as published.
  const signature =
    '945b08dcb30e24da281ccf14a646f0630ceec515af5c5895e18cc1b19edd65d156b71c776a369af3487f1bc6af1062500b059e01095cc0eedce91713977d7735cac675554edfa0d0481bb991ed93d333d08286192c05bf6b65d20f23a37fc7bb';
  const randomness = '2660664f8d4bc401194d80d81da20a1e79480f65b8e2d205aecbd143b5bfb0d3';

  it('is read as published and must agree with itself', () => {
    const published = { round: 1337, randomness, signature, previous_signature: '80' };
    expect(readRound(JSON.stringify(published))).toEqual({ round: 1337, randomness, signature });
    expect(readRound(JSON.stringify({ ...published, randomness: `0${randomness.slice(1)}` }))).toBe(null);
    expect(['', 'null', '[]', '{"round":1}', '5'].map(readRound)).toEqual([null, null, null, null, null]);
  });

  it('has a time known beforehand', () => {
    expect(new Date(timeOfRound(1)).toISOString()).toBe('2020-07-22T15:17:30.000Z');
    const at = Date.parse('2026-03-09T13:00:01Z');
    expect(timeOfRound(roundAt(at))).toBeGreaterThanOrEqual(at);
    expect(timeOfRound(roundAt(at) - 1)).toBeLessThan(at);
    expect(roundAt(timeOfRound(1337))).toBe(1337);
  });
});

it('a number typed full-width or with more spaces is the same number', () => {
  expect(asAnnounced('  ０１ ０７　12\n33 + 5 ')).toBe('01 07 12 33 + 5');
});
