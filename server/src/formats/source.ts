import { DomainError } from '#vocabulary/errors';

/** Something that can be read from its beginning any number of times. `size` is bytes as `open` yields them, or null when not known beforehand. */
export interface Source {
  name: string;
  size: number | null;
  open(): AsyncIterable<Uint8Array>;
}

/** A file or pasted text as a source. */
export function blobSource(blob: Blob, name: string): Source {
  return { name, size: blob.size, open: () => blob.stream() };
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export interface EncodedHead {
  encoding: Encoding;
  /** Bytes of the byte order mark, 0 where there is none. */
  bom: number;
  text: string;
}

const HEAD_BYTES = 65_536;

/** Reads at most 64 KiB. `whole` tells whether that was everything. */
export async function readHead(source: Source): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let whole = true;
  for await (const chunk of source.open()) {
    parts.push(chunk);
    length += chunk.length;
    if (length > HEAD_BYTES) {
      whole = false;
      break;
    }
  }
  return { bytes: Buffer.concat(parts).subarray(0, HEAD_BYTES), whole };
}

/**
 * BOM first, then alternate zero bytes (UTF-16), then UTF-8 validity, then GB18030.
 * @throws DomainError `file.empty`, `file.binary`
 */
export function decodeHead(bytes: Uint8Array, whole: boolean, file: string): EncodedHead {
  if (bytes.length === 0) throw new DomainError('file.empty', { file });
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bom: 3, text: utf8(bytes.subarray(3)) };
  if (a === 0xff && b === 0xfe)
    return { encoding: 'utf-16le', bom: 2, text: new TextDecoder('utf-16le').decode(wholeUnits(bytes.subarray(2), 'utf-16le')) };
  if (a === 0xfe && b === 0xff)
    return { encoding: 'utf-16be', bom: 2, text: new TextDecoder('utf-16be').decode(wholeUnits(bytes.subarray(2), 'utf-16be')) };

  let zerosEven = 0;
  let zerosOdd = 0;
  let controls = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0) i % 2 === 0 ? zerosEven++ : zerosOdd++;
    else if (byte < 9 || (byte > 13 && byte < 27)) controls++;
  }
  const zeros = zerosEven + zerosOdd;
  if (zeros > 0) {
    // ASCII puts its zero bytes on one side; 一 (U+4E00) and its like put fewer on the other.
    const encoding = zerosEven < zerosOdd ? 'utf-16le' : zerosOdd < zerosEven ? 'utf-16be' : null;
    if (encoding && zeros > bytes.length / 50) {
      const text = new TextDecoder(encoding).decode(wholeUnits(bytes, encoding));
      if (!text.includes('\0') && !text.includes('\uFFFD')) return { encoding, bom: 0, text };
    }
    // A stray zero byte in a text does not make it binary.
    if (zeros > bytes.length / 500) throw new DomainError('file.binary', { file, offset: bytes.indexOf(0) });
  }
  if (controls > bytes.length / 100) throw new DomainError('file.binary', { file, offset: 0 });

  const cut = whole ? bytes : bytes.subarray(0, lastUtf8Boundary(bytes));
  try {
    return { encoding: 'utf-8', bom: 0, text: new TextDecoder('utf-8', { fatal: true }).decode(cut) };
  } catch {
    const text = new TextDecoder('gb18030').decode(bytes);
    const broken = text.split('\uFFFD').length - 1;
    const brokenUtf8 = utf8(cut).split('\uFFFD').length - 1;
    // A few bad bytes in a UTF-8 file stay bad bytes in a UTF-8 file.
    if (brokenUtf8 <= Math.max(1, cut.length / 2000) || broken > text.length / 100) {
      if (brokenUtf8 > cut.length / 20) throw new DomainError('file.binary', { file, offset: 0 });
      return { encoding: 'utf-8', bom: 0, text: utf8(cut) };
    }
    return { encoding: 'gb18030', bom: 0, text };
  }
}

/** Whether bytes that begin with the first that is no ASCII are rather GB18030: broken as UTF-8, sound as that. */
export function isGb(bytes: Uint8Array, whole: boolean): boolean {
  const text = utf8(whole ? bytes : bytes.subarray(0, lastUtf8Boundary(bytes)));
  const broken = text.split('\uFFFD').length - 1;
  if (broken === 0) return false;
  const sound = [...text].filter((char) => char > '\u007f' && char !== '\uFFFD').length;
  const gb = new TextDecoder('gb18030').decode(bytes, { stream: !whole });
  return broken > sound && gb.split('\uFFFD').length - 1 <= gb.length / 100;
}

/** Index of the first byte that is no ASCII, or −1. */
export function firstForeign(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) > 127) return at;
  return -1;
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

/** Without a code unit or surrogate pair that the end of the head cuts in two. */
function wholeUnits(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Uint8Array {
  const even = bytes.length - (bytes.length % 2);
  const high = bytes[encoding === 'utf-16le' ? even - 1 : even - 2] ?? 0;
  return bytes.subarray(0, high >= 0xd8 && high <= 0xdb ? even - 2 : even);
}

/** Index up to which no UTF-8 sequence is cut. */
function lastUtf8Boundary(bytes: Uint8Array): number {
  let start = bytes.length - 1;
  while (start > 0 && start > bytes.length - 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  const lead = bytes[start] ?? 0;
  const need = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + need <= bytes.length ? bytes.length : start;
}
