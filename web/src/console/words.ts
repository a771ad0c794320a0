import type { WordFiles } from '../shared/i18n.ts';

/** The server, terminal and reports read the same files. */
export const consoleWords: WordFiles = {
  'zh-CN': {
    console: () => import('../../../locales/zh-CN/console.json'),
    picture: () => import('../../../locales/zh-CN/picture.json'),
    errors: () => import('../../../locales/zh-CN/errors.json'),
  },
  en: {
    console: () => import('../../../locales/en/console.json'),
    picture: () => import('../../../locales/en/picture.json'),
    errors: () => import('../../../locales/en/errors.json'),
  },
};

/** What is said inside a camp alone. */
export const campWords: WordFiles = {
  'zh-CN': { console: () => import('../../../locales/zh-CN/console-camp.json') },
  en: { console: () => import('../../../locales/en/console-camp.json') },
};

export const dutyWords: WordFiles = {
  'zh-CN': { console: () => import('../../../locales/zh-CN/console-duties.json') },
  en: { console: () => import('../../../locales/en/console-duties.json') },
};

export const blueprintWords: WordFiles = {
  'zh-CN': { console: () => import('../../../locales/zh-CN/console-blueprints.json') },
  en: { console: () => import('../../../locales/en/console-blueprints.json') },
};
