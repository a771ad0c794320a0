/** Is this check-in taken, and what does it count for? Pure; every answer is a list of needs that the page can show. */
import type { Given, Policy, Requirement } from './contract.ts';
import type { Window } from './days.ts';

export type Timing = { kind: 'onTime' | 'late'; counted: boolean } | { kind: 'shut'; needs: Requirement[] };

/** `need` and `have` of the two needs are instants in epoch ms. */
export function judgeTime({ opensAt, closesAt, endsAt }: Window, at: number, late: Policy['late']): Timing {
  if (at < opensAt) return { kind: 'shut', needs: [{ code: 'window.opens', need: opensAt, have: at, met: false }] };
  if (at < closesAt) return { kind: 'onTime', counted: true };
  if (at < endsAt && late !== 'refused') return { kind: 'late', counted: late === 'counted' };
  return { kind: 'shut', needs: [{ code: 'window.closes', need: closesAt, have: at, met: false }] };
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const blank = /^[\p{Z}\p{C}]*$/u;

/** Characters as a reader counts them: grapheme clusters, without blanks and invisible marks. An emoji of many code points is one. */
export function charactersOf(text: string): number {
  let count = 0;
  for (const { segment } of segmenter.segment(text)) if (!blank.test(segment)) count += 1;
  return count;
}

/** One row for each thing the rules ask for; what may be left out is asked only when it was given. */
export function judgeContent({ text, number, link, photos, voice }: Policy['content'], given: Given): Requirement[] {
  const needs: Requirement[] = [];
  const add = (code: Requirement['code'], need: number, have: number, met = have >= need) => needs.push({ code, need, have, met });
  if (text) {
    const have = charactersOf(given.text ?? '');
    if (text.needed || have > 0) add('text.min', Math.max(text.min, text.needed ? 1 : 0), have);
  }
  if (number?.needed && given.number === undefined) add('number.given', 1, 0);
  if (number && given.number !== undefined) {
    add('number.min', number.min, given.number);
    add('number.max', number.max, given.number, given.number <= number.max);
  }
  if (link?.needed) add('link.given', 1, given.link ? 1 : 0);
  const pictures = photos ? (given.photos?.length ?? 0) : 0;
  if (photos?.needed) add('photos.given', 1, pictures);
  if (photos && pictures > 0) add('photos.max', photos.max, pictures, pictures <= photos.max);
  if (voice?.needed) add('voice.given', 1, given.voice ? 1 : 0);
  return needs;
}

/** What is kept of what was sent: only what the rules ask about. */
export function keptOf({ text, number, link, photos, voice }: Policy['content'], given: Given): Given {
  return {
    ...(text && given.text ? { text: given.text } : {}),
    ...(number && given.number !== undefined ? { number: given.number } : {}),
    ...(link && given.link ? { link: given.link } : {}),
    ...(photos && given.photos?.length ? { photos: given.photos } : {}),
    ...(voice && given.voice ? { voice: given.voice } : {}),
  };
}
