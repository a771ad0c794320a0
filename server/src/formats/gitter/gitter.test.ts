import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountErrors, decoded, mutated } from '#testing/decoded';
import { DomainError } from '#vocabulary/errors';

const room = '55aefb680fc9f982beaa827b';
const id = (n: number) => n.toString(16).padStart(24, '0');
const row = (n: number, text: string, extra: { room?: string; uri?: string; at?: string } = {}) =>
  [
    extra.room ?? room,
    extra.uri ?? 'Org/Room',
    extra.at ?? `2016-11-21T02:17:${String(59 - n).padStart(2, '0')}.483Z`,
    id(900 + n),
    `user${n}`,
    id(n),
    text,
  ].join('\t');
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe('Gitter TSV', () => {
  it('reads rows, quoted texts with line ends and doubled quotes among them', async () => {
    const body = '```\nsaid "hi"\t\n\n```\n';
    const text = `${row(1, 'plain "inner" quotes')}\n${row(2, quoted(body))}\n${row(3, '')}\n`;
    const result = await decoded(text);
    expect(result.format).toBe('gitter-tsv');
    expect(result.rejections).toEqual([]);
    expect(result.records[0]).toEqual({ type: 'group', id: room, name: 'Org/Room', platform: 'gitter' });
    expect(result.messages.map(({ text: found }) => found)).toEqual(['plain "inner" quotes', body, '']);
    expect(result.messages[0]).toEqual({
      type: 'message',
      at: Date.parse('2016-11-21T02:17:58.483Z'),
      id: id(1),
      kind: 'text',
      text: 'plain "inner" quotes',
      sender: { by: 'id', key: id(901), name: 'user1' },
    });
  });

  it('keeps duplicate rows (their id tells) and begins a group for each room', async () => {
    const other = { room: id(5), uri: 'Org/Other' };
    const { records } = await decoded([row(1, 'a'), row(1, 'a'), row(2, 'b', other), row(3, 'c')].join('\n'));
    expect(records.map((record) => (record.type === 'group' ? record.name : 'id' in record && record.id))).toEqual([
      'Org/Room',
      id(1),
      id(1),
      'Org/Other',
      id(2),
      'Org/Room',
      id(3),
    ]);
  });

  it.each([
    ['too few columns', 'a\tb\tc', 'badRow'],
    ['too many columns', `${row(9, 'x')}\ty`, 'badRow'],
    ['no time', row(9, 'x', { at: 'yesterday' }), 'badTime'],
    ['a time beyond sense', row(9, 'x', { at: '1970-01-01T00:00:00.000Z' }), 'timeOutOfRange'],
  ])('rejects a row with %s alone, with its exact bytes', async (_name, bad, reason) => {
    const first = `${row(1, '中文')}\n`;
    const result = await decoded(`${first}${bad}\n${row(2, 'b')}\n`);
    expect(result.messages).toHaveLength(2);
    expect(result.rejections).toEqual([
      { reason, offset: Buffer.byteLength(first), bytes: Buffer.byteLength(`${bad}\n`), line: 2, sample: bad },
    ]);
  });

  it('rejects a quote that never closes by its own line only', async () => {
    const lines = [row(1, '"open'), ...Array.from({ length: 30 }, (_, i) => row(i + 2, i % 7 === 0 ? quoted('two\nlines') : 'fine'))];
    const result = await decoded(lines.join('\n'));
    expect(result.messages).toHaveLength(30);
    expect(result.rejections).toMatchObject([{ line: 1 }]);
  });

  it('gives the same however it is cut into chunks, and accounts for any damage', async () => {
    const body = fc.string({ unit: fc.constantFrom('a', '"', '\n', '\t', '中', '😀', ' ') });
    const hurt = fc.record({
      at: fc.nat(),
      byte: fc.constantFrom(...Buffer.from('"\n\tx\xff', 'latin1')),
      how: fc.constantFrom('change', 'drop', 'insert', 'cut'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(body, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(500)),
        fc.array(hurt),
        async (bodies, cuts, hurts) => {
          const text = `${bodies.map((found, n) => row(n, quoted(found))).join('\n')}\n`;
          const whole = await decoded(text, { format: 'gitter-tsv' });
          expect(whole.messages.map(({ text: found }) => found)).toEqual(bodies);
          expect(whole.rejections).toEqual([]);
          expect(await decoded(text, { format: 'gitter-tsv', cuts })).toEqual(whole);
          try {
            expect(accountErrors(await decoded(mutated(Buffer.from(text), hurts), { format: 'gitter-tsv' }))).toEqual([]);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error; // refused before decoding
          }
        },
      ),
    );
  });
});
