import type { FormatId } from '#formats';
import { answer, at, clock, csv, first, json, lines, type Moment, minute, offset, seconds, type Written, when } from './moments.ts';

const weflow = (moment: Moment, id: number, who: string, name: string, type: string, content: string, more: object = {}) => ({
  localId: id,
  createTime: seconds(moment),
  type,
  localType: 1,
  content,
  isSend: 0,
  senderUsername: who,
  senderDisplayName: name,
  platformMessageId: `700000000000000000${id}`,
  ...more,
});
const chatlog = (
  moment: Moment,
  type: number,
  subType: number,
  sender: string,
  senderName: string,
  content: string,
  more: object = {},
) => ({
  seq: at(moment),
  time: offset(moment),
  talker: '1@chatroom',
  talkerName: '读书会',
  isChatRoom: true,
  sender,
  senderName,
  isSelf: false,
  type,
  subType,
  content,
  ...more,
});
const memotrace = (moment: Moment, id: number, type: string, text: string, name: string, sender: string) => [
  String(id),
  '7',
  type,
  '0',
  '0',
  String(seconds(moment)),
  '2',
  text,
  when[moment],
  '',
  name,
  sender,
];
const wechatPage = (moment: Moment, type: number, name: string, body: string) =>
  `<div class="msg chat-left" msgid="${seconds(moment)}" msgtype="${type}"><div class="nt-box"><span class="dspname left">${name}</span> ${when[moment]}</div><div class="content-box">${body}</div></div>\n`;

export const wechat: Partial<Record<FormatId, Written>> = {
  'weflow-json': {
    lacks: [],
    text: json({
      weflow: { version: '1.0.3', exportedAt: seconds('recall') },
      session: { wxid: '1@chatroom', nickname: '读书会', displayName: '读书会', type: '群聊' },
      messages: [
        weflow('join', 1, '1@chatroom', '读书会', '系统消息', '"小华"加入了群聊'),
        weflow('first', 2, 'wxid_a', '阿一', '文本消息', first),
        weflow('answer', 3, 'wxid_b', '小二', '引用消息', `${answer}[引用 阿一：${first}]`, {
          replyToMessageId: '7000000000000000002',
          quotedSender: '阿一',
          quotedContent: first,
        }),
        weflow('picture', 4, 'wxid_b', '小二', '图片消息', 'media/images/a.jpg'),
        weflow('lines', 5, 'wxid_a', '阿一', '文本消息', lines),
        weflow('recall', 6, 'wxid_b', '小二', '系统消息', '"小二" 撤回了一条消息'),
      ],
    }),
  },
  'chatlog-json': {
    // What is quoted stands there with its words, not with its number.
    lacks: ['answers'],
    text: json([
      chatlog('join', 10000, 0, '系统消息', '', '小华(wxid_c)加入了群聊'),
      chatlog('first', 1, 0, 'wxid_a', '阿一', first),
      chatlog('answer', 49, 57, 'wxid_b', '小二', answer, {
        contents: { refer: { type: 1, sender: 'wxid_a', senderName: '阿一', content: first } },
      }),
      chatlog('picture', 3, 0, 'wxid_b', '小二', ''),
      chatlog('lines', 1, 0, 'wxid_a', '阿一', lines),
      chatlog('recall', 10000, 0, '系统消息', '', '"小二" 撤回了一条消息'),
    ]),
  },
  'chatlog-csv': {
    lacks: ['answers'],
    text: csv(
      ['Time', 'SenderName', 'Sender', 'TalkerName', 'Talker', 'Content'],
      [when.join, '', '系统消息', '读书会', '1@chatroom', '小华(wxid_c)加入了群聊'],
      [when.first, '阿一', 'wxid_a', '读书会', '1@chatroom', first],
      [when.answer, '小二', 'wxid_b', '读书会', '1@chatroom', `> 阿一(wxid_a) 05-29 ${clock('first')}\n> ${first}\n${answer}`],
      [when.picture, '小二', 'wxid_b', '读书会', '1@chatroom', '![图片](http://127.0.0.1:5030/image/f00)'],
      [when.lines, '阿一', 'wxid_a', '读书会', '1@chatroom', lines],
      [when.recall, '', '系统消息', '读书会', '1@chatroom', '"小二" 撤回了一条消息'],
    ),
  },
  'chatlog-txt': {
    lacks: ['answers'],
    text: [
      `系统消息 05-29 ${clock('join')}\n小华(wxid_c)加入了群聊\n`,
      `阿一(wxid_a) 05-29 ${clock('first')}\n${first}\n`,
      `小二(wxid_b) 05-29 ${clock('answer')}\n> 阿一(wxid_a) 05-29 ${clock('first')}\n> ${first}\n${answer}\n`,
      `小二(wxid_b) 05-29 ${clock('picture')}\n![图片](http://127.0.0.1:5030/image/f00)\n`,
      `阿一(wxid_a) 05-29 ${clock('lines')}\n${lines}\n`,
      `系统消息 05-29 ${clock('recall')}\n"小二" 撤回了一条消息\n`,
      '',
    ].join('\n'),
  },
  'memotrace-csv': {
    lacks: ['answers'],
    text: `\ufeff${csv(
      'localId TalkerId Type SubType IsSender CreateTime Status StrContent StrTime Remark NickName Sender'.split(' '),
      memotrace('join', 1, '10000', '"小华"加入了群聊', '', '1@chatroom'),
      memotrace('first', 2, '1', first, '阿一', 'wxid_a'),
      memotrace('answer', 3, '1', answer, '小二', 'wxid_b'),
      memotrace('picture', 4, '3', '<msg><img aeskey="00" /></msg>', '小二', 'wxid_b'),
      memotrace('lines', 5, '1', lines, '阿一', 'wxid_a'),
      memotrace('recall', 6, '10000', '<revokemsg><![CDATA["小二" 撤回了一条消息]]></revokemsg>', '', '1@chatroom'),
    )}`,
  },
  'memotrace-txt': {
    lacks: ['answers'],
    text: [
      `${when.join} "小华"加入了群聊\n`,
      `${when.first} 阿一\n${first}\n`,
      `${when.answer} 小二\n${answer}\n引用:阿一:${first}\n`,
      `${when.picture} 小二\n[图片]\n`,
      `${when.lines} 阿一\n${lines}\n`,
      `${when.recall} "小二" 撤回了一条消息\n`,
      '',
    ].join('\n'),
  },
  'pywxdump-csv': {
    // People are accounts; names stand in a file beside it.
    lacks: ['answers', 'names', 'recaller'],
    ids: ['wxid_a', 'wxid_b'],
    text: csv(
      'id MsgSvrID type_name is_sender talker room_name msg src CreateTime'.split(' '),
      ['1', '7123456789012345671', '系统通知', '0', '1@chatroom', '1@chatroom', '"小华"加入了群聊', '', when.join],
      ['2', '7123456789012345672', '文本', '0', 'wxid_a', '1@chatroom', first, '', when.first],
      ['3', '7123456789012345673', '引用回复', '0', 'wxid_b', '1@chatroom', answer, '', when.answer],
      ['4', '7123456789012345674', '图片', '0', 'wxid_b', '1@chatroom', '[图片]', 'a.dat', when.picture],
      ['5', '7123456789012345675', '文本', '0', 'wxid_a', '1@chatroom', lines, '', when.lines],
      ['6', '7123456789012345676', '系统通知', '0', '1@chatroom', '1@chatroom', '"小二" 撤回了一条消息', '', when.recall],
    ),
  },
  'wechatexporter-html': {
    // Grey lines carry no time: they happen when the row beside them does.
    lacks: ['answers', 'joins', 'recalls'],
    text: `<!doctype html>\n<html><head><title>读书会 - 微信聊天记录</title></head><body>\n${[
      wechatPage('first', 1, '阿一', `<span class="msg-text">${first}</span>`),
      wechatPage('answer', 1, '小二', `<span class="msg-text">${answer}</span>`),
      wechatPage('picture', 3, '小二', '<img src="a.jpg" class="image" />'),
      wechatPage('lines', 1, '阿一', `<span class="msg-text">${lines.replace('\n', '<br />')}</span>`),
    ].join('')}</body></html>\n`,
  },
  'wechatexporter-txt': {
    lacks: ['answers', 'joins', 'recalls'],
    text: [
      '读书会 - 微信聊天记录\n',
      `阿一 (${when.first}):${first}`,
      `小二 (${when.answer}):${answer}`,
      `小二 (${when.picture}):[图片]`,
      `阿一 (${when.lines}):${lines}`,
      '',
    ].join('\n'),
  },
  'wechat-paste': {
    lacks: ['seconds', 'answers', 'joins', 'recalls'],
    text: [
      `阿一 2026/5/29 ${minute('first')}\n${first}`,
      `小二 2026/5/29 ${minute('answer')}\n${answer}`,
      `小二 2026/5/29 ${minute('picture')}\n[图片]`,
      `阿一 2026/5/29 ${minute('lines')}\n${lines}`,
      '',
    ].join('\n'),
  },
};
