import type { MessageKind, Sender } from '#vocabulary/records';
import { type DecodeOptions, type Line, type LineDecoder, plausible, type RejectReason, type Sink } from '../format.ts';
import { withoutMarks } from '../marks.ts';
import { isCollecting, messageKind, systemText } from '../qq-txt/bodies.ts';
import { Instants } from '../qqnt-json/instant.ts';
import { plainText } from '../qqnt-json/text.ts';
import { type Block, begins, isNumber, isRuler, readBlock } from './block.ts';

const HEADING = /^(?:聊天名称|聊天类型|参与人数|导出时间|消息总数|时间范围): /;
const RESOURCES: Record<string, MessageKind> = { image: 'image', video: 'video', audio: 'voice', file: 'file' };
const BANNER = /^\[.*(?:Exporter|开源项目).*\]$/i;
/** Stands as a body where a message has no words. */
const EMPTY = /^\[(?:无文本内容|表情消息|系统消息|(?:(?:image|video|audio|file)、?)+消息)\]$/;
/** Lines of one message that are held; longer ones are other things. */
const MOST_LINES = 20_000;

interface Open {
  lines: string[];
  offset: number;
  bytes: number;
  number: number;
}

export function qqntTxtDecoder(sink: Sink, options: DecodeOptions): LineDecoder {
  const instants = new Instants(options.zone);
  let open: Open | null = null;
  /** Text before the first message that is no heading. */
  let stray: Open | null = null;
  /** The line before the current one: it is a name if a time follows. */
  let held: Line | null = null;
  /** Whether the line before the held one leaves a gap: only there a message begins. */
  let heldAfterGap = true;
  let gap = true;
  let footer = false;

  function line(next: Line): void {
    if (held && heldAfterGap && begins(held.text, next.text)) {
      finish();
      open = { lines: [held.text, next.text], offset: held.offset, bytes: held.bytes + next.bytes, number: held.number };
      footer = false;
      held = null;
      gap = false;
      return;
    }
    if (held) {
      if (isRuler(held.text) && next.text.trim() === '导出完成') {
        finish();
        footer = true;
      }
      belongs(held);
    }
    held = next;
    heldAfterGap = gap;
    // The number of a message, where it is shown, stands between the gap and the name.
    gap = next.text.trim() === '' || (gap && isNumber(next.text));
  }

  function belongs({ text, offset, bytes, number }: Line): void {
    if (footer) return;
    if (open) {
      if (open.lines.length < MOST_LINES) open.lines.push(text);
      open.bytes += bytes;
      return;
    }
    if (HEADING.test(text)) {
      if (text.startsWith('聊天名称: ')) heading(text.slice('聊天名称: '.length));
      return;
    }
    if (stray && stray.offset + stray.bytes === offset) {
      stray.bytes += bytes;
      if (stray.lines.length < 50) stray.lines.push(text);
    } else if (!isFurniture(text)) {
      giveUpStray();
      stray = { lines: [text], offset, bytes, number };
    }
  }

  function heading(name: string): void {
    sink.record({ type: 'group', id: null, name: withoutMarks(name).trim(), platform: 'qq' });
  }

  function giveUpStray(): void {
    if (stray) reject(stray, 'noHeader');
    stray = null;
  }

  function finish(): void {
    giveUpStray();
    const row = open;
    open = null;
    if (!row) return;
    const reason = row.lines.length >= MOST_LINES ? 'lineTooLong' : emit(readBlock(trimmed(row.lines)));
    if (reason) reject(row, reason);
  }

  function reject({ lines, offset, bytes, number }: Open, reason: RejectReason): void {
    sink.reject({ offset, bytes, line: number, reason, sample: lines.slice(0, 200).join('\n').slice(0, 2000) });
  }

  function emit(block: Block): RejectReason | null {
    const at = instants.read(block.time);
    if (Number.isNaN(at)) return 'badTime';
    if (!plausible(at, options.now)) return 'timeOutOfRange';
    const name = withoutMarks(block.name).trim();
    const empty = EMPTY.test(block.text);
    const text = empty ? '' : plainText(block.text);
    const said = systemText(text);
    // Notes of QQ itself stand under nobody's name; a recall stands under the name of who took the message back.
    if (name === '0' || name === '' || name === '系统消息' || block.text === '[系统消息]' || isRecall(text, name)) {
      const { kind, actor, people } = said;
      sink.record({ type: 'system', kind, at, text, ...(actor && { actor: byName(actor) }), ...(people && { people }) });
      return null;
    }
    if (isCollecting(text, name)) {
      sink.record({ type: 'system', kind: 'other', at, text, actor: byName(name) });
      return null;
    }
    const told = messageKind(text);
    const kind = told === 'text' && text === '' ? wordless(block) : told;
    const { mentions } = block;
    sink.record({ type: 'message', kind, at, text, sender: byName(name), ...(mentions.length > 0 && { mentions }) });
    return null;
  }

  return {
    line,
    end() {
      if (held) belongs(held);
      held = null;
      finish();
    },
  };
}

/** Banner, title and gaps before the first message. */
function isFurniture(text: string): boolean {
  const shown = text.trim();
  return shown === '' || shown === 'QQ聊天记录导出文件' || isRuler(text) || isNumber(text) || BANNER.test(shown);
}

function wordless({ text, resource }: Block): MessageKind {
  if (text === '[表情消息]') return 'sticker';
  return Object.hasOwn(RESOURCES, resource) ? (RESOURCES[resource] ?? 'other') : 'other';
}

function isRecall(text: string, name: string): boolean {
  return text.length < 200 && text.startsWith(`${name} 撤回了`) && systemText(text).kind === 'recall';
}

/** The number of the next message, where numbers are shown, was taken for a line of this body. */
function trimmed(lines: string[]): string[] {
  let end = lines.length;
  while (end > 2 && lines[end - 1]?.trim() === '') end--;
  return end > 2 && end === lines.length && isNumber(lines[end - 1] ?? '') && lines[end - 2]?.trim() === ''
    ? lines.slice(0, end - 1)
    : lines;
}

function byName(name: string): Sender {
  return { by: 'name', key: name, name };
}
