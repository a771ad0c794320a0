/**
 * What follows from the entries of one licence. After the driving licence: a cycle of twelve months from the day its holder joined;
 * at its end the points taken in it come back, but at zero nothing comes back until the exam is passed.
 */
import { isDeepStrictEqual } from 'node:util';
import { dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { type CreditRule, type CreditRules, type CreditStep, FULL } from './contract.ts';

export interface LedgerEntry {
  id: string;
  kind: 'violation' | 'reversal' | 'exam';
  /** Epoch ms. */
  at: number;
  rule: string | null;
  points: number;
  ofEntry: string | null;
}

export interface Standing {
  balance: number;
  /** Epoch ms; null: rights are not suspended. */
  suspendedAt: number | null;
}

/** @param cycles instants at which a new cycle began, up to now, in order */
export function standingOf(entries: readonly LedgerEntry[], cycles: readonly number[]): Standing {
  const gone = reversedIn(entries);
  const effects = [
    ...cycles.map((at) => ({ at, kind: 'cycle' as const, points: 0 })),
    ...entries.flatMap(({ id, kind, at, points }) => (kind === 'reversal' || gone.has(id) ? [] : { at, kind, points })),
  ].sort((a, b) => a.at - b.at);
  let [balance, suspendedAt]: [number, number | null] = [FULL, null];
  for (const { at, kind, points } of effects) {
    if (kind === 'cycle') balance = suspendedAt === null ? FULL : balance;
    else if (kind === 'violation') {
      balance = Math.max(0, balance - points);
      if (balance === 0) suspendedAt ??= at;
    } else {
      balance = Math.max(balance, points);
      suspendedAt = null;
    }
  }
  return { balance, suspendedAt };
}

/** Ids of entries that were taken back. */
export function reversedIn(entries: readonly LedgerEntry[]): Set<string> {
  return new Set(entries.flatMap(({ ofEntry }) => ofEntry ?? []));
}

/** The how manieth time it would be at `now`: those taken back, or longer ago than the rule counts, count no more. */
export function nthTime({ number, withinDays }: CreditRule, entries: readonly LedgerEntry[], now: number): number {
  const gone = reversedIn(entries);
  const since = now - withinDays * 86_400_000;
  return 1 + entries.filter(({ id, rule, at }) => rule === number && at > since && !gone.has(id)).length;
}

export type LadderStep = CreditStep & { need: number; have: number; met: boolean; applies: boolean };

/** Each step with what it needs and what there is; the last one that is reached applies. */
export function ladderAt({ steps }: CreditRule, nth: number): LadderStep[] {
  const reached = steps.findLast(({ from }) => nth >= from);
  return steps.map((step) => ({ ...step, need: step.from, have: nth, met: nth >= step.from, applies: step === reached }));
}

interface ExamTerms {
  ask: number;
  pass: number;
  tries: number;
  perDays: number;
  pauseHours: number;
}

/** Of 100. */
export const scoreOf100 = (right: number, asked: number): number => (asked === 0 ? 0 : Math.floor((right * 100) / asked));

interface Try {
  begunAt: number;
  finishedAt: number | null;
}

export interface ExamGate {
  needs: { code: 'exam.suspended' | 'exam.tries' | 'exam.pause'; need: number; have: number; met: boolean }[];
  triesLeft: number;
}

/** Tries come back one by one as they grow older than the terms count, so that nobody is shut out for good. */
export function examGate({ tries, perDays, pauseHours }: ExamTerms, suspended: boolean, before: readonly Try[], now: number): ExamGate {
  const since = now - perDays * 86_400_000;
  const triesLeft = Math.max(0, tries - before.filter(({ begunAt }) => begunAt > since).length);
  const ended = Math.max(0, ...before.flatMap(({ finishedAt }) => finishedAt ?? []));
  const next = ended === 0 ? 0 : ended + pauseHours * 3_600_000;
  return {
    needs: [
      { code: 'exam.suspended', need: 1, have: suspended ? 1 : 0, met: suspended },
      { code: 'exam.tries', need: 1, have: triesLeft, met: triesLeft > 0 },
      { code: 'exam.pause', need: next, have: now, met: now >= next },
    ],
    triesLeft,
  };
}

export interface Cycle {
  /** Epoch ms of every cycle that has begun since the first, in order. */
  begun: number[];
  /** Civil days: the first of this one, and of the next. */
  from: string;
  renewsOn: string;
}

/** Cycles of twelve months from the civil day of joining, in the community's zone; one that joined on 29 February renews on the 28th. */
export function cyclesOf(joinedAt: number, zone: string, now: number): Cycle {
  const clock = zoneClock(zone);
  const first = Temporal.PlainDate.from(dayText(clock.dayOf(joinedAt)));
  const begun: number[] = [];
  for (let years = 1; ; years += 1) {
    const next = first.add({ years });
    const at = clock.startOfDay(dayNumber(next.toString()));
    if (at > now) return { begun, from: first.add({ years: years - 1 }).toString(), renewsOn: next.toString() };
    begun.push(at);
  }
}

interface RuleChange {
  number: string;
  name: string;
  what: 'added' | 'changed' | 'removed';
}

/** What members read: everything but the questions of the exam. */
export function openTerms({ appeal, exam }: CreditRules) {
  const { questions: _, ...terms } = exam;
  return { appeal, exam: terms };
}

/** What is new to somebody who has read `before`; `terms`: those of appeals or of the exam. @param before null: nothing was read yet */
export function changesOf(before: CreditRules | null, after: CreditRules): { changes: RuleChange[]; terms: boolean } {
  const known = new Map((before?.rules ?? []).map((rule) => [rule.number, rule]));
  const held = new Set(after.rules.map(({ number }) => number));
  const written = after.rules.flatMap((rule): RuleChange[] => {
    const was = known.get(rule.number);
    if (was && isDeepStrictEqual(was, rule)) return [];
    return [{ number: rule.number, name: rule.name, what: was ? 'changed' : 'added' }];
  });
  const gone = [...known.values()].flatMap(({ number, name }): RuleChange[] =>
    held.has(number) ? [] : [{ number, name, what: 'removed' }],
  );
  return { changes: [...written, ...gone], terms: before !== null && !isDeepStrictEqual(openTerms(before), openTerms(after)) };
}
