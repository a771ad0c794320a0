import type { Language } from '#report';

/**
 * The reader's language: `--lang`, else the locale of the shell, else that of the system, else Chinese.
 * "C" and "POSIX" say nothing about the reader.
 */
export function languageOf(args: readonly string[], env: Readonly<Record<string, string | undefined>>, platform: string): Language {
  const wanted = wantedLanguage(args);
  if (wanted) return wanted;
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '') ?? '';
  if (/^zh/i.test(locale)) return 'zh-CN';
  if (locale !== '' && !/^(c|posix)([.@]|$)/i.test(locale)) return 'en';
  // Windows and macOS programs are often started without LANG; there the runtime knows the system's language.
  if (platform === 'win32' || platform === 'darwin') {
    return /^zh/i.test(Intl.DateTimeFormat().resolvedOptions().locale) ? 'zh-CN' : 'en';
  }
  return 'zh-CN';
}

function wantedLanguage(args: readonly string[]): Language | null {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const value = at < 0 ? undefined : args[at] === '--lang' ? args[at + 1] : args[at]?.slice('--lang='.length);
  if (value === undefined) return null;
  return /^zh/i.test(value) ? 'zh-CN' : /^en/i.test(value) ? 'en' : null;
}
