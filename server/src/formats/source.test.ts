import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobSource, decodeHead, readHead } from './source.ts';

const chat = '2024/1/2 15:04 - 甲: 一起打卡，第1天 🙂\r\n2024/1/2 15:05 - 乙: 好\r\n';
const gb = Buffer.from(
  '323032342f312f322031353a3034202d20bcd73a20d2bbc6f0b4f2bfa8a3acb5da31ccec0a323032342f312f322031353a3035202d20d2d23a20bac30a',
  'hex',
);
const be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('decodeHead', () => {
  it.each([
    ['UTF-8', Buffer.from(chat), 'utf-8', 0, chat],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${chat}`), 'utf-8', 3, chat],
    ['UTF-16 LE with BOM', Buffer.from(`\ufeff${chat}`, 'utf16le'), 'utf-16le', 2, chat],
    ['UTF-16 BE with BOM', be(`\ufeff${chat}`), 'utf-16be', 2, chat],
    ['UTF-16 LE', Buffer.from(chat, 'utf16le'), 'utf-16le', 0, chat],
    ['UTF-16 BE', be(chat), 'utf-16be', 0, chat],
    [
      'UTF-16 LE full of 一 (U+4E00)',
      Buffer.from('2024年1月1日 一一一 一\n'.repeat(9), 'utf16le'),
      'utf-16le',
      0,
      '2024年1月1日 一一一 一\n'.repeat(9),
    ],
    ['GB18030', gb, 'gb18030', 0, '2024/1/2 15:04 - 甲: 一起打卡，第1天\n2024/1/2 15:05 - 乙: 好\n'],
    ['ASCII', Buffer.from('a: b\n'), 'utf-8', 0, 'a: b\n'],
  ] as const)('%s', (_name, bytes, encoding, bom, text) => {
    expect(decodeHead(bytes, true, 'f')).toEqual({ encoding, bom, text });
  });

  it('finds the same encoding wherever a long file’s head ends', () => {
    const sources = [
      ['utf-8', Buffer.from(chat.repeat(9))],
      ['utf-16le', Buffer.from(chat.repeat(9), 'utf16le')],
      ['utf-16be', be(chat.repeat(9))],
      ['gb18030', Buffer.concat(Array(9).fill(gb))],
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.integer({ min: 300, max: 470 }), ([encoding, bytes], length) => {
        expect(decodeHead(bytes.subarray(0, length), false, 'f').encoding).toBe(encoding);
      }),
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'file.empty'],
    ['PNG', Buffer.from('89504e470d0a1a0a0000000d4948445200000010000000100806000000', 'hex'), 'file.binary'],
    ['ELF', Buffer.concat([Buffer.from('7f454c460201010000000000000000000300', 'hex'), Buffer.alloc(200, 1)]), 'file.binary'],
    ['JPEG', Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb00430008060607', 'hex'), 'file.binary'],
    ['zeros', Buffer.alloc(4096), 'file.binary'],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 31 + i * 7) % 256)), 'file.binary'],
  ])('refuses %s by name', (_what, bytes, code) => {
    expect(() => decodeHead(bytes, true, 'odd.bin')).toThrow(
      expect.objectContaining({ code, data: expect.objectContaining({ file: 'odd.bin' }) }),
    );
  });

  it('forgives a stray zero byte in a long text', () => {
    const bytes = Buffer.from(chat.repeat(20));
    bytes[100] = 0;
    expect(decodeHead(bytes, true, 'f').encoding).toBe('utf-8');
  });

  it('throws nothing but its two errors on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, whole) => {
        try {
          decodeHead(bytes, whole, 'f');
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^file\.(empty|binary)$/) });
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('readHead', () => {
  it('reads 64 KiB of a source without an end and lets it go', async () => {
    let closed = false;
    const endless = {
      name: 'endless',
      size: null,
      async *open() {
        try {
          for (;;) yield Buffer.alloc(10_000, 'a');
        } finally {
          closed = true;
        }
      },
    };
    const { bytes, whole } = await readHead(endless);
    expect([bytes.length, whole, closed]).toEqual([65_536, false, true]);
  });

  it('knows when the head is everything', async () => {
    expect(await readHead(blobSource(new Blob(['ab']), 'f'))).toEqual({ bytes: Buffer.from('ab'), whole: true });
  });
});
