import { describe, expect, it } from 'vitest';
import { whatsappFile } from '#testing/chat-files';
import { accountErrors, decoded } from '#testing/decoded';
import type { ChatRecord } from '#vocabulary/records';
import { decode, recognise } from './decode.ts';
import { blobSource, type Source } from './source.ts';

const options = { zone: 'Asia/Shanghai', now: Date.UTC(2026, 10, 20) };
const chat = whatsappFile({ lines: 60, people: 5, seed: 1, days: 20 });

describe('recognise', () => {
  it.each([
    ['empty.txt', '', 'file.empty'],
    ['blank.txt', ' \n\n', 'file.empty'],
    ['letter.txt', 'Dear Ana,\n\nall is well.\n', 'file.unknownFormat'],
    ['page.html', '<!doctype html><p>chat</p>', 'file.unknownFormat'],
    ['image.png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0', 'file.binary'],
  ])('refuses %s by name', async (name, text, code) => {
    const source = blobSource(new Blob([Buffer.from(text, 'latin1')]), name);
    await expect(recognise(source)).rejects.toMatchObject({ code, data: { file: name } });
  });

  it('looks at the head only: a gigabyte without a line end is refused at once', async () => {
    let read = 0;
    const source: Source = {
      name: 'one-line.txt',
      size: 1e9,
      async *open() {
        for (; read < 1e9; read += 65_536) yield Buffer.alloc(65_536, 'a');
      },
    };
    await expect(recognise(source)).rejects.toMatchObject({ code: 'file.unknownFormat', data: { file: 'one-line.txt' } });
    expect(read).toBeLessThan(200_000);
  });
});

describe('decode', () => {
  it.each([
    ['UTF-8', Buffer.from(chat)],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${chat}`)],
    ['UTF-16 LE', Buffer.from(chat, 'utf16le')],
    ['UTF-16 LE with BOM', Buffer.from(`\ufeff${chat}`, 'utf16le')],
    ['UTF-16 BE', Buffer.from(chat, 'utf16le').swap16()],
    ['UTF-16 BE with BOM', Buffer.from(`\ufeff${chat}`, 'utf16le').swap16()],
  ])('reads the same rows from %s, byte by byte too', async (_name, bytes) => {
    const plain = await decoded(chat);
    const result = await decoded(bytes, { cuts: Array.from({ length: 400 }, (_, i) => i + 1) });
    expect(result.records).toEqual(plain.records);
    expect([result.read, accountErrors(result)]).toEqual([bytes.length, []]);
  });

  it('streams past a line of 64 MiB inside a chat: the line is rejected, the rest is read', async () => {
    const row = '2024/1/2 15:04 - 甲: 好\n';
    const source: Source = {
      name: 'long.txt',
      size: null,
      async *open() {
        yield Buffer.from(row.repeat(3));
        for (let i = 0; i < 1024; i++) yield Buffer.alloc(65_536, 'x');
        yield Buffer.from(`\n${row}`);
      },
    };
    let largest = 0;
    const reasons: string[] = [];
    let records = 0;
    let rejected = 0;
    for await (const batch of decode(source, await recognise(source), options)) {
      records += batch.records.length;
      largest = Math.max(largest, batch.records.length);
      for (const { reason, bytes } of batch.rejections) {
        reasons.push(reason);
        rejected += bytes;
      }
    }
    expect([records, reasons, rejected]).toEqual([4, ['lineTooLong'], 64 * 1024 * 1024 + 1]);
  });

  it('counts bytes as it goes', async () => {
    const source = blobSource(new Blob([chat]), 'c.txt');
    let read = 0;
    for await (const batch of decode(source, await recognise(source), options)) {
      expect(batch.read).toBeGreaterThanOrEqual(read);
      read = batch.read;
    }
    expect(read).toBe(source.size);
  });

  describe('a file that is ASCII for longer than its head', () => {
    const ascii = '2024/1/2 15:04 - Ann: hello there\n'.repeat(2500);
    const gbLine = Buffer.concat([
      Buffer.from('2024/1/2 15:05 - '),
      Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]),
      Buffer.from(': '),
      Buffer.from([0xd4, 0xe7]),
      Buffer.from('\n'),
    ]);
    const utfLine = Buffer.from('2024/1/2 15:05 - 张三: 早\n');
    const last = (records: ChatRecord[]) => records.at(-1);

    it.each([
      ['GB18030', gbLine],
      ['UTF-8', utfLine],
    ])('goes on in %s', async (_name, line) => {
      for (const tail of [line, Buffer.concat(Array(300).fill(line))]) {
        const bytes = Buffer.concat([Buffer.from(ascii), tail]);
        for (const cuts of [[], [ascii.length + 18], Array.from({ length: 40 }, (_, i) => ascii.length + i)]) {
          const result = await decoded(bytes, { cuts, name: 'c.txt' });
          expect(last(result.records)).toMatchObject({ text: '早', sender: { key: '张三' } });
          expect([result.read, result.rejections, accountErrors(result)]).toEqual([bytes.length, [], []]);
        }
      }
    });

    it('is UTF-8 still with one bad byte', async () => {
      const bytes = Buffer.concat([Buffer.from(ascii), Buffer.from([0xff]), Buffer.from('\n'), utfLine]);
      expect(last((await decoded(bytes)).records)).toMatchObject({ text: '早' });
    });

    it('keeps the account of JSON that turns to GB18030, rejections included', async () => {
      const rows = (from: number) =>
        Array.from(
          { length: 900 },
          (_, i) => `{"id":${from + i},"type":"message","date_unixtime":"1780000000","from":"Ann","from_id":"user11","text":"hello"}`,
        );
      const start = Buffer.from(`{"name":"a","type":"private_group","id":7,"messages":[\n${rows(1).join(',\n')},\n`);
      const gb = Buffer.concat([
        Buffer.from('{"id":5000,"type":"message","date_unixtime":"1780000000","from":"Ann","from_id":"user11","text":"'),
        Buffer.from([0xd4, 0xe7]),
        Buffer.from('"},\n'),
      ]);
      const bad = Buffer.from('{"id":6000,"type":"unheard"}');
      const bytes = Buffer.concat([start, gb, bad, Buffer.from(']}')]);
      const result = await decoded(bytes, { cuts: [start.length + 20, start.length + gb.length] });
      expect(result.messages.at(-1)).toMatchObject({ id: '7:5000', text: '早' });
      expect(result.rejections).toMatchObject([{ reason: 'unknownRow', offset: start.length + gb.length, bytes: bad.length }]);
      expect([result.read, accountErrors(result)]).toEqual([bytes.length, []]);
    });
  });
});
