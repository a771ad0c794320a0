/** Grades with their steps, appeals, examples, what others may count on, and what is left of somebody who is erased. */
import { describe, expect, it } from 'vitest';
import type { QueryContext } from '#kernel';
import type { Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import { DAY, homeworkWorld, LONG } from '#testing/homework';
import { asTenant } from '../../kernel/database.ts';
import { type HomeworkFact, homeworkFacts, type MissingHomework, missingHomework } from './index.ts';
import type { GradeAppeal } from './shapes.ts';

const class_ = await homeworkWorld();
const { run, own, handIn, deal, giveAll, works, work, world: w } = class_;

/** Five people, two reviews each, all given with these points; the time for reviews is over. */
async function graded(points: readonly [number, number, number, number, number] = [60, 70, 80, 90, 100]) {
  class_.begin();
  const communityId = await class_.community();
  const everyone = await class_.people(communityId, class_.names(5));
  const assignmentId = await class_.assignment(communityId, { reviews: 2, graded: true, days: 1 });
  for (const person of everyone) await handIn(person, assignmentId, `${person.nickname}的作业`);
  class_.due();
  await deal();
  for (const [i, person] of everyone.entries()) await giveAll(person, assignmentId, [points[i] ?? 0]);
  class_.advance(2 * DAY);
  await deal();
  const [author] = everyone;
  const submissionId = (await own(author, assignmentId)).submission?.submissionId ?? '';
  return { communityId, everyone, author, assignmentId, submissionId };
}

/** As a module would that counts on homework. */
const asked = <T>(ask: (ctx: Pick<QueryContext, 'db' | 'orgId' | 'now'>) => Promise<T>): Promise<T> =>
  w.database.transaction(asTenant(w.orgId), ({ db }) => ask({ db, orgId: w.orgId, now: w.clock.now }), 'read only');

describe('a grade', () => {
  it('is the median of the reviews, with each step, and what staff gave where they did', async () => {
    const { everyone, assignmentId, submissionId, author } = await graded();
    const { reviews } = await work(submissionId);
    const points = reviews.map((one) => 60 + 10 * everyone.findIndex(({ id }) => id === one.reviewer?.enrolmentId));
    const median = ((points[0] ?? 0) + (points[1] ?? 0)) / 2;
    const { grade } = await own(author, assignmentId);
    expect(grade).toMatchObject({ score: median, decided: null, computed: { method: 'median', interval: null } });
    expect(grade?.computed?.steps.map(({ kind, score }) => [kind, score])).toEqual([
      ...points.toSorted((a, b) => a - b).map((score) => ['given', score]),
      ['median', median],
    ]);
    await run('homework.review', { submissionId, text: '老师的话', scores: [77] }, w.staff('coach'));
    expect((await own(author, assignmentId)).grade).toMatchObject({ score: 77, computed: { method: 'staff' } });
  });

  it('may be decided by staff with a reason that stays; the latest counts', async () => {
    const { assignmentId, submissionId, author } = await graded();
    await run('homework.decide', { submissionId, score: 85, reason: '第一次' });
    class_.advance(1000);
    await run('homework.decide', { submissionId, score: 88, reason: '第二次' });
    expect((await own(author, assignmentId)).grade).toMatchObject({ score: 88, decided: { reason: '第二次', onAppeal: false } });
    expect((await work(submissionId)).decisions.map(({ score }) => score)).toEqual([88, 85]);
    expect((await works(assignmentId)).find((one) => one.submissionId === submissionId)?.score).toBe(88);
  });

  it('of reviewers compares them with the best of each work', async () => {
    const { everyone, assignmentId } = await graded([10, 80, 80, 80, 80]);
    const { reviewers } = await run<{ reviewers: { enrolmentId: string; given: number; bias: number }[] }>('homework.reviewers', {
      assignmentId,
    });
    expect(reviewers.map(({ given }) => given)).toEqual([2, 2, 2, 2, 2]);
    expect(reviewers.find(({ enrolmentId }) => enrolmentId === everyone[0].id)?.bias).toBe(-70);
  });
});

describe('an appeal', () => {
  const appeal = (author: Person, assignmentId: string, text = '我觉得结尾没有被看到') =>
    run<GradeAppeal>('homework.appeal', { assignmentId, text }, author.actor);

  it('is one a work, within its days, and decided by somebody who had no part in the grade', async () => {
    const { assignmentId, submissionId, author } = await graded();
    const [reviewed, decided, other] = [w.staff('coach'), w.staff('coach'), w.staff('coach')];
    await run('homework.review', { submissionId, text: '老师的话', scores: [50] }, reviewed);
    await run('homework.decide', { submissionId, score: 55, reason: '酌情' }, decided);
    const [{ id: gradeAppealId }] = await Promise.all([appeal(author, assignmentId), appeal(author, assignmentId)]);
    await expect(appeal(author, assignmentId, '再来一次')).rejects.toMatchObject({ code: 'gradeAppeal.asked' });
    for (const actor of [reviewed, decided])
      await expect(run('homework.decideAppeal', { gradeAppealId, score: 60, reason: '改一下' }, actor)).rejects.toMatchObject({
        code: 'gradeAppeal.ownDecision',
      });
    expect((await work(submissionId)).gradeAppeal).toMatchObject({ state: 'open', canDecide: true });
    const answer = { gradeAppealId, score: 72, reason: '结尾确实好' };
    expect(await run('homework.decideAppeal', answer, other)).toMatchObject({ state: 'changed', answer: '结尾确实好' });
    await expect(run('homework.decideAppeal', answer, other)).rejects.toMatchObject({ code: 'gradeAppeal.decided' });
    expect(await own(author, assignmentId)).toMatchObject({
      grade: { score: 72, decided: { onAppeal: true } },
      appeal: { canAsk: false, asked: { state: 'changed' } },
    });
  });

  it('needs a grade that is told, and comes too late after its days', async () => {
    const { assignmentId, author } = await graded();
    class_.at('2026-03-03T00:00:00Z');
    await expect(appeal(author, assignmentId)).rejects.toMatchObject({ code: 'gradeAppeal.noGrade' });
    class_.at('2026-03-11T12:00:00Z');
    expect((await own(author, assignmentId)).appeal).toMatchObject({ until: '2026-03-11T12:00:00.000Z', canAsk: false });
    await expect(appeal(author, assignmentId)).rejects.toMatchObject({ code: 'gradeAppeal.tooLate' });
  });
});

describe('an example', () => {
  it('is shown to members once its author agrees, and no longer when they take that back', async () => {
    const { communityId, everyone, assignmentId, submissionId, author } = await graded();
    const why = '同学1 写买菜，三句话就有了画面';
    const seen = async () => (await run<{ examples: { why: string }[] }>('homework.examples', { communityId }, everyone[1].actor)).examples;
    await run('homework.feature', { submissionId, why });
    expect(await seen()).toEqual([]);
    expect((await own(author, assignmentId)).feature).toMatchObject({ why, consent: 'asked' });
    await run('homework.answerFeature', { assignmentId, agree: true }, author.actor);
    expect(await seen()).toEqual([expect.objectContaining({ why, nickname: '同学1' })]);
    await run('homework.answerFeature', { assignmentId, agree: false }, author.actor);
    expect(await seen()).toEqual([]);
  });

  it('may be marked by whoever leads the author’s squad, and not by another leader', async () => {
    const { communityId, submissionId, author, everyone } = await graded();
    const squad = async (name: string, people: string[]) => {
      const { id } = await run<{ id: string }>('squads.add', { communityId, name });
      await run('squads.move', { communityId, enrolmentIds: people, toSquadId: id });
      return id;
    };
    const leads = (squadId: string) => ({ ...everyone[1].actor, rights: [{ right: 'squad.praise', communityId, squadId }] });
    const [ours, theirs] = [
      await squad('一组', [author.id]),
      await squad(
        '二组',
        everyone.slice(2).map(({ id }) => id),
      ),
    ];
    const given = { submissionId, why: '写得具体' };
    await expect(run('homework.feature', { ...given, squadId: theirs }, leads(theirs))).rejects.toMatchObject({ code: 'squad.notIn' });
    expect(await run('homework.feature', { ...given, squadId: ours }, leads(ours))).toMatchObject({ consent: 'asked' });
  });
});

describe('what others count on', () => {
  it('facts have a stable id and an instant, each once', async () => {
    const { communityId, assignmentId, submissionId, author, everyone } = await graded();
    await run('homework.feature', { submissionId, why: '写得具体' });
    await run('homework.answerFeature', { assignmentId, agree: true }, author.actor);
    const all = { from: 0, to: w.clock.now() + 1 };
    const facts: HomeworkFact[] = await asked((ctx) => homeworkFacts(ctx, communityId, all));
    const count = (kind: string) => facts.filter((fact) => fact.kind === kind).length;
    expect([count('homework.submitted'), count('homework.reviewed'), count('homework.featured')]).toEqual([5, 10, 1]);
    expect(new Set(facts.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(16);
    const middle = Date.parse('2026-03-02T12:00:00Z') + 1;
    const parts = await Promise.all(
      [
        { from: 0, to: middle },
        { from: middle, to: all.to },
      ].map((some) => asked((ctx) => homeworkFacts(ctx, communityId, some))),
    );
    expect(parts.flat()).toEqual(facts);
    expect(everyone.every(({ id }) => facts.some((fact) => fact.enrolmentId === id && !fact.late))).toBe(true);
  });

  it('what is missing is told once it is certain: a work, and reviews that were owed', async () => {
    class_.begin();
    const communityId = await class_.community();
    const [lazy, busy, keen, other] = await class_.people(communityId, ['懒懒', '忙忙', '勤勤', '好好']);
    const late = { lateUntil: { day: '2026-03-03', time: '20:00' } };
    const assignmentId = await class_.assignment(communityId, { reviews: 1, days: 1 }, late);
    for (const person of [busy, keen, other]) if (person) await handIn(person, assignmentId);
    class_.due();
    await deal();
    for (const person of [keen, other]) if (person) await giveAll(person, assignmentId);
    const missing = (): Promise<MissingHomework[]> =>
      asked((ctx) => missingHomework(ctx, communityId, { from: 0, to: Number.MAX_SAFE_INTEGER }));
    expect(await missing()).toEqual([]);
    class_.at('2026-03-03T12:00:00Z');
    expect((await missing()).map((one) => [one.enrolmentId, one.missing])).toEqual([[lazy.id, 'submission']]);
    class_.at('2026-03-05T12:00:00Z');
    await deal();
    expect((await missing()).map((one) => [one.enrolmentId, one.missing, one.count])).toEqual([
      [lazy.id, 'submission', 1],
      [busy.id, 'reviews', 1],
    ]);
    const newcomer = await class_.people(communityId, ['新来']);
    expect((await missing()).some(({ enrolmentId }) => enrolmentId === newcomer[0].id)).toBe(false);
  });
});

describe('somebody who is erased', () => {
  it('has a copy of everything before, and leaves no word behind; the grades of others stand', async () => {
    const { everyone, assignmentId, submissionId, author } = await graded();
    await run('homework.decide', { submissionId, score: 66, reason: '机密理由' });
    await run('homework.appeal', { assignmentId, text: '机密申诉' }, author.actor);
    await run('homework.feature', { submissionId, why: '机密推荐' });
    const copy = JSON.stringify(await run('privacy.exportMine', {}, author.actor));
    for (const word of ['同学1的作业', '机密理由', '机密申诉', '机密推荐', LONG]) expect(copy).toContain(word);
    const before = (await works(assignmentId)).filter((one) => one.submissionId !== submissionId).map(({ score }) => score);
    expect(await everythingKept(w)).toContain('同学1的作业');
    await run('privacy.eraseEnrolment', { enrolmentId: author.id, understood: true });
    const left = await everythingKept(w);
    for (const word of ['机密理由', '机密申诉', '机密推荐']) expect(left).not.toContain(word);
    const rows = await class_.sql<{ content: object }>('SELECT content FROM submission WHERE id = $1', [submissionId]);
    expect(rows).toEqual([{ content: {} }]);
    expect((await works(assignmentId)).filter((one) => one.submissionId !== submissionId).map(({ score }) => score)).toEqual(before);
    expect((await work(submissionId)).state).toBe('gone');
    expect(await run('homework.examples', { communityId: (await own(everyone[1], assignmentId)).communityId }, everyone[1].actor)).toEqual({
      examples: [],
    });
  });
});
