import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';

const author = (name: string, id: string, more: object = {}) => ({ id, name, discriminator: '0000', nickname: '', isBot: false, ...more });
const ann = author('ann', '11', { nickname: 'Ann 安' });
const row = (id: string, more: object = {}) => ({
  id,
  type: 'Default',
  timestamp: '2026-05-29T12:26:40.123+08:00',
  timestampEdited: null,
  content: 'hi',
  author: ann,
  attachments: [],
  embeds: [],
  reactions: [],
  mentions: [],
  ...more,
});
const at = Date.parse('2026-05-29T12:26:40.123+08:00');
const file = (...messages: unknown[]) =>
  JSON.stringify({
    guild: { id: '1', name: '读书会', iconUrl: '' },
    channel: { id: '777', type: 'GuildTextChat', categoryId: '2', category: 'Text', name: '晨读', topic: null },
    dateRange: { after: null, before: null },
    exportedAt: '2026-06-01T00:00:00+00:00',
    messages,
    messageCount: messages.length,
  });
const read = (...messages: unknown[]) => decoded(file(...messages), { name: 'export.json' });

describe('discord-json', () => {
  it('reads channel and messages, names as shown in the guild, ids of replies', async () => {
    const reply = row('2', { type: 'Reply', reference: { messageId: '1', channelId: '777', guildId: '1' } });
    const { format, records, rejections } = await read(row('1'), reply);
    expect({ format, rejections }).toEqual({ format: 'discord-json', rejections: [] });
    const sender = { by: 'id', key: '11', name: 'Ann 安' };
    expect(records).toEqual([
      { type: 'group', id: '777', name: '读书会 / 晨读', platform: 'discord' },
      { type: 'message', at, id: '1', kind: 'text', text: 'hi', sender },
      { type: 'message', at, id: '2', kind: 'text', text: 'hi', sender, replyTo: '1' },
    ]);
  });

  it.each([
    ['a picture', { content: '', attachments: [{ id: '5', url: 'https://cdn/x', fileName: 'a.PNG', fileSizeBytes: 1 }] }, 'image'],
    ['a picture with words', { attachments: [{ fileName: 'a.jpg' }] }, 'image'],
    ['a voice message', { content: '', attachments: [{ fileName: 'voice-message.ogg' }] }, 'voice'],
    ['a film', { content: '', attachments: [{ fileName: 'a.mp4' }] }, 'video'],
    ['a file known by its address only', { content: '', attachments: [{ url: 'https://cdn/a.pdf?ex=1' }] }, 'file'],
    ['a sticker', { content: '', stickers: [{ id: '1', name: 'wave' }] }, 'sticker'],
    ['a preview alone', { content: '', embeds: [{ title: 'x' }] }, 'link'],
    ['something forwarded', { reference: { type: 'Forward', messageId: '1' }, forwardedMessage: { content: 'x' } }, 'forward'],
    ['nothing', { content: '' }, 'other'],
  ])('%s', async (_name, more, kind) => {
    expect((await read(row('1', more))).messages).toMatchObject([{ kind }]);
  });

  it('takes mentions, of a reply only those that are written', async () => {
    const bob = author('bob', '22', { nickname: 'Bob B' });
    const { messages } = await read(
      row('1', { content: 'look @Bob B', mentions: [bob] }),
      row('2', { type: 'Reply', content: 'yes', mentions: [bob], reference: { messageId: '1' } }),
      row('3', { type: 'Reply', content: 'yes @Bob B', mentions: [bob], reference: { messageId: '1' } }),
      row('4', { type: 'Reply', content: 'yes <@22>', mentions: [bob], reference: { messageId: '1' } }),
    );
    expect(messages.map(({ mentions }) => mentions)).toEqual([['22'], undefined, ['22'], ['22']]);
  });

  it.each([
    ['a join', row('1', { type: 'GuildMemberJoin', content: 'Joined the server.' }), { kind: 'join', people: ['Ann 安'] }],
    ['somebody added', row('1', { type: 'RecipientAdd', mentions: [author('bob', '22')] }), { kind: 'join', people: ['bob'] }],
    ['somebody removed', row('1', { type: 'RecipientRemove', mentions: [author('bob', '22')] }), { kind: 'removal', people: ['bob'] }],
    ['leaving', row('1', { type: 'RecipientRemove', mentions: [ann] }), { kind: 'leave', people: ['Ann 安'] }],
    ['a new name', row('1', { type: 'ChannelNameChange' }), { kind: 'rename' }],
    ['a pin', row('1', { type: 'ChannelPinnedMessage' }), { kind: 'notice' }],
    ['a kind written as a number', row('1', { type: '7' }), { kind: 'join', people: ['Ann 安'] }],
    ['a kind not known yet', row('1', { type: '99' }), { kind: 'other' }],
  ])('service row: %s', async (_name, message, fact) => {
    const { system, messages } = await read(message);
    expect(messages).toEqual([]);
    expect(system).toMatchObject([{ id: '1', at, ...fact, actor: { key: '11' } }]);
  });

  it('a bot never speaks, and deleted accounts are nobody in particular', async () => {
    const { messages, system } = await read(
      row('1', { author: author('MEE6', '33', { isBot: true }), content: 'level up' }),
      row('2', { author: author('Deleted User', '456226577798135808') }),
    );
    expect(system).toEqual([{ type: 'system', at, id: '1', kind: 'other', text: 'level up' }]);
    expect(messages).toMatchObject([{ id: '2', sender: null }]);
  });

  it.each([
    ['no time', row('9', { timestamp: 'yesterday' }), 'badTime'],
    ['a time without an offset', row('9', { timestamp: '2026-05-29T12:26:40' }), 'badTime'],
    ['a time beyond sense', row('9', { timestamp: '1999-05-29T12:26:40Z' }), 'timeOutOfRange'],
    ['no author', row('9', { author: null }), 'badRow'],
    ['no object', 7, 'badRow'],
  ])('rejects a row alone: %s', async (_name, message, reason) => {
    const { messages, rejections } = await read(row('1'), message, row('2'));
    expect(messages).toHaveLength(2);
    expect(rejections).toMatchObject([{ reason, sample: JSON.stringify(message) }]);
  });
});
