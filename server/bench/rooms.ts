/**
 * Reads chat logs of the form `[YYYY-MM-DD HH:MM:SS] <nick> text` (UTC) into what the stage history needs.
 * Lines that do not begin so continue the message before them.
 */
import { readFileSync } from 'node:fs';
import { DAY_MS, weekStart } from '#vocabulary/zone';
import type { WeekTotal } from '../src/picture/facts.ts';
import type { StageInput } from '../src/picture/stage/stage-history.ts';

export interface Room extends StageInput {
  /** Civil day of each message, in order. */
  messageDays: number[];
}

const line = /^\[(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})\] <([^>]+)>/;

export function readRoom(file: string): Room {
  const weeks = new Map<number, { messages: number; by: Map<string, number> }>();
  const people = new Map<string, { messages: number; firstDay: number }>();
  const instants: number[] = [];
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    const match = line.exec(text);
    if (!match) continue;
    const [, year, month, date, hour, minute, second, who = ''] = match;
    const at = Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hour), Number(minute), Number(second));
    const day = Math.floor(at / DAY_MS);
    instants.push(at);
    const person = people.get(who) ?? { messages: 0, firstDay: day };
    people.set(who, { messages: person.messages + 1, firstDay: Math.min(person.firstDay, day) });
    const week = weeks.get(weekStart(day)) ?? { messages: 0, by: new Map<string, number>() };
    weeks.set(weekStart(day), week);
    week.messages += 1;
    week.by.set(who, (week.by.get(who) ?? 0) + 1);
  }
  instants.sort((a, b) => a - b);
  const [from, to] = [instants[0] ?? 0, instants.at(-1) ?? 0];
  return {
    zone: 'UTC',
    asOf: to,
    coverage: [{ from, to }],
    weeks: [...weeks].map(([week, { messages, by }]): WeekTotal => {
      const topShare = Math.max(...by.values()) / messages;
      return { week, messages, speakers: by.size, topShare, checkins: 0, joins: 0, leaves: 0 };
    }),
    totals: [...people.values()],
    roster: 0,
    messageDays: instants.map((at) => Math.floor(at / DAY_MS)),
  };
}
