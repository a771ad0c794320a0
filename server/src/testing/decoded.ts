import { type DecodeOptions, decode, type FormatId, type Rejection, recognise, type Source } from '#formats';
import { DomainError } from '#vocabulary/errors';
import type { ChatRecord, MessageRecord, SystemRecord } from '#vocabulary/records';

export interface Decoded {
  format: FormatId;
  records: ChatRecord[];
  messages: MessageRecord[];
  system: SystemRecord[];
  rejections: Rejection[];
  read: number;
  /** What decoding ended with; null when it came through. Anything that is no DomainError is thrown on. */
  error: DomainError | null;
}

export interface DecodedOptions extends Partial<Pick<DecodeOptions, 'zone' | 'now' | 'columns'>> {
  name?: string;
  format?: FormatId;
  /** Positions at which the source is cut into chunks. */
  cuts?: number[];
}

export const testNow = Date.parse('2026-11-21T12:00:00Z');

/** Runs text or bytes through recognition and decoding. */
export async function decoded(input: string | Uint8Array, options: DecodedOptions = {}): Promise<Decoded> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const source = cutSource(bytes, options.name ?? 'chat.txt', options.cuts ?? []);
  const recognised = await recognise(source, options.format);
  const records: ChatRecord[] = [];
  const rejections: Rejection[] = [];
  let read = 0;
  let error: DomainError | null = null;
  const { zone = 'Asia/Shanghai', now = testNow, columns } = options;
  try {
    for await (const batch of decode(source, recognised, { zone, now, ...(columns && { columns }) })) {
      records.push(...batch.records);
      rejections.push(...batch.rejections);
      read = batch.read;
    }
  } catch (caught) {
    if (!(caught instanceof DomainError)) throw caught;
    error = caught;
  }
  return {
    format: recognised.format.id,
    records,
    messages: records.filter((record) => record.type === 'message'),
    system: records.filter((record) => record.type === 'system'),
    rejections,
    read,
    error,
  };
}

function cutSource(bytes: Uint8Array, name: string, cuts: number[]): Source {
  const places = [0, ...cuts.filter((at) => at > 0 && at < bytes.length).sort((a, b) => a - b), bytes.length];
  return {
    name,
    size: bytes.length,
    async *open() {
      for (const [i, from] of places.slice(0, -1).entries()) if (from < (places[i + 1] ?? 0)) yield bytes.slice(from, places[i + 1]);
    },
  };
}

/** The account: rejected stretches lie inside what was read, in order and apart, and their samples are filled. */
export function accountErrors({ rejections, read, error }: Decoded): string[] {
  const errors: string[] = [];
  let end = 0;
  for (const { offset, bytes, sample } of [...rejections].sort((a, b) => a.offset - b.offset)) {
    if (bytes < 0) errors.push(`negative rejection at ${offset}`);
    if (offset < end) errors.push(`rejections overlap at ${offset}`);
    if (sample.length > 2000) errors.push(`sample too long at ${offset}`);
    end = offset + bytes;
  }
  if (end > read && error?.code !== 'json.tooDeep') errors.push(`rejected up to ${end} of ${read}`);
  return errors;
}

/** A valid file, hurt: bytes changed, dropped or doubled. */
export function mutated(bytes: Uint8Array, hurts: { at: number; byte: number; how: 'change' | 'drop' | 'insert' | 'cut' }[]): Uint8Array {
  let out = Buffer.from(bytes);
  for (const { at, byte, how } of hurts) {
    const place = at % Math.max(1, out.length);
    const rest = out.subarray(how === 'insert' ? place : place + 1);
    const middle = how === 'change' || how === 'insert' ? Buffer.from([byte]) : Buffer.alloc(0);
    out = how === 'cut' ? out.subarray(0, place) : Buffer.concat([out.subarray(0, place), middle, rest]);
  }
  return out;
}
