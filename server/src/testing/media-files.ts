/** Small pictures and sounds of our own making, for tests of what is taken out of them. */
import { crc32, deflateSync } from 'node:zlib';

const latin = (text: string) => Buffer.from(text, 'latin1');

/** An EXIF block as a phone writes it: which way is up, and a directory of the place (GPS) with a note in clear text. */
export function exifOf(orientation: number, note: string, little = true): Buffer {
  const text = latin(note);
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4 + 2 + 12 + 4);
  const short = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at));
  const long = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at));
  const entry = (at: number, tag: number, type: number, count: number) => {
    short(tag, at);
    short(type, at + 2);
    long(count, at + 4);
  };
  tiff.write(little ? 'II' : 'MM', 'latin1');
  short(42, 2);
  long(8, 4);
  short(2, 8);
  entry(10, 0x0112, 3, 1);
  short(orientation, 18);
  entry(22, 0x8825, 4, 1);
  long(38, 30);
  short(1, 38);
  entry(40, 0x001b, 2, text.length);
  long(tiff.length, 48);
  return Buffer.concat([tiff, text]);
}

const segment = (marker: number, data: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};

/** What a decoder reads of the JPEG below: tables, frame, and two scans with a stuffed byte and a restart in them. */
export const jpegPicture = Buffer.concat([
  segment(0xdb, Buffer.alloc(65, 3)),
  segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
  segment(0xc4, Buffer.alloc(28, 1)),
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([0x78, 0x9a]),
  Buffer.from([0xff, 0xd9]),
]);

/** A JPEG with everything a phone tells besides the picture. */
export function jpegOf(orientation: number, secret: string, little = true): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, latin('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    segment(0xe1, Buffer.concat([latin('Exif\0\0'), exifOf(orientation, secret, little)])),
    segment(0xe1, latin(`http://ns.adobe.com/xap/1.0/\0<x>${secret}</x>`)),
    segment(0xe2, latin(`MPF\0${secret}`)),
    segment(0xed, latin(`Photoshop 3.0\0${secret}`)),
    segment(0xfe, latin(secret)),
    jpegPicture,
    // A film that some phones hang behind the picture.
    latin(`ftypmp42${secret}`),
  ]);
}

const pngChunk = (type: string, data: Buffer) => {
  const named = Buffer.concat([latin(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};
const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A real PNG of one colour. @param more chunks between header and pixels */
export function pngOf(width: number, height: number, [red, green, blue]: readonly [number, number, number], more: Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([pngMark, pngChunk('IHDR', header), ...more, pngChunk('IDAT', pixels), pngChunk('IEND', Buffer.alloc(0))]);
}

export const pngSecrets = (orientation: number, secret: string) => [
  pngChunk('eXIf', exifOf(orientation, secret)),
  pngChunk('tEXt', latin(`Comment\0${secret}`)),
  pngChunk('iTXt', latin(`XML:com.adobe.xmp\0\0\0\0\0${secret}`)),
  pngChunk('tIME', Buffer.alloc(7, 1)),
];

const riffChunk = (type: string, data: Buffer) => {
  const head = latin(`${type}\0\0\0\0`);
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};
export const webpPixels = riffChunk('VP8 ', Buffer.from([1, 2, 3, 4, 5]));

export function webpOf(orientation: number, secret: string): Buffer {
  // Flags: colour profile, EXIF, XMP.
  const extended = riffChunk('VP8X', Buffer.from([0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  const parts = [
    extended,
    riffChunk('ICCP', latin(secret)),
    webpPixels,
    riffChunk('EXIF', exifOf(orientation, secret)),
    riffChunk('XMP ', latin(secret)),
  ];
  const body = Buffer.concat([latin('WEBP'), ...parts]);
  const head = latin('RIFF\0\0\0\0');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

const box = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  const head = latin(`\0\0\0\0${type}`);
  head.writeUInt32BE(body.length + 8);
  return Buffer.concat([head, body]);
};

/** @param handler `soun`, or `vide` for a film */
export const mp4Of = (handler: string, secret: string) =>
  Buffer.concat([
    box('ftyp', latin('M4A \0\0\0\0isom')),
    box(
      'moov',
      box('trak', box('mdia', box('hdlr', Buffer.alloc(8), latin(handler), Buffer.alloc(12)))),
      box('udta', latin(`\xa9xyz${secret}`)),
    ),
    box('mdat', Buffer.alloc(40, 7)),
  ]);

/** Frames of an MP3 between its tags. */
export const mp3Frames = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413, 5)]);
export function mp3Of(secret: string): Buffer {
  const tag = Buffer.concat([latin('ID3\x04\0\0\0\0\0'), Buffer.from([secret.length]), latin(secret)]);
  return Buffer.concat([tag, mp3Frames, latin(`TAG${secret}`), Buffer.alloc(125 - secret.length)]);
}

export const webmOf = (codec: string) =>
  Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), latin(`\x9f\x42\x82\x84webm${codec}`), Buffer.alloc(200, 9)]);
export const oggOf = () => Buffer.concat([latin('OggS'), Buffer.alloc(24), latin('OpusHead'), Buffer.alloc(200, 9)]);
