import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';
import { second, weflowFile } from '#testing/wechat-exports';

const session = { wxid: '1@chatroom', displayName: '读书会', type: '群聊' };
const row = (fields: object) => ({
  localId: 1,
  createTime: second,
  type: '文本消息',
  localType: 1,
  content: '早',
  isSend: 0,
  senderUsername: 'wxid_a',
  senderDisplayName: '阿一',
  ...fields,
});
const one = async (fields: object) => decoded(JSON.stringify({ session, messages: [row(fields)], exportTime: second }));

describe('WeFlow and EchoTrace JSON', () => {
  it('is read with answers, grey lines and pats', async () => {
    const { records } = await decoded(weflowFile);
    const person = (key: string, name: string) => ({ by: 'id', key, name });
    const place = (n: number) => ({ at: (second + n) * 1000 });
    const id = '7123456789012345678';
    expect(records).toEqual([
      { type: 'group', id: '1@chatroom', name: '读书会', platform: 'wechat' },
      { type: 'system', ...place(1), kind: 'join', text: '"阿一"邀请"小二"加入了群聊', people: ['小二'] },
      { type: 'message', ...place(2), id, kind: 'text', text: '早上好', sender: person('wxid_a', '阿一') },
      {
        type: 'message',
        ...place(3),
        id: `${id.slice(0, -1)}9`,
        kind: 'text',
        text: '来的',
        sender: person('wxid_b', '小二'),
        replyTo: id,
      },
      { type: 'message', ...place(4), kind: 'image', text: '', sender: person('wxid_b', '小二') },
      { type: 'message', ...place(5), kind: 'poke', text: '"阿一" 拍了拍 "小二"', sender: person('wxid_a', '阿一') },
      { type: 'system', ...place(6), kind: 'recall', text: '"小二" 撤回了一条消息', actor: person('wxid_b', '小二') },
    ]);
  });

  it('does not care for the order of fields', async () => {
    const { messages, ...rest } = JSON.parse(weflowFile);
    expect((await decoded(JSON.stringify({ messages, ...rest }))).records).toEqual((await decoded(weflowFile)).records);
  });

  it.each([
    ['文本消息', 'text'],
    ['图片消息', 'image'],
    ['语音消息', 'voice'],
    ['视频消息', 'video'],
    ['文件消息', 'file'],
    ['动画表情', 'sticker'],
    ['名片消息', 'contact'],
    ['卡片式链接', 'link'],
    ['图文消息', 'link'],
    ['位置消息', 'location'],
    ['红包卡片', 'redPacket'],
    ['转账卡片', 'transfer'],
    ['小程序分享', 'link'],
    ['视频号直播卡片', 'link'],
    ['引用消息', 'text'],
    ['聊天记录合并转发', 'forward'],
    ['其他消息', 'other'],
  ])('%s is %s, whatever its number', async (type, kind) => {
    expect((await one({ type, localType: 34 })).messages).toMatchObject([{ kind }]);
  });

  it.each([
    [{ type: undefined, localType: 57 * 2 ** 32 + 49 }, 'text'],
    [{ type: undefined, localType: 47 }, 'sticker'],
    [{ type: undefined, localType: undefined }, 'text'],
  ])('without a type, %j is %s', async (fields, kind) => {
    expect((await one(fields)).messages).toMatchObject([{ kind }]);
  });

  it.each([
    ['seconds', second],
    ['milliseconds', second * 1000],
    ['text', String(second)],
  ])('reads a time in %s', async (_name, createTime) => {
    expect((await one({ createTime })).messages).toMatchObject([{ at: second * 1000 }]);
  });

  it.each([
    [{ createTime: null }, 'badTime'],
    [{ createTime: 12 }, 'timeOutOfRange'],
    [{ senderUsername: '', senderDisplayName: null }, 'badRow'],
  ])('rejects %j alone', async (fields, reason) => {
    expect((await one(fields)).rejections).toMatchObject([{ reason, bytes: Buffer.byteLength(JSON.stringify(row(fields))) }]);
  });

  it('knows the early form, whose people have ids alone', async () => {
    const file = { session: { username: '1@chatroom', nickname: '读书会' }, messages: [row({ senderDisplayName: undefined })] };
    const { records, format } = await decoded(JSON.stringify(file));
    expect(format).toBe('weflow-json');
    expect(records).toMatchObject([{ id: '1@chatroom', name: '读书会' }, { sender: { by: 'id', key: 'wxid_a', name: '' } }]);
  });

  it('names whom an answer quotes where the row it answers is unknown', async () => {
    const { messages } = await one({ type: '引用消息', content: '来的[引用 小二：[图片]]', quotedSender: '小二' });
    expect(messages).toMatchObject([{ text: '来的', mentions: ['小二'] }]);
  });

  it('forgets an id whose last digits were lost', async () => {
    const { messages } = await decoded(
      weflowFile.replace('"platformMessageId": "7123456789012345678"', '"platformMessageId": 7123456789012345678'),
    );
    expect(messages[0]).not.toHaveProperty('id');
  });
});
