import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
const KEY = 'qunce.language';

type Words = { default: Record<string, unknown> };
/** The files of words of one entry, by namespace; the first one is the default. Only one language is loaded at a time. */
export type WordFiles = Record<Language, Record<string, () => Promise<Words>>>;
let files: WordFiles | undefined;

function preferredLanguage(): Language {
  const stored = localStorage.getItem(KEY);
  if (stored === 'zh-CN' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

async function load(language: Language) {
  const wanted = Object.entries(files?.[language] ?? {}).filter(([space]) => !i18next.hasResourceBundle(language, space));
  const words = await Promise.all(wanted.map(async ([space, file]) => [space, (await file()).default] as const));
  for (const [space, known] of words) i18next.addResourceBundle(language, space, known);
}

export async function startI18n(words: WordFiles) {
  files = words;
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

export async function setLanguage(language: Language) {
  await load(language);
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}
