import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line, Rejection } from './format.ts';
import { LineCutter, MAX_LINE_BYTES } from './lines.ts';
import type { Encoding } from './source.ts';

interface Cut {
  lines: Line[];
  rejections: Rejection[];
}

function cut(bytes: Uint8Array, encoding: Encoding, places: number[], start = 0): Cut {
  const found: Cut = { lines: [], rejections: [] };
  const cutter = new LineCutter(
    encoding,
    start,
    (line) => found.lines.push(line),
    (rejection) => found.rejections.push(rejection),
  );
  let from = 0;
  for (const to of [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)) {
    cutter.push(bytes.subarray(from, to));
    from = to;
  }
  cutter.push(bytes.subarray(from));
  cutter.end();
  return found;
}

function swapped(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** GB18030 of a few characters, two and four bytes long; Node only decodes it. */
const GB: Record<string, number[]> = {
  群: [0xc8, 0xba],
  一: [0xd2, 0xbb],
  '🙂': [0x95, 0x30, 0x85, 0x32],
  a: [0x61],
  '\n': [0x0a],
  '\r': [0x0d],
};
const encoders: [Encoding, (text: string) => Buffer][] = [
  ['utf-8', (text) => Buffer.from(text)],
  ['utf-16le', (text) => Buffer.from(text, 'utf16le')],
  ['utf-16be', swapped],
  ['gb18030', (text) => Buffer.from([...text].flatMap((letter) => GB[letter] ?? []))],
];
// U+0A00 and U+000A differ only in the order of their bytes; 一 (U+4E00) brings zero bytes.
const letters = fc.constantFrom('群', '一', '🙂', 'a', '\n', '\r', '\n');
const wideLetters = fc.oneof(letters, fc.constantFrom('\u0a00', '\u0a0a', '\u000a', '\u0d0a', '\ufeff'));

describe.each(encoders)('LineCutter, %s', (encoding, encode) => {
  it('cuts the same lines wherever the chunks are cut, and accounts for every byte', () => {
    const text = fc.array(encoding === 'gb18030' ? letters : wideLetters, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(200), { maxLength: 20 }), (whole, places) => {
        const bytes = encode(whole);
        const { lines, rejections } = cut(bytes, encoding, places);
        const expected = whole.split('\n');
        const last = expected.pop();
        const ended = expected.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
        expect(lines.map((line) => line.text)).toEqual(last ? [...ended, last] : ended);
        expect(rejections).toEqual([]);
        expect(lines.map((line) => line.number)).toEqual(lines.map((_, i) => i + 1));
        let offset = 0;
        for (const line of lines) {
          expect(line.offset).toBe(offset);
          offset += line.bytes;
        }
        expect(offset).toBe(bytes.length);
      }),
      { numRuns: 300 },
    );
  });

  it('cuts byte by byte', () => {
    const bytes = encode('群a\r\n一\n\n🙂a');
    expect(cut(bytes, encoding, [...bytes.keys()]).lines.map((line) => line.text)).toEqual(['群a', '一', '', '🙂a']);
  });
});

describe('LineCutter, long lines', () => {
  it.each([
    ['utf-8', Buffer.from('a'), Buffer.from('b\nc\n')],
    ['utf-16be', Buffer.from([0, 0x61]), swapped('b\nc\n')],
  ] as const)('rejects a line of 64 MiB in %s without holding it, and goes on', (encoding, letter, tail) => {
    const chunk = Buffer.alloc(65_537 - (encoding === 'utf-8' ? 0 : 1), letter);
    const found: Cut = { lines: [], rejections: [] };
    const cutter = new LineCutter(
      encoding,
      2,
      (line) => found.lines.push(line),
      (rejection) => found.rejections.push(rejection),
    );
    const before = process.memoryUsage().arrayBuffers;
    let peak = 0;
    for (let i = 0; i < 1024; i++) {
      cutter.push(chunk);
      peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
    }
    cutter.push(tail);
    cutter.end();
    const bytes = chunk.length * 1024 + (encoding === 'utf-8' ? 2 : 4);
    expect(found.rejections).toEqual([{ offset: 2, bytes, line: 1, reason: 'lineTooLong', sample: 'a'.repeat(2000) }]);
    expect(found.lines.map(({ text, number, offset }) => [text, number, offset])).toEqual([['c', 2, 2 + bytes]]);
    expect(peak).toBeLessThan(32 * MAX_LINE_BYTES);
  });

  it('accepts a line of exactly the limit and rejects one byte more', () => {
    const most = Buffer.alloc(MAX_LINE_BYTES, 'a');
    most[MAX_LINE_BYTES - 1] = 10;
    expect(cut(most, 'utf-8', [5, 70_000]).lines).toHaveLength(1);
    expect(cut(Buffer.concat([Buffer.from('a'), most]), 'utf-8', []).rejections).toMatchObject([{ bytes: MAX_LINE_BYTES + 1 }]);
    expect(cut(Buffer.concat([Buffer.from('a'), most]), 'utf-8', [9, 70_000]).rejections).toMatchObject([{ bytes: MAX_LINE_BYTES + 1 }]);
  });
});
