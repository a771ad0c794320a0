import { describe, expect, it } from 'vitest';
import { type Packed, zipOf } from '#testing/zip';
import { unpack } from './unpack.ts';

async function textOf(source: { open(): AsyncIterable<Uint8Array> }): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of source.open()) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

const chat = '[2024/1/2 15:04:05] Ana: 你好\n';

describe('unpack', () => {
  it('hands a plain file through', async () => {
    const [source, ...more] = await unpack(new Blob([chat]), 'chat.txt');
    expect(more).toEqual([]);
    expect(source?.name).toBe('chat.txt');
    expect(source && (await textOf(source))).toBe(chat);
  });

  it.each([
    '_chat.txt',
    'WhatsApp Chat with Läufer.txt',
    '与读书群的 WhatsApp 聊天.txt',
    '與讀書群的WhatsApp對話.txt',
    'Chat de WhatsApp con Ana.txt',
  ])('finds %s among media, and only that', async (name) => {
    const blob = zipOf([
      { name: 'IMG-0001.jpg', data: Buffer.from([0xff, 0xd8]) },
      { name: '00000012-notes.txt', data: 'sent by somebody' },
      { name, data: chat },
    ]);
    const sources = await unpack(blob, 'export.zip');
    expect(sources.map((source) => source.name)).toEqual([`export.zip/${name}`]);
    expect(sources[0]?.size).toBe(Buffer.byteLength(chat));
    expect(sources[0] && (await textOf(sources[0]))).toBe(chat);
    expect(sources[0] && (await textOf(sources[0]))).toBe(chat);
  });

  it('takes every text where none is called like a WhatsApp chat, and no hidden or packed file', async () => {
    const blob = zipOf([
      { name: 'a/群.txt', data: 'a' },
      { name: 'b.json', data: '{}' },
      { name: '__MACOSX/._b.json', data: 'x' },
      { name: '.hidden.txt', data: 'x' },
      { name: 'inner.zip', data: 'PK\x03\x04' },
    ]);
    expect((await unpack(blob, 'z.zip')).map((source) => source.name)).toEqual(['z.zip/a/群.txt', 'z.zip/b.json']);
  });

  it.each([
    ['pages where there is nothing else, the list of chats apart', ['index.html', '群.html', '群_files/a.js'], ['群.html']],
    ['no pages beside texts', ['result.json', 'help.html'], ['result.json']],
    ['tables without the names beside them', ['1@chatroom_0_5000.csv', 'users.json'], ['1@chatroom_0_5000.csv']],
  ])('takes %s', async (_name, names, taken) => {
    const blob = zipOf(names.map((name) => ({ name, data: 'a' })));
    expect((await unpack(blob, 'z.zip')).map((source) => source.name)).toEqual(taken.map((name) => `z.zip/${name}`));
  });

  it('reads entry names in GBK', async () => {
    const gbk = Buffer.from([0xb6, 0xc1, 0xca, 0xe9, 0xc8, 0xba, ...Buffer.from('.txt')]);
    expect((await unpack(zipOf([{ name: gbk, data: 'a' }]), 'z.zip'))[0]?.name).toBe('z.zip/读书群.txt');
  });

  it.each([
    ['a path upwards', [{ name: '../../etc/passwd.txt', data: 'x' }], 'zip.badPath'],
    ['a path upwards, Windows style', [{ name: 'a\\..\\..\\b.txt', data: 'x' }], 'zip.badPath'],
    ['an absolute path', [{ name: '/root/_chat.txt', data: 'x' }], 'zip.badPath'],
    ['a drive', [{ name: 'C:/chat.txt', data: 'x' }], 'zip.badPath'],
    [
      'a hostile path beside a chat',
      [
        { name: '_chat.txt', data: chat },
        { name: 'x/../../y.jpg', data: 'x' },
      ],
      'zip.badPath',
    ],
    ['nothing to read', [{ name: 'a.jpg', data: 'x' }], 'zip.noChat'],
    ['a nested archive only', [{ name: 'inner.zip', data: 'PK\x03\x04' }], 'zip.noChat'],
    ['a password', [{ name: '_chat.txt', data: chat, flags: 1 }], 'zip.encrypted'],
    ['a declared bomb', [{ name: '_chat.txt', data: Buffer.alloc(70 * 1024 * 1024) }], 'zip.bomb'],
    [
      'five gigabytes declared',
      [
        { name: 'a.txt', data: 'a', declared: 4_294_967_294 },
        { name: 'b.txt', data: 'b', declared: 1e9 },
      ],
      'zip.bomb',
    ],
  ] as [string, Packed[], string][])('refuses %s and names the file', async (_what, files, code) => {
    await expect(unpack(zipOf(files), 'bad.zip')).rejects.toMatchObject({ code, data: { file: 'bad.zip' } });
  });

  it('refuses too many entries before reading any', async () => {
    await expect(unpack(zipOf([{ name: 'a.txt', data: 'a' }], { entries: 10_001 }), 'many.zip')).rejects.toMatchObject({
      code: 'zip.tooManyEntries',
    });
  });

  it('stops an entry that unpacks to more than it declared', async () => {
    const [source] = await unpack(zipOf([{ name: '_chat.txt', data: Buffer.alloc(80 * 1024 * 1024), declared: 1000 }]), 'lie.zip');
    let read = 0;
    const reading = (async () => {
      for await (const chunk of source?.open() ?? []) read += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({
      code: expect.stringMatching(/^zip\.(bomb|broken)$/),
      data: { file: 'lie.zip', entry: '_chat.txt' },
    });
    expect(read).toBeLessThan(65 * 1024 * 1024);
  });

  it('says unreadable for every truncation, broken for damaged data, and nothing else', async () => {
    const whole = Buffer.from(await zipOf([{ name: '_chat.txt', data: chat.repeat(200) }]).arrayBuffer());
    for (let length = 4; length < whole.length; length += 7) {
      await expect(unpack(new Blob([whole.subarray(0, length)]), 'cut.zip')).rejects.toMatchObject({ code: 'zip.unreadable' });
    }
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 60, 80);
    const [source] = await unpack(new Blob([damaged]), 'hurt.zip');
    await expect(source && textOf(source)).rejects.toMatchObject({ code: 'zip.broken', data: { file: 'hurt.zip', entry: '_chat.txt' } });
  });
});
