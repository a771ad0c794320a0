import { beforeEach, describe, expect, it } from 'vitest';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import type { DueItem } from './contract.ts';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run } = camp;

interface Turn {
  turn: string;
  to: string;
  person: { enrolmentId: string; nickname: string; gone: boolean } | null;
  items: number;
  done: number;
  missed: number;
  open: boolean;
}
interface Rosters {
  rosters: { id: string; name: string; endedAt: string | null; shown: Turn[] }[];
  swaps: { id: string; mine: boolean }[];
}
interface Mine {
  open: number;
  items: DueItem[];
  rosters: { id: string; turns: { turn: string; mine: boolean }[] }[];
  swaps: { id: string; mine: boolean; by: { nickname: string } }[];
}
interface Desk {
  items: DueItem[];
  next: DueItem[];
  missed: DueItem[];
}

const checklist = [
  { text: '发早安和今天的题目', time: '07:30', on: 'everyDay' },
  { text: '报今天的人数', time: '21:00', on: 'everyDay' },
];
const daily = (communityId: string, people: readonly Person[], more: object = {}) => ({
  communityId,
  name: '每日值日',
  rhythm: 'daily',
  startsOn: '2026-03-02',
  turns: 6,
  checklist,
  enrolmentIds: people.map(({ id }) => id),
  ...more,
});
const shown = async (communityId: string) => (await run<Rosters>('duties.rosters', { communityId })).rosters[0]?.shown ?? [];
const who = (turns: readonly Turn[]) => turns.map(({ person }) => person?.nickname);
const mine = ({ actor }: Person) => run<Mine>('duties.mine', {}, actor);
const desk = (communityId: string) => run<Desk>('duties.desk', { communityId });

/** 08:00 of Monday, 2 March, in the community's zone. */
beforeEach(() => camp.at('2026-03-02T00:00:00Z'));
const begun = async (names: [string, string, ...string[]]) => {
  const communityId = await camp.community();
  const people = await camp.people(communityId, names);
  return { communityId, people };
};

describe('a duty roster', () => {
  it('is previewed as it will be saved, and saved once however often it is sent', async () => {
    const { communityId, people } = await begun(['林夏', '阿树', '周周']);
    const input = daily(communityId, people);
    const preview = await run<{ turns: Turn[]; loads: { turns: number }[]; items: number }>('duties.previewRoster', input);
    expect(await shown(communityId)).toEqual([]);
    const saved = await Promise.all([run<{ id: string }>('duties.saveRoster', input), run<{ id: string }>('duties.saveRoster', input)]);
    expect(saved[0].id).toBe(saved[1].id);
    const turns = await shown(communityId);
    expect(who(turns)).toEqual(who(preview.turns));
    expect(preview.loads.map((load) => load.turns)).toEqual([2, 2, 2]);
    // 07:30 of the first day is past.
    expect(turns.map(({ items }) => items)).toEqual([1, 2, 2, 2, 2, 2]);
    expect(preview.items).toBe(11);
    await expect(run('duties.saveRoster', { ...input, turns: 9 })).rejects.toMatchObject({ code: 'dutyRoster.nameTaken' });
  });

  it('written anew never touches what is past or done, and deals nothing to who has left', async () => {
    const { communityId, people } = await begun(['林夏', '阿树', '周周']);
    const [first, second, third] = people;
    const { id: dutyRosterId } = await run<{ id: string }>('duties.saveRoster', daily(communityId, people));
    camp.at('2026-03-04T00:00:00Z');
    const before = await shown(communityId);
    await camp.leave(second);
    const renewed = daily(communityId, people, { dutyRosterId, turns: 10, checklist: [{ text: '收小结', time: '20:00' }] });
    const preview = await run<{ gone: { nickname: string }[] }>('duties.previewRoster', renewed);
    expect(preview.gone.map(({ nickname }) => nickname)).toEqual(['阿树']);
    await run('duties.saveRoster', renewed);
    const after = await shown(communityId);
    const past = (turns: readonly Turn[]) =>
      turns.slice(0, 2).map(({ turn, person, items, missed }) => [turn, person?.enrolmentId, items, missed]);
    expect(past(after)).toEqual(past(before));
    // What was due this morning stays beside the new evening.
    expect(after[2]).toMatchObject({ turn: '2026-03-04', items: 2 });
    expect(new Set(after.slice(3).map(({ person }) => person?.enrolmentId))).toEqual(new Set([first.id, third?.id]));
    await expect(run('duties.saveRoster', { ...renewed, enrolmentIds: [second.id] })).rejects.toMatchObject({ code: 'dutyRoster.nobody' });
  });

  it('keeps whose turn it is where only words or hours change, swaps included', async () => {
    const { communityId, people } = await begun(['林夏', '阿树', '周周']);
    const { id: dutyRosterId } = await run<{ id: string }>('duties.saveRoster', daily(communityId, people));
    await run('duties.swapTurns', { dutyRosterId, turn: '2026-03-03', otherTurn: '2026-03-05' });
    const before = who(await shown(communityId));
    await run('duties.saveRoster', daily(communityId, people, { dutyRosterId, turns: 7, checklist: [{ text: '收小结', time: '20:00' }] }));
    expect(who(await shown(communityId)).slice(0, 6)).toEqual(before);
  });

  it('gives the turns of who has left to others and leaves theirs alone; somebody new has no more to make up for', async () => {
    const { communityId, people } = await begun(['林夏', '阿树', '周周']);
    const { id: dutyRosterId } = await run<{ id: string }>('duties.saveRoster', daily(communityId, people, { turns: 12 }));
    const before = await shown(communityId);
    await camp.leave(people[1]);
    camp.at('2026-03-05T00:00:00Z');
    await run('duties.saveRoster', daily(communityId, people, { dutyRosterId, turns: 12 }));
    const after = await shown(communityId);
    for (const [i, { person }] of before.entries()) if (person?.nickname !== '阿树') expect(after[i]?.person).toEqual(person);
    expect(who(after.slice(3))).not.toContain('阿树');
    const more = await camp.people(communityId, ['新来', '新新']);
    const preview = await run<{ turns: Turn[] }>(
      'duties.previewRoster',
      daily(communityId, [...people, ...more], { dutyRosterId, turns: 12 }),
    );
    const loads = [people[0], people[2], ...more].map(
      (one) => preview.turns.filter(({ person }) => person?.enrolmentId === one?.id).length,
    );
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
  });

  it('ends: nothing more comes, what is past stays, and its name is free again', async () => {
    const { communityId, people } = await begun(['林夏', '阿树']);
    const { id: dutyRosterId } = await run<{ id: string }>('duties.saveRoster', daily(communityId, people));
    camp.at('2026-03-04T10:00:00Z');
    await run('duties.endRoster', { dutyRosterId });
    const turns = await shown(communityId);
    expect(turns.map(({ turn }) => turn)).toEqual(['2026-03-02', '2026-03-03', '2026-03-04']);
    await expect(run('duties.saveRoster', daily(communityId, people, { dutyRosterId }))).rejects.toMatchObject({
      code: 'dutyRoster.ended',
    });
    const again = await run<{ id: string }>('duties.saveRoster', daily(communityId, people));
    expect(again.id).not.toBe(dutyRosterId);
  });

  it('of another community is unknown there', async () => {
    const [here, there] = [await begun(['林夏', '阿树']), await begun(['周周', '大山'])];
    const { id: dutyRosterId } = await run<{ id: string }>('duties.saveRoster', daily(here.communityId, here.people));
    const stolen = daily(there.communityId, there.people, { dutyRosterId });
    await expect(run('duties.saveRoster', stolen)).rejects.toMatchObject({ code: 'dutyRoster.unknown' });
    const mixed = daily(there.communityId, here.people, { name: '借人' });
    await expect(run('duties.saveRoster', mixed)).rejects.toMatchObject({ code: 'enrolment.unknown' });
  });

  it('keeps the time of the day through a change of the clocks', async () => {
    const communityId = (await run<{ id: string }>('communities.create', { name: 'Berlin', zone: 'Europe/Berlin' })).id;
    const people = await camp.people(communityId, ['Ada', 'Bea']);
    camp.at('2026-03-28T00:00:00Z');
    await run('duties.saveRoster', daily(communityId, people, { startsOn: '2026-03-28', turns: 2 }));
    const items = [...(await desk(communityId)).items, ...(await desk(communityId)).next];
    expect(items.map(({ dueAt }) => dueAt)).toEqual([
      '2026-03-28T06:30:00.000Z',
      '2026-03-28T20:00:00.000Z',
      '2026-03-29T05:30:00.000Z',
      '2026-03-29T19:00:00.000Z',
    ]);
  });
});

describe('something due', () => {
  it('is open, overdue, and missed once the day is over: nothing but the clock says so', async () => {
    const { communityId, people } = await begun(['林夏', '阿树']);
    await run('duties.saveRoster', daily(communityId, people));
    const evening = async () => {
      const { items, missed } = await desk(communityId);
      return [...items, ...missed]
        .filter(({ turn, title }) => turn === '2026-03-02' && title === '报今天的人数')
        .map(({ state, overdue }) => [state, overdue]);
    };
    expect(await evening()).toEqual([['open', false]]);
    const rows = () => camp.sql('SELECT id, done_at, due_at, closes_at FROM due_item WHERE community_id = $1 ORDER BY id', [communityId]);
    const before = await rows();
    camp.at('2026-03-02T13:00:01Z');
    expect(await evening()).toEqual([['open', true]]);
    camp.at('2026-03-02T16:00:00Z');
    expect(await evening()).toEqual([['missed', false]]);
    expect(await rows()).toEqual(before);
  });

  it('is done once, by whose it is or by staff, and taken back; after its time by staff alone', async () => {
    const { communityId, people } = await begun(['林夏', '阿树']);
    const [first, second] = people;
    await run('duties.saveRoster', daily(communityId, people));
    const [item] = (await mine(first)).items;
    const dueItemId = item?.id ?? '';
    expect((await mine(first)).open).toBe(1);
    await expect(run('duties.finishMine', { dueItemId }, second.actor)).rejects.toMatchObject({ code: 'dueItem.notYours' });
    const done = await run<DueItem>('duties.finishMine', { dueItemId }, first.actor);
    expect(done).toMatchObject({ state: 'done', done: { by: '林夏', late: false } });
    camp.advance(1_000);
    expect(await run<DueItem>('duties.finish', { dueItemId })).toEqual(done);
    expect((await mine(first)).open).toBe(0);
    expect(await run<DueItem>('duties.reopenMine', { dueItemId }, first.actor)).toMatchObject({ state: 'open', done: null });
    camp.at('2026-03-02T16:00:00Z');
    await expect(run('duties.finishMine', { dueItemId }, first.actor)).rejects.toMatchObject({ code: 'dueItem.missed' });
    expect(await run<DueItem>('duties.finish', { dueItemId })).toMatchObject({ state: 'done', done: { late: true } });
    await expect(run('duties.reopenMine', { dueItemId }, first.actor)).rejects.toMatchObject({ code: 'dueItem.missed' });
    const { people: loads } = await run<{ people: { turns: number; done: number; late: number; missed: number; toCome: number }[] }>(
      'duties.load',
      {
        communityId,
      },
    );
    expect(loads).toMatchObject([
      { turns: 3, done: 1, late: 1, missed: 0 },
      { turns: 3, done: 0, late: 0, missed: 0 },
    ]);
  });

  it('shows to staff of its community alone', async () => {
    const { communityId, people } = await begun(['林夏', '阿树']);
    const elsewhere = await camp.community();
    await run('duties.saveRoster', daily(communityId, people));
    const stranger = camp.world.staff('owner', elsewhere);
    expect(await run('duties.desk', { communityId }, stranger)).toMatchObject({ items: [], next: [], missed: [] });
    expect(await run('duties.desk', {}, stranger)).toMatchObject({ items: [] });
    expect((await run<Desk>('duties.desk', {}, camp.world.staff('coach', communityId))).items).toHaveLength(1);
  });
});

describe('a swap', () => {
  const asked = async (names: [string, string, ...string[]]) => {
    const { communityId, people } = await begun(names);
    const { id: dutyRosterId } = await run<{ id: string }>('duties.saveRoster', daily(communityId, people));
    const turns = await shown(communityId);
    const ofPerson = ({ id }: Person) =>
      turns.filter(({ person, turn }) => person?.enrolmentId === id && turn > '2026-03-02').map(({ turn }) => turn);
    const [first, second] = people;
    const [turn = '', otherTurn = ''] = [ofPerson(first)[0], ofPerson(second)[0]];
    const { id: swapId } = await run<{ id: string }>('duties.askSwap', { dutyRosterId, turn, otherTurn }, first.actor);
    return { communityId, people, dutyRosterId, turn, otherTurn, swapId, first, second };
  };
  const holder = async (communityId: string, turn: string) => (await shown(communityId)).find((one) => one.turn === turn)?.person?.nickname;

  it('asked by one changes nothing until the other agrees, and is answered once', async () => {
    const { communityId, turn, otherTurn, swapId, first, second, people } = await asked(['林夏', '阿树', '周周']);
    expect([await holder(communityId, turn), await holder(communityId, otherTurn)]).toEqual(['林夏', '阿树']);
    expect((await mine(second)).swaps).toMatchObject([{ id: swapId, mine: true, by: { nickname: '林夏' } }]);
    expect((await mine(first)).swaps).toMatchObject([{ id: swapId, mine: false }]);
    for (const actor of [first.actor, people[2]?.actor])
      await expect(run('duties.answerSwap', { swapId, agree: true }, actor)).rejects.toMatchObject({ code: 'swap.notYours' });
    await run('duties.answerSwap', { swapId, agree: true }, second.actor);
    expect([await holder(communityId, turn), await holder(communityId, otherTurn)]).toEqual(['阿树', '林夏']);
    await expect(run('duties.answerSwap', { swapId, agree: true }, second.actor)).rejects.toMatchObject({ code: 'swap.over' });
  });

  it('taken back or declined, makes room for another; asked twice, it is refused', async () => {
    const { communityId, dutyRosterId, turn, otherTurn, swapId, first, second } = await asked(['林夏', '阿树']);
    await expect(run('duties.askSwap', { dutyRosterId, turn, otherTurn }, first.actor)).rejects.toMatchObject({ code: 'swap.asked' });
    await run('duties.answerSwap', { swapId, agree: false }, first.actor);
    const { id } = await run<{ id: string }>('duties.askSwap', { dutyRosterId, turn, otherTurn }, first.actor);
    await run('duties.answerSwap', { swapId: id, agree: false }, second.actor);
    expect([await holder(communityId, turn), await holder(communityId, otherTurn)]).toEqual(['林夏', '阿树']);
    await expect(run('duties.askSwap', { dutyRosterId, turn: otherTurn, otherTurn: turn }, first.actor)).rejects.toMatchObject({
      code: 'turn.notYours',
    });
  });

  it('is asked by who has what is left of the turn, and shown, though its last line went to another and is done', async () => {
    const { communityId, people } = await begun(['林夏', '阿树', '周周']);
    const { id: dutyRosterId } = await run<{ id: string }>('duties.saveRoster', daily(communityId, people));
    const [, { turn, person } = { turn: '', person: null }, { turn: otherTurn } = { turn: '' }] = await shown(communityId);
    const one = people.find(({ id }) => id === person?.enrolmentId);
    const other = people.find(({ id }) => id !== person?.enrolmentId);
    if (!one || !other) throw new Error('both are in the roster');
    camp.at('2026-03-02T14:00:00Z');
    const last = (await mine(one)).items.find(({ day, title }) => day === turn && title === '报今天的人数');
    await run('duties.handOver', { dueItemId: last?.id, owner: { kind: 'enrolment', enrolmentId: other.id } });
    await run('duties.finish', { dueItemId: last?.id });
    const { id } = await run<{ id: string }>('duties.askSwap', { dutyRosterId, turn, otherTurn }, one.actor);
    expect((await mine(one)).swaps).toMatchObject([{ id, mine: false }]);
  });

  it('of a turn that is over or went to somebody else cannot be agreed to', async () => {
    const { communityId, dutyRosterId, turn, swapId, first, second, people } = await asked(['林夏', '阿树', '周周']);
    await run('duties.setTurn', { dutyRosterId, turn, enrolmentId: people[2]?.id });
    await expect(run('duties.answerSwap', { swapId, agree: true }, second.actor)).rejects.toMatchObject({ code: 'swap.over' });
    expect((await mine(first)).swaps).toEqual([]);
    camp.at('2026-03-09T00:00:00Z');
    await expect(run('duties.setTurn', { dutyRosterId, turn, enrolmentId: first.id })).rejects.toMatchObject({ code: 'turn.over' });
    expect(await holder(communityId, turn)).toBe('周周');
  });
});

describe('somebody who asks to be erased', () => {
  it('gets a copy of their duties before, and leaves no name behind, also where staff wrote it', async () => {
    const { communityId, people } = await begun(['苏暮雨', '阿树']);
    const [first, second] = people;
    const named = [{ text: '替苏暮雨收作业', time: '20:00' }];
    const { id: dutyRosterId } = await run<{ id: string }>(
      'duties.saveRoster',
      daily(communityId, people, { name: '苏暮雨值日', checklist: named }),
    );
    await run('duties.askSwap', { dutyRosterId, turn: '2026-03-02', otherTurn: '2026-03-03' }, first.actor);
    const begins = { day: '2026-03-03', time: '20:00' };
    const given = { 新人: '苏暮雨、"小雨"' };
    await run('duties.startRitual', { communityId, script: 'welcome', begins, given, texts: { 0: '欢迎苏暮雨' } });
    const copy = await run<{ duties: { title: string }[]; swaps: unknown[] }>('privacy.exportMine', {}, first.actor);
    expect(copy.duties.map(({ title }) => title)).toEqual(['替苏暮雨收作业', '替苏暮雨收作业', '替苏暮雨收作业']);
    expect(copy.swaps).toHaveLength(1);
    // A name like a word of the scripts takes nothing out of them.
    await run('admissions.rename', { enrolmentId: second.id, nickname: '方便' });
    await run('privacy.eraseEnrolment', { enrolmentId: second.id, understood: true });
    const { next } = await desk(communityId);
    expect(next.find(({ title }) => title === '请新人介绍自己')?.words).toContain('方便的时候');
    await run('privacy.eraseMine', { understood: true }, first.actor);
    expect(await everythingKept(camp.world)).not.toContain('暮雨');
    const { people: loads } = await run<{ people: { person: { nickname: string }; turns: number }[] }>('duties.load', { communityId });
    expect(loads.map(({ person, turns }) => [person.nickname, turns]).sort()).toEqual([
      ['', 3],
      ['', 3],
    ]);
  });

  it('takes nothing else away where their name is a word that rows are made of', async () => {
    const { communityId, people } = await begun(['text', '阿树']);
    const named = [{ text: '替text收作业', time: '20:00', on: 'everyDay' }];
    await run('duties.saveRoster', daily(communityId, people, { checklist: named }));
    await run('privacy.eraseEnrolment', { enrolmentId: people[0].id, understood: true });
    const { rosters } = await run<{ rosters: { checklist: object[] }[] }>('duties.rosters', { communityId });
    expect(rosters[0]?.checklist).toMatchObject([{ text: '替收作业', time: '20:00', on: 'everyDay' }]);
  });
});
