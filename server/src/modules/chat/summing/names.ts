/**
 * Names as people look for them: 张三丰 by 三丰, zhangsan, zsf, zhangsf or 张sf; and in the order of their pinyin. The embedded
 * database has neither collations nor trigrams, so keys are stored.
 */
import { createRequire } from 'node:module';

type Pinyin = typeof import('pinyin-pro').pinyin;

/** Characters of a name that count, and places at which a search may begin, over all names of a person. */
const CHARACTERS = 24;
const PLACES = 60;
const INITIALS = 6;
const HAN = /\p{Script=Han}/u;
const WORDS = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
/** Surnames of two characters that are read unlike the two alone. */
const doubleSurnames = new Set(['尉迟', '万俟', '长孙', '澹台']);

let library: Pinyin | null = null;
const known = new Map<string, string>();

/** Loaded when the first Han character comes: 10 MB and a tenth of a second. */
function pinyinOf(text: string, surname: boolean): string {
  const key = surname ? `^${text}` : text;
  let sound = known.get(key);
  if (sound === undefined) {
    library ??= (createRequire(import.meta.url)('pinyin-pro') as typeof import('pinyin-pro')).pinyin;
    sound = library(text, { toneType: 'none', v: true, surname: surname ? 'head' : 'off' });
    known.set(key, sound);
  }
  return sound;
}

/** Every reading of a Han character, the usual one first. */
export function readingsOf(character: string): string[] {
  const usual = pinyinOf(character, true);
  const all = library?.(character, { toneType: 'none', v: true, multiple: true, type: 'array' }) ?? [];
  return [...new Set([usual, pinyinOf(character, false), ...all])];
}

/** `zhang张 san三`, words without Han as they are; of the character at `from` on. */
function soundsOf(name: string): { text: string; initial: string }[] {
  const words = name.match(WORDS) ?? [];
  const double = doubleSurnames.has(`${words[0] ?? ''}${words[1] ?? ''}`) ? pinyinOf(`${words[0]}${words[1]}`, true).split(' ') : [];
  return words.map((word, place) => {
    if (!HAN.test(word)) return { text: word, initial: word.charAt(0) };
    const sound = double[place] ?? pinyinOf(word, place === 0);
    return { text: sound + word, initial: sound.charAt(0) };
  });
}

/** A key that sorts names as people look for them: 李 among L after 丽, small and capital letters together. */
export function nameOrder(name: string): string {
  return soundsOf(folded(name))
    .map(({ text }) => text)
    .join(' ');
}

export interface NameKey {
  sounds: string;
  initials: string;
}

/** Keys of all names of a person, without doubles. */
export function nameKeys(names: readonly string[]): NameKey[] {
  const keys = new Map<string, NameKey>();
  for (const name of names) {
    const sounds = soundsOf(folded(name));
    for (const [place, { text, initial }] of sounds.entries()) {
      const rest = sounds.slice(place + 1);
      const within = HAN.test(text) ? [text] : Array.from(text, (_, at) => text.slice(at));
      for (const [at, start] of within.entries()) {
        const key = [start, ...rest.map((sound) => sound.text)].join(' ');
        const first = at === 0 ? initial : start.charAt(0);
        keys.set(key, { sounds: key, initials: (first + rest.map((sound) => sound.initial).join('')).slice(0, INITIALS) });
        if (keys.size >= PLACES) return [...keys.values()];
      }
    }
  }
  return [...keys.values()];
}

export function folded(name: string): string {
  return Array.from(name.normalize('NFKC').toLowerCase()).slice(0, CHARACTERS).join('');
}
