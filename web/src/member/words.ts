import chinese from '../../../locales/zh-CN/member.json';
import type { WordFiles } from '../shared/i18n.ts';

/** The Chinese ones come with the page: they are what most read, and nothing is shown without words. */
export const memberWords: WordFiles = {
  'zh-CN': {
    member: async () => ({ default: chinese }),
    errors: () => import('../../../locales/zh-CN/errors.json'),
  },
  en: {
    member: () => import('../../../locales/en/member.json'),
    errors: () => import('../../../locales/en/errors.json'),
  },
};

export const prizeWords: WordFiles = {
  'zh-CN': { prizes: () => import('../../../locales/zh-CN/prizes.json') },
  en: { prizes: () => import('../../../locales/en/prizes.json') },
};
