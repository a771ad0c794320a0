import i18next from 'i18next';
import { wallName } from '../shared/times.ts';
import type { Draft } from './drafts.ts';
import type { Given, Policy } from './mine.ts';

/** What has to be brought along: of a check-in, or of homework. */
export type Asks = Pick<Policy, 'content'>;

const minutes = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));

/** The window as people say it: `05:00–09:00`, or the whole day. */
export function windowLine({ opens, closes, boundary }: Policy): string {
  const whole = minutes(opens) <= minutes(boundary) && minutes(closes) >= minutes(boundary) + 1440;
  return whole ? i18next.t('rule.allDay') : i18next.t('rule.window', { opens, closes: wallName(closes) });
}

/** What has to be brought along, each as a short phrase. */
export function contentLines({ content: { text, number, link, photos, voice } }: Asks): string[] {
  const t = i18next.t;
  return [
    text &&
      (text.min > 0
        ? t(text.needed ? 'rule.textMin' : 'rule.textMinFree', { min: text.min })
        : t(text.needed ? 'rule.text' : 'rule.textFree')),
    number && t(number.needed ? 'rule.number' : 'rule.numberFree', { label: number.label }),
    photos && t(photos.needed ? 'rule.photos' : 'rule.photosFree', { count: photos.max }),
    voice && t(voice.needed ? 'rule.voice' : 'rule.voiceFree'),
    link && t(link.needed ? 'rule.link' : 'rule.linkFree'),
  ].filter((line) => line !== null);
}

const weekLine = ({ needPerWeek }: Policy) =>
  needPerWeek === 7 ? i18next.t('rule.everyDay') : i18next.t('rule.perWeek', { count: needPerWeek });

/** The rules in one line under the campaign's name. */
export const ruleLine = (policy: Policy) => [windowLine(policy), weekLine(policy), ...contentLines(policy)].join(i18next.t('list.dot'));

export const asksContent = ({ content: { text, number, link, photos, voice } }: Asks) => Boolean(text || number || link || photos || voice);

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** As the server counts: what a reader sees as one character is one, blanks and invisible marks are none. */
export const characters = (text: string) => [...segmenter.segment(text)].filter(({ segment }) => !/^[\p{Z}\p{C}]*$/u.test(segment)).length;

/** Digits as a phone's Chinese keyboard may give them. */
function readNumber(typed: string): number | undefined {
  const plain = typed.normalize('NFKC').replace(/[,\s]/g, '').replace('。', '.');
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}

/** An address as typed, with https:// where somebody left it out. */
function readLink(typed: string): string | undefined {
  const address = typed.trim();
  if (address === '') return undefined;
  const whole = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  return URL.canParse(whole) && new URL(whole).hostname.includes('.') ? whole : undefined;
}

export interface Shortfall {
  field: 'text' | 'number' | 'link' | 'photos' | 'voice';
  sentence: string;
}

/** What is still missing before a draft can be sent, a sentence each. */
export function shortfalls({ content: { text, number, link, photos, voice } }: Asks, draft: Draft): Shortfall[] {
  const found: Shortfall[] = [];
  const lacks = (field: Shortfall['field'], key: string, data = {}) => found.push({ field, sentence: i18next.t(`lacks.${key}`, data) });
  if (text) {
    const have = characters(draft.text);
    if (have === 0 && text.needed) lacks('text', 'text');
    else if (have > 0 && have < text.min) lacks('text', 'more', { count: text.min - have });
  }
  if (number) {
    const value = readNumber(draft.number);
    if (draft.number.trim() === '' ? number.needed : value === undefined) lacks('number', 'number', { label: number.label });
    else if (value !== undefined && (value < number.min || value > number.max))
      lacks('number', 'range', { min: number.min, max: number.max });
  }
  if (link && (draft.link.trim() === '' ? link.needed : readLink(draft.link) === undefined)) lacks('link', 'link');
  if (photos?.needed && draft.photos.length === 0) lacks('photos', 'photos');
  if (photos && draft.photos.length > photos.max) lacks('photos', 'fewer', { count: photos.max });
  if (voice?.needed && !draft.voice) lacks('voice', 'voice');
  return found;
}

/** What goes to the server, without files: see `checkin/bringing.ts`. */
export function givenOf(policy: Asks, draft: Draft): Given {
  const { content } = policy;
  const text = draft.text.trim();
  const number = readNumber(draft.number);
  const link = readLink(draft.link);
  return {
    ...(content.text && text !== '' && { text }),
    ...(content.number && number !== undefined && { number }),
    ...(content.link && link !== undefined && { link }),
  };
}

/** And back: what was sent, to be written on. */
export const draftOf = ({ text = '', number, link = '', photos = [], voice }: Given): Draft => ({
  text,
  number: number === undefined ? '' : String(number),
  link,
  photos,
  voice: voice ?? null,
  sending: false,
});
