import type { TFunction } from 'i18next';

interface Step {
  what: 'reminder' | 'warning' | 'points' | 'mute';
  points: number;
  hours: number | null;
}

/** What a step does, in words. */
export function stepWords(t: TFunction<'credit'>, { what, points, hours }: Step): string {
  return t(`what.${what === 'mute' && points > 0 ? 'muteAnd' : what}`, { points, hours: hours ?? 0 });
}

/** From which time on it does so; a step that the next one follows at once is of that time alone. */
export function ladderWords(t: TFunction<'credit'>, steps: readonly (Step & { from: number })[]): string[] {
  return steps.map((step, at) => {
    const next = steps[at + 1]?.from;
    return t(next === step.from + 1 ? 'step.once' : 'step.on', { from: step.from, what: stepWords(t, step) });
  });
}
