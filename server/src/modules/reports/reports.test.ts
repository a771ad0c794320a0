/** What a campaign was: told to its owner with evidence and gaps, and to everyone about themselves. */
import { describe, expect, it } from 'vitest';
import { campWorld, type Person } from '#testing/camp';
import type { CampReport, OwnReport } from './contract.ts';

const camp = await campWorld('2026-03-01T00:00:00Z');
const { run, world: home } = camp;

/** Three weeks from 2 March: one comes every day, one stops after five, one leaves on the fourth day, one never begins. */
async function threeWeeks() {
  camp.at('2026-03-01T00:00:00Z');
  const communityId = await camp.community();
  const people = await camp.people(communityId, ['林夏', '阿树', '小满', '大山']);
  const [keen, silent, gone, never] = people as [Person, Person, Person, Person];
  const campaignId = await camp.campaign(communityId, { content: { text: { needed: false } } }, '2026-03-22');
  const { id: squadId } = await run<{ id: string }>('squads.add', { communityId, name: '一组' });
  await run('squads.move', { communityId, enrolmentIds: people.map(({ id }) => id), toSquadId: squadId });
  for (let day = 2; day <= 22; day += 1) {
    camp.at(`2026-03-${String(day).padStart(2, '0')}T02:00:00Z`);
    const there = [keen, ...(day <= 6 ? [silent] : []), ...(day <= 4 ? [gone] : [])];
    for (const { actor } of there) await run('checkins.submit', { campaignId, content: { text: `第${day}天` } }, actor);
    if (day === 5) await camp.leave(gone);
    if (day === 9) await run('squads.note', { squadId, enrolmentId: silent.id, text: '打过电话，出差了' });
    if (day === 10) await run('squads.praise', { squadId, enrolmentId: keen.id, text: '每天都第一个到' });
  }
  await run('checkins.like', { campaignId, enrolmentId: keen.id, day: '2026-03-08', liked: true }, silent.actor);
  const report = () => run<CampReport>('reports.camp', { campaignId });
  const own = ({ actor }: Person) => run<OwnReport>('reports.mine', { campaignId }, actor);
  return { communityId, campaignId, keen, silent, gone, never, report, own };
}
const over = () => camp.at('2026-03-24T00:00:00Z');

describe('the report of a campaign', () => {
  it('tells what happened by day and week, and its parts add up', async () => {
    const { report } = await threeWeeks();
    over();
    const told = await report();
    expect(told).toMatchObject({
      ...{ campaign: '晨读打卡', until: '2026-03-22', over: true },
      people: { all: 4, left: 1, checkedIn: 3 },
      checkins: { counted: 29, sent: 29, late: 0, madeUp: 0, leave: 0 },
    });
    expect(told.days).toHaveLength(21);
    expect(told.days.slice(2, 6).map(({ counted, people }) => [counted, people])).toEqual([
      [3, 4],
      [2, 3],
      [2, 3],
      [1, 3],
    ]);
    expect(told.weeks.map(({ from, counted }) => [from, counted])).toEqual([
      ['2026-03-02', 15],
      ['2026-03-09', 7],
      ['2026-03-16', 7],
    ]);
    for (const part of ['counted', 'possible'] as const)
      expect(told.weeks.reduce((all, week) => all + week[part], 0)).toBe(told.checkins[part]);
  });

  it('names who stood out by what, and who was lost since when, with what was done about it', async () => {
    const { report } = await threeWeeks();
    over();
    const { stoodOut, lost, lostAll } = await report();
    expect(lostAll).toBe(lost.length);
    expect(stoodOut[0]).toMatchObject({ nickname: '林夏' });
    expect(stoodOut[0]?.evidence).toEqual([
      { code: 'days', count: 21 },
      { code: 'best', count: 21 },
      { code: 'praises', count: 1 },
    ]);
    expect(lost.map(({ nickname, how, lastDay, notes }) => [nickname, how, lastDay, notes])).toEqual([
      ['大山', 'neverBegan', null, 0],
      ['小满', 'left', '2026-03-04', 0],
      ['阿树', 'silent', '2026-03-06', 1],
    ]);
    expect(lost[2]?.notedOn).toBe('2026-03-09');
  });

  it('concludes what the figures show, says where they are few, and what it does not know', async () => {
    const { report } = await threeWeeks();
    over();
    const { conclusions, gaps } = await report();
    expect(conclusions).toContainEqual({ code: 'weekDrop', values: { week: 2, before: 15 / 24, after: 7 / 21 }, sure: false });
    expect(conclusions.map(({ code }) => code)).toContain('noRitual');
    expect(conclusions.map(({ code }) => code)).not.toContain('steady');
    expect(gaps.map(({ code }) => code)).toEqual(['few', 'noDuties', 'chat']);
  });

  it('tells days that are over alone, and nothing before the first of them', async () => {
    const communityId = await camp.community();
    camp.at('2026-03-02T02:00:00Z');
    const [one] = await camp.people(communityId, ['林夏']);
    const campaignId = await camp.campaign(communityId, {}, '2026-03-22');
    await run('checkins.submit', { campaignId }, one.actor);
    await expect(run('reports.camp', { campaignId })).rejects.toMatchObject({ code: 'campaign.notBegun' });
    camp.at('2026-03-03T02:00:00Z');
    const told = await run<CampReport>('reports.camp', { campaignId });
    expect(told).toMatchObject({ until: '2026-03-02', over: false, days: [{ counted: 1, people: 1 }] });
    expect(told.gaps.map(({ code }) => code)).toContain('running');
  });

  it('names nobody who was erased, and counts their days all the same', async () => {
    const { silent, report } = await threeWeeks();
    over();
    await run('privacy.eraseMine', { understood: true }, silent.actor);
    const told = await report();
    expect(told.checkins.counted).toBe(29);
    expect(JSON.stringify(told)).not.toContain('阿树');
    expect(told.gaps).toContainEqual({ code: 'erased', count: 1 });
  });

  it('counts whoever was enrolled after its end, from the days that were entered for them', async () => {
    const { communityId, campaignId, report } = await threeWeeks();
    over();
    const [late] = await camp.people(communityId, ['补录']);
    await camp.people(communityId, ['后来的']);
    await run('checkins.correct', { campaignId, enrolmentId: late.id, day: '2026-03-20', becomes: 'onTime', reason: '表格里有' });
    const told = await report();
    expect(told).toMatchObject({ people: { all: 5, checkedIn: 4 }, checkins: { counted: 30 } });
    expect(told.days.slice(18).map(({ counted, people }) => [counted, people])).toEqual([
      [2, 4],
      [1, 4],
      [1, 4],
    ]);
  });

  it('is for staff of the community alone', async () => {
    const { campaignId, keen } = await threeWeeks();
    over();
    const elsewhere = await camp.community();
    for (const actor of [keen.actor, home.staff('coach', elsewhere)])
      await expect(run('reports.camp', { campaignId }, actor)).rejects.toMatchObject({ code: 'access.denied' });
  });
});

describe('the own report', () => {
  it('tells days, the longest run, milestones, praise and what others liked', async () => {
    const { keen, own } = await threeWeeks();
    over();
    expect(await own(keen)).toMatchObject({
      ...{ nickname: '林夏', days: 21, best: 21, campDays: 21, liked: 1, likes: 0, praised: 1, over: true },
      milestones: [
        { code: 'first', on: '2026-03-02' },
        { code: 'days7', on: '2026-03-08' },
        { code: 'half', on: '2026-03-12' },
        { code: 'days14', on: '2026-03-15' },
        { code: 'all', on: '2026-03-22' },
      ],
      praises: [{ text: '每天都第一个到' }],
      mostLiked: { day: '2026-03-08', likes: 1, text: '第8天' },
      place: { rank: 1, people: 2 },
      invitation: null,
    });
  });

  it('tells nobody a place in the lower half, and nobody the days of others', async () => {
    const { silent, never, own } = await threeWeeks();
    over();
    expect(await own(silent)).toMatchObject({ days: 5, place: null, likes: 1 });
    expect(await own(never)).toMatchObject({ days: 0, best: 0, milestones: [], place: null });
    expect(JSON.stringify(await own(silent))).not.toContain('林夏');
  });

  it('knows the way in while the invitation is open', async () => {
    const { communityId, keen, own } = await threeWeeks();
    over();
    const { path } = await run<{ path: string }>('admissions.invite', { communityId });
    expect((await own(keen)).invitation).toBe(path);
    await run('admissions.invite', { communityId, open: false });
    expect((await own(keen)).invitation).toBe(null);
  });
});
