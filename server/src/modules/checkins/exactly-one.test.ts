/** Whoever sends it, however often, from wherever: one row a member, campaign and day, and a standing that follows from all rows. */
import { array, asyncProperty, constantFrom, assert as hold, integer, record } from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { type CampWorld, campWorld, type Person } from '#testing/camp';
import { dayNumber, dayText } from '#vocabulary/zone';

let c: CampWorld;
beforeAll(async () => {
  c = await campWorld('2026-03-02T00:00:00Z');
});

const START = dayNumber('2026-03-02');
const DAYS = 12;
const LAST = dayText(START + DAYS - 1);
const morning = (day: number) => c.at(`${dayText(day)}T00:00:00Z`);

async function camp(names: readonly string[], rules: object = {}) {
  morning(START);
  const communityId = await c.community();
  const people = await c.people(communityId, names);
  return { people, campaignId: await c.campaign(communityId, rules, LAST) };
}

it('of thousands of tries at once by 100 people each has one check-in, and one try each was the first', { timeout: 300_000 }, async () => {
  // The embedded database takes one transaction after another: fewer show as much.
  const many = c.world.database.engine === 'postgres' ? 10_000 : 2_000;
  const { people, campaignId } = await camp(Array.from({ length: 100 }, (_, n) => `成员${n}`));
  const tries = Array.from({ length: many }, (_, n) => {
    const person = people[n % people.length];
    return c.run<{ first: boolean; day: string }>('checkins.submit', { campaignId }, person?.actor ?? null);
  });
  const answers = await Promise.all(tries);
  expect(answers.filter(({ first }) => first)).toHaveLength(100);
  expect(new Set(answers.map(({ day }) => day))).toEqual(new Set(['2026-03-02']));
  const rows = await c.rowsOf(campaignId);
  expect([rows.length, new Set(rows.map(({ who }) => who)).size]).toEqual([100, 100]);
  expect((await c.standings(campaignId)).map(({ total, streak }) => [total, streak])).toEqual(people.map(() => [1, 1]));
  const events = await c.sql(`SELECT 1 FROM event WHERE event = 'checkin.submitted' AND data->>'campaignId' = $1`, [campaignId]);
  expect(events).toHaveLength(100);
});

it('different commands of one member at once leave a standing of all their days', { timeout: 120_000 }, async () => {
  const { people, campaignId } = await camp(
    Array.from({ length: 12 }, (_, n) => `成员${n}`),
    { tickets: 3 },
  );
  morning(START + 3);
  const commands = people.flatMap(({ id, actor }) => [
    c.run('checkins.submit', { campaignId }, actor),
    ...[0, 1, 2].map((day) => c.run('checkins.makeUp', { campaignId, day: dayText(START + day) }, actor)),
    c.run('checkins.submit', { campaignId }, actor),
    c.run('checkins.takeLeave', { campaignId, day: dayText(START + 4) }, actor),
    c.run('checkins.correct', { campaignId, enrolmentId: id, day: dayText(START + 1), becomes: 'onTime', reason: '群里打过' }),
  ]);
  const refused = (await Promise.allSettled(commands)).filter(({ status }) => status === 'rejected');
  // A day that staff have put right meanwhile is not missed any more.
  for (const one of refused) expect(one).toMatchObject({ reason: { code: 'checkin.notMissed' } });
  const counted = Map.groupBy(
    (await c.rowsOf(campaignId)).filter((row) => row.counted),
    ({ who }) => who,
  );
  const standings = await c.standings(campaignId);
  expect(standings).toHaveLength(people.length);
  for (const { who, total, streak, lastDay } of standings)
    expect([total, streak, lastDay]).toEqual([counted.get(who)?.length, 4, '2026-03-05']);
});

interface Kept {
  kind: string;
  counted: boolean;
  byStaff: boolean;
}

/** What should be so, told the other way round: the run is counted backwards from today. */
class Model {
  readonly rows = new Map<number, Kept>();
  today = START;

  left(kind: string, of: number): number {
    return Math.max(0, of - [...this.rows.values()].filter((row) => row.kind === kind && !row.byStaff).length);
  }

  standing() {
    let streak = 0;
    for (let day = this.today; day >= START; day -= 1) {
      const row = this.rows.get(day);
      if (row?.counted) streak += 1;
      else if (row?.kind !== 'leave' && day !== this.today) break;
    }
    const total = [...this.rows.values()].filter(({ counted }) => counted).length;
    return { streak, total, ticketsLeft: this.left('madeUp', 2), leavesLeft: this.left('leave', 2) };
  }

  /** @returns what the command is refused with, or null */
  apply({ verb, days, becomes }: Step): string | null {
    const { rows, today } = this;
    const keep = (day: number, kind: string, byStaff = false) =>
      rows.set(day, { kind, counted: kind === 'onTime' || kind === 'madeUp', byStaff });
    const back = today - days;
    const ahead = today + days;
    if (verb === 'submit' && !rows.has(today)) keep(today, 'onTime');
    if (verb === 'undo') {
      const row = rows.get(today);
      if (row && row.kind !== 'leave' && row.byStaff) return 'checkin.notUndoable';
      if (row && row.kind !== 'leave') rows.delete(today);
    }
    if (verb === 'makeUp') {
      const row = rows.get(back);
      if (row?.kind === 'madeUp') return null;
      if (back < START || days === 0 || row?.counted || row?.kind === 'leave') return 'checkin.notMissed';
      if (this.left('madeUp', 2) === 0) return 'checkin.noTicket';
      if (days > 3) return 'checkin.notMissed';
      keep(back, 'madeUp');
    }
    if (verb === 'takeLeave' || verb === 'cancelLeave') {
      if (ahead > START + DAYS - 1) return 'leave.day';
      const row = rows.get(ahead);
      if (verb === 'cancelLeave' && row?.kind === 'leave') rows.delete(ahead);
      if (verb === 'takeLeave' && row && row.kind !== 'leave') return 'leave.done';
      if (verb === 'takeLeave' && !row && this.left('leave', 2) === 0) return 'leave.none';
      if (verb === 'takeLeave' && !row) keep(ahead, 'leave');
    }
    if (verb === 'correct') {
      if (back < START) return 'checkin.outside';
      const was = rows.get(back)?.kind ?? null;
      if (becomes === null) rows.delete(back);
      else if (was !== becomes) keep(back, becomes, true);
    }
    return null;
  }
}

const verbs = ['submit', 'submit', 'nextDay', 'nextDay', 'undo', 'makeUp', 'makeUp', 'takeLeave', 'cancelLeave', 'correct'] as const;
const steps = array(
  record({
    verb: constantFrom(...verbs),
    days: integer({ min: 0, max: 4 }),
    becomes: constantFrom('onTime', 'late', 'madeUp', 'leave', null),
  }),
  { minLength: 8, maxLength: 25 },
);
interface Step {
  verb: (typeof verbs)[number];
  days: number;
  becomes: string | null;
}

function command(campaignId: string, { actor, id }: Person, today: number, { verb, days, becomes }: Step) {
  if (verb === 'correct') {
    const day = dayText(today - days);
    return c.run<Answer>('checkins.correct', { campaignId, enrolmentId: id, day, becomes, reason: '核对过了' });
  }
  const day = verb === 'makeUp' ? dayText(today - days) : dayText(today + days);
  return c.run<Answer>(`checkins.${verb}`, { campaignId, ...(verb === 'submit' || verb === 'undo' ? {} : { day }) }, actor);
}
interface Answer {
  standing: object;
}

it('any sequence of commands ends where a small model ends', { timeout: 240_000 }, async () => {
  await hold(
    asyncProperty(steps, async (sequence) => {
      const { people, campaignId } = await camp(['我', '她']);
      const [me] = people;
      const model = new Model();
      for (const step of sequence) {
        if (step.verb === 'nextDay') {
          model.today = Math.min(model.today + 1, START + DAYS - 1);
          morning(model.today);
          continue;
        }
        const answer = await command(campaignId, me, model.today, step).catch((error: { code: string }) => error);
        const refusal = model.apply(step);
        if (refusal) expect(answer).toMatchObject({ code: refusal });
        else expect(answer).toMatchObject({ standing: model.standing() });
      }
      const rows = await c.rowsOf(campaignId);
      expect(rows.map(({ day, kind, counted }) => [day, kind, counted])).toEqual(
        [...model.rows].sort(([a], [b]) => a - b).map(([day, { kind, counted }]) => [dayText(day), kind, counted]),
      );
      const page = await c.run<{ campaigns: { standing: object; calendar: { day: string; state: string }[] }[] }>(
        'checkins.today',
        {},
        me.actor,
      );
      expect(page.campaigns[0]?.standing).toMatchObject(model.standing());
      for (const { who, total } of await c.standings(campaignId)) expect([who, total]).toEqual([me.id, model.standing().total]);
    }),
    { numRuns: 20 },
  );
});
