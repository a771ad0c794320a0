/** A writing class of 77 for three months, driven week by week through the operations everybody has, ends as it was planted. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#testing/camp';
import { errorOf } from '#testing/graded-class';
import { DAY, homeworkWorld, LONG } from '#testing/homework';
import { ensureMonths } from '../../kernel/months.ts';
import { type ClassSpec, simulateClass } from '../../simulator/index.ts';
import { shippedCreditRules } from '../credit/shipped.ts';

const spec: ClassSpec = { people: 77, weeks: 13, quitting: 0.15, careless: 0.15, breaking: 0.2 };
const planted = simulateClass(spec, 20_260_302);
const { students, works, reviewing, breaches } = planted;
/** One work in twelve is graded by staff too, as it truly is: peers are measured by these. */
const CALIBRATED = 12;
const WORDS = '今天在菜市场，看见一位老人把最后一颗西红柿让给了别人。';
const RULE = '1.2';

const class_ = await homeworkWorld();
const { run, world: home, sql } = class_;
const START = home.clock.now();
const HOUR = 3_600_000;
/** Of a week of the class: `day` from Monday, at so many hours. */
const moment = (week: number, day: number, hours: number) => START - 12 * HOUR + (7 * week + day) * DAY + hours * HOUR;
const dateOf = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10);
const recorder = home.staff('coach');
const decider = home.staff('coach');

let people: Person[];
let campaignId: string;
let communityId: string;
const assignments: string[] = [];

async function eachWho(act: (person: Person, who: number) => Promise<void>, does: (who: number) => boolean): Promise<void> {
  for (const [who, person] of people.entries()) if (does(who)) await act(person, who);
}

/** Whoever is asked gives what was planted; others let it lapse. */
async function giveReviews(week: number, assignmentId: string): Promise<void> {
  const whoOf = new Map(people.map(({ id }, who) => [id, who]));
  const authors = new Map(
    (await class_.works(assignmentId)).map(({ submissionId, author }) => [submissionId, whoOf.get(author.enrolmentId) ?? -1]),
  );
  const asked = await sql<{ id: string; submissionId: string; reviewerId: string }>(
    `SELECT r.id, r.submission_id AS "submissionId", r.reviewer_id AS "reviewerId" FROM peer_review r
     JOIN submission s ON s.org_id = r.org_id AND s.id = r.submission_id
     WHERE s.assignment_id = $1 AND r.reviewer_id IS NOT NULL AND r.given_at IS NULL AND r.ended_at IS NULL ORDER BY r.id`,
    [assignmentId],
  );
  for (const { id, submissionId, reviewerId } of asked) {
    const who = whoOf.get(reviewerId) ?? -1;
    const person = people[who];
    if (person && reviewing[week]?.[who]) await class_.give(person, id, [planted.score(week, who, authors.get(submissionId) ?? -1)], LONG);
  }
}

async function calibrate(week: number, assignmentId: string): Promise<void> {
  const all = await class_.works(assignmentId);
  for (const [at, { submissionId, author }] of all.entries()) {
    const truth = works[week]?.[people.findIndex(({ id }) => id === author.enrolmentId)];
    if (at % CALIBRATED === 0 && typeof truth === 'number')
      await run('homework.review', { submissionId, text: '老师读过了，写得具体。', scores: [truth] }, recorder);
  }
}

async function breakRules(week: number): Promise<void> {
  for (const { who, upheld } of breaches.filter((breach) => breach.week === week)) {
    const person = people[who];
    if (!person) continue;
    const told = await run<{ version: number; nth: number }>('credit.preview', { enrolmentId: person.id, ruleNumber: RULE }, recorder);
    const input = { enrolmentId: person.id, ruleNumber: RULE, reason: '私下加人推销', version: told.version, nth: told.nth };
    const { creditEntryId } = await run<{ creditEntryId: string }>('credit.record', input, recorder);
    if (!upheld) continue;
    await run('credit.appeal', { creditEntryId, text: '那是他主动来问的' }, person.actor);
    await run('credit.decideAppeal', { creditEntryId, upheld: true, answer: '看过聊天记录，属实' }, decider);
  }
}

beforeAll(async () => {
  class_.begin();
  // As the server does every day.
  await ensureMonths(home.database, 'event', START, moment(spec.weeks + 2, 0, 0));
  communityId = await class_.community();
  people = await class_.people(communityId, class_.names(spec.people));
  const policy = { needPerWeek: 1, content: { text: { needed: true, min: 4 } } };
  const endsOn = dateOf(moment(spec.weeks, 0, -1));
  campaignId = await class_.campaign(communityId, policy, endsOn);
  await run('credit.setRules', { communityId, creditRules: shippedCreditRules, version: 0 });
  const pointsRules = { facts: { 'checkin.onTime': { points: 5 } } };
  await run('points.setRules', { communityId, pointsRules });
  for (let week = 0; week < spec.weeks; week += 1) {
    home.clock.set(moment(week, 0, 13));
    const due = { day: dateOf(moment(week, 5, 12)), time: '20:00' };
    const assignmentId = await class_.assignment(communityId, { reviews: 3, graded: true, days: 2 }, { title: `第 ${week + 1} 周`, due });
    assignments.push(assignmentId);
    home.clock.set(moment(week, 5, 18));
    await eachWho(
      async (person) => {
        await class_.handIn(person, assignmentId, WORDS);
        await run('checkins.submit', { campaignId, content: { text: WORDS } }, person.actor);
      },
      (who) => typeof works[week]?.[who] === 'number',
    );
    home.clock.set(moment(week, 5, 20));
    await class_.deal();
    await calibrate(week, assignmentId);
    await breakRules(week);
    // Reviews lapse after two days and go to others; what is left after that goes to staff.
    for (let round = 0; round < 4; round += 1) {
      home.clock.advance(HOUR);
      await giveReviews(week, assignmentId);
      home.clock.advance(2 * DAY);
      await class_.deal();
    }
    await home.drain();
  }
  // The day after the last.
  home.clock.set(moment(spec.weeks + 1, 0, 13));
  await class_.deal();
  await home.drain();
}, 900_000);

describe('three months of a class of 77', () => {
  it('leaves no work without its reviews or staff and the reason why', async () => {
    let handed = 0;
    for (const assignmentId of assignments)
      for (const { given, need, byStaff, fallback, state } of await class_.works(assignmentId)) {
        expect(given >= need || byStaff > 0 || fallback !== null, state).toBe(true);
        handed += 1;
      }
    expect(handed).toBe(works.flat().filter((truth) => truth !== null).length);
  });

  it('grades nearer to the truth than the mean of the reviews', async () => {
    const [computed, means, truth] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
    const plain = await sql<{ id: string; mean: number }>(
      'SELECT submission_id AS id, avg(score) AS mean FROM peer_review WHERE given_at IS NOT NULL AND reviewer_id IS NOT NULL GROUP BY 1',
    );
    const meanOf = new Map(plain.map(({ id, mean }) => [id, mean]));
    for (const [week, assignmentId] of assignments.entries())
      for (const { submissionId, author, byStaff, score } of await class_.works(assignmentId)) {
        const value = works[week]?.[people.findIndex(({ id }) => id === author.enrolmentId)];
        const mean = meanOf.get(submissionId);
        if (byStaff > 0 || score === null || mean === undefined || typeof value !== 'number') continue;
        computed.set(submissionId, score);
        means.set(submissionId, mean);
        truth.set(submissionId, value);
      }
    expect(truth.size).toBeGreaterThan(500);
    expect(errorOf(computed, truth)).toBeLessThan(errorOf(means, truth));
  });

  it('gives everybody the points of the days that were planted, and every balance is the sum of its ledger', async () => {
    const rows = await sql<{ who: string; balance: number; ledger: number }>(
      `SELECT a.enrolment_id AS who, a.balance, (SELECT coalesce(sum(p.amount), 0)::int4 FROM points_entry p
         WHERE p.org_id = a.org_id AND p.enrolment_id = a.enrolment_id) AS ledger FROM points_account a`,
    );
    const have = new Map(rows.map(({ who, balance, ledger }) => [who, [balance, ledger]]));
    for (const [who, { id }] of people.entries()) {
      const days = works.filter((week) => typeof week[who] === 'number').length;
      expect(have.get(id) ?? [0, 0]).toEqual([5 * days, 5 * days]);
    }
  });

  it('leaves everybody the credit that was planted', async () => {
    for (const [who, person] of people.entries()) {
      const { licences } = await run<{ licences: { standing: { balance: number } }[] }>('credit.mine', {}, person.actor);
      const taken = breaches.some((breach) => breach.who === who && !breach.upheld) ? 6 : 0;
      expect(licences[0]?.standing.balance).toBe(12 - taken);
    }
  });

  it('certifies who wrote in ten weeks, and nobody else', async () => {
    await run('graduation.award', { campaignId, need: 10 });
    const { people: all } = await run<{ people: { enrolmentId: string; have: number; certificate: object | null }[] }>(
      'graduation.preview',
      { campaignId },
    );
    const certified = new Set(all.flatMap(({ enrolmentId, certificate }) => (certificate ? [enrolmentId] : [])));
    const wanted = people.flatMap(({ id }, who) => (works.filter((week) => typeof week[who] === 'number').length >= 10 ? [id] : []));
    expect(certified).toEqual(new Set(wanted));
    expect(students.some(({ until }) => until < spec.weeks)).toBe(true);
  });
});
