import type { Reason, RemovalRules, Stage } from './contract.ts';

const DAY_MS = 86_400_000;

/** Instants in epoch ms. */
export interface Steps {
  openedAt: number;
  rescueUntil: number | null;
  noticeAt: number | null;
  noticedAt: number | null;
  proposedAt: number | null;
}

export function stageOf({ noticeAt, noticedAt, proposedAt }: Steps): Stage {
  if (proposedAt !== null) return 'proposed';
  if (noticedAt !== null) return 'noticed';
  return noticeAt === null ? 'rescue' : 'notice';
}

/** When the next step comes by itself; null: a person has to take it. */
export function nextStepAt(steps: Steps, { noticeDays }: Pick<RemovalRules, 'noticeDays'>): number | null {
  const stage = stageOf(steps);
  if (stage === 'rescue') return steps.rescueUntil;
  return stage === 'noticed' && steps.noticedAt !== null ? steps.noticedAt + noticeDays * DAY_MS : null;
}

/** Words of `{{情况}}`: as a sentence goes on after 最近. */
const missed: { [C in Reason['code']]: (have: number) => string } = {
  checkins: (have) => `有 ${have} 天没看到你打卡`,
  homework: (have) => `有 ${have} 次作业没等到你`,
  silent: (have) => `有 ${have} 天没看到你的动静`,
  credit: (have) => `你的信用分只剩 ${have} 分`,
};

export function filledNotice(text: string, nickname: string, { code, have }: Pick<Reason, 'code' | 'have'>): string {
  return text.replaceAll('{{情况}}', missed[code](have)).replaceAll('{{天数}}', String(have)).replaceAll('{{昵称}}', nickname);
}

/** @param part of @param all; null of nothing */
export const shareOf = (part: number, all: number): number | null => (all === 0 ? null : part / all);
