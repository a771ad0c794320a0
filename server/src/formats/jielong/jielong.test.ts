import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '#vocabulary/errors';
import { jielongEntry } from '#vocabulary/jielong';
import type { ChatRecord } from '#vocabulary/records';
import { decode, recognise } from '../decode.ts';
import type { Rejection } from '../format.ts';
import { blobSource } from '../source.ts';
import { jielong } from './index.ts';

const now = Date.parse('2024-10-10T15:00:00+08:00');

async function read(text: string) {
  const source = blobSource(new Blob([text]), 'paste.txt');
  const records: ChatRecord[] = [];
  const rejections: Rejection[] = [];
  let bytes = 0;
  for await (const batch of decode(source, await recognise(source, 'jielong'), { zone: 'Asia/Shanghai', now })) {
    records.push(...batch.records);
    rejections.push(...batch.rejections);
    bytes = batch.read;
  }
  return { records, rejections, bytes };
}

const sniff = (text: string) => jielong.sniff({ fileName: 'paste.txt', text, lines: text.split('\n') });
const notices = (records: ChatRecord[]) => records.flatMap((record) => (record.type === 'system' ? [record] : []));

describe('an entry', () => {
  it.each<[string, number, string, string]>([
    ['1. 张三', 1, '张三', ''],
    ['1.张三 6:00起床', 1, '张三', '6:00起床'],
    ['12、李四：完成', 12, '李四', '完成'],
    ['１２．李四', 12, '李四', ''],
    ['3）王五', 3, '王五', ''],
    ['3) 王五✅', 3, '王五', '✅'],
    ['1️⃣张三', 1, '张三', ''],
    ['1️⃣2️⃣ 张三', 12, '张三', ''],
    ['🔟 张三', 10, '张三', ''],
    ['⑫张三', 12, '张三', ''],
    ['2. Ann Lee 5km', 2, 'Ann Lee', '5km'],
    ['2. ann 5km', 2, 'ann', '5km'],
    ['4. 张三+1', 4, '张三', '+1'],
    ['5. 上海丨张三 报名', 5, '上海丨张三', '报名'],
    ['6. 007', 6, '007', ''],
  ])('%s', (line, number, name, note) => {
    expect(jielongEntry(line)).toEqual({ number, name, note });
  });

  it.each(['张三', '3.', '1.5公里', '2024. ', '', '例 1. 张三', '10:23 张三', '１．５ 倍'])('is not %j', (line) => {
    expect(jielongEntry(line)).toBeNull();
  });
});

describe('a pasted 接龙', () => {
  it('gives a member for each and one notice with the text and the names in order', async () => {
    const text = '#接龙\n早起打卡 10月10日\n例 张三 6:00\n\n1. 李四 5:50\n2. 张三 6:00\n3. Ann Lee';
    const { records, rejections, bytes } = await read(text);
    expect(records).toEqual([
      ...['李四', '张三', 'Ann Lee'].map((name) => ({ type: 'member', sender: { by: 'name', key: name, name } })),
      { type: 'system', kind: 'notice', at: now, text, people: ['李四', '张三', 'Ann Lee'] },
    ]);
    expect(rejections).toEqual([]);
    expect(bytes).toBe(Buffer.byteLength(text));
  });

  it('several in one paste are several notices', async () => {
    const { records } = await read('#接龙\n打卡\n1. 张三\n\n#接龙\n聚餐\n1. 李四\n2. 张三');
    expect(notices(records).map(({ people }) => people)).toEqual([['张三'], ['李四', '张三']]);
  });

  it('one who is listed twice is one', async () => {
    const { records } = await read('#接龙\n打卡\n1. 张三\n2. 李四\n3. 张三');
    expect(notices(records)[0]?.people).toEqual(['张三', '李四']);
  });

  it('text that lists nobody is rejected line by line', async () => {
    const { records, rejections } = await read('大家好\n今天开会');
    expect(records).toEqual([]);
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'noHeader'],
      [2, 'noHeader'],
    ]);
  });
});

describe('sniff', () => {
  it.each<[string, string]>([
    ['with header', '#接龙\n打卡\n1. 张三'],
    ['header with title', '#接龙 早起打卡\n1. 张三\n2. 李四'],
    ['full-width', '早起打卡\n１．张三\n２．李四\n３．王五'],
    ['keycaps', '打卡\n1️⃣张三\n2️⃣李四\n3️⃣王五'],
  ])('knows %s', (_name, text) => {
    expect(sniff(text)).toBeGreaterThan(0.6);
  });

  it.each<[string, string]>([
    ['rules', '群规如下\n1. 禁止广告\n2. 禁止骂人'],
    ['sentences', '1. 先讲第一章。\n2. 然后大家提问！'],
    ['an announcement with a list', '各位家人\n本周安排\n周六爬山\n周日读书\n带好水\n1. 张三\n2. 李四'],
    ['chat with a 接龙 in it', '张三 10:23\n#接龙\n1. 张三\n2. 李四'],
    ['one line', '1. 张三'],
    ['header and nobody', '#接龙\n还没有人'],
    ['roster', '张三\n李四'],
    ['version list', '1.5.2\n1.6.0'],
  ])('leaves %s alone', (_name, text) => {
    expect(sniff(text)).toBeLessThanOrEqual(0.3);
  });
});

it('whatever is pasted is refused by name, or every byte is parsed or rejected once', async () => {
  const pieces = fc.constantFrom('#接龙', '打卡', '1. 张三', '2、李四', '１．王五', '1️⃣赵六', '例 张三', '', '3.', '#接龙 聚餐');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 20 }), async (list) => {
      const text = list.join('\n');
      const result = await read(text).catch((error: unknown) => error);
      if (result instanceof DomainError) return;
      if (result instanceof Error) throw result;
      const { records, rejections, bytes } = result as Awaited<ReturnType<typeof read>>;
      expect(bytes).toBe(Buffer.byteLength(text));
      expect(new Set(rejections.map(({ offset }) => offset)).size).toBe(rejections.length);
      // Each notice names exactly the members given before it.
      const named = new Set(notices(records).flatMap(({ people }) => people ?? []));
      const members = new Set(records.flatMap((record) => (record.type === 'member' ? [record.sender.name] : [])));
      expect(members).toEqual(named);
    }),
  );
});

it('a very long run of one character is read in linear time', async () => {
  for (const character of [' ', ':', '"', '1. ', '—', '「', '\n', '@', '\t'])
    expect((await read(`#接龙\n${character.repeat(300_000 / character.length)}x\n1. 张三`)).bytes).toBeGreaterThan(250_000);
});
