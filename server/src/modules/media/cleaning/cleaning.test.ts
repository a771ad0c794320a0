import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exifOf,
  jpegOf,
  jpegPicture,
  mp3Frames,
  mp3Of,
  mp4Of,
  oggOf,
  pngOf,
  pngSecrets,
  webmOf,
  webpOf,
  webpPixels,
} from '#testing/media-files';
import { cleanMedia } from './clean.ts';
import { orientationOf } from './orientation.ts';

const SECRET = '39.9042N 116.4074E';
const turns = [1, 2, 3, 4, 5, 6, 7, 8];
const told = (bytes: Buffer) => bytes.includes(SECRET);

/** The EXIF block of a cleaned JPEG, null where it has none. */
function exifIn(jpeg: Buffer): Buffer | null {
  const at = jpeg.indexOf('Exif\0\0', 0, 'latin1');
  return at < 0 ? null : jpeg.subarray(at + 6, at - 2 + jpeg.readUInt16BE(at - 2));
}

describe('a JPEG', () => {
  it.each(turns)('turned by %i keeps that and nothing else; the picture stays as it was, byte for byte', (orientation) => {
    for (const little of [true, false]) {
      const file = jpegOf(orientation, SECRET, little);
      expect(told(file)).toBe(true);
      const { type, kind, bytes } = cleanMedia(file);
      expect([type, kind, told(bytes)]).toEqual(['image/jpeg', 'photo', false]);
      expect(bytes.subarray(-jpegPicture.length)).toEqual(jpegPicture);
      const exif = exifIn(bytes);
      expect(exif ? orientationOf(exif) : 1).toBe(orientation);
      // The whole of it: the mark, the picture, and 36 bytes that say which way is up.
      expect(bytes).toHaveLength(2 + jpegPicture.length + (orientation === 1 ? 0 : 36));
      expect(cleanMedia(bytes).bytes).toEqual(bytes);
    }
  });

  it('keeps what says how its colours are written', () => {
    const adobe = Buffer.from([0xff, 0xee, 0, 14, ...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 2]);
    const file = Buffer.concat([Buffer.from([0xff, 0xd8]), adobe, jpegPicture]);
    expect(cleanMedia(file).bytes).toEqual(file);
  });
});

describe('a PNG', () => {
  it.each([1, 6])('turned by %i loses its words, its time and its place', (orientation) => {
    const file = pngOf(3, 2, [10, 20, 30], pngSecrets(orientation, SECRET));
    const { type, bytes } = cleanMedia(file);
    expect([type, told(file), told(bytes)]).toEqual(['image/png', true, false]);
    const plain = pngOf(3, 2, [10, 20, 30]);
    if (orientation === 1) return expect(bytes).toEqual(plain);
    const at = bytes.indexOf('eXIf', 0, 'latin1');
    expect(orientationOf(bytes.subarray(at + 4, at + 4 + 26))).toBe(6);
    return expect(Buffer.concat([bytes.subarray(0, at - 4), bytes.subarray(at + 4 + 26 + 4)])).toEqual(plain);
  });
});

describe('a WebP', () => {
  it.each([1, 8])('turned by %i says no more than that', (orientation) => {
    const file = webpOf(orientation, SECRET);
    const { type, bytes } = cleanMedia(file);
    expect([type, told(file), told(bytes)]).toEqual(['image/webp', true, false]);
    expect(bytes.includes(webpPixels)).toBe(true);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    expect(Number(bytes[20])).toBe(orientation === 1 ? 0 : 8);
    const at = bytes.indexOf('EXIF', 12, 'latin1');
    expect(at < 0 ? 1 : orientationOf(bytes.subarray(at + 8))).toBe(orientation);
  });
});

describe('a voice', () => {
  it('of an MP4 keeps its length and its sound, and says no place', () => {
    const file = mp4Of('soun', SECRET);
    const { type, kind, bytes } = cleanMedia(file);
    expect([type, kind, bytes.length, told(file), told(bytes)]).toEqual(['audio/mp4', 'voice', file.length, true, false]);
    expect(bytes.subarray(-40)).toEqual(file.subarray(-40));
  });

  it('of an MP3 is its frames', () => {
    expect(cleanMedia(mp3Of(SECRET))).toEqual({ kind: 'voice', type: 'audio/mpeg', bytes: mp3Frames });
  });

  it.each([
    ['audio/webm', webmOf('A_OPUS')],
    ['audio/ogg', oggOf()],
  ])('is told as %s', (type, file) => {
    expect(cleanMedia(file)).toMatchObject({ kind: 'voice', type });
  });
});

it.each([
  ['a film', mp4Of('vide', 'x')],
  ['a film for the web', webmOf('V_VP9 A_OPUS')],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a drawing that may hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
  ['a GIF', Buffer.from('GIF89a\x01\0\x01\0', 'latin1')],
  ['nothing', Buffer.alloc(0)],
])('%s is refused', (_name, file) => {
  expect(() => cleanMedia(file)).toThrow(expect.objectContaining({ code: 'media.type' }));
});

describe('hostile bytes', () => {
  const whole = [jpegOf(6, SECRET), pngOf(2, 2, [1, 2, 3], pngSecrets(3, SECRET)), webpOf(5, SECRET), mp4Of('soun', SECRET), mp3Of(SECRET)];

  it('a picture cut off anywhere is no picture', () => {
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8]), jpegPicture]);
    for (const file of [jpeg, pngOf(2, 2, [1, 2, 3]), webpOf(5, SECRET)]) {
      for (let end = 0; end < file.length; end++) {
        expect(() => cleanMedia(file.subarray(0, end)), `${file.subarray(0, 4)} ${end}`).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/^media\.(broken|type)$/) }),
        );
      }
    }
  });

  it('a hurt file is cleaned or refused, and never larger than it was by more than its turn', () => {
    const hurt = fc.record({
      file: fc.constantFrom(...whole),
      hits: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
      end: fc.option(fc.nat(), { nil: undefined }),
    });
    fc.assert(
      fc.property(hurt, ({ file, hits, end }) => {
        const bytes = Buffer.from(file.subarray(0, end === undefined ? file.length : end % (file.length + 1)));
        for (const [at, value] of hits) if (bytes.length > 0) bytes[at % bytes.length] = value;
        try {
          expect(cleanMedia(bytes).bytes.length).toBeLessThanOrEqual(bytes.length + 40);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^media\.(broken|type)$/) });
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('an EXIF block of anything says a turn of 1 to 8', () => {
    const block = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      fc.uint8Array({ minLength: 18, maxLength: 60 }).map((bytes) => Buffer.concat([exifOf(6, 'x').subarray(0, 10), bytes])),
    );
    fc.assert(fc.property(block, (tiff) => turns.includes(orientationOf(tiff))));
  });

  it('boxes in boxes without end are not followed', () => {
    const deep = Buffer.alloc(800_000);
    for (let at = 0; at < deep.length; at += 8) {
      deep.writeUInt32BE(deep.length - at, at);
      deep.write('moov', at + 4, 'latin1');
    }
    const file = Buffer.concat([mp4Of('soun', 'x').subarray(0, 20), deep]);
    expect(() => cleanMedia(file)).toThrow(expect.objectContaining({ code: 'media.type' }));
  });
});
