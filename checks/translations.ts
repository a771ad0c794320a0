import { readdirSync, readFileSync } from 'node:fs';

type Words = { [key: string]: string | Words };

function flatten(words: Words, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

/** Plural forms differ by language: `x_one` and `x_other` both stand for `x`. */
const bare = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const blanks = (text: string) => [...new Set([...text.matchAll(/{{\s*([\w.]+)/g)].map(([, name = '']) => name))].sort().join(', ');

/** Both languages have the same files, keys and blanks; nothing is empty; Chinese is Chinese and English is not. */
export function translations(): string[] {
  const problems: string[] = [];
  const files = new Set([...readdirSync('locales/zh-CN'), ...readdirSync('locales/en')]);
  for (const file of files) {
    const read = (language: string) => {
      try {
        return flatten(JSON.parse(readFileSync(`locales/${language}/${file}`, 'utf8')) as Words);
      } catch (error) {
        problems.push(`locales/${language}/${file}: ${error instanceof Error ? error.message : error}`);
        return new Map<string, string>();
      }
    };
    const chinese = read('zh-CN');
    const english = read('en');
    const keys = (words: Map<string, string>) => new Set([...words.keys()].map(bare));
    for (const key of keys(chinese)) if (!keys(english).has(key)) problems.push(`locales/en/${file} lacks ${key}`);
    for (const key of keys(english)) if (!keys(chinese).has(key)) problems.push(`locales/zh-CN/${file} lacks ${key}`);
    for (const [key, text] of [...chinese, ...english]) if (text.trim() === '') problems.push(`locales/…/${file}: ${key} is empty`);
    for (const [key, text] of english) {
      const other = chinese.get(key) ?? chinese.get(`${bare(key)}_other`) ?? chinese.get(bare(key));
      if (other !== undefined && !/_(zero|one)$/.test(key) && blanks(other) !== blanks(text)) {
        problems.push(`locales/…/${file}: ${key} has the blanks [${blanks(other)}] in Chinese and [${blanks(text)}] in English`);
      }
      if (/[\u4e00-\u9fff]/.test(text) && !/\b(zh|language|brand)\b/i.test(key))
        problems.push(`locales/en/${file}: ${key} is still Chinese`);
    }
  }
  return problems;
}
