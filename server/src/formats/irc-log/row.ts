import type { SystemKind } from '#vocabulary/records';

export type IrcRow =
  | { type: 'said'; nick: string; text: string }
  | { type: 'notice'; kind: SystemKind; text: string; people: string[] }
  | null;

// Modes stand before the nick: `<@nick>`, `< nick>`, `<+nick>`.
const SAID = /^<[ @+%&~!]?([^>\s][^>]*)>[ \t]?(.*)$/s;
const TABBED = /^([^\t]{0,64})\t(.*)$/s;
// `-NickServ- text` is a program talking.
const NOTICE = /^(?:={3}|\*{3}|-->|<--|-!-|--|-[^-\s]+-) ?(.*)$/s;
const ACTED = /^\*[ \t]+(?:[@+%&~])?([^\s*]+) (.*)$/s;
/** `* nick has joined #room` of programs that mark what happens as they mark what is done. */
const HAPPENED = /^\S+ (?:\([^)]*\) |\[[^\]]*\] )?(?:(?:has )?(?:joined|left|quit)\b|is now known as |sets mode|was kicked)/;

/** What stands behind the stamp. Nicks are display names. */
export function readRow(rest: string): IrcRow {
  const said = SAID.exec(rest);
  if (said) return { type: 'said', nick: (said[1] ?? '').trim(), text: said[2] ?? '' };
  const acted = /^\*\t/.test(rest) ? null : ACTED.exec(rest);
  if (acted && !HAPPENED.test(rest.replace(/^\*\s+/, ''))) return { type: 'said', nick: acted[1] ?? '', text: acted[2] ?? '' };
  const tabbed = TABBED.exec(rest);
  if (tabbed) return readTabbed((tabbed[1] ?? '').trim(), tabbed[2] ?? '');
  const text = NOTICE.exec(rest)?.[1] ?? (acted ? rest.replace(/^\*\s+/, '') : null);
  return text === null ? null : readNotice(text);
}

/** WeeChat: nick and text are cells; arrows and dashes stand where a nick would. */
function readTabbed(mark: string, text: string): IrcRow {
  if (mark === '*') {
    if (HAPPENED.test(text)) return readNotice(text);
    const [nick = '', ...words] = text.trim().split(' ');
    return { type: 'said', nick, text: words.join(' ') };
  }
  if (/^(?:-->|<--|--|=!=|===|\*\*\*|-!-|)$/.test(mark)) return readNotice(text);
  return { type: 'said', nick: mark.replace(/^[ @+%&~]/, ''), text };
}

const kinds: [RegExp, SystemKind][] = [
  // ZNC puts the word first: `Joins: nick (user@host)`.
  [/^Joins: (\S+)/, 'join'],
  [/^(?:Parts|Quits): (\S+)/, 'leave'],
  [/^(\S+) (?:was|has been) kicked\b/, 'removal'],
  [/^\S+ has kicked (\S+)/, 'removal'],
  [/^(\S+)(?: \([^)]*\)| \[[^\]]*\])? (?:has )?joined\b/, 'join'],
  [/^(\S+)(?: \([^)]*\)| \[[^\]]*\])? (?:has )?(?:left|quit)\b/, 'leave'],
  [/^(\S+) is now known as /, 'rename'],
];

function readNotice(text: string): IrcRow {
  for (const [pattern, kind] of kinds) {
    const match = pattern.exec(text);
    if (match) return { type: 'notice', kind, text, people: match[1] ? [match[1]] : [] };
  }
  return { type: 'notice', kind: 'notice', text, people: [] };
}
