/** Words for what a picture says in codes: names of stages and segments, reasons, suggestions, definitions. */
import type { Checkup, Reason, Suggestion } from '#picture';
import type { Figures } from './figures.ts';
import type { Words } from './words.ts';

type Value = number | string;

export function reasonText(reason: Reason, words: Words, figures: Figures): string {
  return words.t(`picture:reason.${reason.code}`, shown(reason.values, figures));
}

export function suggestionTitle(suggestion: Suggestion, words: Words, figures: Figures): string {
  return words.t(`picture:suggestion.${suggestion.kind}.title`, { ...shown(suggestion.values, figures), people: suggestion.people.length });
}

export function suggestionWhy(suggestion: Suggestion, words: Words, figures: Figures): string {
  return words.t(`picture:suggestion.${suggestion.kind}.why`, { ...shown(suggestion.values, figures), people: suggestion.people.length });
}

/** Up to `limit` names and how many more. */
export function namesOf(people: readonly { name: string }[], limit: number, words: Words, figures: Figures): string {
  const names = figures.list(people.slice(0, limit).map(({ name }) => name));
  return people.length > limit ? words.t('report:andMore', { names, count: people.length - limit }) : names;
}

/** Whole civil days between covered stretches (the days at both ends where the gap is shorter than a day). */
export function gapsOf(checkup: Checkup, figures: Figures): { from: string; to: string; days: number }[] {
  return checkup.period.coverage.slice(1).map(({ from: resumed }, index) => {
    const broke = Temporal.PlainDate.from(figures.day(checkup.period.coverage[index]?.to ?? resumed));
    const until = Temporal.PlainDate.from(figures.day(resumed));
    const days = broke.until(until).days - 1;
    if (days < 1) return { from: broke.toString(), to: until.toString(), days: 0 };
    return { from: broke.add({ days: 1 }).toString(), to: until.subtract({ days: 1 }).toString(), days };
  });
}

/** Figures in the reader's way of writing them; codes and days stay as they are. */
function shown(values: Record<string, Value>, figures: Figures): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? figures.decimal(value) : value]),
  );
}
