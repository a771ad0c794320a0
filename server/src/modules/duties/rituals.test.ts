import { beforeEach, describe, expect, it } from 'vitest';
import { campWorld } from '#testing/camp';
import type { DueItem } from './contract.ts';
import { ritualScripts } from './scripts.ts';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run } = camp;
const scripts = await ritualScripts();

beforeEach(() => camp.at('2026-03-02T00:00:00Z'));

interface Plan {
  given: Record<string, string>;
  lines: { title: string; words: string; dueAt: string; past: boolean; owner: { kind: string; person: { nickname: string } | null } }[];
  started: boolean;
}
interface Desk {
  items: DueItem[];
  next: DueItem[];
}
const begun = async () => {
  const communityId = await camp.community();
  const people = await camp.people(communityId, ['林夏', '阿树']);
  return { communityId, people };
};
const all = async (communityId: string) => {
  const { items, next } = await run<Desk>('duties.desk', { communityId });
  return [...items, ...next].filter(({ source }) => source === 'ritual');
};
const rows = async (communityId: string) =>
  (await camp.sql<{ n: number }>('SELECT count(*)::int AS n FROM due_item WHERE community_id = $1', [communityId]))[0]?.n;

describe('the scripts that come with the product', () => {
  it('are these', () => {
    expect(scripts.map(({ id }) => id)).toEqual([
      'welcome',
      'first-messages',
      'first-three-days',
      'opening',
      'applause',
      'squad-show',
      'closing',
      'farewell',
    ]);
  });

  it('say of every line what to do when nobody answers, and put words into nobody’s mouth', () => {
    for (const { id, lines } of scripts)
      for (const { title, words, silence } of lines) {
        expect(silence, `${id}: ${title}`).not.toBe('');
        expect(words, `${id}: ${title}`).not.toMatch(/水军|小号|马甲|装作/);
      }
  });
});

describe('a ritual', () => {
  it('is previewed with real dates, owners and what the campaign says; nothing is saved', async () => {
    const { communityId, people } = await begun();
    const campaignId = await camp.campaign(communityId, { opens: '05:00', closes: '07:30' }, '2026-03-22');
    await run('checkins.updateCampaign', { campaignId, goal: '早起满 1200 次' });
    const plan = await run<Plan>('duties.planRitual', {
      communityId,
      campaignId,
      script: 'first-three-days',
      begins: { day: '2026-03-03', time: '08:00' },
      owners: { 班长: { kind: 'enrolment', enrolmentId: people[0].id } },
    });
    expect(plan.given).toEqual({ 打卡时间: '05:00–07:30' });
    expect(plan.lines[0]).toMatchObject({ dueAt: '2026-03-03T00:00:00.000Z', past: false, owner: { person: { nickname: '林夏' } } });
    expect(plan.lines[0]?.words).toContain('05:00–07:30 之间都可以');
    expect(plan.lines.at(-1)).toMatchObject({ dueAt: '2026-03-05T13:00:00.000Z', owner: { kind: 'staff', person: null } });
    expect(await rows(communityId)).toBe(0);
  });

  it('is started once however often, with its words kept as they were and edited line by line', async () => {
    const { communityId } = await begun();
    const input = {
      communityId,
      script: 'opening',
      begins: { day: '2026-03-02', time: '20:00' },
      given: { 目标: '写满三万字' },
      texts: { 0: '大家好，{社群名}开营了，{第一天}见。' },
    };
    const starts = await Promise.all([
      run<{ id: string; first: boolean }>('duties.startRitual', input),
      run<{ id: string; first: boolean }>('duties.startRitual', input),
    ]);
    expect(starts[0].id).toBe(starts[1].id);
    expect(starts.map(({ first }) => first).sort()).toEqual([false, true]);
    expect(await rows(communityId)).toBe(8);
    expect((await run<Plan>('duties.planRitual', input)).started).toBe(true);
    const [first, second] = await all(communityId);
    expect(first?.words).toBe('大家好，晨读营开营了，{第一天}见。');
    expect(second?.words).toContain('只有一个共同的目标：写满三万字。');
    await run('duties.editWords', { dueItemId: second?.id, words: '目标就一个：{目标}！' });
    expect((await all(communityId))[1]?.words).toBe('目标就一个：写满三万字！');
    await run('duties.finish', { dueItemId: second?.id });
    await expect(run('duties.editWords', { dueItemId: second?.id, words: '改' })).rejects.toMatchObject({ code: 'dueItem.done' });
  });

  it('cancelled, gives back what is still open and keeps what was done; it may be started again', async () => {
    const { communityId } = await begun();
    const input = { communityId, script: 'applause', begins: { day: '2026-03-02', time: '20:00' } };
    const { id: ritualId } = await run<{ id: string }>('duties.startRitual', input);
    const [first] = await all(communityId);
    await run('duties.finish', { dueItemId: first?.id });
    expect(await run('duties.cancelRitual', { ritualId })).toEqual({ removed: 3 });
    expect(await run('duties.cancelRitual', { ritualId })).toEqual({ removed: 0 });
    expect((await all(communityId)).map(({ id, state }) => [id, state])).toEqual([[first?.id, 'done']]);
    expect(await run('duties.startRitual', input)).toMatchObject({ first: true, items: 4 });
  });

  it('leaves out what is over, and does not start where everything is', async () => {
    const { communityId } = await begun();
    camp.at('2026-03-03T14:00:00Z');
    const input = { communityId, script: 'first-three-days', begins: { day: '2026-03-02', time: '08:00' } };
    // What is left of the second day and the third one.
    expect(await run('duties.startRitual', input)).toMatchObject({ items: 4 });
    const over = { ...input, begins: { day: '2026-02-20', time: '08:00' } };
    await expect(run('duties.startRitual', over)).rejects.toMatchObject({ code: 'ritual.over' });
  });

  it('takes goal and owners from its own community alone', async () => {
    const [here, there] = [await begun(), await begun()];
    const campaignId = await camp.campaign(there.communityId, {}, '2026-03-22');
    const input = { communityId: here.communityId, script: 'welcome', begins: { day: '2026-03-03', time: '08:00' } };
    await expect(run('duties.planRitual', { ...input, campaignId })).rejects.toMatchObject({ code: 'campaign.unknown' });
    const owners = { 班长: { kind: 'enrolment', enrolmentId: there.people[0].id } };
    await expect(run('duties.startRitual', { ...input, owners })).rejects.toMatchObject({ code: 'enrolment.unknown' });
    await expect(run('duties.planRitual', { ...input, script: 'x' })).rejects.toMatchObject({ code: 'script.unknown' });
  });

  it('gives a line to a person, who finds it on the phone, or back to staff', async () => {
    const { communityId, people } = await begun();
    const [first] = people;
    await run('duties.startRitual', { communityId, script: 'applause', begins: { day: '2026-03-02', time: '20:00' } });
    const [item] = await all(communityId);
    const given = { dueItemId: item?.id, owner: { kind: 'enrolment', enrolmentId: first.id } };
    expect(await run('duties.handOver', given)).toMatchObject({ owner: { kind: 'enrolment', person: { nickname: '林夏' } } });
    const { items } = await run<{ items: DueItem[] }>('duties.mine', {}, first.actor);
    expect(items.map(({ title }) => title)).toEqual(['请大家鼓掌']);
    await run('duties.handOver', { ...given, owner: { kind: 'staff' } });
    expect((await run<{ items: DueItem[] }>('duties.mine', {}, first.actor)).items).toEqual([]);
  });
});

describe('a reminder before the cut-off', () => {
  const reminders = async (communityId: string) =>
    (await run<Desk>('duties.desk', { communityId })).items.filter(({ source }) => source === 'reminder');

  it('is there every day by itself, says who is missing now, and nothing is stored but that it was done', async () => {
    const { communityId, people } = await begun();
    const campaignId = await camp.campaign(communityId, { opens: '05:00', closes: '22:00' }, '2026-03-03');
    const [first] = people;
    expect(await reminders(communityId)).toMatchObject([
      {
        dueAt: '2026-03-02T12:00:00.000Z',
        closesAt: '2026-03-02T14:00:00.000Z',
        state: 'open',
        missing: { people: 2, names: ['林夏', '阿树'] },
      },
    ]);
    await run('checkins.submit', { campaignId }, first.actor);
    expect(await reminders(communityId)).toMatchObject([{ missing: { people: 1, names: ['阿树'] } }]);
    expect(await rows(communityId)).toBe(0);
    const done = { campaignId, day: '2026-03-02', done: true };
    await Promise.all([run('duties.remind', done), run('duties.remind', done)]);
    expect(await rows(communityId)).toBe(1);
    expect(await reminders(communityId)).toMatchObject([{ state: 'done', missing: null }]);
    await run('duties.remind', { ...done, done: false });
    expect(await reminders(communityId)).toMatchObject([{ state: 'open' }]);
    camp.at('2026-03-02T14:00:00Z');
    expect(await reminders(communityId)).toMatchObject([{ state: 'missed' }]);
    camp.at('2026-03-03T06:00:00Z');
    expect(await reminders(communityId)).toMatchObject([{ state: 'open', turn: '2026-03-03' }]);
    await expect(run('duties.remind', done)).rejects.toMatchObject({ code: 'reminder.over' });
    camp.at('2026-03-04T06:00:00Z');
    expect(await reminders(communityId)).toEqual([]);
  });

  it('comes as long before as is set, not at all when it is off, and not for a cut-off in the night unless set', async () => {
    const { communityId } = await begun();
    const campaignId = await camp.campaign(communityId, {}, '2026-03-22');
    expect(await reminders(communityId)).toEqual([]);
    await run('duties.setReminder', { campaignId, minutes: 60 });
    expect(await run('duties.reminder', { campaignId })).toEqual({ minutes: 60 });
    expect(await reminders(communityId)).toMatchObject([{ dueAt: '2026-03-02T19:00:00.000Z' }]);
    await run('duties.setReminder', { campaignId, minutes: 0 });
    expect(await reminders(communityId)).toEqual([]);
  });
});
