import type { WordFiles } from '../shared/i18n.ts';

/** The server, terminal and reports read the same files. */
export const consoleWords: WordFiles = {
  'zh-CN': {
    console: () => import('../../../locales/zh-CN/console.json'),
    picture: () => import('../../../locales/zh-CN/picture.json'),
    errors: () => import('../../../locales/zh-CN/errors.json'),
    reminders: () => import('../../../locales/zh-CN/reminders.json'),
  },
  en: {
    console: () => import('../../../locales/en/console.json'),
    picture: () => import('../../../locales/en/picture.json'),
    errors: () => import('../../../locales/en/errors.json'),
    reminders: () => import('../../../locales/en/reminders.json'),
  },
};
