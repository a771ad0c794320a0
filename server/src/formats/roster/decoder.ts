import type { MemberRecord } from '#vocabulary/records';
import { type ZoneClock, zoneClock } from '#vocabulary/zone';
import { type DecodeOptions, type Line, type LineDecoder, plausible, type Sink } from '../format.ts';
import { withoutMarks } from '../marks.ts';
import { delimiterOf, splitCells } from './cells.ts';
import { type Columns, columnsAsTold, columnsOf } from './columns.ts';
import { isId, readName, roleOf } from './names.ts';

/** A quoted cell over more lines than this is a stray quote. */
const MAX_ROW_LINES = 20;
const LONGEST_NAME = 120;

export class RosterDecoder implements LineDecoder {
  private readonly sink: Sink;
  private readonly options: DecodeOptions;
  private readonly clock: ZoneClock;
  private readonly delimiter: string | null;
  private columns: Columns | null;
  private started = false;
  /** The head names more groups than one: each is told before its members. */
  private readonly several: boolean;
  private group = '';
  /** Lines of a row whose quoted cell is still open. */
  private held: Line[] = [];

  constructor(sink: Sink, options: DecodeOptions) {
    this.sink = sink;
    this.options = options;
    this.clock = zoneClock(options.zone);
    const lines = options.head.lines.map(withoutMarks);
    this.delimiter = delimiterOf(lines);
    this.columns = null;
    this.several = namesSeveralGroups(lines, this.delimiter ?? ',');
  }

  line(line: Line): void {
    this.held.push(line);
    const text = this.held.map((held) => withoutMarks(held.text)).join('\n');
    if (text.trim() === '') {
      this.held = [];
      return;
    }
    const cells = splitCells(text, this.delimiter ?? ',');
    if (cells === null && this.delimiter !== null && this.held.length < MAX_ROW_LINES) return;
    const lines = this.held;
    this.held = [];
    if (cells === null && this.delimiter !== null) {
      // The quote was none: each line stands for itself.
      for (const each of lines) this.row(each.text.replaceAll('"', '').split(this.delimiter), [each]);
    } else this.row(cells ?? [text], lines, text);
  }

  end(): void {
    for (const line of this.held) this.row(line.text.replaceAll('"', '').split(this.delimiter ?? ','), [line]);
    this.held = [];
  }

  private row(cells: string[], lines: Line[], text = cells.join(' ')): void {
    if (!this.started) {
      this.started = true;
      this.columns = this.options.columns ? columnsAsTold(this.options.columns, cells) : columnsOf(cells);
      if (columnsOf(cells)) return;
    }
    if (this.columns && hasLeft(cells, this.columns)) return;
    if (this.columns && this.several) this.enter(cells[this.columns.group ?? -1] ?? '');
    const members = this.columns ? this.fromColumns(cells, this.columns) : this.fromNames(this.delimiter ? cells : splitNames(text));
    if (members.length === 0) {
      for (const { offset, bytes, number, text: sample } of lines)
        this.sink.reject({ offset, bytes, line: number, reason: 'badRow', sample: sample.slice(0, 2000) });
    }
    for (const member of members) this.sink.record(member);
  }

  private enter(cell: string): void {
    const name = withoutMarks(cell).trim();
    if (name === '' || name === this.group || name.length > LONGEST_NAME) return;
    this.group = name;
    this.sink.record({ type: 'group', id: null, name, platform: 'other' });
  }

  private fromColumns(cells: string[], columns: Columns): MemberRecord[] {
    const cell = (index: number | null) =>
      index === null
        ? ''
        : withoutMarks(cells[index] ?? '')
            .trim()
            .replace(/^['`]/, '');
    const names = [...new Set(columns.names.map(cell).filter((name) => name !== ''))];
    const rawId = cell(columns.id);
    const id = /^\d(?:\.\d+)?E\+\d+$/i.test(rawId) ? '' : rawId;
    const name = names[0] ?? id;
    if (name === '' || name.length > LONGEST_NAME || id.length > LONGEST_NAME) return [];
    const role = roleOf(cell(columns.role));
    const joinedAt = this.instant(cell(columns.joinedAt));
    const inviter = cell(columns.inviter);
    return [
      {
        type: 'member',
        sender: id === '' ? { by: 'name', key: name, name } : { by: 'id', key: id, name },
        ...(names.length > 1 && { aliases: names.slice(1) }),
        ...(role && { role }),
        ...(joinedAt !== null && { joinedAt }),
        ...(/[^-—/\s无]/.test(inviter) && inviter.length <= LONGEST_NAME && { invitedBy: inviter }),
      },
    ];
  }

  private fromNames(cells: string[]): MemberRecord[] {
    const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    const [one, two, ...more] = filled;
    if (one !== undefined && two !== undefined && more.length === 0 && isId(one) !== isId(two)) {
      const [id, name] = isId(one) ? [one, two] : [two, one];
      return [{ type: 'member', sender: { by: 'id', key: id, name } }];
    }
    return filled.flatMap((cell) => {
      const read = readName(cell);
      if (!read) return [];
      const { name, role } = read;
      return [{ type: 'member' as const, sender: { by: 'name' as const, key: name, name }, ...(role && { role }) }];
    });
  }

  /** `2024/10/4`, `2024-10-04 11:42:31`, `2024年10月4日`, epoch seconds or ms; null where it is none of these. */
  private instant(text: string): number | null {
    const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(text);
    let at: number | null = null;
    if (match) {
      const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
      const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0));
      if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59)
        return null;
      at = this.clock.instantOf(year ?? 0, month, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0);
    } else if (/^\d{10}(?:\d{3})?$/.test(text)) at = Number(text) * (text.length === 10 ? 1000 : 1);
    return at !== null && plausible(at, this.options.now) ? at : null;
  }
}

/** Names in one line, where most lines hold one. */
function splitNames(text: string): string[] {
  return text.split(/[、,，\t;；]/);
}

/** In the row's own words: a time of leaving, or a state that says so. */
function hasLeft(cells: string[], { left, state }: Columns): boolean {
  const gone = left === null ? '' : (cells[left] ?? '');
  const said = state === null ? '' : withoutMarks(cells[state] ?? '').trim();
  return /\d{4}/.test(gone) || /^(?:已退群|已退出|已离群|退群|不在群|已移出)$/.test(said);
}

function namesSeveralGroups(lines: string[], delimiter: string): boolean {
  const [first = '', ...rest] = lines;
  const group = columnsOf(splitCells(first, delimiter) ?? [])?.group ?? null;
  if (group === null) return false;
  const groups = new Set(rest.map((line) => (splitCells(line, delimiter)?.[group] ?? '').trim()).filter((name) => name !== ''));
  return groups.size > 1;
}
