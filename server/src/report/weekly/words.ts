/** Sentences of a weekly report, for its page and its card alike. */
import type { WeeklyReport } from '#picture';
import type { Words } from '../words.ts';

export function spokeSentence({ now, before }: Pick<WeeklyReport['spoke'], 'now' | 'before'>, words: Words): string {
  const say = (key: string, values: Record<string, number>) => words.t(`picture:weekly.spokeSentence.${key}`, values);
  if (now === null) return say('unknown', {});
  if (before === null) return say('only', { now });
  if (now === before) return say('same', { now });
  return now > before ? say('more', { now, by: now - before }) : say('fewer', { now, by: before - now });
}
