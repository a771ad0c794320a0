import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';
import { readDay } from './day.ts';
import { readTime } from './header.ts';
import { kindOf, readSystem } from './words.ts';

const read = (text: string) => decoded(text, { name: 'line.txt' });
const facts = async (text: string) => {
  const result = await read(text);
  return {
    format: result.format,
    group: result.records.flatMap((record) => (record.type === 'group' ? [record.name] : [])),
    said: result.messages.map(({ at, sender, kind, text }) => [
      new Date(at + 8 * 3_600_000).toISOString().slice(0, 16),
      sender?.key,
      kind,
      text,
    ]),
    system: result.system.map(({ kind, actor, people }) => [kind, actor?.key ?? null, people ?? []]),
    rejected: result.rejections.map(({ reason, line }) => [reason, line]),
  };
};

describe('line-txt', () => {
  it.each([
    [
      'zh-TW',
      '[LINE] 讀書會的聊天記錄\n儲存日期：2024/01/06 12:00\n\n2024/01/05（五）\n上午09:01\t小明\t早安\n下午03:04\t陳 大文\t[貼圖]\n下午03:05\t\t小華加入聊天\n下午03:06\t\t小明已收回訊息\n',
    ],
    [
      'zh-CN',
      '[LINE] 讀書會的聊天记录\n保存日期：2024/01/06 12:00\n\n2024/01/05(周五)\n09:01\t小明\t早安\n15:04\t陳 大文\t[贴图]\n15:05\t\t小華加入了群组\n15:06\t\t小明收回了消息\n',
    ],
    [
      'ja',
      '[LINE] 讀書會のトーク履歴\n保存日時：2024/01/06 12:00\n\n2024/01/05(金)\n午前9:01\t小明\t早安\n午後3:04\t陳 大文\t[スタンプ]\n午後3:05\t小華がグループに参加しました。\n午後3:06\t小明がメッセージの送信を取り消しました\n',
    ],
    [
      'en',
      '[LINE] Chat history in 讀書會\nSaved on: 1/6/2024, 12:00\n\nFri, 1/5/2024\n9:01AM\t小明\t早安\n3:04PM\t陳 大文\t[Sticker]\n3:05PM\t\t小華 joined the group.\n3:06PM\t\t小明 unsent a message.\n',
    ],
    [
      'en, day first',
      '[LINE] Chat history in 讀書會\nSaved on: 06/01/2024, 12:00\n\nFri, 05/01/2024\n09:01\t小明\t早安\n15:04\t陳 大文\t[Sticker]\n15:05\t\t小華 joined the group.\n15:06\t\t小明 unsent a message.\n',
    ],
    [
      'th, years of the Buddha',
      '[LINE] ประวัติการแชทในกลุ่ม "讀書會"\nบันทึกเมื่อ 06/01/2567 12:00\n\nศ. 05/01/2567\n09:01\t小明\t早安\n15:04\t陳 大文\t[สติกเกอร์]\n15:05\t\t小華เข้าร่วมกลุ่ม\n15:06\t\t小明ยกเลิกข้อความ\n',
    ],
  ])('reads %s', async (_name, text) => {
    expect(await facts(text)).toEqual({
      format: 'line-txt',
      group: ['讀書會'],
      said: [
        ['2024-01-05T09:01', '小明', 'text', '早安'],
        ['2024-01-05T15:04', '陳 大文', 'sticker', text.match(/陳 大文\t(\S+)/)?.[1]],
      ],
      system: [
        ['join', '小華', ['小華']],
        ['recall', '小明', []],
      ],
      rejected: [],
    });
  });

  it('reads the desktop, names with blanks included', async () => {
    const text = `[LINE] Chat history in Reading
2024.01.05 Friday
09:01 Mr. Tan good morning
09:02 Bob morning
09:03 Mr. Tan how are you
two lines
09:04 Mr. Tan Stickers
09:05 Bob left the group.
09:06 Bob I left the group yesterday
2024.01.06 Saturday
00:01 Bob hi
`;
    const { said, system, rejected } = await facts(text);
    expect(said).toEqual([
      ['2024-01-05T09:01', 'Mr. Tan', 'text', 'good morning'],
      ['2024-01-05T09:02', 'Bob', 'text', 'morning'],
      ['2024-01-05T09:03', 'Mr. Tan', 'text', 'how are you\ntwo lines'],
      ['2024-01-05T09:04', 'Mr. Tan', 'sticker', 'Stickers'],
      ['2024-01-05T09:06', 'Bob', 'text', 'I left the group yesterday'],
      ['2024-01-06T00:01', 'Bob', 'text', 'hi'],
    ]);
    expect([system, rejected]).toEqual([[['leave', 'Bob', ['Bob']]], []]);
  });

  it.each([
    [
      'several lines in quotes',
      '09:01\tAnn\t"one\n2024/01/07(Sun)\n\nsay ""hi"""\n09:02\tBob\tok\n',
      ['one\n2024/01/07(Sun)\n\nsay "hi"', 'ok'],
    ],
    ['a quote somebody typed', '09:01\tAnn\t"one\n09:02\tBob\tok"\n', ['"one', 'ok"']],
    ['a quoted word', '09:01\tAnn\t"one"\n09:02\tBob\tok\n', ['"one"', 'ok']],
    ['a quote that the file ends in', '09:01\tAnn\t"one\ntwo\n', ['"one\ntwo']],
    ['lines without quotes', '09:01\tAnn\tone\n\ntwo\n\n09:02\tBob\tok\n', ['one\n\ntwo', 'ok']],
  ])('keeps %s', async (_name, rows, texts) => {
    const { messages, rejections } = await read(`[LINE] Chat history with Ann\n\n2024/01/05(Fri)\n${rows}`);
    expect([messages.map(({ text }) => text), rejections]).toEqual([texts, []]);
  });

  it('rejects what belongs nowhere', async () => {
    const { rejected, said } = await facts('[LINE] Chat history in R\nnoise\n10:00\tAnn\tno day yet\n2024/01/05(Fri)\n10:00\tAnn\tok\n');
    expect(said).toHaveLength(1);
    expect(rejected).toEqual([
      ['noHeader', 2],
      ['badTime', 3],
    ]);
  });

  it.each([
    ['2024/01/05（五）', 5, 1],
    ['2024/01/05(金)', 5, 1],
    ['2024/01/05 (Fri)', 5, 1],
    ['2024.01.05 星期五', 5, 1],
    ['2024年1月5日 金曜日', 5, 1],
    ['Fri, 1/5/2024', 5, 1],
    ['Fri, 05/01/2024', 5, 1],
    ['Tue, 1/30/2024', 30, 1],
    ['ศ. 05/01/2567', 5, 1],
    ['2567/01/05 (ศ.)', 5, 1],
  ])('%s opens a day', (line, day, month) => {
    expect(readDay(line)).toEqual({ year: 2024, month, day });
  });

  it.each(['2024/13/05(Fri)', 'Fri, 31/31/2024', '2024/01/05 12:00', 'see 1/5/2024', '1/5/2024', 'hello'])('%s opens none', (line) => {
    expect(readDay(line)).toBeNull();
  });

  it.each([
    ['上午12:05\tA\tx', 0],
    ['下午12:05\tA\tx', 12],
    ['3:05 PM\tA\tx', 15],
    ['12:05 am\tA\tx', 0],
    ['午後11:05\tA\tx', 23],
  ])('%j is at %d', (line, hour) => {
    expect(readTime(line)).toMatchObject({ hour, minute: 5, tabbed: true, rest: 'A\tx' });
  });

  it.each([
    ['小明已將小華退出群組', { kind: 'removal', actor: '小明', people: ['小華'] }],
    ['Ann removed Bob from the group.', { kind: 'removal', actor: 'Ann', people: ['Bob'] }],
    ['Annが Bobを削除しました。', { kind: 'removal', actor: 'Ann', people: ['Bob'] }],
    ['小明離開聊天', { kind: 'leave', actor: '小明', people: ['小明'] }],
    ['Annが退出しました。', { kind: 'leave', actor: 'Ann', people: ['Ann'] }],
    ['小明邀請小華加入', { kind: 'other' }],
    ['Ann invited Bob to the group.', { kind: 'other' }],
    ['สมชาย เพิ่ม สมหญิง เข้ากลุ่ม', { kind: 'join', actor: 'สมชาย', people: ['สมหญิง'] }],
    ['您已收回訊息', { kind: 'recall' }],
    ['小明已變更群組名稱', { kind: 'rename' }],
  ])('%s', (text, fact) => {
    expect(readSystem(text)).toEqual(fact);
  });

  it.each([
    ['[照片]', 'image'],
    ['[Voice message]', 'voice'],
    ['[File] report.pdf', 'file'],
    ['☎ 通話時間 0:12', 'call'],
    ['[動画]', 'video'],
    ['[ok]', 'text'],
    ['照片', 'text'],
  ])('%s is %s', (text, kind) => {
    expect(kindOf(text, false)).toBe(kind);
  });

  it('knows the plain words of the desktop', () => {
    expect([kindOf('照片', true), kindOf('Photos', true)]).toEqual(['image', 'image']);
  });
});
