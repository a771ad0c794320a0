import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpack } from '#formats';
import { accountErrors, decoded, mutated } from '#testing/decoded';
import { content, file, oldRow, row, text, V5, write } from '#testing/qqnt-exports';
import { zipOf } from '#testing/zip';
import { DomainError } from '#vocabulary/errors';

const chunk = [row(1), row(2, { recalled: true }), row(3), row(4, { sender: { uid: 'u_b', name: '乙' } })]
  .map((value) => JSON.stringify(value))
  .join('\n');

describe('QQ Chat Exporter, manifest and chunks', () => {
  it('takes the name from the manifest', async () => {
    const { messages: _, ...head } = file(V5, []);
    const manifest = {
      ...head,
      chunked: { format: 'chunked-jsonl', chunksDir: 'chunks', chunks: [{ index: 1, fileName: 'c000001.jsonl' }] },
    };
    const { format, records, rejections, error } = await decoded(write(manifest), { name: 'manifest.json' });
    expect({ format, rejections, error }).toEqual({ format: 'qqnt-json', rejections: [], error: null });
    expect(records).toEqual([{ type: 'group', id: '700123456', name: '晨读', platform: 'qq' }]);
  });

  it('finds manifest and chunks in a zip, and nothing of what lies beside them', async () => {
    const zip = zipOf([
      { name: 'x/avatars.json', data: '{"10001":"data:image/png;base64,AA"}' },
      { name: 'x/manifest.json', data: '{}' },
      { name: 'x/chunks/c000001.jsonl', data: chunk },
      { name: 'x/chunks/c000002.jsonl', data: chunk },
      { name: 'x/resources/files/notes.txt', data: 'sent by somebody' },
    ]);
    expect((await unpack(zip, 'z.zip')).map(({ name }) => name)).toEqual(
      ['manifest.json', 'chunks/c000001.jsonl', 'chunks/c000002.jsonl'].map((name) => `z.zip/x/${name}`),
    );
    const single = zipOf([
      { name: 'group.json', data: '{}' },
      { name: 'resources/files/notes.txt', data: 'sent by somebody' },
    ]);
    expect((await unpack(single, 'z.zip')).map(({ name }) => name)).toEqual(['z.zip/group.json']);
  });

  it('reads a chunk, each damaged line alone', async () => {
    const lines = chunk.split('\n');
    const { format, messages, system, rejections } = await decoded(
      [lines[0], '{"id":"1"', ...lines.slice(1), lines[0]?.slice(0, 40)].join('\n'),
      { name: 'c000001.jsonl' },
    );
    expect(format).toBe('qqnt-json');
    expect([messages.length, system.length]).toEqual([3, 1]);
    expect(rejections).toMatchObject([
      { line: 2, reason: 'badJson' },
      { line: 6, reason: 'badJson' },
    ]);
  });
});

const documents: [string, string][] = [
  [
    'V5',
    write(
      file(V5, [
        row(1),
        row(2, { content: content('[图片:a.jpg]', { type: 'image', data: {} }) }),
        row(3, { system: true, sender: { uid: '1', uin: '0', name: '0' }, content: text('甲加入了群聊') }),
      ]),
    ),
  ],
  ['V4', write(file('QQChatExporter V4', [oldRow(1), oldRow(2)]))],
  ['a chunk', chunk],
];
describe.each(documents)('QQ Chat Exporter, %s, in any state', (_name, document) => {
  const bytes = Buffer.from(document);

  it('gives the same however it is cut into chunks', async () => {
    const whole = await decoded(bytes);
    expect([whole.read, whole.rejections]).toEqual([bytes.length, []]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 30 }), async (cuts) => {
        expect(await decoded(bytes, { cuts, format: 'qqnt-json' })).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('reads the same in other encodings', async () => {
    const { records } = await decoded(bytes);
    for (const other of [Buffer.from(`\ufeff${document}`), Buffer.from(`\ufeff${document}`, 'utf16le')])
      expect((await decoded(other)).records).toEqual(records);
  });

  it('hurt anywhere, is accounted for and throws nothing of its own', async () => {
    const hurt = fc.record({
      at: fc.nat(),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[],:\n0u'))),
      how: fc.constantFrom('change', 'drop', 'insert', 'cut'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(hurt, { minLength: 1, maxLength: 4 }), async (hurts) => {
        const wounded = mutated(bytes, hurts);
        try {
          expect(accountErrors(await decoded(wounded, { format: 'qqnt-json' }))).toEqual([]);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error; // refused before decoding
        }
      }),
      { numRuns: 200 },
    );
  });
});

it('keeps what was whole when the document is cut', async () => {
  const document = write(file(V5, [row(1), row(2), row(3)]));
  const { messages, rejections, error } = await decoded(document.slice(0, document.lastIndexOf('"早"')));
  expect(messages).toHaveLength(2);
  expect(rejections).toMatchObject([{ reason: 'truncated' }]);
  expect(error?.code).toBe('file.truncated');
});

it('leaves other JSON alone, whatever is quoted in it', async () => {
  const quoted = write(file(V5, [row(1)]));
  const chatlab = {
    chatlab: { version: '0.0.2', exportedAt: 1, generator: 'QQChatExporter' },
    meta: { name: 'QQChatExporter', platform: 'qq', type: 'group' },
    members: [{ platformId: '10001', accountName: '甲' }],
    messages: [{ sender: '10001', accountName: '甲', timestamp: 1_785_600_000, type: 0, content: quoted }],
  };
  const telegram = {
    name: 'QQChatExporter',
    type: 'private_group',
    id: 7,
    messages: [{ id: 1, type: 'message', date_unixtime: '1785600000', from: 'A', from_id: 'user1', text: quoted }],
  };
  expect((await decoded(write(chatlab))).format).toBe('chatlab-json');
  expect((await decoded(write(telegram))).format).toBe('telegram-json');
});
