import { array, constantFrom, assert as hold, integer, property, shuffledSubarray, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { closesAfter, dealTurns, dutiesOf, instantOn, turnsOf } from './rules.ts';
import { fill, placeholdersOf } from './words.ts';

const people = uniqueArray(constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { minLength: 1, maxLength: 7 });
const loadsOf = (dealt: readonly (string | null)[], who: readonly string[]) =>
  who.map((one) => dealt.filter((held) => held === one).length);
const days = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('turns', () => {
  it.each([
    ['daily', '2026-02-27', ['2026-02-27–2026-02-27', '2026-02-28–2026-02-28', '2026-03-01–2026-03-01']],
    ['weekly', '2026-02-25', ['2026-02-25–2026-03-03', '2026-03-04–2026-03-10', '2026-03-11–2026-03-17']],
    ['monthly', '2028-01-31', ['2028-01-31–2028-02-28', '2028-02-29–2028-03-30', '2028-03-31–2028-04-29']],
  ] as const)('of a %s roster follow each other without a gap', (rhythm, first, wanted) => {
    expect(turnsOf(rhythm, dayNumber(first), 3).map(({ from, to }) => `${dayText(from)}–${dayText(to)}`)).toEqual(wanted);
  });

  it('are dealt so that nobody has more than one more than another, and nobody comes twice running', () => {
    hold(
      property(people, integer({ min: 1, max: 60 }), array(constantFrom('a', 'b', 'c', 'x'), { maxLength: 12 }), (who, count, before) => {
        const dealt = dealTurns({ turns: days(count), people: who, before });
        const loads = loadsOf(dealt, who);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
        if (who.length === 1) return;
        for (const [i, held] of dealt.entries()) expect(held).not.toBe(i === 0 ? before.at(-1) : dealt[i - 1]);
      }),
    );
  });

  it('give nothing to who is not there any more, keep what was given, and are dealt alike each time', () => {
    hold(
      property(
        people.chain((who) => shuffledSubarray(who, { minLength: 1 }).map((stay) => ({ who, stay }))),
        integer({ min: 1, max: 40 }),
        integer({ min: 0, max: 40 }),
        ({ who, stay }, count, at) => {
          const first = dealTurns({ turns: days(count), people: who });
          const kept = new Map(first.slice(0, at).map((held, turn) => [turn, held ?? '']));
          const again = dealTurns({ turns: days(count), people: stay, kept });
          expect(again.slice(0, at)).toEqual(first.slice(0, at));
          for (const held of again.slice(at)) expect(stay).toContain(held);
          expect(dealTurns({ turns: days(count), people: stay, kept })).toEqual(again);
        },
      ),
    );
  });

  it('go first to who had fewer before', () => {
    expect(dealTurns({ turns: days(3), people: ['a', 'b', 'c'], before: ['a', 'b', 'a'] })).toEqual(['c', 'b', 'a']);
  });
});

it('a checklist asks on every day of a turn, on its first or its last, in the order of times', () => {
  const [week] = turnsOf('weekly', dayNumber('2026-03-02'), 1);
  if (!week) throw new TypeError('there is a week');
  const asked = dutiesOf(week, [
    { text: '发早安', time: '07:00', on: 'everyDay' },
    { text: '交接', time: '21:00', on: 'lastDay' },
    { text: '领物资', time: '07:00', on: 'firstDay' },
  ]);
  expect(asked).toHaveLength(9);
  expect(asked.slice(0, 2).map(({ text, place }) => `${text} ${place}`)).toEqual(['发早安 1', '领物资 2']);
  expect(asked.at(-1)).toEqual({ day: dayNumber('2026-03-08'), time: '21:00', text: '交接', place: 1 });
});

describe('something due', () => {
  const berlin = zoneClock('Europe/Berlin');
  const due = (day: string, time: string) => instantOn(berlin, dayNumber(day), time);

  it('keeps its time of the day when the clocks change', () => {
    const [before, after] = [due('2026-03-28', '07:00'), due('2026-03-29', '07:00')];
    expect(after - before).toBe(23 * 3_600_000);
    expect(new Date(due('2026-03-29', '02:30')).toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it('may be done until the day ends, and for two hours at least', () => {
    expect(new Date(closesAfter(berlin, due('2026-03-02', '07:00'))).toISOString()).toBe('2026-03-02T23:00:00.000Z');
    expect(new Date(closesAfter(berlin, due('2026-03-02', '23:30'))).toISOString()).toBe('2026-03-03T00:30:00.000Z');
    // The day on which the clocks go back has 25 hours.
    expect(closesAfter(berlin, due('2026-10-25', '00:00')) - due('2026-10-25', '00:00')).toBe(25 * 3_600_000);
  });
});

it('placeholders are filled in where something is known and stay otherwise', () => {
  expect(fill('{目标}，{谁} 来讲', { 目标: '写满三万字', 谁: '' })).toBe('写满三万字，{谁} 来讲');
  expect(placeholdersOf(['{甲} {乙}', '{甲}{ 丙 }'])).toEqual(['甲', '乙']);
});
