import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountErrors, decoded, mutated } from '#testing/decoded';
import { DomainError } from '#vocabulary/errors';
import { zoneClock } from '#vocabulary/zone';
import type { Head } from '../format.ts';
import { guessColumns } from './columns.ts';
import { csv } from './index.ts';
import { kindOf } from './kinds.ts';
import { dayOrder, readTime } from './time.ts';

const head = (text: string, fileName = 'a.csv'): Head => ({ fileName, text, lines: text.split(/\r?\n/) });
const at = (text: string) => Date.parse(`${text}+08:00`);

describe('guessColumns', () => {
  it.each([
    ['the plainest', '时间,发送者,内容\n2024-10-04 11:42:05,张三,早\n', { time: '时间', senderName: '发送者', text: '内容' }],
    ['English, semicolons', 'Date;From;Message\n2024-10-04 11:42;Ann;hi\n', { time: 'Date', senderName: 'From', text: 'Message' }],
    [
      'tabs and odd case',
      'TIMESTAMP\tUser_ID\tNick Name\tContent\n1728013325\t7\tAnn\thi\n',
      { time: 'TIMESTAMP', senderId: 'User_ID', senderName: 'Nick Name', text: 'Content' },
    ],
    [
      'name, id and chat columns side by side',
      'Time,SenderName,Sender,TalkerName,Talker,Content\n2024-10-04 11:42:05,张三,wxid_a,群,1@chatroom,早\n',
      { time: 'Time', senderName: 'SenderName', senderId: 'Sender', text: 'Content' },
    ],
    [
      'an instant rather than local time, no row numbers as ids',
      'localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n1,2,1,0,0,1728013325,2,早,2024-10-04 11:42:05,,张三,wxid_a\n',
      { time: 'CreateTime', senderName: 'NickName', senderId: 'Sender', text: 'StrContent', kind: 'Type' },
    ],
    [
      'server ids rather than row numbers',
      'id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n1,7123456789012345678,文本,0,wxid_a,1@chatroom,早,,2024-10-04 11:42:05\n',
      { time: 'CreateTime', senderId: 'talker', text: 'msg', messageId: 'MsgSvrID', kind: 'type_name' },
    ],
    [
      'ids that are ids',
      'id,time,user,text\nabc-000001,2024-10-04 11:42,Ann,hi\nabc-000002,2024-10-04 11:43,Ann,ho\n',
      { time: 'time', senderName: 'user', text: 'text', messageId: 'id' },
    ],
    ['date and time apart', '日期,时间,昵称,消息\n2024-10-04,11:42,张三,早\n', { time: '日期+时间', senderName: '昵称', text: '消息' }],
    [
      'a header of unknown names above a column of times',
      'wann,wer,was\n2024-10-04 11:42,Ann,hello\n2024-10-04 11:43,Bob,what\n2024-10-04 11:44,Ann,nothing else\n',
      { time: 'wann', senderName: 'wer', text: 'was' },
    ],
    [
      'no header',
      '2024/10/4 11:42,Ann,hello there\n2024/10/4 11:43,Bob,what is up\n2024/10/4 11:44,Ann,nothing\n',
      { time: '0', senderName: '1', text: '2' },
    ],
    [
      'no header, ids beside names',
      '10001,Ann,2024-10-04 11:42,hello there\n10002,Bob,2024-10-04 11:43,what is up\n10001,Ann,2024-10-04 11:44,nothing\n',
      { time: '2', senderId: '0', senderName: '1', text: '3' },
    ],
    [
      'no header, nobody speaks twice',
      '2024-10-04 11:42:05,阿一,早上好\n2024-10-04 11:43:05,小二,早\n2024-10-04 11:44:05,三毛,大家好\n',
      { time: '0', senderName: '1', text: '2' },
    ],
    ['no header, one alone speaks', '阿一,2024-10-04 11:42,早上好\n阿一,2024-10-04 11:43,早\n', { time: '1', senderName: '0', text: '2' }],
    [
      'no header, names longer than what they say',
      '2024-10-04 11:42,欧阳阿一,早\n2024-10-04 11:43,小二,好\n2024-10-04 11:44,欧阳阿一,早\n2024-10-04 11:45,小二,早\n',
      { time: '0', senderName: '1', text: '2' },
    ],
    [
      'no header, row numbers, flags and types beside',
      '1,0,文本,阿一,你好啊,2024-10-04 11:42\n2,1,图片,小二,[图片],2024-10-04 11:43\n3,0,文本,阿一,你好啊,2024-10-04 11:44\n',
      { time: '5', senderName: '3', text: '4', kind: '2' },
    ],
  ])('%s', (_name, text, columns) => {
    expect(guessColumns(head(text))).toEqual(columns);
  });

  it.each([
    ['a roster', '昵称,QQ号,入群时间,最后发言时间\n张三,10001,2024-10-04,2024-10-05\n'],
    ['a roster without header', '张三,10001,2024-10-04\n李四,10002,2024-10-05\n'],
    ['a roster with times, without header', '张三,10001,2024-10-04 11:42:05\n李四,10002,2024-10-05 11:42:05\n'],
    ['days beside names and words', '2024-10-04,Ann,hello\n2024-10-05,Bob,what\n'],
    ['a log', '2024-10-04 11:42:05,123 INFO main: started\n2024-10-04 11:42:06,120 INFO main: up\n'],
    ['prose with commas', 'Dear Ann, thank you,\nsee you soon, Bob\n'],
    ['lines of another format', '2024/10/4, 11:42 - Ann: hello, you\n2024/10/4, 11:43 - Bob: hi, there\n'],
    ['names that look like another format', '2024-10-04 11:42:05 张三(10001)\n早上好, 大家\n\n2024-10-04 11:43:05 李四(10002)\n早, 早\n'],
    ['JSON', '{"time":1,"sender":"a"}'],
    ['one column', 'time\n2024-10-04\n'],
  ])('leaves %s alone', (_name, text) => {
    expect(guessColumns(head(text))).toBeNull();
    expect(csv.sniff(head(text))).toBe(0);
  });
});

describe('readTime', () => {
  const clock = zoneClock('Asia/Shanghai');
  it.each([
    ['2024-10-04 11:42:05', '2024-10-04T11:42:05'],
    ['2024-10-04T11:42:05.250', '2024-10-04T11:42:05.250'],
    ['2024-10-04T03:42:05Z', '2024-10-04T11:42:05'],
    ['2024-10-04T05:42:05+02:00', '2024-10-04T11:42:05'],
    ['2024-10-03 23:42:05 -0400', '2024-10-04T11:42:05'],
    ['2024/10/4 11:42', '2024-10-04T11:42:00'],
    ['2024/10/4 1:42', '2024-10-04T01:42:00'],
    ['2024.10.4 11:42', '2024-10-04T11:42:00'],
    ['2024年10月4日 11:42', '2024-10-04T11:42:00'],
    ['2024年10月4日 11时42分5秒', '2024-10-04T11:42:05'],
    ['2024年10月4日 星期五 下午3:05', '2024-10-04T15:05:00'],
    ['2024/10/4 上午12:05:00', '2024-10-04T00:05:00'],
    ['2024/10/4 中午12:05', '2024-10-04T12:05:00'],
    ['2024/10/4 3:05 PM', '2024-10-04T15:05:00'],
    ['2024/10/4 12:05 am', '2024-10-04T00:05:00'],
    ['2024-10-04', '2024-10-04T00:00:00'],
    ['20241004114205', '2024-10-04T11:42:05'],
    ['1728013325', '2024-10-04T11:42:05'],
    ['1728013325.5', '2024-10-04T11:42:05.500'],
    ['1728013325250', '2024-10-04T11:42:05.250'],
    ['1728013325250000', '2024-10-04T11:42:05.250'],
    ['45569.4875', '2024-10-04T11:42:00'],
    ['10/4/2024 11:42', '2024-10-04T11:42:00'],
    ['10/4/24, 11:42 AM', '2024-10-04T11:42:00'],
  ])('%s', (text, expected) => {
    expect(new Date(readTime(text, clock, 'mdy')).toISOString()).toBe(new Date(at(expected)).toISOString());
  });

  it.each([
    '',
    'hello',
    '2024-13-01 10:00',
    '2024-02-30',
    '2024-10-04 25:00',
    '2024-10-04 11:61',
    '2024-10-04 nonsense',
    '12',
    '11:42',
    '10001',
  ])('no time: %j', (text) => {
    expect(readTime(text, clock, 'mdy')).toBeNaN();
  });

  it.each([
    [['3/4/2024', '13/4/2024'], 'dmy'],
    [['3/4/2024', '3/14/2024'], 'mdy'],
    [['3.4.2024'], 'dmy'],
    [['3/4/2024'], 'mdy'],
  ] as const)('day and month of %j: %s', (samples, order) => {
    expect(dayOrder([...samples])).toBe(order);
  });
});

describe('kindOf', () => {
  it.each([
    ['', '早', 'text'],
    ['', '[图片]', 'image'],
    ['', '【表情】', 'sticker'],
    ['', '![图片](http://127.0.0.1/image/1)', 'image'],
    ['', '[链接|标题](https://example.org)', 'link'],
    ['', '[系统]', 'text'],
    ['', '[图片] 看这个', 'text'],
    ['', '', 'other'],
    ['语音', '', 'voice'],
    ['3', '', 'image'],
    ['系统通知', '张三加入了群聊', 'system'],
    ['whatever', '早', 'text'],
  ])('%j %j is %s', (type, text, kind) => {
    expect(kindOf(type, text)).toBe(kind);
  });
});

describe('CSV', () => {
  it('reads a table with BOM, CRLF, quoted commas, quotes and line ends', async () => {
    const text = '\ufeff时间,昵称,内容\r\n2024-10-04 11:42:05,张三,"早, ""大家""\r\n好"\r\n\r\n2024-10-04 11:42:06,李四,\u200e好的\r\n';
    const result = await decoded(text, { name: 'a.csv' });
    expect(result.format).toBe('csv');
    expect(result.read).toBe(Buffer.byteLength(text));
    expect(result.rejections).toEqual([]);
    expect(result.records).toEqual([
      {
        type: 'message',
        at: at('2024-10-04T11:42:05'),
        kind: 'text',
        text: '早, "大家"\n好',
        sender: { by: 'name', key: '张三', name: '张三' },
      },
      { type: 'message', at: at('2024-10-04T11:42:06'), kind: 'text', text: '好的', sender: { by: 'name', key: '李四', name: '李四' } },
    ]);
  });

  it('keys by id where there is one, and keeps message ids and replies', async () => {
    const text = 'time,user id,name,message_id,reply_to,text\n2024-10-04 11:42,u1,Ann,m-1,,hi\n2024-10-04 11:43,,Bob,8.64E+18,m-1,ho\n';
    const { messages } = await decoded(text, { name: 'a.csv' });
    expect(messages).toMatchObject([
      { id: 'm-1', sender: { by: 'id', key: 'u1', name: 'Ann' } },
      { replyTo: 'm-1', sender: { by: 'name', key: 'Bob' } },
    ]);
    expect(messages[1]).not.toHaveProperty('id');
  });

  it('keeps system rows apart', async () => {
    const text =
      'Time,SenderName,Sender,Type,Content\n2024-10-04 11:42,,系统消息,10000,"甲邀请乙加入了群聊"\n2024-10-04 11:43,甲,wxid_a,1,早\n';
    const { system, messages } = await decoded(text);
    expect(system).toMatchObject([{ kind: 'join', people: ['乙'] }]);
    expect(messages).toHaveLength(1);
  });

  it('follows the mapping given, by name and by position', async () => {
    const text = 'when,a,b,c\n2024-10-04 11:42,x1,Ann,hello\n2024-10-04 11:43,x2,Ann,hello\n';
    const named = await decoded(text, { format: 'csv', columns: { time: 'when', senderId: 'a', senderName: 'b', text: 'c' } });
    const placed = await decoded(text.slice(text.indexOf('\n') + 1), {
      format: 'csv',
      columns: { time: '0', senderId: '1', senderName: '2', text: '3' },
    });
    expect(named.messages.map(({ sender }) => sender?.key)).toEqual(['x1', 'x2']);
    expect(placed.records).toEqual(named.records);
  });

  it.each([
    ['a column that is not there', { time: 'time', senderName: 'nobody' }, 'csv.unknownColumn'],
    ['no sender', { time: 'time' }, 'csv.noColumns'],
  ])('refuses a mapping with %s', async (_name, columns, code) => {
    expect((await decoded('time,name\n2024-10-04 11:42,Ann\n', { format: 'csv', columns })).error).toMatchObject({
      code,
      data: { file: 'chat.txt' },
    });
  });

  it('asks for a mapping where none can be guessed', async () => {
    expect((await decoded('just a text\n', { format: 'csv' })).error?.code).toBe('csv.noColumns');
  });

  it.each([
    ['too few cells', '2024-10-04 11:42', 'badRow'],
    ['too many cells', '2024-10-04 11:42,Ann,hi,there', 'badRow'],
    ['no sender', '2024-10-04 11:42,,hi', 'badRow'],
    ['no time', 'noon,Ann,hi', 'badTime'],
    ['a time beyond sense', '1924-10-04 11:42,Ann,hi', 'timeOutOfRange'],
  ])('rejects a row with %s alone, with its exact bytes', async (_name, bad, reason) => {
    const first = 'time,name,text\n2024-10-04 11:41,张三,"a\nb"\n';
    const result = await decoded(`${first}${bad}\n2024-10-04 11:43,李四,x,,\n`);
    expect(result.messages).toHaveLength(2);
    expect(result.rejections).toEqual([{ reason, offset: Buffer.byteLength(first), bytes: bad.length + 1, line: 4, sample: bad }]);
  });

  it('reads GB18030', async () => {
    // 时间,昵称,内容 and one row, as a spreadsheet on a Chinese machine saves it.
    const bytes = Buffer.from('cab1bce42ceac7b3c62cc4dac8dd0a323032342f31302f342031313a34322cd5c52cd4e7c9cf0a', 'hex');
    expect((await decoded(bytes)).messages).toMatchObject([{ at: at('2024-10-04T11:42:00'), text: '早上', sender: { key: '张' } }]);
  });

  it('gives the same however it is cut into chunks, and accounts for any damage', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\n', ',', '中', '😀', ' ', '\u200e') });
    const hurt = fc.record({
      at: fc.nat(),
      byte: fc.constantFrom(...Buffer.from('",\nx\xff', 'latin1')),
      how: fc.constantFrom('change', 'drop', 'insert', 'cut'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(300)),
        fc.array(hurt),
        async (bodies, cuts, hurts) => {
          const rows = bodies.map((body, n) => `2024-10-04 11:42:0${n},Ann,"${body.replaceAll('"', '""')}"\n`);
          const text = `time,name,text\n${rows.join('')}`;
          const whole = await decoded(text, { format: 'csv' });
          expect(whole.messages.map((message) => message.text)).toEqual(bodies.map((body) => body.replaceAll('\u200e', '')));
          expect(whole.rejections).toEqual([]);
          expect(await decoded(text, { format: 'csv', cuts })).toEqual(whole);
          try {
            expect(accountErrors(await decoded(mutated(Buffer.from(text), hurts), { format: 'csv' }))).toEqual([]);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error; // refused before decoding
          }
        },
      ),
    );
  });
});
