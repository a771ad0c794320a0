/** Reviews: who has one until when, what an author sees, and what staff may do. */
import { describe, expect, it } from 'vitest';
import type { Person } from '#testing/camp';
import { DAY, homeworkWorld, LONG } from '#testing/homework';

const class_ = await homeworkWorld();
const { run, own, handIn, deal, give, giveAll, works, work } = class_;

/** Everybody handed in, and reviews were dealt at the due instant. */
async function reviewing(count: number, policy = {}, more = {}) {
  class_.begin();
  const communityId = await class_.community();
  const everyone = await class_.people(communityId, class_.names(count));
  const assignmentId = await class_.assignment(communityId, policy, more);
  for (const person of everyone) await handIn(person, assignmentId, `${person.nickname}的作业`);
  class_.due();
  await deal();
  return { communityId, everyone, assignmentId };
}

const firstOf = async (person: Person, assignmentId: string) => {
  const [found] = (await own(person, assignmentId)).toReview;
  if (!found) throw new Error('there is something to review');
  return found;
};

describe('dealing', () => {
  it('gives every work its reviews and everybody as many, once however often it runs, and can be told again', async () => {
    const { everyone, assignmentId } = await reviewing(5, { reviews: 2 });
    await Promise.all([deal(), deal()]);
    expect((await works(assignmentId)).map(({ open }) => open)).toEqual([2, 2, 2, 2, 2]);
    for (const person of everyone) expect((await own(person, assignmentId)).toReview).toHaveLength(2);
    const { rounds } = await run<{ rounds: { pairs: number; seed: string; short: number }[] }>('homework.assignment', { assignmentId });
    expect(rounds).toEqual([expect.objectContaining({ pairs: 10, short: 0, works: 5, reviewers: 5, relaxed: false })]);
    expect(rounds[0]?.seed).toBeTruthy();
  });

  it('hands a review on when its time is over, and whoever let it lapse is asked for no other', async () => {
    const { everyone, assignmentId } = await reviewing(5, { reviews: 1, days: 2 });
    const [lazy] = everyone;
    const { submissionId, reviewId } = await firstOf(lazy, assignmentId);
    for (const person of everyone.slice(1)) await giveAll(person, assignmentId);
    class_.advance(2 * DAY);
    await expect(give(lazy, reviewId)).rejects.toMatchObject({ code: 'review.over' });
    await deal();
    const { reviews, state } = await work(submissionId);
    expect(state).toBe('inReview');
    expect(reviews.map((one) => [one.state, one.reviewer?.enrolmentId === lazy.id])).toEqual([
      ['lapsed', true],
      ['open', false],
    ]);
    expect((await own(lazy, assignmentId)).toReview.filter((one) => one.state === 'open')).toEqual([]);
  });

  it('relaxes its rules after the days for it, then turns to staff and says why', async () => {
    const { everyone, assignmentId } = await reviewing(2, { reviews: 2, days: 1 });
    expect((await works(assignmentId)).map(({ open }) => open).sort()).toEqual([0, 1]);
    await giveAll(everyone[0], assignmentId);
    await giveAll(everyone[1], assignmentId);
    class_.advance(DAY);
    await deal();
    expect((await works(assignmentId)).map(({ state, fallback, given, open }) => [state, fallback, given + open])).toEqual([
      ['staff', 'nobodyLeft', 1],
      ['staff', 'nobodyLeft', 1],
    ]);
    const [first] = await works(assignmentId);
    await run('homework.review', { submissionId: first?.submissionId, text: '老师看过了' });
    expect(await work(first?.submissionId ?? '')).toMatchObject({ state: 'reviewed', fallback: null, byStaff: 1 });
  });

  it('brings a late work in at once', async () => {
    class_.begin();
    const communityId = await class_.community();
    const everyone = await class_.people(communityId, class_.names(4));
    const late = { lateUntil: { day: '2026-03-03', time: '20:00' } };
    const assignmentId = await class_.assignment(communityId, { reviews: 1 }, late);
    for (const person of everyone.slice(1)) await handIn(person, assignmentId);
    class_.due();
    await deal();
    class_.advance(DAY / 2);
    const { submissionId } = await handIn(everyone[0], assignmentId);
    await class_.world.drain();
    expect(await work(submissionId)).toMatchObject({ late: true, state: 'inReview', open: 1 });
  });
});

describe('works handed over to staff', () => {
  interface Line {
    source: string;
    from: string;
    state: string;
  }
  /** On the desk of staff, in the order of the class. */
  async function desk(communityId: string) {
    const { items, next } = await run<Record<'items' | 'next', Line[]>>('duties.desk', { communityId });
    const shown = [...items, ...next].filter(({ source }) => source === 'homework');
    return shown.toSorted((a, b) => a.from.localeCompare(b.from, 'zh-CN')).map(({ from, state }) => `${from} ${state}`);
  }
  /** Nobody reviews anything: all three are with staff. */
  async function withStaff(policy = {}) {
    const found = await reviewing(3, { reviews: 1, days: 1, ...policy });
    expect(await desk(found.communityId)).toEqual([]);
    class_.advance(2 * DAY);
    await Promise.all([deal(), deal()]);
    await deal();
    expect(await desk(found.communityId)).toEqual(['同学1 open', '同学2 open', '同学3 open']);
    const ids = (await works(found.assignmentId)).toSorted((a, b) => a.author.nickname.localeCompare(b.author.nickname));
    return { ...found, ids: ids.map(({ submissionId }) => submissionId) };
  }

  it('are one thing to do each, done with the review or the grade of staff, and not asked of somebody who left until they are back', async () => {
    const { communityId, everyone, ids } = await withStaff({ graded: true });
    await run('homework.review', { submissionId: ids[0], text: LONG, scores: [80] });
    await run('homework.decide', { submissionId: ids[2], score: 70, reason: '面谈过了' });
    expect(await desk(communityId)).toEqual(['同学2 open']);
    await class_.leave(everyone[1]);
    await class_.world.drain();
    expect(await desk(communityId)).toEqual([]);
    await class_.comeBack(everyone[1]);
    await class_.world.drain();
    expect(await desk(communityId)).toEqual(['同学2 open']);
    class_.advance(DAY);
    expect(await desk(communityId)).toEqual(['同学1 done', '同学2 open', '同学3 done']);
  });

  it('stay on the desk for as long as they wait, also when their day is long over', async () => {
    const { communityId } = await withStaff();
    class_.advance(10 * DAY);
    expect(await desk(communityId)).toEqual(['同学1 open', '同学2 open', '同学3 open']);
    class_.advance(5 * DAY);
    expect(await desk(communityId)).toEqual([]);
  });

  it('are not asked for any more once a classmate reviewed them after all', async () => {
    const { communityId, everyone, assignmentId } = await reviewing(2, { reviews: 2, days: 2 });
    class_.advance(2 * DAY);
    await deal();
    expect(await desk(communityId)).toHaveLength(2);
    const submissionId = (await works(assignmentId)).find(({ author }) => author.nickname === '同学1')?.submissionId;
    const [late] = await class_.people(communityId, ['同学9']);
    for (const person of [late, everyone[1]]) {
      const { reviewId } = await run<{ reviewId: string }>('homework.assign', { submissionId, enrolmentId: person.id });
      await give(person, reviewId);
    }
    expect((await works(assignmentId)).map(({ given }) => given).sort()).toEqual([0, 2]);
    expect(await desk(communityId)).toEqual(['同学2 open']);
  });
});

describe('an author', () => {
  it('sees reviews and grade only after giving their own, and the page says what is needed', async () => {
    const { everyone, assignmentId } = await reviewing(3, { reviews: 1, graded: true, days: 1 });
    const [author, ...others] = everyone;
    for (const person of others) await giveAll(person, assignmentId, [80]);
    expect(await own(author, assignmentId)).toMatchObject({
      received: null,
      toSee: [{ code: 'reviews.given', need: 1, have: 0, met: false }],
    });
    await giveAll(author, assignmentId, [60]);
    const seen = await own(author, assignmentId);
    expect(seen.received).toEqual([expect.objectContaining({ text: LONG, score: 80, staff: false })]);
    expect(seen.received?.[0]?.by).toMatch(/^同学/);
    expect(seen.grade).toBeNull();
    expect(seen.toBeGraded.find(({ met }) => !met)?.code).toBe('reviews.over');
    class_.advance(2 * DAY);
    expect((await own(author, assignmentId)).grade).toMatchObject({ score: 80, computed: { method: 'single' } });
  });

  it('who never gives a review never sees the grade, unless a person decides it', async () => {
    const { everyone, assignmentId } = await reviewing(3, { reviews: 1, graded: true, days: 1 });
    const [author, ...others] = everyone;
    for (const person of others) await giveAll(person, assignmentId, [70]);
    class_.advance(2 * DAY);
    await deal();
    expect((await own(author, assignmentId)).grade).toBeNull();
    const submissionId = (await own(author, assignmentId)).submission?.submissionId;
    await run('homework.decide', { submissionId, score: 65, reason: '请假了，老师来定' });
    expect((await own(author, assignmentId)).grade).toMatchObject({ score: 65, computed: null, decided: { reason: '请假了，老师来定' } });
  });

  it('does not learn who reviewed, nor a reviewer whose work it is, where that is hidden', async () => {
    const hidden = { reviews: 1, graded: true, days: 1, reviewersHidden: true, authorsHidden: true };
    const { everyone, assignmentId } = await reviewing(3, hidden);
    for (const person of everyone) await giveAll(person, assignmentId, [75]);
    class_.advance(2 * DAY);
    for (const person of everyone) {
      const page = JSON.stringify({ ...(await own(person, assignmentId)), nickname: '' });
      for (const other of everyone) {
        expect(page).not.toContain(`"${other.nickname}"`);
        expect(page.replace(person.id, '')).not.toContain(other.id);
      }
    }
    const { reviewId } = await firstOf(everyone[0], assignmentId);
    expect(await run('homework.task', { reviewId }, everyone[0].actor)).toMatchObject({ author: null });
  });

  it('waits until the time for reviews is over where the assignment says so', async () => {
    const { everyone, assignmentId } = await reviewing(3, { reviews: 1, days: 1, seen: 'afterwards', giveFirst: false });
    for (const person of everyone) await giveAll(person, assignmentId);
    expect((await own(everyone[0], assignmentId)).received).toBeNull();
    class_.advance(2 * DAY);
    expect((await own(everyone[0], assignmentId)).received).toHaveLength(1);
  });
});

describe('a review', () => {
  it('keeps a draft nobody else reads, is refused without what is asked, given once, and changed until its time is over', async () => {
    const rubric = [
      { name: '立意', points: 40 },
      { name: '语言', points: 10 },
    ];
    const { everyone, assignmentId } = await reviewing(3, { reviews: 1, graded: true, reviewMin: 10, rubric });
    const [reviewer] = everyone;
    const { reviewId, submissionId } = await firstOf(reviewer, assignmentId);
    const said = (text: string, scores: number[]) => ({ reviewId, text, scores });
    expect(await run('homework.saveReview', said('写到一半的话', [30]), reviewer.actor)).toEqual({
      needs: [
        { code: 'review.min', need: 10, have: 6, met: false },
        { code: 'review.scores', need: 2, have: 1, met: false },
      ],
    });
    expect(JSON.stringify(await work(submissionId))).not.toContain('写到一半');
    expect(await run('homework.task', { reviewId }, reviewer.actor)).toMatchObject({ text: '写到一半的话', scores: [30] });
    await expect(give(reviewer, reviewId, [30, 8], '短')).rejects.toMatchObject({ code: 'review.tooShort' });
    await expect(give(reviewer, reviewId, [41, 8])).rejects.toMatchObject({ code: 'review.scores' });
    const given = await Promise.all([give(reviewer, reviewId, [30, 8]), give(reviewer, reviewId, [30, 8])]);
    expect(given.map(({ state }) => state)).toEqual(['given', 'given']);
    await give(reviewer, reviewId, [35, 10]);
    const { reviews, given: count } = await work(submissionId);
    expect(count).toBe(1);
    expect(reviews).toEqual([expect.objectContaining({ state: 'given', scores: [35, 10], score: 90 })]);
    class_.advance(3 * DAY);
    await expect(give(reviewer, reviewId, [40, 10])).rejects.toMatchObject({ code: 'review.over' });
    await expect(run('homework.task', { reviewId }, everyone[1].actor)).rejects.toMatchObject({ code: 'review.unknown' });
  });

  it('more may be taken up once the own ones are given, one at a time, where fewest have reviewed', async () => {
    const { everyone, assignmentId } = await reviewing(4, { reviews: 1 });
    const [keen] = everyone;
    const mine = await firstOf(keen, assignmentId);
    const taken = () =>
      run<{ reviewId: string; submissionId: string; volunteered: boolean }>('homework.takeMore', { assignmentId }, keen.actor);
    expect((await taken()).reviewId).toBe(mine.reviewId);
    await give(keen, mine.reviewId);
    const [one, same] = await Promise.all([taken(), taken()]);
    expect(one).toMatchObject({ volunteered: true });
    expect(same.reviewId).toBe(one.reviewId);
    expect(one.submissionId).not.toBe(mine.submissionId);
    await give(keen, one.reviewId);
    await give(keen, (await taken()).reviewId);
    await expect(taken()).rejects.toMatchObject({ code: 'review.noMore' });
    expect((await class_.doing(assignmentId)).find(({ enrolmentId }) => enrolmentId === keen.id)).toMatchObject({ owes: 1, gave: 3 });
  });
});

describe('at the same moment', () => {
  it('one more is taken up and the time for reviews is ended: nothing is asked for after it', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { everyone, assignmentId } = await reviewing(4, { reviews: 1 });
      await giveAll(everyone[0], assignmentId);
      const more = run('homework.takeMore', { assignmentId }, everyone[0].actor);
      await Promise.allSettled([more, run('homework.closeNow', { assignmentId })]);
      const { toReview } = await own(everyone[0], assignmentId);
      expect(toReview.filter(({ canWrite, volunteered }) => volunteered && canWrite)).toEqual([]);
    }
  });
});

describe('staff', () => {
  it('take a review away, which is not owed any more and goes to somebody else, and ask whom they want', async () => {
    const { everyone, assignmentId } = await reviewing(4, { reviews: 1 });
    const [person] = everyone;
    const { reviewId, submissionId } = await firstOf(person, assignmentId);
    await run('homework.takeAway', { reviewId });
    expect(await own(person, assignmentId)).toMatchObject({ toReview: [], toSee: [{ need: 0, have: 0, met: true }] });
    await expect(give(person, reviewId)).rejects.toMatchObject({ code: 'review.unknown' });
    await deal();
    const open = (await work(submissionId)).reviews.filter(({ state }) => state === 'open');
    expect(open).toHaveLength(1);
    expect(open[0]?.reviewer?.enrolmentId).not.toBe(person.id);
    const { reviewId: again } = await run<{ reviewId: string }>('homework.assign', { submissionId, enrolmentId: person.id });
    expect(await give(person, again)).toMatchObject({ state: 'given' });
    const [, author] =
      (await works(assignmentId)).filter((one) => one.submissionId === submissionId).map((one) => [0, one.author] as const)[0] ?? [];
    await expect(run('homework.assign', { submissionId, enrolmentId: author?.enrolmentId })).rejects.toMatchObject({
      code: 'review.ownWork',
    });
  });

  it('and leaders of a squad see who has not handed in and not reviewed', async () => {
    class_.begin();
    const communityId = await class_.community();
    const [lazy, keen, leader] = (await class_.people(communityId, ['懒懒', '勤勤', '组长'])) as [Person, Person, Person];
    const { id: squadId } = await run<{ id: string }>('squads.add', { communityId, name: '一组' });
    await run('squads.move', { communityId, enrolmentIds: [lazy.id], toSquadId: squadId });
    const assignmentId = await class_.assignment(communityId, { reviews: 1, days: 1 });
    for (const person of [keen, leader]) await handIn(person, assignmentId);
    class_.due();
    await deal();
    const squadLeader = { ...leader.actor, rights: [{ right: 'squad.see', communityId, squadId }] };
    const { people } = await run<{ people: object[] }>('homework.people', { assignmentId, squadId }, squadLeader);
    expect(people).toEqual([expect.objectContaining({ nickname: '懒懒', submitted: 'missing', squad: '一组' })]);
    await expect(run('homework.people', { assignmentId }, squadLeader)).rejects.toMatchObject({ code: 'access.denied' });
    expect((await class_.doing(assignmentId))[0]).toMatchObject({ nickname: '懒懒', submitted: 'missing', owes: 0 });
  });
});
