/** The one thing of a picture's EXIF that is kept: which way is up. EXIF 2.32, 4.6.4 A: tag 0x0112 of the first directory, 1 to 8. */
const ORIENTATION = 0x0112;
const SHORT = 3;

/** @param tiff the EXIF block from its byte order mark on. @returns 1 (upright) where it says nothing that can be read */
export function orientationOf(tiff: Buffer): number {
  if (tiff.length < 8) return 1;
  const mark = tiff.toString('latin1', 0, 2);
  if (mark !== 'II' && mark !== 'MM') return 1;
  const short = (at: number) => (mark === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = mark === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (short(2) !== 42 || first + 2 > tiff.length) return 1;
  for (let entry = first + 2, left = short(first); left > 0 && entry + 12 <= tiff.length; entry += 12, left -= 1) {
    if (short(entry) !== ORIENTATION || short(entry + 2) !== SHORT) continue;
    const value = short(entry + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An EXIF block with nothing else in it. */
export function orientationOnly(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(SHORT, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
