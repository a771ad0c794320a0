/** What somebody types → which rows of `name_key` are looked at (ranges of an index) and which of them are meant (a pattern). */
import type { QueryContext } from '#kernel';
import { type SQL, sql } from '../../rows.ts';
import { folded, readingsOf } from './names.ts';

export interface Look {
  column: 'sounds' | 'initials';
  from: string;
  /** Excluded. */
  to: string;
}

const HAN = /\p{Script=Han}/u;
/** After every character of a name. */
const LAST = '\u{10ffff}';
/** Before every Han character, after every letter of pinyin. */
const FIRST_HAN = '\u2e80';
/** Places looked at for a single letter or character, which tens of thousands may have: reading all took 0.2 s of 100,000 people. */
const MOST_PLACES = 2_000;
/** Initial and final of a syllable, loosely: a wrong one only looks at a few rows more. */
const SYLLABLE =
  /^(?:[bpmfdtnlgkhjqxryw]|[zcs]h?)?(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou|u|ua|uai|uan|uang|ue|ui|un|uo|v|ve)$/;

/** Letters, digits, Han characters, and blanks between words; the rest says nothing. Empty: nothing to look for by sound. */
export function spelled(wanted: string): string[] {
  const words = folded(wanted).match(/[\p{L}\p{N}]+/gu) ?? [];
  return Array.from(words.join(' '));
}

/** Ranges that hold every row the pattern can match, and few others. */
export function looksFor(characters: readonly string[]): Look[] {
  const [first = '', second = '', third = ''] = characters;
  const blank = characters.indexOf(' ');
  if (HAN.test(first)) return readingsOf(first).map((sound) => prefix('sounds', sound + first));
  if (blank > 0) return initialsOf(first, characters[blank + 1] ?? '');
  const end = characters.findIndex((character) => HAN.test(character));
  const letters = characters.slice(0, end < 0 ? undefined : end).join('');
  const looks = [prefix('sounds', letters)];
  for (let length = 1; length < letters.length; length += 1) {
    const syllable = letters.slice(0, length);
    if (SYLLABLE.test(syllable)) looks.push({ column: 'sounds', from: syllable + FIRST_HAN, to: syllable + LAST });
  }
  if (second !== '') looks.push(...initialsOf(first, second));
  // zh, ch and sh are one initial to who types them so.
  if (/^[zcs]h/.test(letters) && third !== '') looks.push(...initialsOf(first, third));
  return looks;
}

/** Two syllables or words that follow each other. */
function initialsOf(first: string, second: string): Look[] {
  const seconds = HAN.test(second) ? readingsOf(second).map((sound) => sound.charAt(0)) : [second];
  return [...new Set(seconds)].map((initial) => prefix('initials', first + initial));
}

function prefix(column: Look['column'], text: string): Look {
  return { column, from: text, to: text + LAST };
}

/**
 * Each letter goes on in its syllable or begins the next one, after a blank always the next one; a Han character ends its
 * syllable. For PostgreSQL and JavaScript.
 */
export function patternOf(characters: readonly string[]): string {
  return characters.reduce((pattern, character, place) => {
    if (character === ' ') return pattern;
    if (characters[place - 1] === ' ' && !HAN.test(character)) return `${pattern}[^ ]* ${character}`;
    if (HAN.test(character)) return place === 0 ? `^[a-z]*${character}` : `${pattern}[^ ]* [a-z]*${character}`;
    return place === 0 ? `^${character}` : `${pattern}([^ ]* )?${character}`;
  }, '');
}

/**
 * People whose names match, as a table with `channel_id` and `who`; null: the words hold nothing that can be looked for by sound.
 * Of a single letter or character the first `MOST_PLACES` in the order of their sounds, so that a whole name comes before those it begins.
 */
export function peopleNamed(ctx: QueryContext, wanted: string, channels: SQL): SQL | null {
  const characters = spelled(wanted);
  if (characters.length === 0) return null;
  const single = characters.length === 1;
  // As an array the channels are a mere filter: joined to, they put all places in another order first, 0.1 s of 100,000 people.
  const within = single
    ? sql`= ANY(ARRAY(SELECT id FROM channel WHERE org_id = ${ctx.orgId} AND id IN (${channels})))`
    : sql`IN (${channels})`;
  const parts = looksFor(characters).map(({ column, from, to }) => {
    const key = sql.identifier(column);
    const first = single ? sql`ORDER BY ${key} LIMIT ${MOST_PLACES}` : sql``;
    return sql`(SELECT channel_id, who, sounds FROM name_key WHERE org_id = ${ctx.orgId} AND ${key} >= ${from}::text COLLATE "C"
      AND ${key} < ${to}::text COLLATE "C" AND channel_id ${within} ${first})`;
  });
  return sql`(SELECT DISTINCT channel_id, who FROM (${sql.join(parts, sql` UNION ALL `)}) n WHERE n.sounds ~ ${patternOf(characters)}::text)`;
}
