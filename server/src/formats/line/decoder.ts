import type { MessageRecord, Sender } from '#vocabulary/records';
import { type DecodeOptions, type Line, type LineDecoder, plausible, type RejectReason, type Sink } from '../format.ts';
import { withoutMarks } from '../marks.ts';
import { wallClock } from '../wall-clock.ts';
import { type CivilDay, readDay } from './day.ts';
import { groupName, readTime, SAVED, TITLE, type TimedRow } from './header.ts';
import { SpacedNames } from './spaced-names.ts';
import { kindOf, readSystem } from './words.ts';

/** Lines a message in quotes may have; a quote that is open for longer was typed by somebody. */
const PATIENCE = 2000;

export function lineDecoder(sink: Sink, { head, zone, now }: DecodeOptions): LineDecoder {
  const instantOf = wallClock(zone);
  const timed = head.lines.map(readTime).filter((row) => row !== null);
  const tabs = timed.some(({ tabbed }) => tabbed);
  const spaced = new SpacedNames(tabs ? [] : timed.map(({ rest }) => rest));
  let day: CivilDay | null = null;
  let titled = false;
  let open: MessageRecord | null = null;
  /** Lines behind an open quote. Days may be written inside; a row of the chat proves that the quote was none. */
  let quoted: Line[] | null = null;

  const reject = (line: Line, reason: RejectReason) =>
    sink.reject({ offset: line.offset, bytes: line.bytes, line: line.number, reason, sample: line.text.slice(0, 2000) });

  function close(): void {
    if (!open) return;
    const text = open.text.replace(/\s+$/, '');
    sink.record({ ...open, text, kind: kindOf(text, !tabs) });
    open = null;
  }

  function line(one: Line): void {
    if (quoted && open) {
      if (isRow(one.text) || quoted.length >= PATIENCE) {
        const lines = quoted;
        quoted = null;
        for (const held of lines) line(held);
      } else {
        quoted.push(one);
        if (!endsQuote(one.text)) return;
        const body = [open.text, ...quoted.map(({ text }) => text)].join('\n');
        open.text = withoutMarks(body.slice(1, -1).replaceAll('""', '"'));
        quoted = null;
        close();
        return;
      }
    }
    plain(one);
  }

  function isRow(text: string): boolean {
    const row = readTime(text);
    return row !== null && row.tabbed === tabs;
  }

  function plain(one: Line): void {
    const text = withoutMarks(one.text);
    const row = readTime(text);
    if (row && row.tabbed === tabs) {
      close();
      take(row, one);
      return;
    }
    const opened = readDay(text);
    if (opened) {
      close();
      day = opened;
    } else if (!titled && TITLE.test(text)) {
      titled = true;
      sink.record({ type: 'group', id: null, name: groupName(text), platform: 'line' });
    } else if (open) open.text += `\n${text}`;
    else if (text.trim() !== '' && !SAVED.test(text)) reject(one, 'noHeader');
  }

  function take({ hour, minute, rest }: TimedRow, one: Line): void {
    const at = day && instantOf(day.year, day.month, day.day, hour, minute, 0);
    if (at === null) {
      reject(one, 'badTime');
      return;
    }
    if (!plausible(at, now)) {
      reject(one, 'timeOutOfRange');
      return;
    }
    const { name, text } = tabs ? cells(rest) : words(rest);
    const fact =
      name === '' ? (readSystem(text) ?? { kind: 'other' as const }) : isRecall(text) ? { kind: 'recall' as const, actor: name } : null;
    if (fact) {
      const actor = fact.actor === undefined ? null : person(fact.actor);
      const people = 'people' in fact && fact.people ? { people: fact.people } : {};
      sink.record({ type: 'system', at, kind: fact.kind, text, ...(actor && { actor }), ...people });
      return;
    }
    open = { type: 'message', at, kind: 'text', text, sender: person(name) };
    if (tabs && text.startsWith('"') && !(text.length > 1 && endsQuote(text))) quoted = [];
  }

  /** `name <tab> text`, or nobody: an empty cell or none before the text. */
  function cells(rest: string): { name: string; text: string } {
    const tab = rest.indexOf('\t');
    return tab < 0 ? { name: '', text: rest.trim() } : { name: rest.slice(0, tab).trim(), text: rest.slice(tab + 1) };
  }

  function words(rest: string): { name: string; text: string } {
    const parts = spaced.split(rest);
    return parts && !isAbout(parts.name, rest) ? parts : { name: '', text: rest.trim() };
  }

  return {
    line,
    end() {
      const lines = quoted ?? [];
      quoted = null;
      for (const held of lines) plain(held);
      close();
    },
  };
}

/** LINE's own sentences on the desktop begin with the name as well: `Bob left the group` is no message, `Bob I left the group` is. */
function isAbout(name: string, rest: string): boolean {
  const fact = readSystem(rest);
  return fact !== null && (fact.actor === name || fact.people?.[0] === name);
}

function isRecall(text: string): boolean {
  return /^(?:(?:已)?收回(?:了)?訊息|已收回消息|unsent a message\.?|メッセージの送信を取り消しました。?|ยกเลิกข้อความ)$/iu.test(text.trim());
}

function endsQuote(text: string): boolean {
  const quotes = /"+$/.exec(text)?.[0].length ?? 0;
  return quotes % 2 === 1;
}

function person(name: string): Sender {
  const key = name.trim();
  return { by: 'name', key, name: key };
}
