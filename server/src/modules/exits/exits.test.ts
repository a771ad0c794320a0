/** The exit survey: who may answer, that anonymous is anonymous, and that few answers are not told. */
import { describe, expect, it } from 'vitest';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import type { Answer, Question, Told } from './contract.ts';
import { ENOUGH, fits, told } from './rules.ts';

const camp = await campWorld('2026-03-01T00:00:00Z');
const { run, world: home } = camp;
const nobody = { kind: 'nobody', orgId: home.orgId } as const;
const choice: Question = { kind: 'choice', text: '为什么离开？', options: ['太忙', '不合适'] };
const words: Question = { kind: 'words', text: '想说什么？' };

interface Shown {
  survey: { version: number } | null;
  answers: number;
  results: Told[] | null;
  gone: { enrolmentId: string; nickname: string; path: string | null; answered: boolean | null }[];
}

async function begun(names: string[], anonymous = true) {
  camp.at('2026-03-01T00:00:00Z');
  const communityId = await camp.community();
  const people: Person[] = await camp.people(communityId, names);
  await camp.campaign(communityId, {}, '2026-03-08');
  const set = (more: object = {}) =>
    run<{ version: number }>('exits.setSurvey', { communityId, questions: [choice, words], anonymous, open: true, ...more });
  await set();
  const codeOf = async ({ id }: Person) => (await run<{ path: string }>('exits.link', { enrolmentId: id })).path.split('#')[1] ?? '';
  const read = async (one: Person) => run<{ version: number; gone: boolean }>('exits.read', { code: await codeOf(one) }, nobody);
  const answer = async (one: Person, ...answers: Answer[]) =>
    run('exits.answer', { code: await codeOf(one), version: (await read(one)).version, answers }, nobody);
  const shown = () => run<Shown>('exits.survey', { communityId });
  return { communityId, people, set, codeOf, read, answer, shown };
}

describe('the exit survey', () => {
  it('is answered by the link of somebody who left, once, and never without its code', async () => {
    const { people, codeOf, read, answer, shown } = await begun(['林夏', '阿树']);
    const [gone] = people as [Person];
    await camp.leave(gone);
    expect(await read(gone)).toMatchObject({
      nickname: '林夏',
      community: '晨读营',
      gone: true,
      answered: false,
      anonymous: true,
      invitation: null,
    });
    await answer(gone, 1, '路太远');
    expect(await read(gone)).toMatchObject({ answered: true });
    await expect(answer(gone, 0, null)).rejects.toMatchObject({ code: 'exitSurvey.answered' });
    await expect(run('exits.read', { code: 'A'.repeat(24) }, nobody)).rejects.toMatchObject({ code: 'exitSurvey.unknown' });
    expect(await shown()).toMatchObject({
      answers: 1,
      goneAll: 1,
      gone: [{ nickname: '林夏', path: `/m/exit#${await codeOf(gone)}`, answered: null }],
    });
  });

  it('comes to those who stayed once a campaign has ended, each by a link of their own', async () => {
    const { communityId, people } = await begun(['林夏', '阿树']);
    const [one, other] = people as [Person, Person];
    const mine = ({ actor }: Person) => run<{ surveys: object[] }>('exits.mine', {}, actor);
    expect(await mine(one)).toEqual({ surveys: [] });
    camp.at('2026-03-10T00:00:00Z');
    expect(await mine(one)).toEqual({ surveys: [{ communityId, community: '晨读营', answered: false }] });
    const link = ({ actor }: Person) => run<{ path: string }>('exits.ownLink', { communityId }, actor);
    expect(await link(one)).toEqual(await link(one));
    expect(await link(one)).not.toEqual(await link(other));
  });

  it('tells nothing below five answers, then counts, and words in an order that says nothing', async () => {
    const { people, answer, shown } = await begun(['甲', '乙', '丙', '丁', '戊', '己']);
    const given: [Answer, Answer][] = [
      [0, '丁的话'],
      [0, null],
      [1, '丙的话'],
      [0, '甲的话'],
      [null, '乙的话'],
    ];
    for (const [index, answers] of given.entries()) {
      const { results } = await shown();
      expect(results).toBe(null);
      await answer(people[index] as Person, ...answers);
    }
    expect((await shown()).results).toEqual([
      {
        kind: 'choice',
        text: choice.text,
        options: [
          { option: '太忙', count: 3 },
          { option: '不合适', count: 1 },
        ],
        answers: 4,
      },
      { kind: 'words', text: words.text, words: ['丁的话', '丙的话', '乙的话', '甲的话'].map((text) => ({ text, by: null })) },
    ]);
  });

  it('keeps no way from an anonymous answer to whoever gave it', async () => {
    const { people, answer, communityId } = await begun(['司徒青', '阿树']);
    const [one] = people as [Person];
    await answer(one, 0, '一句没有名字的话');
    const rows = await home.sql<{ row: string }>('SELECT t::text AS row FROM exit_answer t WHERE community_id = $1', [communityId]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(one.id);
    const copy = await run<{ exitSurveys: object[]; exitAnswers: object[] }>('privacy.exportMine', {}, one.actor);
    expect(copy).toMatchObject({ exitSurveys: [{ community: '晨读营', answered: true }], exitAnswers: [] });
    // Neither the log nor any other row says so beside the link.
    for (const line of (await everythingKept(home)).split('\n')) if (line.includes('一句没有名字的话')) expect(line).not.toContain(one.id);
  });

  it('by name says who, goes into the own copy, and goes with its giver', async () => {
    const { people, answer, shown } = await begun(['欧阳拂', '甲', '乙', '丙', '丁'], false);
    for (const one of people) await answer(one, 0, `${one.nickname}写给欧阳拂`);
    const [one] = people as [Person];
    const results = (await shown()).results ?? [];
    expect(JSON.stringify(results)).toContain('"by":"欧阳拂"');
    const copy = await run<{ exitAnswers: { answers: Answer[] }[] }>('privacy.exportMine', {}, one.actor);
    expect(copy.exitAnswers).toMatchObject([{ answers: [0, '欧阳拂写给欧阳拂'] }]);
    await run('privacy.eraseMine', { understood: true }, one.actor);
    await home.drain();
    expect((await shown()).answers).toBe(4);
    expect(await everythingKept(home)).not.toContain('欧阳拂');
  });

  it('loses nothing else when the name of who is erased is a word that rows are made of', async () => {
    const { people, answer, communityId } = await begun(['null', '甲'], true);
    const [one, other] = people as [Person, Person];
    await answer(other, null, '我叫null');
    await run('privacy.eraseMine', { understood: true }, one.actor);
    const rows = await home.sql<{ answers: Answer[] }>('SELECT answers FROM exit_answer WHERE community_id = $1', [communityId]);
    expect(rows).toEqual([{ answers: [null, '我叫'] }]);
  });

  it('takes no answer to questions that changed meanwhile, and none while it is shut', async () => {
    const { people, set, codeOf } = await begun(['林夏', '阿树']);
    const [one] = people as [Person];
    const code = await codeOf(one);
    const send = (version: number, answers: Answer[] = [0, null]) => run('exits.answer', { code, version, answers }, nobody);
    const { version } = await set({ anonymous: false });
    await expect(send(version - 1)).rejects.toMatchObject({ code: 'exitSurvey.changed' });
    await expect(send(version, ['太忙', null])).rejects.toMatchObject({ code: 'exitSurvey.unfit' });
    const shut = await set({ anonymous: false, open: false });
    await expect(send(shut.version)).rejects.toMatchObject({ code: 'exitSurvey.shut' });
    expect(await set({ anonymous: false, open: false })).toEqual(shut);
  });
});

describe('the rules', () => {
  it.each<{ answers: Answer[]; fit: boolean }>([
    { answers: [1, 'x'], fit: true },
    { answers: [null, 'x'], fit: true },
    { answers: [null, null], fit: false },
    { answers: [2, null], fit: false },
    { answers: ['x', null], fit: false },
    { answers: [0, 1], fit: false },
    { answers: [0], fit: false },
  ])('$answers fit: $fit', ({ answers, fit }) => {
    expect(fits([choice, words], answers)).toBe(fit);
  });

  it('tell equal questions of different versions together', () => {
    const given = Array.from({ length: ENOUGH }, (_, index) => ({
      questions: index < 2 ? [choice] : [words, choice],
      answers: index < 2 ? [0] : [null, 1],
      by: null,
    }));
    expect(told(given)?.map((one) => (one.kind === 'choice' ? one.options.map(({ count }) => count) : one.words))).toEqual([[2, 3], []]);
  });
});
