/** Ending early: what is done is as if the time had come by itself. */
import { describe, expect, it } from 'vitest';
import { homeworkWorld } from '#testing/homework';

const class_ = await homeworkWorld();
const { run, own, handIn, works, give, deal } = class_;

async function classOf(count: number, policy = {}, more = {}) {
  class_.begin();
  const communityId = await class_.community();
  const everyone = await class_.people(communityId, class_.names(count));
  return { everyone, assignmentId: await class_.assignment(communityId, policy, more) };
}
const closeNow = (assignmentId: string) => run<{ state: string; dueAt: string; closesAt: string }>('homework.closeNow', { assignmentId });

describe('an assignment that is ended early', () => {
  it('takes no more works, those it has are on time, and its reviews are dealt', async () => {
    const { everyone, assignmentId } = await classOf(4, {}, { lateUntil: { day: '2026-03-03', time: '20:00' } });
    const [slow, first, ...others] = everyone;
    for (const one of [first, ...others]) await handIn(one, assignmentId);
    class_.advance(61_000);
    expect(await closeNow(assignmentId)).toMatchObject({ state: 'reviewing' });
    await expect(handIn(slow, assignmentId)).rejects.toMatchObject({ code: 'homework.closed' });
    await deal();
    expect((await works(assignmentId)).map(({ late, open }) => ({ late, open: open > 0 }))).toEqual(
      Array(3).fill({ late: false, open: true }),
    );
    expect((await own(first, assignmentId)).toReview).toHaveLength(1);
  });

  it('ends its reviews the second time: what was given counts, what was not is with staff, and words may change still', async () => {
    const { everyone, assignmentId } = await classOf(3, { graded: true, reviews: 1 });
    for (const one of everyone) await handIn(one, assignmentId);
    await closeNow(assignmentId);
    await deal();
    const [first, second] = everyone;
    const [task] = (await own(first, assignmentId)).toReview;
    const [open] = (await own(second, assignmentId)).toReview;
    await give(first, task?.reviewId ?? '', [80]);
    expect(await closeNow(assignmentId)).toMatchObject({ state: 'closed' });
    await deal();
    await expect(give(second, open?.reviewId ?? '', [70])).rejects.toMatchObject({ code: 'review.over' });
    await expect(give(first, task?.reviewId ?? '', [70])).rejects.toMatchObject({ code: 'review.over' });
    const states = (await works(assignmentId)).map(({ state, score }) => ({ state, score }));
    expect(states.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))).toEqual([
      { state: 'reviewed', score: 80 },
      { state: 'staff', score: null },
      { state: 'staff', score: null },
    ]);
    const before = await closeNow(assignmentId);
    class_.advance(1_000);
    expect(await run('homework.update', { assignmentId, title: '第一周：改名' })).toMatchObject({
      state: 'closed',
      closesAt: before.closesAt,
    });
  });

  it('is refused before it is published', async () => {
    class_.begin();
    const communityId = await class_.community();
    const { id } = await run<{ id: string }>('homework.create', { communityId, title: '草稿', due: { day: '2026-03-02', time: '20:00' } });
    await expect(closeNow(id)).rejects.toMatchObject({ code: 'assignment.draft' });
  });
});
