import type { ArchiveEntry } from '../archive.ts';
import { guessColumns } from '../csv/columns.ts';
import type { Source } from '../source.ts';
import { openWorkbook } from './parts.ts';
import { sheetText } from './sheet.ts';

const HEAD_BYTES = 65_536;
const MAX_SHEETS = 30;

/**
 * A workbook is a box of tables: each sheet that looks like a chat is a source of comma-separated text, which the formats
 * of tables and rosters recognise by its content. Where none does, the first sheet with rows is the source.
 * @throws DomainError `xlsx.broken`, `xlsx.tooLarge`, `xlsx.tooWide`
 */
export async function unpackWorkbook(file: string, entries: ArchiveEntry[]): Promise<Source[]> {
  const book = await openWorkbook(file, entries);
  const chats: Source[] = [];
  let first: Source | null = null;
  for (const { name, part } of book.sheets.slice(0, MAX_SHEETS)) {
    const source: Source = { name: `${file}/${name}`, size: null, open: () => sheetText(file, name, part, book) };
    const text = await headOf(source);
    if (text.trim() === '') continue;
    first ??= source;
    if (guessColumns({ fileName: source.name, text, lines: text.split('\n') })) chats.push(source);
  }
  if (chats.length > 0) return chats;
  return first ? [first] : [];
}

async function headOf(source: Source): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.open()) {
    parts.push(chunk);
    length += chunk.length;
    if (length > HEAD_BYTES) break;
  }
  const text = Buffer.concat(parts).toString('utf8');
  return text.slice(0, text.lastIndexOf('\n') + 1).slice(0, HEAD_BYTES);
}
