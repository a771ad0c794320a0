import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';
import { chatlogFile, chatlogTable, chatlogText } from '#testing/wechat-exports';
import { readBody } from './body.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const row = (fields: object) => ({
  seq: 1728013325001,
  time: '2024-10-04T11:42:05+08:00',
  talker: '1@chatroom',
  talkerName: '读书会',
  isChatRoom: true,
  sender: 'wxid_a',
  senderName: '阿一',
  isSelf: false,
  type: 1,
  subType: 0,
  content: '早',
  ...fields,
});
const one = async (fields: object) => decoded(JSON.stringify([row(fields)]));

describe('chatlog JSON', () => {
  it('numbers rows inside their chat, and quotes people by id', async () => {
    const { records } = await decoded(chatlogFile);
    expect(records[0]).toEqual({ type: 'group', id: '1@chatroom', name: '读书会', platform: 'wechat' });
    expect(records[3]).toEqual({
      type: 'message',
      at: at('2024-10-04T11:42:08'),
      id: '1@chatroom:1728013328000',
      kind: 'text',
      text: '来的',
      sender: { by: 'id', key: 'wxid_b', name: '小二' },
      mentions: ['wxid_a'],
    });
  });

  it.each([
    [{ type: 49, subType: 6, content: '', contents: { title: '大纲.docx', md5: 'f0' } }, 'file', '大纲.docx'],
    [{ type: 49, subType: 2001, content: '' }, 'redPacket', ''],
    [{ type: 49, subType: 2000, content: '[转账|发送 ￥5.00]' }, 'transfer', '[转账|发送 ￥5.00]'],
    [{ type: 49, subType: 19, content: '', contents: { title: '群聊的聊天记录' } }, 'forward', '群聊的聊天记录'],
    [{ type: 34, content: '' }, 'voice', ''],
    [{ type: 4711 }, 'other', '早'],
  ])('%j is %s', async (fields, kind, text) => {
    expect((await one(fields)).messages).toMatchObject([{ kind, text }]);
  });

  it.each([
    [{ type: 49, subType: 87, content: '' }, 'notice'],
    [{ type: 49, subType: 2000, content: '[转账|接收 ￥5.00]' }, 'other'],
    [{ type: 10000, sender: '系统消息', senderName: '', content: '阿一领取了小二的红包' }, 'other'],
    [{ type: 10000, sender: '系统消息', senderName: '', content: '小二被移出群聊' }, 'removal'],
  ])('%j is a system row', async (fields, kind) => {
    const { system, messages } = await one(fields);
    expect(system).toMatchObject([{ kind }]);
    expect(messages).toEqual([]);
  });

  it.each([
    [{ time: '2024-10-04 11:42:05' }, 'badTime'],
    [{ time: '1924-10-04T11:42:05+08:00' }, 'timeOutOfRange'],
    [{ sender: '', senderName: '' }, 'badRow'],
  ])('rejects %j alone', async (fields, reason) => {
    const { rejections, messages } = await decoded(JSON.stringify([row(fields), row({ seq: 2 })]));
    expect(rejections).toMatchObject([{ reason, offset: 1, bytes: Buffer.byteLength(JSON.stringify(row(fields))) }]);
    expect(messages).toHaveLength(1);
  });

  it('keeps several chats of one file apart, also inside a webhook body', async () => {
    const messages = [row({}), row({ talker: '2@chatroom', talkerName: '跑步' }), row({ seq: 3 })];
    const { records, format } = await decoded(JSON.stringify({ talker: '', keyword: '', length: 3, messages }));
    expect(format).toBe('chatlog-json');
    expect(records.flatMap((record) => (record.type === 'group' ? [record.id] : []))).toEqual(['1@chatroom', '2@chatroom', '1@chatroom']);
  });

  it('reads the list of groups as rosters', async () => {
    const users = [
      { userName: 'wxid_a', displayName: '阿一' },
      { userName: 'wxid_c', displayName: '' },
    ];
    const { records, format } = await decoded(
      JSON.stringify({ items: [{ name: '1@chatroom', owner: 'wxid_a', users, remark: '', nickName: '读书会' }] }),
    );
    expect(format).toBe('chatlog-json');
    expect(records).toEqual([
      { type: 'group', id: '1@chatroom', name: '读书会', platform: 'wechat' },
      { type: 'member', sender: { by: 'id', key: 'wxid_a', name: '阿一' }, role: 'owner' },
      { type: 'member', sender: { by: 'id', key: 'wxid_c', name: '' }, role: 'member' },
    ]);
  });

  it('says where a cut file ends, and keeps its whole rows', async () => {
    const cut = chatlogFile.slice(0, chatlogFile.indexOf('"seq": 1728013329000'));
    const { messages, error, rejections } = await decoded(cut);
    expect(messages).toHaveLength(2);
    expect(error?.code).toBe('file.truncated');
    expect(rejections).toMatchObject([{ reason: 'truncated' }]);
  });
});

describe('chatlog CSV and text', () => {
  it('say the same of the same chat', async () => {
    const table = (await decoded(chatlogTable)).messages.slice(0, 3);
    const text = (await decoded(chatlogText, { name: '2024.txt' })).messages.slice(0, 3);
    expect(text.map(({ text: _text, ...rest }) => rest)).toEqual(table.map(({ text: _text, ...rest }) => rest));
  });

  it.each([
    ['早', 'text', '早', undefined],
    ['> [引用]\n来的', 'text', '来的', undefined],
    ['> 阿一(wxid_a) 2023-12-31 23:59:59\n> 早\n> \n> 安\n来的\n> 真的', 'text', '来的\n> 真的', ['wxid_a']],
    ['> 我 11:42:05\n> 早\n来的', 'text', '来的', undefined],
    ['> 引用一句诗', 'text', '> 引用一句诗', undefined],
    ['[语音](http://127.0.0.1:5030/voice/1)', 'voice', '[语音](http://127.0.0.1:5030/voice/1)', undefined],
    ['[文件|a[1].pdf](http://h/file/f0)', 'file', '[文件|a[1].pdf](http://h/file/f0)', undefined],
    ['[小程序|接龙](https://e.org)', 'link', '[小程序|接龙](https://e.org)', undefined],
    ['[GIF表情]', 'sticker', '[GIF表情]', undefined],
    ['[红包]', 'redPacket', '[红包]', undefined],
    ['[合并转发]', 'forward', '[合并转发]', undefined],
    ['[群公告]', 'notice', '[群公告]', undefined],
    ['[转账|退还 ￥1.00]', 'system', '[转账|退还 ￥1.00]', undefined],
    ['"\x24{wxid_a}" 拍了拍 "\x24{wxid_b}"', 'poke', '"\x24{wxid_a}" 拍了拍 "\x24{wxid_b}"', undefined],
    ['他说张三拍了拍我', 'text', '他说张三拍了拍我', undefined],
  ])('the body %j', (body, kind, text, mentions) => {
    expect(readBody(body)).toEqual({ kind, text, ...(mentions && { mentions }) });
  });

  it('the year is that in which the rows have happened, the same for all of them', async () => {
    const years = async (name: string, now: string) =>
      (await decoded(chatlogText, { name, now: Date.parse(now) })).messages.map(({ at: time }) => new Date(time).getUTCFullYear());
    expect(await years('a.txt', '2026-11-21T00:00:00Z')).toEqual([2026, 2026, 2026, 2026]);
    expect(await years('a.txt', '2026-03-01T00:00:00Z')).toEqual([2025, 2025, 2025, 2025]);
    expect(await years('群 2023.txt', '2026-03-01T00:00:00Z')).toEqual([2023, 2023, 2023, 2023]);
  });

  it('rows of an export of one day need the day in the name', async () => {
    const text = '阿一(wxid_a) 11:42:07\n早\n\n小二(wxid_b) 11:43:07\n好\n\n';
    expect((await decoded(text, { name: '2024-10-04.txt' })).messages[0]?.at).toBe(at('2024-10-04T11:42:07'));
    expect((await decoded(text, { name: 'a.txt' })).rejections.map(({ reason, line }) => [reason, line])).toEqual([
      ['badTime', 1],
      ['badTime', 4],
    ]);
  });

  it('enters the chat that a header names', async () => {
    const text = '阿一(wxid_a) [读书会(1@chatroom)] 2024-10-04 11:42:07\n早\n\n小二(wxid_b) [2@chatroom] 2024-10-04 11:43:07\n好\n\n';
    const { records } = await decoded(text);
    expect(records.flatMap((record) => (record.type === 'group' ? [[record.id, record.name]] : []))).toEqual([
      ['1@chatroom', '读书会'],
      ['2@chatroom', ''],
    ]);
  });

  it('a line that looks like a header inside a message is its words', async () => {
    const { messages } = await decoded('阿一(wxid_a) 2024-10-04 11:42:07\n看这个\n小二(wxid_b) 2024-10-04 11:40:00\n\n');
    expect(messages.map(({ text }) => text)).toEqual(['看这个\n小二(wxid_b) 2024-10-04 11:40:00']);
  });
});
