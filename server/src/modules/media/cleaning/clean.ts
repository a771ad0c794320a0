/** What a file is by its own bytes, and the file without what it tells besides: places, times, names. Pure. */
import { DomainError } from '../../../vocabulary/errors.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanPng, PNG } from './png.ts';
import { cleanMp3, cleanMp4, isOggSound, isWebmSound, startsMp3Frame } from './sound.ts';
import { cleanWebp } from './webp.ts';

export type MediaKind = 'photo' | 'voice';
export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'audio/mp4' | 'audio/webm' | 'audio/ogg' | 'audio/mpeg';
export interface CleanMedia {
  kind: MediaKind;
  type: MediaType;
  bytes: Buffer;
}

/** @throws DomainError `media.type` for anything that is no picture or sound of ours, `media.broken` */
export function cleanMedia(file: Buffer): CleanMedia {
  const photo = (type: MediaType, bytes: Buffer): CleanMedia => ({ kind: 'photo', type, bytes });
  const voice = (type: MediaType, bytes: Buffer): CleanMedia => ({ kind: 'voice', type, bytes });
  const mark = (from: number, to: number) => file.toString('latin1', from, to);
  if (mark(0, 3) === '\xff\xd8\xff') return photo('image/jpeg', cleanJpeg(file));
  if (file.subarray(0, 8).equals(PNG)) return photo('image/png', cleanPng(file));
  if (mark(0, 4) === 'RIFF' && mark(8, 12) === 'WEBP') return photo('image/webp', cleanWebp(file));
  if (mark(4, 8) === 'ftyp') {
    const { bytes, soundAlone } = cleanMp4(file);
    if (soundAlone) return voice('audio/mp4', bytes);
  }
  if (isWebmSound(file)) return voice('audio/webm', file);
  if (isOggSound(file)) return voice('audio/ogg', file);
  if (mark(0, 3) === 'ID3' || startsMp3Frame(file)) return voice('audio/mpeg', cleanMp3(file));
  throw new DomainError('media.type');
}
