import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { DomainError } from '#vocabulary/errors';
import { isWorkbook, isWorkbookPart } from './archive.ts';
import { slackExport } from './slack/archive.ts';
import { blobSource, type Source } from './source.ts';
import { BlobReader } from './zip-reader.ts';

/** Unpacked bytes of all chats in one archive, and of one entry while it streams. */
const MAX_UNPACKED = 4 * 1024 ** 3;
/** A chat shrinks to a fifth or a tenth; beyond this ratio it is no chat. Small files may repeat themselves. */
const MAX_RATIO = 200;
const RATIO_FROM = 64 * 1024 ** 2;
const MAX_ENTRIES = 10_000;

const TEXT = /\.(?:txt|json|jsonl|ndjson|csv|tsv|mhtml?|html?)$/i;
/** What WhatsApp calls the chat among its media, in any locale: a document somebody sent may be a text as well. */
const WHATSAPP_CHAT = /(?:^|\/)(?:_chat|[^/]*WhatsApp[^/]*)\.txt$/i;
/** A long QQ chat in pieces: a manifest names the chat, and beside them lie portraits and whatever was sent. */
const QQ_CHUNK = /(?:^|\/)chunks\/(?:c\d{6}|chunk_\d{4,})\.jsonl$/i;
const QQ_MANIFEST = /(?:^|\/)manifest\.json$/i;
/** Chats as pages: read where nothing better lies beside them. The list of chats is no chat. */
const PAGE = /\.html?$/i;
const LIST_OF_CHATS = /(?:^|\/)index\.html?$/i;
/** Names beside PyWxDump's tables. */
const PYWXDUMP_USERS = /(?:^|\/)users\.json$/i;
const SENT = /(?:^|\/)resources\//i;

/**
 * A file as the sources in it: itself, or the chat texts of a zip (told by its first bytes); media and archives in the
 * archive are passed over. Entries are unpacked only when their source is opened, and watched while they are.
 * @throws DomainError `zip.badPath`, `zip.bomb`, `zip.tooManyEntries`, `zip.noChat`, `zip.unreadable`, `zip.encrypted`, `xlsx.…`;
 * `zip.bomb` and `zip.broken` also while a source is read
 */
export async function unpack(blob: Blob, name: string): Promise<Source[]> {
  const start = new Uint8Array(await blob.slice(0, 4).arrayBuffer());
  const zip = start[0] === 0x50 && start[1] === 0x4b && ((start[2] === 3 && start[3] === 4) || (start[2] === 5 && start[3] === 6));
  // Workbooks before 2007 and those behind a password come in the same older box.
  if (start[0] === 0xd0 && start[1] === 0xcf && start[2] === 0x11 && start[3] === 0xe0)
    throw new DomainError('xlsx.locked', { file: name });
  return zip ? unpackZip(blob, name) : [blobSource(blob, name)];
}

async function unpackZip(blob: Blob, file: string): Promise<Source[]> {
  const zip = await orBroken(file, null, () =>
    yauzl.fromRandomAccessReaderPromise(new BlobReader(blob), blob.size, { lazyEntries: true, autoClose: false, decodeStrings: false }),
  );
  if (zip.entryCount > MAX_ENTRIES) throw new DomainError('zip.tooManyEntries', { file, entries: zip.entryCount, most: MAX_ENTRIES });
  const entries: ZipEntry[] = [];
  const found = zip.eachEntry();
  for (;;) {
    const next = await orBroken(file, null, () => found.next());
    if (next.done) break;
    const path = entryPath(next.value);
    if (isHostile(path)) throw new DomainError('zip.badPath', { file, entry: path.slice(0, 200) });
    if ((TEXT.test(path) && !isShadow(path)) || isWorkbookPart(path)) entries.push({ entry: next.value, path });
  }
  const sheets = isWorkbook(entries.map(({ path }) => path));
  const slack = slackExport(
    file,
    entries.map((one) => ({ path: one.path, ...openable(zip, one, file) })),
  );
  const chats = slack || sheets ? entries : chatsAmong(entries.filter(({ path }) => TEXT.test(path)));
  if (chats.length === 0) throw new DomainError('zip.noChat', { file, entries: zip.entryCount });
  let total = 0;
  for (const { entry, path } of chats) {
    if (entry.isEncrypted()) throw new DomainError('zip.encrypted', { file, entry: path });
    total += entry.uncompressedSize;
    guard(file, path, entry, Math.max(total, entry.uncompressedSize), entry.uncompressedSize);
  }
  if (sheets) {
    const parts = entries.map((one) => ({ path: one.path, ...openable(zip, one, file) }));
    const { unpackWorkbook } = await import('./xlsx/index.ts');
    const tables = await unpackWorkbook(file, parts);
    if (tables.length === 0) throw new DomainError('file.empty', { file });
    return tables;
  }
  return slack ? [slack] : chats.map((one) => ({ name: `${file}/${one.path}`, ...openable(zip, one, file) }));
}

interface ZipEntry {
  entry: yauzl.Entry;
  path: string;
}

function openable(zip: yauzl.ZipFile, { entry, path }: ZipEntry, file: string): Pick<Source, 'open'> & { size: number } {
  return { size: entry.uncompressedSize, open: () => entryBytes(zip, entry, file, path) };
}

function chatsAmong<E extends { path: string }>(entries: E[]): E[] {
  const named = entries.filter(({ path }) => WHATSAPP_CHAT.test(path));
  if (named.length > 0) return named;
  const chunks = entries.filter(({ path }) => QQ_CHUNK.test(path));
  if (chunks.length > 0) return [...entries.filter(({ path }) => QQ_MANIFEST.test(path)), ...chunks];
  const tables = entries.some(({ path }) => /\.csv$/i.test(path));
  const texts = entries.filter(({ path }) => !PAGE.test(path) && !(tables && PYWXDUMP_USERS.test(path)));
  const chats = texts.length > 0 ? texts : entries.filter(({ path }) => !LIST_OF_CHATS.test(path));
  const own = chats.filter(({ path }) => !SENT.test(path));
  return own.length > 0 ? own : chats;
}

async function* entryBytes(zip: yauzl.ZipFile, entry: yauzl.Entry, file: string, path: string): AsyncGenerator<Uint8Array> {
  const stream: Readable = await orBroken(file, path, () => zip.openReadStreamPromise(entry));
  let read = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      read += chunk.length;
      guard(file, path, entry, read, read);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('zip.broken', { file, entry: path, offset: read });
  } finally {
    stream.destroy();
  }
}

function guard(file: string, entry: string, { compressedSize }: yauzl.Entry, total: number, own: number): void {
  if (total > MAX_UNPACKED || (own > RATIO_FROM && own > compressedSize * MAX_RATIO))
    throw new DomainError('zip.bomb', { file, entry, bytes: Math.max(total, own), packed: compressedSize });
}

/** Without an entry it is the archive's own list of contents that cannot be read. */
async function orBroken<T>(file: string, entry: string | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (entry === null) throw new DomainError('zip.unreadable', { file });
    if (error instanceof Error && /encrypt/i.test(error.message)) throw new DomainError('zip.encrypted', { file, entry });
    throw new DomainError('zip.broken', { file, entry, offset: 0 });
  }
}

/** UTF-8 where flagged or valid; older Chinese Windows archives write GBK without saying so. */
function entryPath(entry: yauzl.Entry): string {
  const bytes = entry.fileNameRaw;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\\', '/');
  } catch {
    return new TextDecoder('gb18030').decode(bytes).replaceAll('\\', '/');
  }
}

function isHostile(path: string): boolean {
  return path === '' || path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.includes('\0') || path.split('/').includes('..');
}

/** Folders' own files of macOS and hidden files. */
function isShadow(path: string): boolean {
  return path.startsWith('__MACOSX/') || (path.split('/').at(-1) ?? '').startsWith('.');
}
