import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '#vocabulary/errors';
import type { ChatRecord } from '#vocabulary/records';
import { decode, recognise } from '../decode.ts';
import type { Head, Rejection } from '../format.ts';
import { blobSource } from '../source.ts';
import { wechatPaste } from './index.ts';

// Thursday 2024-10-10, 15:00 in Shanghai.
const now = Date.parse('2024-10-10T15:00:00+08:00');

async function read(text: string): Promise<{ records: ChatRecord[]; rejections: Rejection[]; bytes: number }> {
  const source = blobSource(new Blob([text]), 'paste.txt');
  const records: ChatRecord[] = [];
  const rejections: Rejection[] = [];
  let bytes = 0;
  for await (const batch of decode(source, await recognise(source, 'wechat-paste'), { zone: 'Asia/Shanghai', now })) {
    records.push(...batch.records);
    rejections.push(...batch.rejections);
    bytes = batch.read;
  }
  return { records, rejections, bytes };
}

function headOf(text: string): Head {
  return { fileName: 'paste.txt', text, lines: text.split('\n') };
}

/** `time who: text` of each message, in Shanghai time. */
async function said(text: string): Promise<string[]> {
  const { records } = await read(text);
  return records.flatMap((record) =>
    record.type === 'message' ? [`${local(record.at)} ${record.sender?.name}: ${record.text.replaceAll('\n', '⏎')}`] : [],
  );
}

function local(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

describe('shapes', () => {
  it.each<[string, string, string[]]>([
    [
      'desktop copy, full and relative dates',
      '张三 2024/10/4 11:42\n早上好\n李四 昨天 20:13\n第一行\n\n第二行\n张三 星期三 9:05\n在吗\n李四 14:23\n在',
      [
        '2024-10-04 11:42:00 张三: 早上好',
        '2024-10-09 20:13:00 李四: 第一行⏎⏎第二行',
        '2024-10-09 09:05:00 张三: 在吗',
        '2024-10-09 14:23:00 李四: 在',
      ],
    ],
    [
      'after a relative date a time that goes back is today',
      '张三 昨天 20:13\n晚安\n李四 10:23\n早',
      ['2024-10-09 20:13:00 张三: 晚安', '2024-10-10 10:23:00 李四: 早'],
    ],
    ['times alone are today', '张三 10:23\n早\n李四 10:24\n早呀', ['2024-10-10 10:23:00 张三: 早', '2024-10-10 10:24:00 李四: 早呀']],
    [
      'name with a colon, time below',
      '张三:\n2024-10-04 11:42:31\n早上好\n注意:\n带伞\n\n李四：\n2024-10-04 11:43:00\n好的',
      ['2024-10-04 11:42:31 张三: 早上好⏎注意:⏎带伞', '2024-10-04 11:43:00 李四: 好的'],
    ],
    [
      'phone forward with a day line',
      '———  2024-10-04  ———\n\n张三  11:42\n早\n\n李四  23:59\n晚安\n\n———  2024-10-05  ———\n\n张三  0:03\n还没睡',
      ['2024-10-04 11:42:00 张三: 早', '2024-10-04 23:59:00 李四: 晚安', '2024-10-05 00:03:00 张三: 还没睡'],
    ],
    [
      'e-mail forward',
      '微信群聊「读书会」的聊天记录如下：\n\n——————————  2024-10-04  ——————————\n\n张三  11:42\n\n早上好\n\n瀛姬12:00-21:00  11:43\n\n集合时间 10:23\n不见不散',
      ['2024-10-04 11:42:00 张三: 早上好', '2024-10-04 11:43:00 瀛姬12:00-21:00: 集合时间 10:23⏎不见不散'],
    ],
    [
      'plain lines with times between',
      '10月4日 上午11:42\n张三: 早\n李四：大家好\n第二行\n昨天 20:13\n张三: 晚安\n11:42\n李四: 今天',
      [
        '2024-10-04 11:42:00 张三: 早',
        '2024-10-04 11:42:00 李四: 大家好⏎第二行',
        '2024-10-09 20:13:00 张三: 晚安',
        '2024-10-10 11:42:00 李四: 今天',
      ],
    ],
    ['brackets', '[张三] 11:42\n早\n[李 四] 下午1:05\n好', ['2024-10-10 11:42:00 张三: 早', '2024-10-10 13:05:00 李 四: 好']],
    [
      'QQ on a phone',
      '— —  2020-2-21  — —\n张三  23:50:12\n在吗\n李四  23:51:00\n在',
      ['2020-02-21 23:50:12 张三: 在吗', '2020-02-21 23:51:00 李四: 在'],
    ],
    [
      'American dates',
      'Ann 2/14/2020 9:16:13 PM\nhi\nBob 2/14/2020 9:17:00 PM\nyo',
      ['2020-02-14 21:16:13 Ann: hi', '2020-02-14 21:17:00 Bob: yo'],
    ],
    [
      'windows line ends',
      '张三 2024/10/4 11:42\r\n早\r\n李四 2024/10/4 11:43\r\n好\r\n',
      ['2024-10-04 11:42:00 张三: 早', '2024-10-04 11:43:00 李四: 好'],
    ],
    [
      'a sentence that ends in a time is no header',
      '张三 2024/10/4 11:42\n明天集合时间 10:23\n我们约 9:00\n李四 2024/10/4 11:43\n好',
      ['2024-10-04 11:42:00 张三: 明天集合时间 10:23⏎我们约 9:00', '2024-10-04 11:43:00 李四: 好'],
    ],
    [
      'labels and links are no speakers',
      '昨天 20:13\n张三: 通知如下\n时间: 周六\n地点：公园\nhttps://example.com/a\n李四: 收到',
      ['2024-10-09 20:13:00 张三: 通知如下⏎时间: 周六⏎地点：公园⏎https://example.com/a', '2024-10-09 20:13:00 李四: 收到'],
    ],
  ])('%s', async (_name, text, expected) => {
    expect(await said(text)).toEqual(expected);
    expect((await read(text)).rejections).toEqual([]);
    expect(wechatPaste.sniff(headOf(text.replaceAll('\r', '')))).toBeGreaterThan(0.3);
  });
});

describe('dates', () => {
  it.each([
    ['今天 09:00', '2024-10-10 09:00:00'],
    ['前天 09:00', '2024-10-08 09:00:00'],
    ['星期一 09:00', '2024-10-07 09:00:00'],
    ['周日 09:00', '2024-10-06 09:00:00'],
    ['星期四 09:00', '2024-10-10 09:00:00'],
    ['星期四 23:00', '2024-10-03 23:00:00'],
    ['10月10日 09:00', '2024-10-10 09:00:00'],
    ['10月11日 09:00', '2023-10-11 09:00:00'],
    ['2月29日 09:00', '2024-02-29 09:00:00'],
    ['12-31 09:00', '2023-12-31 09:00:00'],
    ['2024年1月2日 下午3:04', '2024-01-02 15:04:00'],
    ['2024-10-04 星期五 11:42', '2024-10-04 11:42:00'],
    ['昨天 凌晨12:30', '2024-10-09 00:30:00'],
    ['昨天 中午12:30', '2024-10-09 12:30:00'],
    ['昨天 晚上8:13', '2024-10-09 20:13:00'],
    ['Yesterday 20:13', '2024-10-09 20:13:00'],
    ['Monday 9:05 AM', '2024-10-07 09:05:00'],
  ])('%s → %s', async (stamp, expected) => {
    expect(await said(`张三 ${stamp}\n好`)).toEqual([`${expected} 张三: 好`]);
  });

  it('a date that does not exist or lies ahead is rejected with the words under it', async () => {
    const { records, rejections, bytes } = await read(
      '张三 2024-13-41 11:42\n一\n李四 2034-01-01 11:42\n二\n王五 2024-10-04 25:61\n三\n张三 2024-10-04 11:42\n好',
    );
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'badTime'],
      [2, 'badTime'],
      [3, 'timeOutOfRange'],
      [4, 'timeOutOfRange'],
      [5, 'badTime'],
      [6, 'badTime'],
    ]);
    expect(records).toHaveLength(1);
    expect(bytes).toBeGreaterThan(0);
  });

  it('text before the first header is kept as rejected', async () => {
    const { rejections } = await read('转给你看\n张三 2024/10/4 11:42\n好\n李四 2024/10/4 11:43\n行');
    expect(rejections).toEqual([{ offset: 0, bytes: 13, line: 1, reason: 'noHeader', sample: '转给你看' }]);
  });
});

describe('what a message holds', () => {
  it.each([
    ['[图片]', 'image'],
    ['[图片: 1a2b.jpg(请在附件中查看)]', 'image'],
    ['[语音]', 'voice'],
    ['[语音] 12"', 'voice'],
    ['[视频]', 'video'],
    ['[动画表情]', 'sticker'],
    ['[文件] 大纲.docx', 'file'],
    ['[链接] 为什么要早起', 'link'],
    ['[小程序]', 'link'],
    ['[红包]恭喜发财', 'redPacket'],
    ['[微信红包]', 'redPacket'],
    ['微信红包', 'redPacket'],
    ['[转账]', 'transfer'],
    ['[位置]', 'location'],
    ['[个人名片]张三', 'contact'],
    ['[聊天记录]', 'forward'],
    ['[群投票]', 'poll'],
    ['[语音通话]', 'call'],
    ['[微笑]', 'text'],
    ['[强][强]', 'text'],
    ['[constructor]', 'text'],
    ['微信红包怎么发', 'text'],
    ['', 'other'],
  ])('%s is %s', async (text, kind) => {
    const { records } = await read(`张三 2024/10/4 11:42\n${text}\n李四 2024/10/4 11:43\n好`);
    expect(records[0]).toMatchObject({ type: 'message', kind, text });
  });

  it('a quoted reply names the person it answers and says only its own words', async () => {
    const { records } = await read('张三 2024/10/4 11:42\n「李四：明天来吗？」\n- - - - - - - - - - - - - - -\n来的');
    expect(records).toEqual([expect.objectContaining({ text: '来的', mentions: ['李四'], kind: 'text' })]);
  });
});

describe('system lines', () => {
  it.each<[string, string, string | null, string[] | null]>([
    ['"张三"邀请"李四"加入了群聊', 'join', '张三', ['李四']],
    ['“张三”邀请“李四、王五”加入了群聊', 'join', '张三', ['李四', '王五']],
    ['你邀请"李四"加入了群聊', 'join', null, ['李四']],
    ['"张三"通过扫描"李四"分享的二维码加入群聊', 'join', null, ['张三']],
    ['"张三"通过扫描你分享的二维码加入群聊', 'join', null, ['张三']],
    ['你将"张三"移出了群聊', 'removal', null, ['张三']],
    ['"李四"将"张三"移出了群聊', 'removal', '李四', ['张三']],
    ['"张三"退出了群聊', 'leave', null, ['张三']],
    ['"张三"撤回了一条消息', 'recall', '张三', null],
    ['你撤回了一条消息', 'recall', null, null],
    ['张三拍了拍李四', 'other', '张三', null],
    ['"张三" 拍了拍 "李四" 的肩膀', 'other', '张三', null],
    ['张三领取了李四的红包', 'other', '张三', null],
    ['"张三"修改群名为“早起读书会”', 'rename', '张三', null],
    ['"张三"发布了群公告', 'notice', '张三', null],
    ['以下为新消息', 'other', null, null],
  ])('%s', async (text, kind, actor, people) => {
    const { records } = await read(`李四 2024/10/4 11:42\n好\n${text}\n王五 2024/10/4 11:43\n行`);
    const row = records[1];
    expect(row).toMatchObject({ type: 'system', kind, text, at: Date.parse('2024-10-04T11:42:00+08:00') });
    if (row?.type !== 'system') throw new Error('no system row');
    expect(row.actor?.name ?? null).toBe(actor);
    expect(row.people ?? null).toEqual(people);
    expect(records).toHaveLength(3);
  });

  it.each(['他昨天退群了', '欢迎新人加入群聊，先看公告', '谁撤回了消息啊', '抢到红包啦'])('is what somebody said: %s', async (text) => {
    expect(await said(`张三 2024/10/4 11:42\n${text}`)).toEqual([`2024-10-04 11:42:00 张三: ${text}`]);
  });
});

describe('sniff leaves other formats alone', () => {
  it.each([
    [
      'QQ txt',
      '消息记录（此消息记录为文本格式，不支持重新导入）\n\n消息对象:群\n\n2016-07-19 15:27:15 张三(123456)\n你好\n\n2016-07-19 15:27:19 李四(234567)\n好',
    ],
    ['QQ txt without its title', '2016-07-19 15:27:15 张三(123456)\n你好\n\n2016-07-19 15:27:19 李四(234567)\n好'],
    ['WhatsApp iOS', '[2024/1/2, 11:42:31] Ann: hi\n[2024/1/2, 11:43:00] Bob: hello\n[2024/1/2, 11:44:00] Ann: ok'],
    ['WhatsApp Android', '1/2/24, 11:42 - Ann: hi\n1/2/24, 11:43 - Bob: hello\n1/2/24, 11:44 - Ann: ok'],
    ['JSON', '{"chatlab":{"version":"0.0.2"},"messages":[]}'],
    ['JSON array', '[{"at":"11:42"}]'],
    ['Gitter TSV', 'id\tsent\tname\ttext\n1\t2016-01-01T10:00:00Z\tann\thi\n2\t2016-01-01T10:01:00Z\tbob\tyo'],
    ['CSV', 'time,sender,text\n2024-10-04 11:42,张三,早\n2024-10-04 11:43,李四,好'],
    ['接龙', '#接龙\n早起打卡\n1. 张三 6:00\n2. 李四 6:10'],
    ['roster', '张三\n李四\n王五'],
    ['prose', '今天天气很好。\n我们去了公园，玩得很开心。\n晚上回家。'],
    ['log', '2024-10-04 11:42:31 INFO server: started\n2024-10-04 11:42:32 INFO server: listening'],
    ['settings', 'name: a\nversion: 1\nname: b\nfoo: bar'],
    ['notice', '时间: 周六\n地点: 公园\n费用: 免费\n联系人: 张三'],
  ])('%s', (_name, text) => {
    expect(wechatPaste.sniff(headOf(text))).toBeLessThanOrEqual(0.3);
  });
});

it('whatever is pasted is refused by name, or every byte is parsed or rejected once, in order', async () => {
  const pieces = fc.constantFrom(
    '张三 2024/10/4 11:42',
    '李四  9:05',
    '王五:',
    '王五: 好',
    '2024-10-04 11:42:31',
    '———  2024-10-04  ———',
    '———  2024-99-99  ———',
    '张三 9999/1/1 1:00',
    '"张三"撤回了一条消息',
    '微信群聊「群」的聊天记录如下：',
    '「李四：？」',
    '- - - - - - - - -',
    '[图片]',
    '',
    '\u200e\u2068',
  );
  const lines = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(lines, async (list) => {
      const text = list.join('\n');
      const size = Buffer.byteLength(text);
      const result = await read(text).catch((error: unknown) => error);
      if (result instanceof DomainError) return;
      if (result instanceof Error) throw result;
      const { records, rejections, bytes } = result as Awaited<ReturnType<typeof read>>;
      expect(bytes).toBe(size);
      let end = 0;
      for (const { offset, bytes: length } of rejections) {
        expect(offset).toBeGreaterThanOrEqual(end);
        end = offset + length;
      }
      expect(end).toBeLessThanOrEqual(size);
      for (const record of records) if ('at' in record) expect(Number.isFinite(record.at)).toBe(true);
    }),
  );
});

it('a very long run of one character is read in linear time', async () => {
  for (const character of [' ', ':', '"', '1. ', '—', '「', '\n', '@', '\t'])
    expect(
      (await read(`张三 2024/10/4 11:42\n${character.repeat(300_000 / character.length)}x\n李四 2024/10/4 11:43\n好`)).bytes,
    ).toBeGreaterThan(250_000);
});
