import { broken } from './broken.ts';
import { orientationOf, orientationOnly } from './orientation.ts';

const [SOI, EOI, SOS, APP0, APP1, APP14, APP15, COM] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xee, 0xef, 0xfe];
const EXIF = Buffer.from('Exif\0\0', 'latin1');
/** Says which colours the numbers are; without it some pictures turn green. Its twelve bytes hold nothing else. */
const ADOBE = Buffer.from('Adobe', 'latin1');

/** Frame headers: C4, C8 and CC in their row are tables. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * A JPEG without APP1–APP15 and comments, and without what lies behind its end; the picture's own bytes stay as they are. Which
 * way is up is written anew. ITU T.81, annex B. @throws DomainError `media.broken`
 */
export function cleanJpeg(file: Buffer): Buffer {
  if (file.length < 4 || file.readUInt16BE(0) !== 0xff00 + SOI) throw broken();
  const kept: Buffer[] = [];
  let orientation = 1;
  let [frame, scan] = [false, false];
  for (let at = 2; ; ) {
    // Any number of FF may lead a marker.
    while (file[at] === 0xff && file[at + 1] === 0xff) at += 1;
    const marker = file[at + 1];
    if (file[at] !== 0xff || marker === undefined || marker === 0) throw broken();
    if (marker === EOI) {
      if (!scan) throw broken();
      kept.push(file.subarray(at, at + 2));
      break;
    }
    if (at + 4 > file.length) throw broken();
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (end < at + 4 || end > file.length) throw broken();
    const segment = file.subarray(at, end);
    const data = segment.subarray(4);
    at = end;
    if (marker === APP1 && data.subarray(0, 6).equals(EXIF)) orientation = orientationOf(data.subarray(6));
    const adobe = marker === APP14 && data.length === 12 && data.subarray(0, 5).equals(ADOBE);
    const meta = (marker >= APP0 && marker <= APP15) || marker === COM;
    if (!meta || adobe) kept.push(segment);
    if (isFrame(marker)) frame = true;
    if (marker !== SOS) continue;
    if (!frame) throw broken();
    scan = true;
    at = endOfScan(file, end);
    kept.push(file.subarray(end, at));
  }
  const head = Buffer.from([0xff, SOI]);
  return Buffer.concat(orientation === 1 ? [head, ...kept] : [head, exifSegment(orientation), ...kept]);
}

/** The first marker that is no part of the scan: FF00 is a byte of it, FFD0–FFD7 are its restarts. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw broken();
}

function exifSegment(orientation: number): Buffer {
  const block = Buffer.concat([EXIF, orientationOnly(orientation)]);
  const head = Buffer.from([0xff, APP1, 0, 0]);
  head.writeUInt16BE(block.length + 2, 2);
  return Buffer.concat([head, block]);
}
