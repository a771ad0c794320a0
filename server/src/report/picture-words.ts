/** Words for what a picture says in codes: names of stages and segments, reasons, suggestions, definitions. */
import type { Checkup, PersonPicture, Reason, Suggestion } from '#picture';
import type { Figures } from './figures.ts';
import type { Words } from './words.ts';

type Value = number | string;

export function reasonText(reason: Reason, words: Words, figures: Figures): string {
  return words.t(`picture:reason.${reason.code}`, shown(reason.values, figures));
}

/** What to do, why, and how to go about it. */
export function suggestionText(suggestion: Suggestion, part: 'title' | 'why' | 'do', words: Words, figures: Figures): string {
  return words.t(`picture:suggestion.${suggestion.kind}.${part}`, shown(suggestion.values, figures));
}

/** How many people a suggestion is about; `people` holds the first twenty. */
export function suggestionReach({ kind, people, values }: Suggestion): number {
  const said = kind === 'answerQuestions' ? values.askers : values.n;
  return typeof said === 'number' ? Math.max(said, people.length) : people.length;
}

/** Name of a segment, flag or other metric, as its definition has it. */
export function metricName(metric: string, words: Words): string {
  return words.t(`picture:metric.${metric}.name`);
}

/** At risk and not yet gone, the most talkative first: whom a word may still keep. */
export function leavingPeople(checkup: Checkup): PersonPicture[] {
  return checkup.people
    .filter(({ flags }) => flags.includes('atRisk') && !flags.includes('lost'))
    .toSorted((a, b) => b.messages - a.messages);
}

/** Civil days without a sign of this person, as the rule counted them. */
export function silentDays(person: PersonPicture): number | null {
  return person.rules.atRisk?.find(({ metric }) => metric === 'daysSinceLast')?.have ?? null;
}

/** Those who wrote most. */
export function busiest(checkup: Checkup, count: number): PersonPicture[] {
  return checkup.people.toSorted((a, b) => b.messages - a.messages).slice(0, count);
}

/** Up to `limit` names and how many more there are of `total`. */
export function namesOf(people: readonly { name: string }[], limit: number, words: Words, figures: Figures, total = people.length): string {
  const shownNames = people.slice(0, limit);
  return andMore(figures.list(shownNames.map(({ name }) => name)), total - shownNames.length, words);
}

export function andMore(names: string, more: number, words: Words): string {
  if (more <= 0) return names;
  // A space before Chinese only where a Latin letter or a digit ends the list.
  const joint = words.language === 'zh-CN' && /[\p{sc=Latin}\d]$/u.test(names) ? ' ' : '';
  return words.t('report:andMore', { names: names + joint, count: more });
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
