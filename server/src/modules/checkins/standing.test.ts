import { array, boolean, constantFrom, assert as hold, integer, property, record, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '#vocabulary/zone';
import { policy } from './contract.ts';
import { civilDays } from './days.ts';
import { type Course, freeDays, type Row, standingOf, stillRunning } from './standing.ts';

/** A Monday. */
const monday = dayNumber('2026-03-02');

interface Rules {
  need?: number;
  /** `[day of the campaign, from 0; need]` */
  later?: [number, number][];
}

function courseOf({ need = 7, later = [] }: Rules, length: number, today: number, start = monday, joined = 0): Course {
  const versions = [[0, need] as const, ...later].map(([from, needPerWeek], index) => ({
    version: index + 1,
    from: start + from,
    decidedAt: 0,
    policy: policy.parse({ needPerWeek }),
  }));
  return { days: civilDays(versions), startsOn: start, endsOn: start + length - 1, first: start + joined, today: start + today };
}

const letters: Record<string, Pick<Row, 'kind' | 'counted' | 'byStaff'>> = {
  x: { kind: 'onTime', counted: true, byStaff: false },
  L: { kind: 'late', counted: true, byStaff: false },
  n: { kind: 'late', counted: false, byStaff: false },
  m: { kind: 'madeUp', counted: true, byStaff: false },
  M: { kind: 'madeUp', counted: true, byStaff: true },
  v: { kind: 'leave', counted: false, byStaff: false },
};
/** `xx.v`: a letter a day from the first day on; a dot is a day without a row. */
function rowsOf(text: string, start = monday): Row[] {
  return [...text].flatMap((letter, index) => {
    const row = letters[letter];
    return row ? [{ day: start + index, ...row }] : [];
  });
}
const of = (text: string, rules: Rules, today: number, length = 21) => standingOf(rowsOf(text), courseOf(rules, length, today));
const statesOf = (text: string, rules: Rules, today: number, length = 21) =>
  of(text, rules, today, length).calendar.map(({ state }) => state);

describe('the run', () => {
  it.each([
    ['nothing yet', '', {}, 0, { streak: 0, total: 0, best: 0 }],
    ['today not done yet does not break it', 'xxx', {}, 3, { streak: 3, total: 3, best: 3 }],
    ['yesterday missed breaks it', 'xxx', {}, 4, { streak: 0, total: 3, best: 3 }],
    ['it begins anew', 'xxx.x', {}, 4, { streak: 1, total: 4, best: 3 }],
    ['made up counts', 'xxmx', {}, 3, { streak: 4, total: 4, best: 4 }],
    ['leave neither breaks nor adds', 'xxvx', {}, 3, { streak: 3, total: 3, best: 3 }],
    ['late without credit breaks like a missed day', 'xxnx', {}, 3, { streak: 1, total: 3, best: 2 }],
    ['late without credit today breaks nothing before the day is over', 'xxn', {}, 2, { streak: 2, total: 2, best: 2 }],
    ['late with credit counts', 'xxLx', {}, 3, { streak: 4, total: 4, best: 4 }],
    ['two days a week are free', 'xx..x', { need: 5 }, 4, { streak: 3, total: 3, best: 3 }],
    ['a third one is not', 'x...x', { need: 5 }, 4, { streak: 1, total: 2, best: 1 }],
    ['a free day covers a late one without credit', 'xxnx', { need: 6 }, 3, { streak: 3, total: 3, best: 3 }],
    ['leave uses no free day', 'xvv.x', { need: 6 }, 4, { streak: 2, total: 2, best: 2 }],
    ['free days come anew on Monday', 'xxxxx..xx..x', { need: 5 }, 11, { streak: 8, total: 8, best: 8 }],
    ['free days are not carried over', 'xxxxxxx...x', { need: 5 }, 10, { streak: 1, total: 8, best: 7 }],
  ] as const)('%s', (_name, text, rules, today, expected) => {
    expect(of(text, { ...rules }, today)).toMatchObject(expected);
  });

  it('ends with the campaign and stays', () => {
    expect(of('xxx', {}, 50, 3)).toMatchObject({ streak: 3, total: 3 });
    expect(of('xx', {}, 3, 3)).toMatchObject({ streak: 0, total: 2 });
  });

  it('asks nothing of the days before somebody joined', () => {
    const late = standingOf(rowsOf('...xx'), courseOf({}, 21, 4, monday, 3));
    expect(late).toMatchObject({ streak: 2, missedDays: 0, week: { need: 4, have: 2 } });
  });
});

describe('free days of a week that is cut off', () => {
  it.each([
    ['whole week, 5 of 7', { need: 5 }, 0, 0, 21, 2],
    ['begins on Friday: 3 × 2/7 is none', { need: 5 }, 4, 0, 21, 0],
    ['begins on Thursday: 4 × 2/7 is one', { need: 5 }, 3, 0, 21, 1],
    ['ends on Thursday of the third week', { need: 5 }, 0, 15, 18, 1],
    ['once a week, four days: 4 × 6/7', { need: 1 }, 3, 0, 4, 3],
  ] as const)('%s', (_name, rules, weekday, day, length, free) => {
    const start = monday + weekday;
    expect(freeDays(courseOf({ ...rules }, length, 0, start), start + day)).toBe(free);
  });

  it('a day stays as it was judged when the week gets other rules', () => {
    const before = statesOf('x..x', { need: 5 }, 3);
    const stricter = statesOf('x..x', { need: 5, later: [[4, 7]] }, 3);
    expect(before.slice(0, 4)).toEqual(['onTime', 'free', 'free', 'onTime']);
    expect(stricter.slice(0, 4)).toEqual(before.slice(0, 4));
  });
});

describe('the calendar', () => {
  it('tells every day and which can be made up', () => {
    expect(of('x.nvx', {}, 6, 8).calendar.map(({ state, canMakeUp }) => `${state}${canMakeUp ? '+' : ''}`)).toEqual([
      'onTime',
      'missed',
      'late',
      'leave',
      'onTime',
      'missed+',
      'today',
      'future',
    ]);
    expect(
      of('x.n', {}, 4, 8)
        .calendar.map(({ canMakeUp }) => canMakeUp)
        .slice(0, 5),
    ).toEqual([false, true, true, true, false]);
  });

  it('shows coming leave', () => {
    expect(statesOf('x.v', {}, 0, 3)).toEqual(['onTime', 'future', 'leave']);
  });

  it('has no day to make up without tickets; what staff entered cost none', () => {
    expect(of('mm.', {}, 3)).toMatchObject({ ticketsLeft: 0 });
    expect(of('mm.', {}, 3).calendar.some(({ canMakeUp }) => canMakeUp)).toBe(false);
    expect(of('MM.', {}, 3)).toMatchObject({ ticketsLeft: 2 });
  });
});

it('the week wants what is left beside leave and free days', () => {
  expect(of('x', { need: 5 }, 2).week).toEqual({ need: 5, have: 1 });
  expect(of('xv', { need: 5 }, 2).week).toEqual({ need: 4, have: 1 });
  expect(of('xxxxxxx', { need: 5 }, 9, 9).week).toEqual({ need: 2, have: 0 });
});

const rows = uniqueArray(
  record({
    day: integer({ min: 0, max: 40 }),
    kind: constantFrom('onTime', 'late', 'madeUp', 'leave'),
    credit: boolean(),
    byStaff: boolean(),
  }),
  { maxLength: 40, selector: ({ day }) => day },
).map((all) =>
  all.map(
    ({ day, kind, credit, byStaff }): Row => ({ day: monday + day, kind, counted: kind === 'late' ? credit : kind !== 'leave', byStaff }),
  ),
);
const course = record({
  need: integer({ min: 1, max: 7 }),
  later: array(record({ from: integer({ min: 1, max: 40 }), need: integer({ min: 1, max: 7 }) }), { maxLength: 3 }),
  length: integer({ min: 1, max: 45 }),
  weekday: integer({ min: 0, max: 6 }),
  joined: integer({ min: 0, max: 10 }),
  today: integer({ min: -2, max: 50 }),
}).map(({ need, later, length, weekday, joined, today }) =>
  courseOf({ need, later: later.map(({ from, need: then }) => [from, then]) }, length, today, monday + weekday, joined),
);

describe('for any rows and rules', () => {
  const past = (all: readonly Row[], { today }: Course) => all.filter(({ day, kind }) => day <= today || kind === 'leave');

  it('the run is at most the best, and that at most the total', () => {
    hold(
      property(rows, course, (all, way) => {
        const { streak, best, total, runThen } = standingOf(past(all, way), way);
        expect([streak, runThen, best, total]).toEqual([streak, Math.max(streak, runThen), Math.max(runThen, best), Math.max(best, total)]);
      }),
    );
  });

  it('another day that counts never lowers total, run or best', () => {
    hold(
      property(rows, course, integer({ min: 0, max: 40 }), (all, way, extra) => {
        const day = way.startsOn + extra;
        const known = past(all, way);
        if (day > way.today || known.some((row) => row.day === day && row.counted)) return;
        const others = known.filter((row) => row.day !== day);
        const [before, after] = [
          standingOf(others, way),
          standingOf([...others, { day, kind: 'onTime', counted: true, byStaff: true }], way),
        ];
        for (const figure of ['total', 'streak', 'best'] as const) expect(after[figure]).toBeGreaterThanOrEqual(before[figure]);
      }),
    );
  });

  it('the order of rows does not matter', () => {
    hold(
      property(rows, course, (all, way) => {
        const sorted = all.toSorted((a, b) => a.day - b.day);
        expect(standingOf(all, way)).toEqual(standingOf(sorted, way));
      }),
    );
  });

  it('a run that is kept with its last day is found to stand or broken from the rows of that week on', () => {
    hold(
      property(rows, course, (all, way) => {
        const known = past(all, way).filter(({ day }) => day <= way.endsOn && day >= way.startsOn);
        const { streak, runThen, lastDay } = standingOf(known, way);
        if (lastDay === null) expect(streak).toBe(0);
        else {
          const recent = known.filter(({ day }) => day > lastDay - 7);
          expect(streak).toBe(stillRunning(recent, lastDay, way) ? runThen : 0);
        }
      }),
    );
  });

  it('later rules change nothing that was judged before', () => {
    hold(
      property(rows, course, integer({ min: 1, max: 7 }), (all, way, need) => {
        const known = past(all, way);
        const next = courseOf({ need: way.days.policyOn(way.startsOn).needPerWeek }, 1, 0, way.startsOn);
        const single = { ...way, days: next.days };
        const changed = {
          ...way,
          days: civilDays([
            { version: 1, from: way.startsOn, decidedAt: 0, policy: next.days.policyOn(way.startsOn) },
            { version: 2, from: way.today + 1, decidedAt: 0, policy: policy.parse({ needPerWeek: need }) },
          ]),
        };
        const [before, after] = [standingOf(known, single), standingOf(known, changed)];
        expect(after).toMatchObject({ streak: before.streak, best: before.best, total: before.total, missedDays: before.missedDays });
      }),
    );
  });
});
