import { broken } from './broken.ts';

/** Boxes of an MP4 that hold boxes. */
const holders = new Set(['moov', 'trak', 'mdia']);
/** A handler lies this deep; nothing hostile shall lead deeper. */
const DEEPEST = 3;
/** Boxes that hold words, places and pictures of a cover. */
const words = new Set(['udta', 'meta', 'uuid']);
const EBML = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);

/** An MP4 of sound alone, its words blanked where they lie, so that no offset in it changes. ISO/IEC 14496-12. @throws DomainError `media.broken`, `media.type` */
export function cleanMp4(file: Buffer): { bytes: Buffer; soundAlone: boolean } {
  const bytes = Buffer.from(file);
  const handlers: string[] = [];
  walk(0, bytes.length, 0);
  return { bytes, soundAlone: handlers.includes('soun') && !handlers.some((handler) => handler === 'vide' || handler === 'pict') };

  function walk(from: number, to: number, depth: number): void {
    for (let at = from; at < to; ) {
      if (at + 8 > to) throw broken();
      const type = bytes.toString('latin1', at + 4, at + 8);
      const [size, head] = sizeAt(at, to);
      if (size < head || at + size > to) throw broken();
      const [body, end] = [at + head, at + size];
      if (words.has(type)) {
        bytes.write('free', at + 4, 'latin1');
        bytes.fill(0, body, end);
      } else if (type === 'hdlr' && body + 12 <= end) {
        handlers.push(bytes.toString('latin1', body + 8, body + 12));
      } else if (holders.has(type) && depth < DEEPEST) walk(body, end, depth + 1);
      at = end;
    }
  }

  /** Of the whole box, and of its head. Size 0 reaches to the end, 1 is told in 64 bits. */
  function sizeAt(at: number, to: number): [number, number] {
    const size = bytes.readUInt32BE(at);
    if (size === 0) return [to - at, 8];
    if (size !== 1) return [size, 8];
    if (at + 16 > to || bytes.readUInt32BE(at + 8) !== 0) throw broken();
    return [bytes.readUInt32BE(at + 12), 16];
  }
}

/** The frames of an MP3, without the tags before and behind them. id3.org, ID3v2.4 3.1 and ID3v1. @throws DomainError `media.broken` */
export function cleanMp3(file: Buffer): Buffer {
  let [from, to] = [0, file.length];
  while (to - from >= 10 && file.toString('latin1', from, from + 3) === 'ID3') {
    // Seven bits a byte, so that no byte looks like the beginning of a frame; bit 4 of the flags tells of a footer.
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (Number(file[from + at]) & 127), 0);
    from += 10 + size + (Number(file[from + 5]) & 0x10 ? 10 : 0);
  }
  if (to - from > 128 && file.toString('latin1', to - 128, to - 125) === 'TAG') to -= 128;
  if (from + 4 > to || !startsMp3Frame(file.subarray(from))) throw broken();
  return file.subarray(from, to);
}

/** Sync, a version, layer III, a bit rate and a sampling rate that exist. ISO/IEC 11172-3, 2.4.1.3. */
export function startsMp3Frame(file: Buffer): boolean {
  const [a, b, c] = [Number(file[0]), Number(file[1]), Number(file[2])];
  return a === 0xff && (b & 0xe0) === 0xe0 && (b & 0x18) !== 0x08 && (b & 0x06) === 0x02 && c >> 4 !== 15 && (c & 0x0c) !== 0x0c;
}

/** Matroska for the web, with a track of sound and none of pictures: the names of codecs stand in its head. */
export function isWebmSound(file: Buffer): boolean {
  if (!file.subarray(0, 4).equals(EBML)) return false;
  const head = file.toString('latin1', 0, 4096);
  return head.slice(0, 64).includes('webm') && /A_(?:OPUS|VORBIS)/.test(head) && !/V_[A-Z]/.test(head);
}

export function isOggSound(file: Buffer): boolean {
  if (file.toString('latin1', 0, 4) !== 'OggS') return false;
  const head = file.toString('latin1', 0, 256);
  return (head.includes('OpusHead') || head.includes('\x01vorbis')) && !head.includes('theora');
}
