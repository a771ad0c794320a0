import { constantFrom, assert as hold, integer, property, record, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayText } from '#vocabulary/zone';
import { type Policy, policy } from './contract.ts';
import { civilDays, type PolicyVersion, windowFits } from './days.ts';

const at = (text: string) => Date.parse(text);
const shownDays = (rules: Partial<Policy>, ...instants: string[]) => {
  const days = civilDays([version(1, '2026-01-01', rules)]);
  return instants.map((instant) => dayText(days.dayOf(at(instant))));
};

function version(number: number, from: string, rules: Partial<Policy> = {}): PolicyVersion {
  return { version: number, from: dayNumber(from), decidedAt: 0, policy: policy.parse(rules) };
}

describe('the day of an instant', () => {
  it('begins at the boundary, not at midnight', () => {
    expect(shownDays({}, '2026-03-02T19:59:59Z', '2026-03-02T20:00:00Z')).toEqual(['2026-03-02', '2026-03-03']);
  });

  it('knows the leap day', () => {
    expect(
      shownDays({ boundary: '00:00', zone: 'Europe/London' }, '2028-02-28T12:00:00Z', '2028-02-29T00:00:00Z', '2028-03-01T00:00:00Z'),
    ).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  });

  it('does not go back when the hour of the boundary is repeated', () => {
    // 01:30 comes twice on 1 November: at 05:30 and 06:30 UTC.
    const rules = { zone: 'America/New_York', boundary: '01:30', opens: '01:30', closes: '25:30' };
    expect(shownDays(rules, '2026-11-01T05:29:59Z', '2026-11-01T05:30:00Z', '2026-11-01T06:10:00Z', '2026-11-01T06:30:00Z')).toEqual([
      '2026-10-31',
      '2026-11-01',
      '2026-11-01',
      '2026-11-01',
    ]);
  });

  it('begins after the gap when the boundary is skipped', () => {
    const rules = { zone: 'America/New_York', boundary: '02:30', opens: '02:30', closes: '26:30' };
    expect(shownDays(rules, '2026-03-08T07:29:59Z', '2026-03-08T07:30:00Z')).toEqual(['2026-03-07', '2026-03-08']);
  });

  it('does not exist where a whole day was skipped, and nothing is asked then', () => {
    const days = civilDays([version(1, '2011-12-01', { zone: 'Pacific/Apia' })]);
    expect(['2011-12-30T13:59:59Z', '2011-12-30T14:00:00Z'].map((instant) => dayText(days.dayOf(at(instant))))).toEqual([
      '2011-12-29',
      '2011-12-31',
    ]);
    expect(['2011-12-29', '2011-12-30', '2011-12-31'].map((day) => days.asked(dayNumber(day)))).toEqual([true, false, true]);
  });
});

describe('versions of rules', () => {
  it('hold from their first day on; a later decision supersedes what was planned for its days', () => {
    const days = civilDays([
      version(1, '2026-03-01', { tickets: 1 }),
      version(2, '2026-03-10', { tickets: 2 }),
      version(3, '2026-03-05', { tickets: 3 }),
      version(4, '2026-03-20', { tickets: 4 }),
    ]);
    const held = ['2026-02-01', '2026-03-04', '2026-03-05', '2026-03-12', '2026-03-20'].map((day) => days.policyOn(dayNumber(day)).tickets);
    expect(held).toEqual([1, 1, 3, 3, 4]);
  });

  it('the last day before a zone further west is longer, before one further east shorter, and none is repeated or left out', () => {
    const west = civilDays([version(1, '2026-03-01'), version(2, '2026-03-10', { zone: 'America/New_York' })]);
    expect(west.windowOf(dayNumber('2026-03-09')).endsAt).toBe(at('2026-03-10T08:00:00Z'));
    expect(dayText(west.dayOf(at('2026-03-10T07:59:59Z')))).toBe('2026-03-09');
    expect(dayText(west.dayOf(at('2026-03-10T08:00:00Z')))).toBe('2026-03-10');
    const east = civilDays([version(1, '2026-03-01', { zone: 'America/New_York' }), version(2, '2026-03-10')]);
    expect(east.windowOf(dayNumber('2026-03-09')).endsAt).toBe(at('2026-03-09T20:00:00Z'));
    expect(dayText(east.dayOf(at('2026-03-09T20:00:00Z')))).toBe('2026-03-10');
  });
});

describe('the window', () => {
  it.each([
    ['a whole day', '04:00', '04:00', '28:00', true],
    ['past midnight', '04:00', '21:00', '25:30', true],
    ['opens before the boundary', '04:00', '03:59', '09:00', false],
    ['closes when it opens', '04:00', '05:00', '05:00', false],
    ['closes after the day has ended', '04:00', '05:00', '28:01', false],
    ['boundary on the day after', '24:00', '25:00', '26:00', false],
  ])('%s', (_name, boundary, opens, closes, fits) => {
    expect(windowFits({ boundary, opens, closes })).toBe(fits);
  });

  it.each([
    ['partly skipped', '00:00', '02:30', '03:15'],
    ['wholly skipped', '00:00', '02:10', '02:50'],
    ['skipped with its boundary', '02:30', '02:30', '03:15'],
  ])('keeps its length when the clocks skip it: %s', (_name, boundary, opens, closes) => {
    const { opensAt, closesAt } = civilDays([version(1, '2026-03-01', { zone: 'America/New_York', boundary, opens, closes })]).windowOf(
      dayNumber('2026-03-08'),
    );
    const [open, close] = [opens, closes].map((wall) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3)));
    expect(closesAt - opensAt).toBe(((close ?? 0) - (open ?? 0)) * 60_000);
  });
});

const zones = ['America/New_York', 'Europe/London', 'Africa/Casablanca', 'Asia/Shanghai', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC'];
const wall = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const rules = record({
  zone: constantFrom(...zones),
  boundary: integer({ min: 0, max: 1439 }),
  open: integer({ min: 0, max: 1438 }),
  length: integer({ min: 1, max: 1440 }),
}).map(({ zone, boundary, open, length }): Policy => {
  const opens = boundary + open;
  const closes = Math.min(opens + length, boundary + 1440);
  return policy.parse({ zone, boundary: wall(boundary), opens: wall(opens), closes: wall(closes) });
});
/** Around changes of clocks, the skipped day of Apia and a leap day. */
const beginning = constantFrom('2011-12-20', '2026-02-10', '2026-03-01', '2026-03-20', '2026-10-20', '2028-02-20').map(dayNumber);
const chain = record({
  start: beginning,
  plans: uniqueArray(record({ after: integer({ min: 1, max: 25 }), policy: rules }), {
    minLength: 0,
    maxLength: 4,
    selector: ({ after }) => after,
  }),
  first: rules,
}).map(({ start, plans, first }) => ({
  start,
  versions: [{ after: 0, policy: first }, ...plans].map(
    ({ after, policy: held }, index): PolicyVersion => ({ version: index + 1, from: start + after, decidedAt: 0, policy: held }),
  ),
}));

describe('for any chain of versions, zones and boundaries', () => {
  it('the day never decreases in time', () => {
    hold(
      property(chain, integer({ min: 1, max: 47 }), ({ start, versions }, step) => {
        const days = civilDays(versions);
        let before = Number.NEGATIVE_INFINITY;
        for (let instant = (start - 3) * 86_400_000; instant < (start + 32) * 86_400_000; instant += step * 900_000) {
          const day = days.dayOf(instant);
          expect(day).toBeGreaterThanOrEqual(before);
          before = day;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a window opens before it closes, inside its day, and its instants belong to that day', () => {
    hold(
      property(chain, ({ start, versions }) => {
        const days = civilDays(versions);
        for (let day = start - 1; day < start + 30; day += 1) {
          const { startsAt, opensAt, closesAt, endsAt } = days.windowOf(day);
          expect([startsAt, opensAt, closesAt, endsAt]).toEqual([startsAt, opensAt, closesAt, endsAt].toSorted((a, b) => a - b));
          if (endsAt > startsAt) expect([days.dayOf(startsAt), days.dayOf(endsAt - 1)]).toEqual([day, day]);
          expect(days.dayOf(endsAt)).toBeGreaterThan(day);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('with one version every day has a start, later than the one before unless the zone skipped it', () => {
    hold(
      property(beginning, rules, (start, only) => {
        const days = civilDays([{ version: 1, from: start, decidedAt: 0, policy: only }]);
        for (let day = start; day < start + 40; day += 1) {
          const skipped = only.zone === 'Pacific/Apia' && dayText(day) === '2011-12-30';
          if (skipped) continue;
          expect(days.dayOf(days.startOf(day))).toBe(day);
          expect(days.startOf(day + 1)).toBeGreaterThanOrEqual(days.startOf(day));
          expect(days.asked(day)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
