import { DomainError } from '#vocabulary/errors';
import type { ArchiveEntry } from '../archive.ts';
import { isDateFormat } from './dates.ts';
import { readWhole } from './xml.ts';

const SMALL = 16 << 20;
/** Held in memory while a sheet streams. */
const MAX_STRINGS = 256 << 20;

export interface Workbook {
  sheets: { name: string; part: ArchiveEntry }[];
  /** Days count from 1904 in workbooks that began on an old Macintosh. */
  from1904: boolean;
  /** By number of style: whether its numbers are shown as dates. */
  dates: boolean[];
  strings(): Promise<string[]>;
}

/**
 * Reads what tells where the sheets are and how their numbers are meant. Hidden sheets are left out.
 * @throws DomainError `xlsx.broken`, `xlsx.tooLarge`
 */
export async function openWorkbook(file: string, entries: ArchiveEntry[]): Promise<Workbook> {
  const part = (path: string) => entries.find((entry) => entry.path.toLowerCase() === path.toLowerCase());
  const book = part('xl/workbook.xml');
  if (!book) throw new DomainError('xlsx.broken', { file, part: 'xl/workbook.xml' });
  const named: { name: string; relation: string }[] = [];
  let from1904 = false;
  await readWhole(file, book, SMALL, {
    open(tag, at) {
      if (tag === 'workbookPr') from1904 = at.date1904 === '1' || at.date1904 === 'true';
      if (tag === 'sheet' && (at.state ?? 'visible') === 'visible') named.push({ name: at.name ?? '', relation: relationId(at) });
    },
  });
  const targets = new Map<string, string>();
  const relations = part('xl/_rels/workbook.xml.rels');
  if (relations)
    await readWhole(file, relations, SMALL, {
      open: (tag, at) => tag === 'Relationship' && targets.set(at.Id ?? '', at.Target ?? ''),
    });
  const sheets = named.flatMap(({ name, relation }) => {
    const found = part(resolved(targets.get(relation) ?? ''));
    return found && /worksheets\//i.test(found.path) ? [{ name, part: found }] : [];
  });
  const styles = part('xl/styles.xml');
  const strings = part('xl/sharedStrings.xml');
  let held: Promise<string[]> | null = null;
  return {
    sheets,
    from1904,
    dates: styles ? await readStyles(file, styles) : [],
    strings: () => {
      held ??= strings ? readStrings(file, strings) : Promise.resolve([]);
      return held;
    },
  };
}

function relationId(attributes: Record<string, string>): string {
  return Object.entries(attributes).find(([name]) => name === 'id' || name.endsWith(':id'))?.[1] ?? '';
}

/** Targets are relative to `xl/`, or absolute. */
function resolved(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function readStyles(file: string, part: ArchiveEntry): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  let inCells = false;
  await readWhole(file, part, SMALL, {
    open(tag, at) {
      if (tag === 'numFmt') codes.set(Number(at.numFmtId), at.formatCode ?? '');
      else if (tag === 'cellXfs') inCells = true;
      else if (tag === 'xf' && inCells) dates.push(isDateFormat(Number(at.numFmtId ?? 0), codes.get(Number(at.numFmtId))));
    },
    close(tag) {
      if (tag === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

/** Runs of one string are joined; readings beside Chinese and Japanese characters are left out. */
async function readStrings(file: string, part: ArchiveEntry): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inReading = false;
  await readWhole(file, part, MAX_STRINGS, {
    open(tag) {
      if (tag === 'si') text = '';
      else if (tag === 't') inText = true;
      else if (tag === 'rPh') inReading = true;
    },
    text(piece) {
      if (inText && !inReading) text += piece;
    },
    close(tag) {
      if (tag === 'si') strings.push(unescaped(text));
      else if (tag === 't') inText = false;
      else if (tag === 'rPh') inReading = false;
    },
  });
  return strings;
}

/** Characters that XML forbids stand as `_x000D_`. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}
