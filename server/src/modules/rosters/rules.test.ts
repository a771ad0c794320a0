import { describe, expect, it } from 'vitest';
import { dayNumber } from '#vocabulary/zone';
import type { Figures, HeadCount } from './contract.ts';
import { refusalOf, weeksOf } from './rules.ts';

const none: Figures = { members: null, messages: null, speakers: null, joins: null, leaves: null };

describe('the figures of a day', () => {
  const today = dayNumber('2026-03-02');
  it.each<[string, string, Partial<Figures>, string | null]>([
    ['are kept', '2026-03-02', { members: 120, messages: 30, speakers: 8, joins: 2, leaves: 0 }, null],
    ['may be one alone', '2026-03-01', { joins: 0 }, null],
    ['may tell a silent day', '2026-03-01', { messages: 0, speakers: 0 }, null],
    ['are not of a day to come', '2026-03-03', { messages: 3 }, 'headCount.future'],
    ['are not of long ago', '2025-01-20', { messages: 3 }, 'headCount.tooOld'],
    ['tell something', '2026-03-01', {}, 'headCount.empty'],
    ['have a message for every speaker', '2026-03-01', { messages: 3, speakers: 4 }, 'headCount.moreSpeakers'],
    ['have a speaker for messages', '2026-03-01', { messages: 3, speakers: 0 }, 'headCount.noSpeakers'],
  ])('%s', (_case, day, figures, refusal) => {
    expect(refusalOf(dayNumber(day), today, { ...none, ...figures })).toBe(refusal);
  });
});

const count = (day: string, figures: Partial<Figures>, covered = false): HeadCount => ({
  ...none,
  ...figures,
  day,
  covered,
  corrected: false,
  keptAt: '2026-03-02T00:00:00.000Z',
});

it('weeks add up what was told, leave days out that chat covers, and never add speakers', () => {
  expect(
    weeksOf([
      count('2026-02-23', { members: 100, messages: 10, speakers: 4, joins: 1 }),
      count('2026-03-01', { members: 101, messages: 20, speakers: 6 }),
      count('2026-02-24', { messages: 999, speakers: 99 }, true),
      count('2026-02-22', { leaves: 2 }),
    ]),
  ).toEqual([
    { week: '2026-02-16', days: 1, members: null, messages: null, speakersMost: null, joins: null, leaves: 2 },
    { week: '2026-02-23', days: 2, members: 101, messages: 30, speakersMost: 6, joins: 1, leaves: null },
  ]);
});
