/** The quiz before the door: what applicants and staff may count on. */
import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { everythingKept } from '#testing/everything-kept';
import { world } from '#testing/world';
import type { OwnQuiz, Quiz } from './quiz-contract.ts';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const stranger: Actor = { kind: 'nobody', orgId: home.orgId };
const DAY = 86_400_000;

const questions = ['一', '二', '三'].map((n) => ({ text: `第${n}问`, right: `对${n}`, wrong: [`错${n}甲`, `错${n}乙`], why: `因为${n}` }));
const rules: Quiz = { questions, ask: 2, pass: 2, tries: 2, failing: 'barred' };
type Answered = { right: boolean; chosen: string; answer: string; why: string; quiz: OwnQuiz };

async function asking(more: Partial<Quiz> = {}) {
  const communityId = (await home.run<{ id: string }>('communities.create', { name: '晨读' })).id;
  const { path } = await home.run<{ path: string }>('admissions.invite', { communityId, decide: 'auto' });
  const code = path.slice(path.indexOf('#') + 1);
  await home.run('admissions.setQuiz', { communityId, quiz: { ...rules, ...more }, version: 0 });
  return { communityId, code };
}

let made = 0;
/** Somebody's page, with a secret of its own. */
function page(code: string) {
  made += 1;
  const secret = String(made).padStart(32, 'a');
  const ask = <T>(verb: string, more: object = {}) => home.run<T>(`admissions.${verb}`, { code, secret, ...more }, stranger);
  const begin = () => ask<OwnQuiz>('tryQuiz');
  const state = () => ask<OwnQuiz>('ownQuiz');
  /** Answers the question at hand, rightly or not. */
  const answer = async (rightly: boolean) => {
    const { current } = await state();
    if (!current) throw new TypeError('there is a question');
    const option = current.question.options.findIndex((text) => text.startsWith('对') === rightly);
    return ask<Answered>('answerQuiz', { number: current.number, question: current.answered, option });
  };
  const go = async (...all: boolean[]) => {
    await begin();
    for (const rightly of all) await answer(rightly);
    return state();
  };
  const apply = () => ask<{ state: string }>('apply', { name: `申请人${made}`, consent: '2026-11-22' });
  return { secret, ask, begin, state, answer, go, apply };
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { code: string }) => error.code,
  );
const queued = async (communityId: string, state: string) =>
  (await home.run<{ applications: { signs: string[]; quiz: object | null }[] }>('admissions.applications', { communityId, state }))
    .applications;

describe('the quiz', () => {
  it('tells its terms beforehand, and a right answer or a reason only to what was answered', async () => {
    const { code } = await asking();
    const invitation = await home.run<{ quiz: object }>('admissions.invitation', { code }, stranger);
    expect(invitation.quiz).toEqual({ ask: 2, pass: 2, tries: 2, failing: 'barred' });
    const { begin, state, answer } = page(code);
    expect(await state()).toMatchObject({ passed: false, finished: false, last: null, triesLeft: 2, current: null });
    const begun = await begin();
    expect(begun.current?.question.options).toHaveLength(3);
    expect(JSON.stringify(begun)).not.toMatch(/因为|right|answer"/);
    const said = await answer(false);
    expect(said).toMatchObject({ right: false, chosen: expect.stringMatching(/^错/), quiz: { current: { answered: 1 } } });
    const at = said.answer.slice(1);
    expect([said.answer, said.why]).toEqual([`对${at}`, `因为${at}`]);
    expect(JSON.stringify(said.quiz)).not.toMatch(/因为/);
  });

  it('goes on where it was after a reload, counts that as no try, and keeps the first answer', async () => {
    const { begin, answer, ask } = page((await asking()).code);
    const first = await begin();
    await answer(false);
    const again = await begin();
    expect([again.current?.number, again.current?.answered, again.triesLeft]).toEqual([1, 1, 1]);
    const right = first.current?.question.options.findIndex((text) => text.startsWith('对'));
    const change = { number: 1, question: 0, option: right };
    expect(await ask<Answered>('answerQuiz', change)).toMatchObject({ right: false, quiz: { current: { answered: 1 } } });
    expect(await codeOf(ask('answerQuiz', { number: 1, question: 2, option: 0 }))).toBe('quiz.otherQuestion');
    expect(await codeOf(ask('answerQuiz', { number: 1, question: 1, option: 3 }))).toBe('quiz.otherQuestion');
    expect(await codeOf(ask('answerQuiz', { number: 2, question: 0, option: 0 }))).toBe('quiz.otherQuestion');
  });

  it('begins one try however often it is begun at once, and none beyond the last', async () => {
    const { code } = await asking();
    const { begin, go, state } = page(code);
    await Promise.all(Array.from({ length: 10 }, begin));
    expect((await state()).triesLeft).toBe(1);
    expect(await go(true, false)).toMatchObject({
      passed: false,
      finished: true,
      last: { score: 1, asked: 2 },
      triesLeft: 1,
      current: null,
    });
    expect(await go(false, false)).toMatchObject({ triesLeft: 0 });
    expect(await codeOf(begin())).toBe('quiz.noTriesLeft');
    expect((await page(code).begin()).triesLeft).toBe(1);
  });

  it('keeps out who has not passed, and lets in who has', async () => {
    const { code, communityId } = await asking();
    const { go, apply } = page(code);
    expect(await codeOf(apply())).toBe('application.quiz');
    await go(true, false);
    expect(await codeOf(apply())).toBe('application.quiz');
    expect(await go(true, true)).toMatchObject({ passed: true, last: { score: 2, asked: 2 } });
    expect((await apply()).state).toBe('approved');
    const [shown] = await queued(communityId, 'approved');
    expect(shown).toMatchObject({ signs: [], quiz: { score: 2, asked: 2, passed: true, tries: 2 } });
  });

  it('or marks for the reviewer who has answered it without passing, also where approval is automatic', async () => {
    const { code, communityId } = await asking({ failing: 'marked' });
    const { go, apply } = page(code);
    expect(await codeOf(apply())).toBe('application.quiz');
    await go(true, false);
    expect((await apply()).state).toBe('waiting');
    const [shown] = await queued(communityId, 'waiting');
    expect(shown).toMatchObject({ signs: ['quiz'], quiz: { score: 1, asked: 2, passed: false, tries: 1 } });
  });

  it('of one community says nothing about another, and a closed invitation asks nobody', async () => {
    const one = await asking();
    const other = await asking();
    const { go, ask } = page(one.code);
    await go(true, true);
    expect(await ask('ownQuiz', { code: other.code })).toMatchObject({ passed: false, triesLeft: 2 });
    expect(await codeOf(ask('apply', { code: other.code, name: '林夏', consent: '2026-11-22' }))).toBe('application.quiz');
    await home.run('admissions.invite', { communityId: other.communityId, open: false });
    expect(await codeOf(ask('tryQuiz', { code: other.code }))).toBe('invitation.closed');
  });
});

describe('staff', () => {
  it('change it for everybody: a try under way keeps its questions, tries count anew, a pass stays', async () => {
    const { code, communityId } = await asking();
    const [passed, under, failed] = [page(code), page(code), page(code)];
    await passed.go(true, true);
    await under.begin();
    await failed.go(false, false);
    await failed.go(false, false);
    expect(await home.run('admissions.quiz', { communityId })).toMatchObject({ version: 1, tried: 3, passed: 1, quiz: rules });
    const [one] = questions;
    const shorter = { ...rules, questions: [{ ...one, text: '只有这一问' }], ask: 1, pass: 1 };
    expect(await home.run('admissions.setQuiz', { communityId, quiz: shorter, version: 1 })).toEqual({ version: 2 });
    expect(await passed.state()).toMatchObject({ passed: true });
    expect(await failed.state()).toMatchObject({ triesLeft: 2 });
    expect((await under.ask<Answered>('answerQuiz', { number: 1, question: 0, option: 0 })).answer).toMatch(/^对/);
    expect((await under.begin()).current).toMatchObject({ number: 2, asked: 1, question: { text: '只有这一问' } });
    expect(await home.run('admissions.quiz', { communityId })).toMatchObject({ version: 2, tried: 1, passed: 0 });
    await home.run('admissions.setQuiz', { communityId, quiz: null, version: 2 });
    expect((await page(code).apply()).state).toBe('approved');
  });

  it('do not write over one another, and a quiz that cannot be passed is not taken', async () => {
    const { communityId } = await asking();
    const set = (quiz: object, version: number) => codeOf(home.run('admissions.setQuiz', { communityId, quiz, version }));
    expect(await set({ ...rules, tries: 5 }, 0)).toBe('quiz.changedMeanwhile');
    expect(await set(rules, 1)).toBeNull();
    for (const wrong of [{ ask: 4 }, { pass: 3 }, { questions: [] }, { questions: [{ ...questions[0], wrong: ['对一'] }] }])
      expect(await set({ ...rules, ...wrong }, 1)).toBe('input.invalid');
  });
});

describe('what was answered', () => {
  it('is in the person’s own copy and goes with them; tries that led to nothing go after a week', async () => {
    const { code, communityId } = await asking();
    const { go, apply } = page(code);
    await go(true, false);
    await go(true, true);
    await apply();
    await page(code).begin();
    const { enrolments } = await home.run<{ enrolments: { id: string; memberId: string }[] }>('admissions.enrolments', { communityId });
    const [own] = enrolments;
    const actor: Actor = { kind: 'member', accountId: own?.memberId ?? '', orgId: home.orgId, enrolled: [communityId] };
    const copy = await home.run<{ enrolments: { application: { quiz: object[] } }[] }>('privacy.exportMine', {}, actor);
    expect(copy.enrolments[0]?.application.quiz).toMatchObject([
      { passed: false, answers: [{ right: true }, { right: false, chosen: expect.stringMatching(/^错/) }] },
      { passed: true, answers: [{ right: true }, { right: true }] },
    ]);
    const rows = () => home.sql<{ n: number }>('SELECT count(*)::int AS n FROM quiz_try WHERE community_id = $1', [communityId]);
    expect(await rows()).toEqual([{ n: 3 }]);
    await home.run('privacy.eraseEnrolment', { enrolmentId: own?.id, understood: true });
    expect(await rows()).toEqual([{ n: 1 }]);
    expect(await everythingKept(home)).not.toContain(`申请人${made}`);
    home.clock.advance(8 * DAY);
    await home.run('admissions.forgetApplications', {}, { kind: 'system', orgId: home.orgId });
    expect(await rows()).toEqual([{ n: 0 }]);
  });
});
