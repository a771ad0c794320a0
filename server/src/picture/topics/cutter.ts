/**
 * Words of a text with the part each may play in a phrase. The segmenter and its dictionary (5 MB, 0.3 s) are loaded on
 * the first demand only.
 */
import { stopCharacters, stopWords } from './words.ts';

/** `name` may stand alone; `part` (a single character, a time, a kind) only beside others; `end` ends a phrase. */
type Role = 'name' | 'part' | 'end';
export interface Word {
  text: string;
  role: Role;
}
/** @param text cleaned of addresses and mentions; any length */
export type Cutter = (text: string) => Word[];

let loaded: Promise<Cutter> | null = null;

/** The cutter of this process; loading it twice costs nothing. */
export function loadCutter(): Promise<Cutter> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Cutter> {
  const [{ Jieba }, { dict }] = await Promise.all([import('@node-rs/jieba'), import('@node-rs/jieba/dict.js')]);
  const jieba = Jieba.withDict(dict);
  const roles = new Map<string, Role>();
  const roleOf = (word: string): Role => {
    const known = roles.get(word);
    if (known !== undefined) return known;
    const role = judge(word, (text) => jieba.tag(text, true));
    // A chat's words are some ten thousands; misspelt ones must not grow without end.
    if (roles.size < 100_000) roles.set(word, role);
    return role;
  };
  return (text) => jieba.cut(text, true).map((word) => ({ text: word, role: roleOf(word) }));
}

const LATIN = /^[a-z][a-z0-9+#.'-]*$/i;
const HAN = /^\p{Script=Han}+$/u;
/** Verbs that reached their end (看到, 用完) name nothing. */
const COMPLEMENT = /[到了过着得完住掉]$/;
/** Tags of the segmenter: nouns of all kinds, verbs and adjectives used as such, abbreviations, places. */
const NAMES = /^(?:n|vn|an|j|s$|eng)/;

function judge(word: string, tag: (text: string) => { tag: string }[]): Role {
  const lower = word.toLowerCase();
  if (stopWords.has(lower)) return 'end';
  if (LATIN.test(word)) return word.length >= 2 ? 'name' : 'end';
  if (!HAN.test(word)) return 'end';
  const tags = tag(word);
  const [first] = tags;
  if (word.length === 1) return stopCharacters.has(word) || !/^[nabgjkhz]/.test(first?.tag ?? '') ? 'end' : 'part';
  // A word the dictionary does not hold was found by its characters: likely a name.
  if (tags.length > 1) return 'name';
  if (NAMES.test(first?.tag ?? '')) return 'name';
  // Times and kinds begin names (睡前故事) without being one; what is done is a topic of chat as well (报名, 退款).
  if (/^[tbza]/.test(first?.tag ?? '')) return 'part';
  return /^[vx]/.test(first?.tag ?? '') && !COMPLEMENT.test(word) ? 'name' : 'end';
}
