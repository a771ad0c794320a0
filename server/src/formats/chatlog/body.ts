import { kindOf } from '../csv/kinds.ts';
import type { WechatKind } from '../wechat/kinds.ts';

/** `> 昵称(wxid_abc) 01-02 15:04:05` above the quoted words, or `> [引用]` where they are gone. */
const QUOTED = /^> (?:\[引用\]|(?:.{0,80}\()?([^()\s]{1,80})\)? (?:\d{4}-)?(?:\d\d-\d\d )?\d\d:\d\d:\d\d)(?:\n|$)/;

/** The client's own template, which nobody types. */
const PAT = /^(?:我|"\$\{[\w@.-]{1,80}\}") ?拍了拍 ?(?:自己|我|"\$\{)/;

/** Kind, own words and whom they quote, of a body as chatlog writes it into CSV and text. */
export function readBody(body: string): { kind: WechatKind; text: string; mentions?: string[] } {
  const quote = body.startsWith('> ') ? QUOTED.exec(body) : null;
  if (quote) {
    const lines = body.split('\n');
    const own = lines.findIndex((line) => !line.startsWith('> '));
    const text = own < 0 ? '' : lines.slice(own).join('\n');
    return { kind: 'text', text, ...(quote[1] && quote[1] !== '我' && { mentions: [quote[1]] }) };
  }
  if (body === '[群公告]') return { kind: 'notice', text: body };
  if (/^\[转账\|/.test(body)) return { kind: /^\[转账\|(?:接收|退还)/.test(body) ? 'system' : 'transfer', text: body };
  if (PAT.test(body)) return { kind: 'poke', text: body };
  // Titles hold brackets of their own.
  const shared = /^\[(分享|链接|文件|小程序|视频号)\|[^\n]{0,2000}\]\([^()\s]{0,4000}\)$/.exec(body)?.[1];
  return { kind: shared ? kindOf(shared, '') : kindOf('', body), text: body };
}
