/**
 * A key that sorts names as people look for them: 李 among L, small and capital letters together. The embedded database
 * has no collations of its own, so the key is stored; a Han character comes under the letter its pinyin begins with.
 */
const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin');
/** First characters of each pinyin letter in the collation; I, U and V begin no syllable. */
const firsts: [string, string][] = [
  ['a', '阿'],
  ['b', '八'],
  ['c', '嚓'],
  ['d', '咑'],
  ['e', '妸'],
  ['f', '发'],
  ['g', '旮'],
  ['h', '铪'],
  ['j', '丌'],
  ['k', '咔'],
  ['l', '垃'],
  ['m', '妈'],
  ['n', '拏'],
  ['o', '噢'],
  ['p', '妑'],
  ['q', '七'],
  ['r', '呥'],
  ['s', '仨'],
  ['t', '他'],
  ['w', '穵'],
  ['x', '夕'],
  ['y', '丫'],
  ['z', '帀'],
];
const known = new Map<string, string>();

/** The first 24 characters count. */
export function nameOrder(name: string): string {
  let key = '';
  for (const character of Array.from(name.trim().toLowerCase()).slice(0, 24)) {
    key += /\p{Script=Han}/u.test(character) ? letterOf(character) + character : character;
  }
  return key;
}

function letterOf(character: string): string {
  let letter = known.get(character);
  if (letter === undefined) {
    letter = firsts.findLast(([, first]) => collator.compare(first, character) <= 0)?.[0] ?? 'a';
    known.set(character, letter);
  }
  return letter;
}
