import type { FormatId } from '#formats';
import { answer, at, clock, first, json, lines, type Moment, type Written, when } from './moments.ts';

const qqBoundary = '----=_NextPart_1';
const qqRow = (who: string, moment: Moment, body: string) =>
  `<tr><td><div style=color:#006EFE;padding-left:10px;><div style=float:left;margin-right:6px;>${who}</div>${clock(moment).replace(/^0/, '')}</div><div style=padding-left:20px;>${body}</div></td></tr>\r\n`;

const qqnt = (moment: Moment, id: number, uin: string, name: string, text: string, more: object = {}) => ({
  id: `760067234532733630${id}`,
  seq: String(id),
  timestamp: at(moment),
  sender: { uid: `u_${uin}`, uin, name },
  type: 'text',
  content: { text, html: '', elements: [{ type: 'text', data: { text } }], resources: [], mentions: [] },
  recalled: false,
  system: false,
  ...more,
});
const qqntBlock = (moment: Moment, name: string, body: string) => `${name}:\n时间: ${when[moment]}\n${body}`;

const ruler = '='.repeat(64);

export const qq: Partial<Record<FormatId, Written>> = {
  'qq-txt': {
    lacks: ['answers'],
    text: `\ufeff消息记录（此消息记录为文本格式，不支持重新导入）\n\n${ruler}\n消息分组:我的QQ群\n${ruler}\n消息对象:读书会\n${ruler}\n\n${[
      `${when.join} 系统消息(10000)\n小华加入本群`,
      `${when.first} 阿一(1000001)\n${first}`,
      `${when.answer} 小二(1000002)\n${answer}`,
      `${when.picture} 小二(1000002)\n[图片]`,
      `${when.lines} 阿一(1000001)\n${lines}`,
      `${when.recall} 系统消息(10000)\n小二撤回了一条消息`,
    ]
      .map((row) => `${row}\n\n`)
      .join('')}`.replaceAll('\n', '\r\n'),
  },
  'qqnt-json': {
    lacks: [],
    text: json({
      metadata: { name: 'QQChatExporter V5 / https://example.org', version: '5.5.1' },
      chatInfo: { name: '读书会', type: 'group', selfUid: 'u_me', selfUin: '1', peerUid: '7', peerUin: '7' },
      messages: [
        qqnt('join', 1, '0', '', '小华加入了群聊', { type: 'system', system: true }),
        qqnt('first', 2, '1001', '阿一', first),
        qqnt('answer', 3, '1002', '小二', answer, {
          content: {
            text: answer,
            elements: [
              { type: 'reply', data: { messageId: '7600672345327336302', referencedMessageId: '7600672345327336302' } },
              { type: 'text', data: { text: answer } },
            ],
          },
        }),
        qqnt('picture', 4, '1002', '小二', '[图片]', {
          content: { text: '[图片]', elements: [{ type: 'image', data: { filename: 'a.jpg' } }] },
        }),
        qqnt('lines', 5, '1001', '阿一', lines),
        qqnt('recall', 6, '1002', '小二', '', { recalled: true }),
      ],
    }),
  },
  'qqnt-txt': {
    // It quotes what is answered, and names no row.
    lacks: ['answers'],
    text: `[QQChatExporter V5 / https://example.org]\n\n聊天名称: 读书会\n聊天类型: 群聊\n\n${[
      qqntBlock('join', '系统消息', '内容: 小华加入了群聊'),
      qqntBlock('first', '阿一', `内容: ${first}`),
      qqntBlock('answer', '小二', `内容: ${answer}`),
      qqntBlock('picture', '小二', '内容: [图片: a.jpg]'),
      qqntBlock('lines', '阿一', `内容: ${lines}`),
      qqntBlock('recall', '小二', '内容: 小二 撤回了一条消息'),
    ].join('\n\n\n')}\n`,
  },
  'qq-mht': {
    lacks: ['answers'],
    file: 'chat.mht',
    text: `From: <Save by Tencent MsgMgr>\r\nSubject: Tencent IM Message\r\nMIME-Version: 1.0\r\nContent-Type:multipart/related;\r\n\tcharset="utf-8"\r\n\ttype="text/html";\r\n\tboundary="${qqBoundary}"\r\n\r\n\r\n--${qqBoundary}\r\nContent-Type: text/html\r\nContent-Transfer-Encoding:7bit\r\n\r\n<html><head><title>QQ Message</title></head><body><table width=100% cellspacing=0><tr><td><div style=padding-left:10px;>消息分组:我的QQ群</div></td></tr><tr><td><div style=padding-left:10px;>消息对象:读书会</div></td></tr><tr><td style=border-bottom-width:1px;>日期: 2026-05-29</td></tr>\r\n${[
      qqRow('系统消息(10000)', 'join', '小华加入本群'),
      qqRow('阿一(1000001)', 'first', first),
      qqRow('小二(1000002)', 'answer', answer),
      qqRow('小二(1000002)', 'picture', '<IMG src="{33E8481F-D8C5-42c7-B3E0-FD1484C54196}.dat">'),
      qqRow('阿一(1000001)', 'lines', lines.replace('\n', '<br>')),
      qqRow('系统消息(10000)', 'recall', '小二撤回了一条消息'),
    ].join(
      '',
    )}</table></body></html>\r\n\r\n--${qqBoundary}\r\nContent-Type:image/jpeg\r\nContent-Transfer-Encoding:base64\r\nContent-Location:{33E8481F-D8C5-42c7-B3E0-FD1484C54196}.dat\r\n\r\n/9j/4AAQ\r\n\r\n--${qqBoundary}--`,
  },
};
