import { broken } from './broken.ts';
import { orientationOf, orientationOnly } from './orientation.ts';

const picture = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);
/** Bits of VP8X: a colour profile, EXIF, XMP. */
const [ICC_BIT, EXIF_BIT, XMP_BIT] = [0x20, 0x08, 0x04];

/**
 * A WebP with the chunks of its picture alone; which way is up is written anew. RFC 9649, 2.
 * @throws DomainError `media.broken`
 */
export function cleanWebp(file: Buffer): Buffer {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WEBP') throw broken();
  const stop = 8 + file.readUInt32LE(4);
  if (stop > file.length) throw broken();
  const kept: Buffer[] = [];
  let extended: Buffer | undefined;
  let orientation = 1;
  let pixels = false;
  for (let at = 12; at < stop; ) {
    if (at + 8 > stop) throw broken();
    const [type, size] = [file.toString('latin1', at, at + 4), file.readUInt32LE(at + 4)];
    const end = at + 8 + size + (size % 2);
    if (end > stop || (type === 'VP8X' && (size < 10 || at !== 12))) throw broken();
    if (type === 'EXIF') orientation = orientationOf(withoutMark(file.subarray(at + 8, at + 8 + size)));
    // A copy: its flags will change.
    if (type === 'VP8X') extended = Buffer.from(file.subarray(at, end));
    if (picture.has(type)) kept.push(type === 'VP8X' && extended ? extended : file.subarray(at, end));
    pixels ||= type === 'VP8 ' || type === 'VP8L' || type === 'ANMF';
    at = end;
  }
  if (!pixels) throw broken();
  // Only the extended form may have EXIF at all.
  const turned = extended !== undefined && orientation !== 1;
  if (extended) extended[8] = (Number(extended[8]) & ~(ICC_BIT | EXIF_BIT | XMP_BIT)) | (turned ? EXIF_BIT : 0);
  if (turned) kept.push(chunk('EXIF', orientationOnly(orientation)));
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
}

/** Some writers put the mark of a JPEG in front. */
const withoutMark = (exif: Buffer) => (exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif);

/** Of an even length. */
function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data]);
}
