import { describe, expect, it } from 'vitest';
import type { MemberDay } from '../facts.ts';
import { gapP90, streaksOf, totalMember, totalWeek } from './totals.ts';

const monday = 20_759; // 2026-11-02

function memberDay(who: string, day: number, messages: number, checkins: MemberDay['checkins'] = []): MemberDay {
  const start = day * 86_400_000;
  return { day, who, messages, firstAt: start + 1, lastAt: start + 2, questions: 0, checkins, openingAnsweredAt: null };
}

describe('streaksOf', () => {
  it.each([
    ['no check-in', [], [0, 0, 0, null]],
    ['one', [5], [1, 1, 1, 5]],
    ['a hole', [1, 2, 3, 5, 6], [5, 3, 2, 6]],
    ['unbroken', [7, 8, 9], [3, 3, 3, 9]],
  ])('%s', (_name, days, [checkinDays, longestStreak, currentStreak, lastCheckinDay]) => {
    expect(streaksOf(days)).toEqual({ checkinDays, longestStreak, currentStreak, lastCheckinDay });
  });
});

describe('gapP90', () => {
  it.each([
    ['one day has no gap', [3], null],
    ['one gap', [3, 10], 7],
    ['nine short gaps and a long one', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 30], 3],
  ])('%s', (_name, days, expected) => expect(gapP90(days)).toBe(expected));
});

describe('totalMember', () => {
  it('sums days, weeks and check-ins', () => {
    const opening = { ...memberDay('a', monday, 2), openingAnsweredAt: 77 };
    const days = [opening, memberDay('a', monday + 1, 1, ['number']), memberDay('a', monday + 9, 4, ['keyword'])] as const;
    expect(totalMember([...days])).toEqual({
      who: 'a',
      messages: 7,
      activeDays: 3,
      activeWeeks: 2,
      firstDay: monday,
      lastDay: monday + 9,
      firstAt: opening.firstAt,
      lastAt: days[2].lastAt,
      gapP90: 7.3,
      checkinDays: 2,
      longestStreak: 1,
      currentStreak: 1,
      lastCheckinDay: monday + 9,
      firstAnsweredAt: 77,
    });
  });
});

describe('totalWeek', () => {
  it('counts people, the busiest share, check-ins, joins and leaves', () => {
    const members = [memberDay('a', monday, 3, ['keyword']), memberDay('a', monday + 1, 3), memberDay('b', monday, 2, ['number'])];
    const day = {
      day: monday,
      messages: 10,
      unattributed: 2,
      byKind: {},
      system: { join: 2, leave: 1, removal: 1 },
      hours: [],
      gaps: [],
      longestGap: null,
      replies: [],
      firstAt: 0,
      lastAt: 0,
      unresolved: 0,
      carry: { lastAt: null, lastWho: null, runStartedAt: null, otherAt: null, otherWho: null },
    };
    expect(totalWeek(monday, [day], members)).toEqual({
      week: monday,
      messages: 10,
      speakers: 2,
      topShare: 0.6,
      checkins: 2,
      joins: 2,
      leaves: 2,
    });
  });
});
