import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';
import { memotraceTable, memotraceText, second } from '#testing/wechat-exports';
import { memotraceTxt } from './txt.ts';

describe('留痕 tables', () => {
  it('are read by instant, people by wxid under remark or nickname', async () => {
    const { records } = await decoded(memotraceTable);
    const person = (key: string, name: string) => ({ by: 'id', key, name });
    const place = (n: number) => ({ at: (second + n) * 1000 });
    expect(records).toEqual([
      { type: 'system', ...place(1), kind: 'join', text: '"阿一"邀请"小二"加入了群聊', people: ['小二'] },
      { type: 'message', ...place(2), kind: 'text', text: '早上好', sender: person('wxid_a', '阿一') },
      { type: 'message', ...place(3), kind: 'text', text: '', sender: person('wxid_b', '小二') },
      { type: 'message', ...place(4), kind: 'image', text: '', sender: person('wxid_b', '备注') },
      { type: 'system', ...place(5), kind: 'recall', text: '"小二" 撤回了一条消息', actor: person('wxid_b', '小二') },
      { type: 'message', ...place(6), kind: 'redPacket', text: '', sender: person('wxid_a', '阿一') },
    ]);
  });

  it('do not care for the zone, except where a spreadsheet has spoilt the instants', async () => {
    const there = await decoded(memotraceTable, { zone: 'America/New_York' });
    expect(there.messages).toEqual((await decoded(memotraceTable)).messages);
    const spoilt = memotraceTable.replace(/,172801\d{4},/g, ',1.73E+09,').replace(/2024-10-04 (\d+):(\d+):\d+/g, '2024/10/4 $1:$2');
    const { messages, rejections } = await decoded(spoilt);
    expect(rejections).toEqual([]);
    expect(messages.map(({ at }) => at)).toEqual(Array(4).fill(Date.parse('2024-10-04T11:42:00+08:00')));
  });

  it.each([
    ['a row without time', `${second + 2}`, '', '2024-10-04 11:42:07', '', 'badTime'],
    ['a row of too few cells', ',阿一,wxid_a', '', '', '', 'badRow'],
  ])('reject %s alone', async (_name, from, to, also, instead, reason) => {
    const { rejections, messages } = await decoded(memotraceTable.replace(from, to).replace(also, instead));
    expect(rejections).toMatchObject([{ reason, line: 3 }]);
    expect(messages).toHaveLength(3);
  });
});

describe('留痕 text', () => {
  it('tells grey lines by what stands under them, and answers from what they quote', async () => {
    const { records } = await decoded(memotraceText);
    expect(records.map((record) => ('kind' in record ? [record.type, record.kind, record.text] : []))).toEqual([
      ['system', 'join', '"阿一"邀请"小二"加入了群聊'],
      ['message', 'text', '早上好\n\n第二段'],
      ['message', 'text', '来的'],
      ['message', 'sticker', '[表情包]'],
      ['message', 'link', '早起 https://example.org/a'],
      ['system', 'recall', '"小二" 撤回了一条消息'],
      ['message', 'other', ''],
    ]);
    expect(records[2]).toMatchObject({ mentions: ['阿一'] });
  });

  it('a time inside a message is words, behind an empty line it begins the next', async () => {
    const { messages } = await decoded(
      '2024-10-04 11:42:07 阿一\n看\n2024-10-04 11:40:00 说过\n\n2024-10-04 11:43:07 小二\n好\n\n2024-10-04 11:44:07 小二\n[表情包]\n\n',
    );
    expect(messages.map(({ text }) => text)).toEqual(['看\n2024-10-04 11:40:00 说过', '好', '[表情包]']);
  });

  it('rejects a message of no time with all that stands under it', async () => {
    const file = memotraceText.replace('2024-10-04 11:42:07', '2024-13-04 11:42:07');
    const result = await decoded(file);
    expect(result.rejections).toMatchObject([{ reason: 'badTime', line: 3, sample: '2024-13-04 11:42:07 阿一\n早上好\n\n第二段\n' }]);
    expect(result.rejections[0]?.bytes).toBe(Buffer.byteLength('2024-13-04 11:42:07 阿一\n早上好\n\n第二段\n\n'));
  });

  it.each([
    [
      'QQ, with its banner',
      '消息记录（此消息记录为文本格式，不支持重新导入）\n\n消息对象:群\n\n2016-07-19 15:27:15 张三(123456)\n你好\n\n',
    ],
    ['QQ, without', '2016-07-19 15:27:15 张三(123456)\n你好\n\n2016-07-19 15:27:19 李四(234567)\n好\n\n'],
    ['QQ, a talk of two without ids', '2016-07-19 15:27:15 张三\n你好\n\n2016-07-19 15:27:19 李四\n好\n\n'],
    ['QQ, early hours', '2016-07-19 5:27:15 张三\n[表情包]\n\n2016-07-19 15:27:19 李四\n好\n\n'],
    ['QQ, by mail', '2016-07-19 15:27:15 张三<a@example.org>\n你好\n\n2016-07-19 15:27:19 李四<b@example.org>\n好\n\n'],
  ])('leaves %s alone', async (_name, text) => {
    expect((await decoded(text)).format).toBe('qq-txt');
  });

  it.each([
    ['a log', '2024-10-04 11:42:05 INFO server: started\n2024-10-04 11:42:06 INFO server: up\n'],
    ['a log of blocks', '2024-10-04 11:42:05 ERROR main\n  at a\n\n2024-10-04 01:42:06 ERROR main\n  at b\n\n'],
    ['lines with a time each', '2024-10-04 11:42:05 started\n\n2024-10-04 11:42:06 stopped\n\n'],
  ])('does not take %s for chat', (_name, text) => {
    expect(memotraceTxt.sniff({ fileName: 'a.txt', text, lines: text.split('\n') })).toBe(0);
  });
});
