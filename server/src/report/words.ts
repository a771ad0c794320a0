/**
 * Words for reports and error messages in the reader's language, from locales/<language>/<namespace>.json.
 * Each namespace is read when the words are made; nothing is fetched.
 */
import { readFileSync } from 'node:fs';
import { createInstance, type ResourceLanguage } from 'i18next';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
type Values = Record<string, unknown>;

export interface Words {
  readonly language: Language;
  /** `namespace:key`; a missing key comes back as the key itself, so that a gap is seen and nothing breaks. */
  t(key: string, values?: Values): string;
  has(key: string): boolean;
}

const folder = new URL('../../../locales/', import.meta.url);

/** @param namespaces file names in the locales folder, without `.json` */
export function wordsIn(language: Language, namespaces: readonly string[]): Words {
  const files = Object.fromEntries(namespaces.map((name) => [name, readWords(language, name)]));
  const i18n = createInstance();
  // Synchronous, because every word is already here; escaping is the HTML writer's business.
  void i18n.init({
    lng: language,
    fallbackLng: false,
    ns: [...namespaces],
    initAsync: false,
    resources: { [language]: files },
    interpolation: { escapeValue: false },
  });
  const plain = new Map<string, string>();
  return {
    language,
    t: (key, values) => {
      if (values) return i18n.t(key, values);
      // Names of metrics come in every row of a table.
      const known = plain.get(key) ?? i18n.t(key);
      plain.set(key, known);
      return known;
    },
    has: (key) => i18n.exists(key),
  };
}

function readWords(language: Language, namespace: string): ResourceLanguage[string] {
  return JSON.parse(readFileSync(new URL(`${language}/${namespace}.json`, folder), 'utf8')) as ResourceLanguage[string];
}
