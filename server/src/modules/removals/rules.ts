import type { RemovalRules, Stage } from './contract.ts';

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

export function filledNotice(text: string, nickname: string, have: number): string {
  return text.replaceAll('{{昵称}}', nickname).replaceAll('{{天数}}', String(have));
}

/** @param part of @param all; null of nothing */
export const shareOf = (part: number, all: number): number | null => (all === 0 ? null : part / all);
