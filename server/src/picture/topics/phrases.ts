/** Candidate phrases of a message: runs of one to three words that may name something. */
import type { Cutter, Word } from './cutter.ts';

const WORDS = 3;
const LONGEST = 16;
const LONGEST_LATIN = 40;
const ADDRESS = /(?:https?:\/\/|www\.)[^\s\u3000-\u9fff\uff00-\uffef]+/gi;
/** Mentions, and what exporters write in the place of pictures and cards. */
const MENTION = /[@＠][^\s\u2005@＠,，:：。!！?？]{1,40}/g;
const MARKER = /\[[^[\]\n]{1,12}\]|【[^】\n]{1,6}】/g;
/** The words an answer quotes are another's. */
const QUOTED = /^[「“"][\s\S]*?[」”"]\s*\n(?:[-—–\s]{5,})\n?/;
const CUT_AT = 500;

/** Words of the sender alone, at most 500 UTF-16 units. */
export function cleaned(text: string): string {
  let said = text.slice(0, CUT_AT);
  if (said.includes('\n')) said = said.replace(QUOTED, '');
  if (said.includes('://') || said.includes('www.')) said = said.replace(ADDRESS, '\n');
  if (/[@＠]/.test(said)) said = said.replace(MENTION, '\n');
  if (/[[【]/.test(said)) said = said.replace(MARKER, '\n');
  return said.replaceAll('\0', '');
}

/** Distinct candidates of one message, in order of their first place. Latin ones in lower case. */
function phrasesOf(words: readonly Word[]): Set<string> {
  const found = new Set<string>();
  let run: string[] = [];
  let parts: boolean[] = [];
  const flush = () => {
    for (let from = 0; from < run.length; from += 1) {
      let phrase = '';
      for (let length = 1; length <= WORDS && from + length <= run.length; length += 1) {
        phrase = joined(phrase, run[from + length - 1] ?? '');
        if (phrase.length > (LATIN_END.test(phrase) ? LONGEST_LATIN : LONGEST)) break;
        if (length === 1 && parts[from]) continue;
        found.add(phrase);
      }
    }
    run = [];
    parts = [];
  };
  for (const [index, { text, role }] of words.entries()) {
    if (role !== 'end') {
      run.push(text.toLowerCase());
      parts.push(role === 'part');
    } else if (!(text === ' ' && betweenLatin(words, index))) flush();
  }
  flush();
  return found;
}

const LATIN_END = /[a-z0-9+#]$/i;

function joined(phrase: string, word: string): string {
  return phrase !== '' && LATIN_END.test(phrase) && /^[a-z]/i.test(word) ? `${phrase} ${word}` : phrase + word;
}

/** A blank parts two names, but not two words of one Latin name. */
function betweenLatin(words: readonly Word[], index: number): boolean {
  const [before, after] = [words[index - 1], words[index + 1]];
  return before?.role === 'name' && after?.role === 'name' && LATIN_END.test(before.text) && /^[a-z]/i.test(after.text);
}

/** Candidates of several messages with one call of the cutter: a fourth of the cost of one call each. */
export function phrasesOfAll(texts: readonly string[], cut: Cutter): Set<string>[] {
  const words = cut(texts.map((text) => text.replaceAll(SEPARATOR, '')).join(SEPARATOR));
  const found: Set<string>[] = [];
  let from = 0;
  for (let at = 0; at <= words.length; at += 1) {
    if (at < words.length && words[at]?.text !== SEPARATOR) continue;
    found.push(phrasesOf(words.slice(from, at)));
    from = at + 1;
  }
  return found;
}

/** Stands in no chat; the segmenter makes it a word of its own. */
const SEPARATOR = '\u001e';
