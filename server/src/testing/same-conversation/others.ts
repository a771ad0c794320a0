import type { FormatId } from '#formats';
import { answer, at, clock, csv, first, json, lines, type Moment, minute, offset, seconds, type Written, when } from './moments.ts';

const chatlab = (moment: Moment, id: number, sender: string, name: string, type: number, content: string, more: object = {}) => ({
  sender,
  accountName: name,
  timestamp: seconds(moment),
  type,
  content,
  platformMessageId: `m${id}`,
  ...more,
});
const chatlabRows = [
  chatlab('join', 1, 'system', '系统消息', 80, '小华加入了群聊'),
  chatlab('first', 2, '1001', '阿一', 0, first),
  chatlab('answer', 3, '1002', '小二', 25, answer, { replyToMessageId: 'm2' }),
  chatlab('picture', 4, '1002', '小二', 1, '[图片]'),
  chatlab('lines', 5, '1001', '阿一', 0, lines),
  chatlab('recall', 6, '1002', '小二', 81, '小二撤回了一条消息'),
];

const discord = (moment: Moment, id: string, author: object, more: object = {}) => ({
  id,
  type: 'Default',
  timestamp: offset(moment),
  content: '',
  author,
  attachments: [],
  mentions: [],
  ...more,
});
const one = { id: '1001', name: '阿一', isBot: false };
const two = { id: '1002', name: '小二', isBot: false };

const ts = (moment: Moment) => `${seconds(moment)}.000100`;
const slack = (moment: Moment, user: string, text: string, more: object = {}) => ({ type: 'message', user, text, ts: ts(moment), ...more });

const matrix = (moment: Moment, id: string, sender: string, type: string, content: object, more: object = {}) => ({
  event_id: id,
  room_id: '!r:example.org',
  origin_server_ts: at(moment),
  sender,
  type,
  content,
  ...more,
});
const feishu = (moment: Moment, id: string, sender: string, type: string, content: unknown, more: object = {}) => ({
  message_id: `om_${id}`,
  msg_type: type,
  create_time: String(at(moment)),
  chat_id: 'oc_1',
  sender: { id: sender, id_type: 'open_id', sender_type: 'user' },
  body: { content: JSON.stringify(content) },
  ...more,
});
const telegram = (moment: Moment, id: number, from: string, from_id: string, text: string, more: object = {}) => ({
  id,
  type: 'message',
  date_unixtime: String(seconds(moment)),
  from,
  from_id,
  text,
  ...more,
});
const gitter = (moment: Moment, id: string, user: string, name: string, text: string) =>
  `${'a'.repeat(24)}\tclub/reading\t${new Date(at(moment)).toISOString()}\t${user}\t${name}\t${id}\t${text.includes('\n') ? `"${text}"` : text}\n`;

export const others: Partial<Record<FormatId, Written>> = {
  'whatsapp-txt': {
    lacks: ['answers'],
    text: [
      `[2026/5/29 ${clock('join')}] 读书会: \u200e小华使用此群组的邀请链接加入了群组`,
      `[2026/5/29 ${clock('first')}] 阿一: ${first}`,
      `[2026/5/29 ${clock('answer')}] 小二: ${answer}`,
      `\u200e[2026/5/29 ${clock('picture')}] 小二: \u200e图片已省略`,
      `[2026/5/29 ${clock('lines')}] 阿一: ${lines}`,
      `[2026/5/29 ${clock('recall')}] 小二: \u200e这条消息已删除`,
      '',
    ].join('\n'),
  },
  'chatlab-json': {
    lacks: [],
    text: json({
      chatlab: { version: '0.0.2' },
      meta: { name: '读书会', platform: 'qq', type: 'group' },
      members: [],
      messages: chatlabRows,
    }),
  },
  'chatlab-jsonl': {
    lacks: [],
    text: `${[
      { _type: 'header', chatlab: { version: '0.0.2' }, meta: { name: '读书会', platform: 'qq', type: 'group' } },
      ...chatlabRows.map((row) => ({ _type: 'message', ...row })),
    ]
      .map((line) => JSON.stringify(line))
      .join('\n')}\n`,
  },
  'telegram-json': {
    // What is deleted is gone without a trace.
    lacks: ['recalls'],
    text: json({
      name: '读书会',
      type: 'private_supergroup',
      id: 7,
      messages: [
        {
          id: 1,
          type: 'service',
          date_unixtime: String(seconds('join')),
          actor: '小华',
          actor_id: 'user3',
          action: 'join_group_by_link',
          text: '',
        },
        telegram('first', 2, '阿一', 'user1', first),
        telegram('answer', 3, '小二', 'user2', answer, { reply_to_message_id: 2 }),
        telegram('picture', 4, '小二', 'user2', '', { photo: 'photos/a.jpg' }),
        telegram('lines', 5, '阿一', 'user1', lines),
      ],
    }),
  },
  'gitter-tsv': {
    lacks: ['answers', 'pictures', 'joins', 'recalls'],
    text: [
      gitter('first', 'b'.repeat(24), 'c'.repeat(24), '阿一', first),
      gitter('answer', 'd'.repeat(24), 'e'.repeat(24), '小二', answer),
      gitter('lines', 'f'.repeat(24), 'c'.repeat(24), '阿一', lines),
    ].join(''),
  },
  'irc-log': {
    lacks: ['answers', 'pictures', 'recalls'],
    text: [
      `[${when.join}] === 小华 has joined #reading`,
      `[${when.first}] <阿一> ${first}`,
      `[${when.answer}] <小二> ${answer}`,
      `[${when.lines}] <阿一> ${lines}`,
      '',
    ].join('\n'),
  },
  'discord-json': {
    lacks: ['recalls'],
    text: json({
      guild: { id: '1', name: '会' },
      channel: { id: '7', type: 'GuildTextChat', name: '读书会' },
      dateRange: {},
      messages: [
        discord('join', '1', { id: '1003', name: '小华' }, { type: 'GuildMemberJoin', content: 'Joined the server.' }),
        discord('first', '2', one, { content: first }),
        discord('answer', '3', two, { type: 'Reply', content: answer, reference: { messageId: '2', channelId: '7', guildId: '1' } }),
        discord('picture', '4', two, { attachments: [{ id: '9', fileName: 'a.png' }] }),
        discord('lines', '5', one, { content: lines }),
      ],
    }),
  },
  'slack-json': {
    lacks: [],
    text: `# "users.json"\n${json([
      { id: 'U1', name: 'one', profile: { display_name: '阿一' } },
      { id: 'U2', name: 'two', profile: { display_name: '小二' } },
      { id: 'U3', name: 'hua', profile: { display_name: '小华' } },
    ])}\n# "reading/2026-05-29.json"\n${json([
      slack('join', 'U3', '<@U3> has joined the channel', { subtype: 'channel_join' }),
      slack('first', 'U1', first, { thread_ts: ts('first') }),
      slack('answer', 'U2', answer, { thread_ts: ts('first') }),
      slack('picture', 'U2', '', { files: [{ name: 'a.png', mimetype: 'image/png' }] }),
      slack('lines', 'U1', lines),
      slack('recall', 'U2', 'This message was deleted.', { subtype: 'tombstone' }),
    ])}\n`,
  },
  'matrix-json': {
    // Names stand at joins alone; these two joined before the export begins.
    lacks: ['names'],
    ids: ['one', 'two'],
    text: json({
      room_name: '读书会',
      exported_by: 'one',
      messages: [
        matrix('join', '$1', '@hua:x', 'm.room.member', { membership: 'join', displayname: '小华' }, { state_key: '@hua:x' }),
        matrix('first', '$2', '@one:x', 'm.room.message', { msgtype: 'm.text', body: first }),
        matrix('answer', '$3', '@two:x', 'm.room.message', {
          msgtype: 'm.text',
          body: `> <@one:x> ${first}\n\n${answer}`,
          'm.relates_to': { 'm.in_reply_to': { event_id: '$2' } },
        }),
        matrix('picture', '$4', '@two:x', 'm.room.message', { msgtype: 'm.image', body: 'a.png' }),
        matrix('lines', '$5', '@one:x', 'm.room.message', { msgtype: 'm.text', body: lines }),
        matrix('recall', '$6', '@two:x', 'm.room.message', {}, { unsigned: { redacted_because: { sender: '@two:x' } } }),
      ],
    }),
  },
  'feishu-json': {
    lacks: ['names'],
    ids: ['ou_1', 'ou_2'],
    text: json({
      code: 0,
      data: {
        items: [
          feishu('join', '1', 'ou_1', 'system', {
            template: '{from_user} invited {to_chatters} to this chat.',
            from_user: ['阿一'],
            to_chatters: ['小华'],
          }),
          feishu('first', '2', 'ou_1', 'text', { text: first }),
          feishu('answer', '3', 'ou_2', 'text', { text: answer }, { parent_id: 'om_2', root_id: 'om_2' }),
          feishu('picture', '4', 'ou_2', 'image', { image_key: 'img_1' }),
          feishu('lines', '5', 'ou_1', 'text', { text: lines }),
          feishu('recall', '6', 'ou_2', 'text', { text: 'This message was recalled' }, { deleted: true }),
        ],
      },
    }),
  },
  'line-txt': {
    lacks: ['seconds', 'answers'],
    text: [
      '[LINE] 读书会的聊天记录\n保存日期：2026/05/30 10:00\n',
      '2026/05/29(周五)',
      `${minute('join')}\t\t小华加入了群组`,
      `${minute('first')}\t阿一\t${first}`,
      `${minute('answer')}\t小二\t${answer}`,
      `${minute('picture')}\t小二\t[图片]`,
      `${minute('lines')}\t阿一\t"${lines}"`,
      `${minute('recall')}\t\t小二收回了消息`,
      '',
    ].join('\n'),
  },
  csv: {
    lacks: [],
    text: csv(
      ['时间', '昵称', '类型', '内容', 'messageId', 'replyTo'],
      [when.join, '系统消息', '系统', '小华加入了群聊', 'm1', ''],
      [when.first, '阿一', '文本', first, 'm2', ''],
      [when.answer, '小二', '文本', answer, 'm3', 'm2'],
      [when.picture, '小二', '图片', '[图片]', 'm4', ''],
      [when.lines, '阿一', '文本', lines, 'm5', ''],
      [when.recall, '小二', '系统', '小二撤回了一条消息', 'm6', ''],
    ),
  },
};
