/** The one sentence on top: where the group stands, then the one thing that matters most about it. */
import type { Checkup } from '#picture';
import type { Figures } from './figures.ts';
import { leavingPeople } from './picture-words.ts';
import type { Words } from './words.ts';

export function headline(checkup: Checkup, words: Words, figures: Figures): string {
  const say = (key: string, values: Record<string, unknown>) => words.t(`report:headline.${key}`, values);
  if (checkup.messages.total === 0) return say('empty', {});
  const { stage } = checkup.lifecycle;
  const { wau, wauBefore } = checkup.activity;
  if (checkup.tooLittleData) {
    return say('tooLittle', { days: figures.count(checkup.period.activeDays), messages: figures.count(checkup.messages.total) });
  }
  if (stage === 'dead') {
    const hours = checkup.silence.currentHours ?? 0;
    return say('dead', { silence: figures.duration(hours * 3600) });
  }
  const standing = say(`stage.${stage}`, {});
  const change =
    wauBefore === null
      ? say('wauOnly', { count: wau })
      : say(wau < wauBefore ? 'wauDown' : wau > wauBefore ? 'wauUp' : 'wauSame', { count: wau, before: wauBefore });
  return say('sentence', { standing, change, matter: matter(checkup, say, figures) });
}

function matter(checkup: Checkup, say: (key: string, values: Record<string, unknown>) => string, figures: Figures): string {
  const { newcomers, concentration, checkins } = checkup;
  const leaving = leavingPeople(checkup).length;
  if (leaving >= 2) return say('matter.atRisk', { count: leaving });
  const waiting = newcomers.total - newcomers.answered;
  if (waiting > 0) return say('matter.newcomers', { count: waiting });
  if (concentration.halfBy !== null && concentration.halfBy <= 3 && checkup.members.speakers >= 10) {
    return say(concentration.halfBy === 1 ? 'matter.halfOne' : 'matter.half', { number: concentration.halfBy });
  }
  if (checkins.longestStreak >= 7) return say('matter.streak', { count: checkins.longestStreak });
  return say('matter.reach', { share: figures.share(checkup.members.total > 0 ? checkup.activity.mau / checkup.members.total : null) });
}
