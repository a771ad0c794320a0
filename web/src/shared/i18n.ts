import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
const KEY = 'qunce.language';

type File = () => Promise<{ default: Record<string, unknown> }>;
/** Files of words by namespace, several may fill one; the first one is the default. Only one language is loaded at a time. */
export type WordFiles = Record<Language, Record<string, File>>;
const wanted = new Set<WordFiles>();
const loaded = new Set<File>();

function preferredLanguage(): Language {
  const stored = localStorage.getItem(KEY);
  if (stored === 'zh-CN' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

async function load(language: Language) {
  const missing = [...wanted].flatMap((words) => Object.entries(words[language])).filter(([, file]) => !loaded.has(file));
  await Promise.all(
    missing.map(async ([space, file]) => {
      i18next.addResourceBundle(language, space, (await file()).default, true);
      loaded.add(file);
    }),
  );
}

export async function startI18n(words: WordFiles) {
  wanted.add(words);
  const language = preferredLanguage();
  const spaces = Object.keys(words[language]);
  await i18next.use(initReactI18next).init({
    lng: language,
    ns: spaces,
    defaultNS: spaces[0] ?? 'console',
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await load(language);
  document.documentElement.lang = language;
}

/** A page with words of its own, which come with it and not with the first load; those of another language when it is chosen. */
export function withWords<Page>(page: () => Promise<Page>, ...words: WordFiles[]): () => Promise<Page> {
  return async () => {
    for (const files of words) wanted.add(files);
    const [here] = await Promise.all([page(), load(i18next.language === 'en' ? 'en' : 'zh-CN')]);
    return here;
  };
}

export async function setLanguage(language: Language) {
  await load(language);
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}
