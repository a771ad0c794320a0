import { describe, expect, it } from 'vitest';
import { languageOf } from './language.ts';

describe('the reader’s language', () => {
  it.each([
    [[], { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [[], { LANG: 'en_US.UTF-8' }, 'en'],
    [[], { LANG: 'de_DE.UTF-8' }, 'en'],
    [[], { LC_ALL: 'en_GB', LANG: 'zh_CN' }, 'en'],
    [[], { LC_ALL: '', LANG: 'zh_TW.Big5' }, 'zh-CN'],
    [[], { LANG: 'C.UTF-8' }, 'zh-CN'],
    [[], { LANG: 'POSIX' }, 'zh-CN'],
    [[], {}, 'zh-CN'],
    [['checkup', '--lang', 'en'], { LANG: 'zh_CN' }, 'en'],
    [['checkup', '--lang=zh'], { LANG: 'en_US' }, 'zh-CN'],
    [['checkup', '--lang', 'fr'], { LANG: 'en_US' }, 'en'],
    [['checkup', '--lang'], { LANG: 'en_US' }, 'en'],
  ])('%j in %j is %s', (args, env, language) => {
    expect(languageOf(args, env, 'linux')).toBe(language);
  });
});
