/** Whoever submits late, drops out, never reviews, leaves or is erased: every work ends with its reviews, or with staff and why. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '#testing/camp';
import { DAY, homeworkWorld } from '#testing/homework';

const class_ = await homeworkWorld();
const { run, deal, give, handIn, own, works } = class_;

const habit = fc.record({
  submits: fc.constantFrom('onTime', 'onTime', 'onTime', 'late', 'never'),
  /** Gives what they have on this day after it was due; 9: never. */
  reviewsOn: fc.constantFrom(0, 0, 1, 2, 3, 9),
  /** Takes up one more whenever they may. */
  eager: fc.boolean(),
  goes: fc.constantFrom('stays', 'stays', 'stays', 'leaves', 'isErased'),
  goesOn: fc.nat(4),
});
const scenario = fc.record({
  habits: fc.array(habit, { minLength: 2, maxLength: 7 }),
  reviews: fc.integer({ min: 1, max: 3 }),
  outside: fc.boolean(),
  staffTakeAway: fc.boolean(),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

async function openOf(person: Person, assignmentId: string) {
  return (await own(person, assignmentId)).toReview.filter(({ state }) => state === 'open');
}

async function play({ habits, reviews, outside, staffTakeAway }: Scenario) {
  class_.begin();
  const communityId = await class_.community();
  const everyone = await class_.people(communityId, class_.names(habits.length));
  const half = everyone.slice(0, 2).map(({ id }) => id);
  const { id: toSquadId } = await run<{ id: string }>('squads.add', { communityId, name: '一组' });
  await run('squads.move', { communityId, enrolmentIds: half, toSquadId });
  const assignmentId = await class_.assignment(
    communityId,
    { reviews, outside, days: 2 },
    { lateUntil: { day: '2026-03-03', time: '20:00' } },
  );
  const cast = habits.flatMap((one, i) => (everyone[i] ? [{ ...one, person: everyone[i] }] : []));
  for (const { submits, person } of cast) if (submits === 'onTime') await handIn(person, assignmentId);
  class_.due();
  const gone = new Set<string>();
  for (let day = 0; day <= 5; day += 1) {
    await deal();
    for (const { person, goes, goesOn } of cast) {
      if (goes === 'stays' || goesOn !== day || gone.has(person.id)) continue;
      if (goes === 'leaves') await class_.leave(person);
      else await run('privacy.eraseEnrolment', { enrolmentId: person.id, understood: true });
      gone.add(person.id);
    }
    for (const { person, submits, reviewsOn, eager } of cast) {
      if (gone.has(person.id)) continue;
      if (submits === 'late' && day === 0) await handIn(person, assignmentId);
      if (day < reviewsOn) continue;
      for (const { reviewId } of await openOf(person, assignmentId)) await give(person, reviewId);
      if (eager && (await own(person, assignmentId)).canTakeMore) await run('homework.takeMore', { assignmentId }, person.actor);
    }
    await class_.world.drain();
    if (staffTakeAway && day === 1) {
      const [open] = await class_.sql<{ id: string }>(
        `SELECT r.id FROM peer_review r JOIN submission s ON s.id = r.submission_id WHERE s.assignment_id = $1 AND r.given_at IS NULL AND r.ended_at IS NULL`,
        [assignmentId],
      );
      if (open) await run('homework.takeAway', { reviewId: open.id });
    }
    class_.advance(DAY);
  }
  await deal();
  await class_.world.drain();
  return { assignmentId, communityId, reviews };
}

describe('under any pattern of dropouts', () => {
  it('every work ends with its reviews or an explicit reason, and nobody reviews what they must not', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const { assignmentId, communityId, reviews } = await play(given);
        const rows = await class_.sql<{ id: string; author: string; given: number; here: boolean; reason: string | null }>(
          `SELECT s.id, e.id AS author, e.left_at IS NULL AS here, s.staff_reason AS reason,
             (SELECT count(*)::int FROM peer_review r WHERE r.submission_id = s.id AND r.given_at IS NOT NULL) AS given
           FROM submission s JOIN enrolment e ON e.id = s.enrolment_id WHERE s.assignment_id = $1`,
          [assignmentId],
        );
        const ends = new Map((await works(assignmentId)).map((work) => [work.submissionId, work]));
        expect(ends.size).toBe(rows.length);
        for (const { id, given: got, here, reason } of rows) {
          const end = ends.get(id);
          if (!here) expect(end?.state).toBe('gone');
          else if (got >= reviews) expect(end).toMatchObject({ state: 'reviewed', fallback: null });
          else {
            expect(end).toMatchObject({ state: 'staff', fallback: reason });
            expect(['nobodyLeft', 'timeRanOut']).toContain(reason);
          }
        }
        const { works: waiting } = await run<{ works: { submissionId: string; assignmentId: string }[] }>('homework.waiting');
        const ids = waiting.flatMap((one) => (one.assignmentId === assignmentId ? [one.submissionId] : []));
        expect(ids.sort()).toEqual(rows.flatMap((row) => (row.here && row.given < reviews ? [row.id] : [])).sort());
        // Each of them is to be done by staff, once.
        const { items, next } = await run<Record<'items' | 'next', { sourceId: string; state: string }[]>>('duties.desk', { communityId });
        const open = [...items, ...next].flatMap((item) => (item.state === 'open' ? [item.sourceId] : []));
        expect(open.sort()).toEqual(rows.flatMap((row) => (row.here && row.given < reviews ? [row.author] : [])).sort());
        const wrong = await class_.sql(
          `SELECT r.id FROM peer_review r JOIN submission s ON s.id = r.submission_id WHERE s.assignment_id = $1
             AND (r.reviewer_id = s.enrolment_id OR r.until - r.at > interval '2 days' OR (r.given_at IS NULL AND r.ended_at IS NULL))`,
          [assignmentId],
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 8 },
    );
  }, 240_000);
});
