import type { WordFiles } from '../shared/i18n.ts';

export const memberWords: WordFiles = {
  'zh-CN': {
    member: () => import('../../../locales/zh-CN/member.json'),
    errors: () => import('../../../locales/zh-CN/errors.json'),
  },
  en: {
    member: () => import('../../../locales/en/member.json'),
    errors: () => import('../../../locales/en/errors.json'),
  },
};
