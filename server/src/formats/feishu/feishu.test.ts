import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';

const at = 1_780_000_000_123;
const row = (id: string, msg_type: string, content: unknown, more: object = {}) => ({
  message_id: `om_${id}`,
  msg_type,
  create_time: String(at),
  update_time: String(at),
  deleted: false,
  updated: false,
  chat_id: 'oc_room',
  sender: { id: 'ou_ann', id_type: 'open_id', sender_type: 'user', tenant_key: 't' },
  body: { content: typeof content === 'string' ? content : JSON.stringify(content) },
  ...more,
});
const page = (...items: unknown[]) => JSON.stringify({ code: 0, msg: 'success', data: { has_more: false, page_token: '', items } });
const read = (...items: unknown[]) => decoded(page(...items), { name: 'messages.json' });
const bob = { key: '@_user_1', id: 'ou_bob', id_type: 'open_id', name: 'Bob' };

describe('feishu-json', () => {
  it('reads rows with their chat, and answers', async () => {
    const { format, records, rejections } = await read(
      row('1', 'text', { text: '早 @_user_1' }, { mentions: [bob] }),
      row('2', 'text', { text: '早' }, { parent_id: 'om_1', root_id: 'om_0', sender: { id: 'ou_bob', sender_type: 'user' } }),
    );
    expect({ format, rejections }).toEqual({ format: 'feishu-json', rejections: [] });
    expect(records).toEqual([
      { type: 'group', id: 'oc_room', name: '', platform: 'feishu' },
      {
        type: 'message',
        at,
        id: 'om_1',
        kind: 'text',
        text: '早 @Bob',
        sender: { by: 'id', key: 'ou_ann', name: '' },
        mentions: ['ou_bob'],
      },
      // The name is known from the mention.
      { type: 'message', at, id: 'om_2', kind: 'text', text: '早', sender: { by: 'id', key: 'ou_bob', name: 'Bob' }, replyTo: 'om_1' },
    ]);
  });

  it.each([
    ['the data alone', (items: unknown[]) => ({ has_more: false, items })],
    ['a bare list', (items: unknown[]) => items],
    ['messages', (items: unknown[]) => ({ messages: items })],
  ])('reads %s', async (_name, wrap) => {
    const usual = await read(row('1', 'text', { text: 'a' }), row('2', 'text', { text: 'b' }));
    const { records } = await decoded(JSON.stringify(wrap([row('1', 'text', { text: 'a' }), row('2', 'text', { text: 'b' })])));
    expect(records).toEqual(usual.records);
  });

  it.each([
    [
      'post',
      {
        title: '通知',
        content: [
          [
            { tag: 'text', text: '周五 ' },
            { tag: 'at', user_id: '@_user_1' },
          ],
          [{ tag: 'a', text: 'here', href: 'x' }],
        ],
      },
      'text',
      '通知\n周五 @Bob\nhere',
    ],
    ['post', { zh_cn: { title: '', content: [[{ tag: 'text', text: '好' }]] } }, 'text', '好'],
    ['text', { text: '@_all 开会' }, 'text', '@所有人 开会'],
    ['text', 'not JSON', 'text', 'not JSON'],
    ['image', { image_key: 'img' }, 'image', ''],
    ['file', { file_key: 'f', file_name: 'a.pdf' }, 'file', 'a.pdf'],
    ['audio', { file_key: 'f', duration: 2000 }, 'voice', ''],
    ['media', { file_key: 'f', file_name: 'a.mp4' }, 'video', 'a.mp4'],
    ['sticker', { file_key: 'f' }, 'sticker', ''],
    ['vote', { topic: '几点？', options: ['9'] }, 'poll', '几点？'],
    ['hongbao', { text: '[红包]' }, 'redPacket', '[红包]'],
    ['merge_forward', 'Merged and Forwarded Message', 'forward', 'Merged and Forwarded Message'],
    ['something_new', {}, 'other', ''],
  ])('%s %j', async (type, content, kind, text) => {
    expect((await read(row('1', type, content, { mentions: [bob] }))).messages).toMatchObject([{ kind, text }]);
  });

  it.each([
    [
      'somebody invited',
      row('1', 'system', { template: '{from_user} invited {to_chatters} to this chat.', from_user: ['Ann'], to_chatters: ['Bob', 'Cid'] }),
      { kind: 'join', people: ['Bob', 'Cid'] },
    ],
    [
      'somebody removed',
      row('1', 'system', { template: '{from_user} 将 {to_chatters} 移出了群聊', from_user: ['Ann'], to_chatters: ['Bob'] }),
      { kind: 'removal', people: ['Bob'], text: 'Ann 将 Bob 移出了群聊' },
    ],
    [
      'a message taken back',
      row('1', 'text', 'This message was recalled', { deleted: true }),
      { kind: 'recall', actor: { key: 'ou_ann' } },
    ],
    [
      'a bot',
      row('1', 'interactive', { title: 'x' }, { sender: { id: 'cli_a', id_type: 'app_id', sender_type: 'app' } }),
      { kind: 'other' },
    ],
  ])('is nobody’s message: %s', async (_name, one, fact) => {
    const { messages, system } = await read(one);
    expect(messages).toEqual([]);
    expect(system).toMatchObject([{ at, id: 'om_1', ...fact }]);
  });

  it.each([
    ['no id', row('9', 'text', {}, { message_id: '' }), 'badRow'],
    ['no time', row('9', 'text', {}, { create_time: '' }), 'badTime'],
    ['a time beyond sense', row('9', 'text', {}, { create_time: '9999999999999' }), 'timeOutOfRange'],
  ])('rejects a row alone: %s', async (_name, one, reason) => {
    const { messages, rejections } = await read(row('1', 'text', { text: 'a' }), one, row('2', 'text', { text: 'b' }));
    expect(messages).toHaveLength(2);
    expect(rejections).toMatchObject([{ reason }]);
  });
});
