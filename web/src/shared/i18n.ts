import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
const KEY = 'qunce.language';

type Words = { default: Record<string, unknown> };
/** One language is loaded at a time; the server, terminal and reports read the same files. */
const files: Record<Language, () => Promise<Words[]>> = {
  'zh-CN': () =>
    Promise.all([
      import('../../../locales/zh-CN/console.json'),
      import('../../../locales/zh-CN/picture.json'),
      import('../../../locales/zh-CN/errors.json'),
    ]),
  en: () =>
    Promise.all([
      import('../../../locales/en/console.json'),
      import('../../../locales/en/picture.json'),
      import('../../../locales/en/errors.json'),
    ]),
};

function preferredLanguage(): Language {
  const stored = localStorage.getItem(KEY);
  if (stored === 'zh-CN' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

async function load(language: Language) {
  if (i18next.hasResourceBundle(language, 'console')) return;
  const [console, picture, errors] = await files[language]();
  i18next.addResourceBundle(language, 'console', console?.default ?? {});
  i18next.addResourceBundle(language, 'picture', picture?.default ?? {});
  i18next.addResourceBundle(language, 'errors', errors?.default ?? {});
}

export async function startI18n() {
  const language = preferredLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    ns: ['console', 'picture', 'errors'],
    defaultNS: 'console',
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
