import { type DecodedBatch, decode, type FormatId, type Rejection, recognise, type Source, unpack } from '#formats';
import { type CollectedChat, Collector } from '#picture';
import { DomainError } from '#vocabulary/errors';
import type { Input } from './input.ts';
import type { Progress } from './progress.ts';

/** One source (a file, or a chat inside a zip) as read. */
export interface ReadSource {
  file: string;
  format: FormatId;
  bytes: number;
  /** Rows of messages and system notes; of members where there is nothing else. */
  records: number;
  rejected: { records: number; bytes: number };
  /** null: the format carries instants or no time at all. */
  zone: string | null;
  chats: CollectedChat[];
  isRoster: boolean;
  /** The first few. */
  rejections: Rejection[];
}

const KEPT_REJECTIONS = 5;

/** @throws DomainError what unpacking, recognising and decoding throw, and `file.nothingReadable` */
export async function readInput(input: Input, zone: string, wanted: FormatId | undefined, progress: Progress): Promise<ReadSource[]> {
  const found: ReadSource[] = [];
  for (const source of await unpack(input.blob, input.name)) {
    const own = source.name === input.name && input.open ? { ...source, open: input.open } : source;
    found.push(await readSource(own, input, zone, wanted, progress));
  }
  progress.finished(input.blob.size);
  return found;
}

async function readSource(
  source: Source,
  input: Input,
  zone: string,
  wanted: FormatId | undefined,
  progress: Progress,
): Promise<ReadSource> {
  const recognised = await recognise(source, wanted);
  const collector = new Collector({ pseudonymous: false, salt: '', keys: 'later' });
  const { format } = recognised;
  const read: ReadSource = {
    file: source.name,
    format: format.id,
    bytes: 0,
    records: 0,
    rejected: { records: 0, bytes: 0 },
    zone: recognised.clock === 'wall' ? zone : null,
    chats: [],
    isRoster: format.id === 'roster',
    rejections: [],
  };
  let members = 0;
  for await (const batch of decode(source, recognised, { zone, now: input.at })) {
    for (const record of batch.records) {
      collector.add(record);
      if (record.type === 'message' || record.type === 'system') read.records += 1;
      else if (record.type === 'member') members += 1;
    }
    reject(read, batch);
    read.bytes = batch.read;
    progress.at(source.name, batch.read, source.size);
  }
  if (read.records === 0) read.records = members;
  if (read.records === 0 && read.rejected.records > 0) throw nothingReadable(read);
  read.chats = collector.chats();
  return read;
}

function reject(read: ReadSource, batch: DecodedBatch): void {
  for (const rejection of batch.rejections) {
    read.rejected.records += 1;
    read.rejected.bytes += rejection.bytes;
    if (read.rejections.length < KEPT_REJECTIONS) read.rejections.push(rejection);
  }
}

function nothingReadable(read: ReadSource): DomainError {
  const first = read.rejections[0];
  return new DomainError('file.nothingReadable', {
    file: read.file,
    format: read.format,
    rows: read.rejected.records,
    place: first?.line ?? first?.offset ?? 0,
    start: first?.sample.slice(0, 60) ?? '',
  });
}
