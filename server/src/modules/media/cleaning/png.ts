import { crc32 } from 'node:zlib';
import { broken } from './broken.ts';
import { orientationOf, orientationOnly } from './orientation.ts';

export const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Chunks that the picture is made of: pixels, colours, frames. Everything else is words, times and places. */
const picture = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'cHRM',
  'gAMA',
  'sRGB',
  'cICP',
  'sBIT',
  'bKGD',
  'pHYs',
  'acTL',
  'fcTL',
  'fdAT',
]);

/**
 * A PNG with the chunks of its picture alone, and nothing behind its end; which way is up is written anew. W3C PNG, clause 5.
 * @throws DomainError `media.broken`
 */
export function cleanPng(file: Buffer): Buffer {
  if (!file.subarray(0, 8).equals(PNG)) throw broken();
  const kept: Buffer[] = [PNG];
  let orientation = 1;
  let [pixels, ended] = [false, false];
  for (let at = 8; !ended; ) {
    if (at + 12 > file.length) throw broken();
    const [length, type] = [file.readUInt32BE(at), file.toString('latin1', at + 4, at + 8)];
    const end = at + 12 + length;
    if (end > file.length || (at === 8) !== (type === 'IHDR')) throw broken();
    if (type === 'eXIf') orientation = orientationOf(file.subarray(at + 8, end - 4));
    if (picture.has(type)) kept.push(file.subarray(at, end));
    pixels ||= type === 'IDAT';
    ended = type === 'IEND';
    at = end;
  }
  if (!pixels) throw broken();
  // Before the pixels: right behind the header.
  if (orientation !== 1) kept.splice(2, 0, chunk('eXIf', orientationOnly(orientation)));
  return Buffer.concat(kept);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
