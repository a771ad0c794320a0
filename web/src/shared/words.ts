import type { WordFiles } from './i18n.ts';

/** Read by staff and members alike, on pages that not everybody opens. */
export const creditWords: WordFiles = {
  'zh-CN': { credit: () => import('../../../locales/zh-CN/credit.json') },
  en: { credit: () => import('../../../locales/en/credit.json') },
};

export const alumniWords: WordFiles = {
  'zh-CN': { alumni: () => import('../../../locales/zh-CN/alumni.json') },
  en: { alumni: () => import('../../../locales/en/alumni.json') },
};

export const dissolutionWords: WordFiles = {
  'zh-CN': { dissolution: () => import('../../../locales/zh-CN/dissolution.json') },
  en: { dissolution: () => import('../../../locales/en/dissolution.json') },
};

export const successionWords: WordFiles = {
  'zh-CN': { succession: () => import('../../../locales/zh-CN/succession.json') },
  en: { succession: () => import('../../../locales/en/succession.json') },
};

export const reminderWords: WordFiles = {
  'zh-CN': { reminders: () => import('../../../locales/zh-CN/reminders.json') },
  en: { reminders: () => import('../../../locales/en/reminders.json') },
};
