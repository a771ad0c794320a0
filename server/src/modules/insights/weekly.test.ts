import { describe, expect, it } from 'vitest';
import { memberCard, type Picture, type WeeklyReport, weeklyOf } from '#picture';
import { importing } from '#testing/imports';
import { world } from '#testing/world';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText, stored } = importing(home);
const ids: Record<string, number> = { 林小满: 10001, 何敏: 10002, 周周: 10003, 阿树: 10004, 新来: 10005, 晚来: 10006 };

/**
 * Ten weeks from Monday 2025-12-15 to Sunday 2026-02-22: 林小满 and 何敏 talk every day, 周周 until the end of the eighth
 * week, 阿树 in the last two. In the last week 新来 is answered, 晚来 is not, and 何敏 asks what nobody takes up.
 */
function chat(): string {
  const rows: string[] = [];
  const start = Date.parse('2025-12-15T00:00:00Z');
  for (let day = 0; day < 70; day += 1) {
    const date = new Date(start + day * 86_400_000).toISOString().slice(0, 10);
    const say = (time: string, who: string, text: string) => rows.push(`${date} ${time}:00 ${who}(${ids[who]})\n${text}\n`);
    say('08:00', '林小满', '打卡');
    say('08:01', '何敏', '早上好');
    if (day < 56) for (let n = 0; n < 6; n += 1) say(`09:0${n}`, '周周', '今天继续');
    if (day >= 56) say('10:00', '阿树', '我也来');
    if (day === 64) {
      say('12:00', '新来', '大家好');
      say('12:01', '林小满', '@新来 欢迎');
    }
    if (day === 65) say('22:00', '晚来', '有人吗');
    if (day === 66) say('21:00', '何敏', '请问下周读哪一本书？');
  }
  return `消息记录（此消息记录为文本格式，不支持重新导入）\n\n${'='.repeat(64)}\n消息分组:我的QQ群\n${'='.repeat(64)}\n消息对象:晨读群\n${'='.repeat(64)}\n\n${rows.join('\n')}`;
}

const { channelId } = await importText(chat());
const { picture } = await stored(channelId);
const ask = async (week?: string) =>
  (await home.run<{ report: WeeklyReport | null }>('insights.weekly', { channelId, ...(week && { week }) })).report;
const known = (report: WeeklyReport | null): WeeklyReport => {
  if (!report) throw new Error('there is no report');
  return report;
};

describe('a weekly report', () => {
  it('is of the latest whole week, beside the week before', async () => {
    const report = known(await ask());
    expect(report.week).toMatchObject({ from: '2026-02-16', to: '2026-02-22', covered: true });
    const [before, now] = picture.activity.weeks.slice(-2);
    expect([report.spoke.now, now?.speakers]).toEqual([5, 5]);
    expect(before?.speakers).toBe(3);
    expect([report.week.complete, report.spoke.before]).toEqual([true, 3]);
    expect(report.newcomers).toMatchObject({ total: 2, answered: 1, waiting: [{ name: '晚来' }] });
    expect(report.checkins.now).toBe(7);
    expect(report.questions.rows.map(({ text }) => text)).toContain('请问下周读哪一本书？');
    // Each once, and only who wrote in this week: 周周, the most talkative of all, did not.
    expect(report.stoodOut.find(({ name }) => name === '林小满')).toMatchObject({ why: 'streak', value: 70 });
    expect(report.stoodOut.find(({ name }) => name === '阿树')).toBeDefined();
    expect(report.next.length).toBeGreaterThan(0);
  });

  it('of a week gone by says what is known of that week, and leaves out what holds today', async () => {
    const report = known(await ask('2026-01-05'));
    expect(report.spoke).toMatchObject({ now: 3, before: 3 });
    expect(report).toMatchObject({ stage: null, outlook: null, atRisk: null, next: [] });
    expect(report.stoodOut.map(({ name, why, value }) => [name, why, value])).toContainEqual(['何敏', 'talk', 7]);
    expect(report.questions.open).toBeNull();
    expect(report.newcomers.answered).toBeNull();
    expect(report.gaps).toContain('notLatest');
    expect(report.weeks.at(-1)?.week).toBe('2026-01-05');
  });

  it('compares with nothing before the first week, and counts nothing where there are no records', () => {
    const first = known(weeklyOf('晨读群', picture, '2025-12-15'));
    expect(first.spoke.before).toBeNull();
    const weeks = picture.activity.weeks.map((week) => (week.week === '2026-02-09' ? { ...week, covered: false, speakers: 0 } : week));
    const holed: Picture = { ...picture, activity: { ...picture.activity, weeks } };
    const missing = known(weeklyOf('晨读群', holed, '2026-02-09'));
    expect(missing.spoke).toEqual({ now: null, before: null, messages: null, messagesBefore: null });
    expect(missing.gaps).toContain('weekMissing');
    expect(known(weeklyOf('晨读群', holed, '2026-02-16')).spoke.before).toBeNull();
    expect(weeklyOf('晨读群', { ...picture, activity: { ...picture.activity, weeks: [] } })).toBeNull();
  });

  it('names nobody on the card for the group who is slipping away, neither there nor as praised', async () => {
    const report = known(await ask());
    const leaving = picture.suggestions.find(({ kind }) => kind === 'rescueAtRisk')?.people.map(({ name }) => name) ?? [];
    expect(leaving).toEqual(['周周']);
    expect(picture.core.map(({ name }) => name)).toContain('周周');
    const card = JSON.stringify(memberCard(report));
    expect(card).not.toContain('周周');
    expect(card).not.toContain('晚来');
    expect(Object.keys(memberCard(report))).not.toContain('outlook');
  });

  it('is null where a group has no records', async () => {
    const { id } = await home.run<{ id: string }>('communities.createChannel', { name: '空群' });
    expect(await home.run('insights.weekly', { channelId: id })).toMatchObject({ name: '空群', report: null });
  });
});

describe('two groups side by side', () => {
  it('stand in the order asked for, with figures of their pictures', async () => {
    const { id: empty } = await home.run<{ id: string }>('communities.createChannel', { name: '空群二' });
    const { groups } = await home.run<{ groups: { name: string; figures: Record<string, number | null>; weeks: unknown[] }[] }>(
      'insights.compare',
      { channelId: empty, withChannelId: channelId },
    );
    expect(groups.map(({ name }) => name)).toEqual(['空群二', expect.any(String)]);
    expect(Object.values(groups[0]?.figures ?? { none: 0 }).every((value) => value === null)).toBe(true);
    expect(groups[1]?.figures).toMatchObject({ wau: picture.activity.wau, members: 6, checkins: 70 });
    expect(groups[1]?.weeks).toHaveLength(Math.min(12, picture.activity.weeks.length));
  });

  it('are not shown to who may see only one of them', async () => {
    const community = await home.run<{ id: string }>('communities.create', { name: '别的社群', zone: 'Asia/Shanghai' });
    const { id: foreign } = await home.run<{ id: string }>('communities.createChannel', { name: '别的群', communityId: community.id });
    const viewer = home.staff('viewer', community.id);
    await expect(home.run('insights.compare', { channelId: foreign, withChannelId: channelId }, viewer)).rejects.toMatchObject({
      code: 'channel.unknown',
    });
    const found = await home.run<{ groups: unknown[]; people: unknown[] }>('insights.find', { search: '林' }, viewer);
    expect(found.people).toEqual([]);
    expect(await home.run('insights.find', { search: '群' }, viewer)).toMatchObject({ groups: [{ name: '别的群' }] });
  });
});

describe('search over everything', () => {
  it.each([
    ['林小满', '林小满'],
    ['lxm', '林小满'],
    ['linxiao', '林小满'],
    ['hemin', '何敏'],
  ])('finds people by %s', async (search, name) => {
    const { people } = await home.run<{ people: { name: string; channelId: string }[] }>('insights.find', { search });
    expect(people[0]).toMatchObject({ name, channelId });
  });

  it.each(['空群', 'kongqun', 'kq'])('finds groups by %s', async (search) => {
    const { groups } = await home.run<{ groups: { name: string }[] }>('insights.find', { search });
    expect(groups[0]?.name).toBe('空群');
  });

  it('finds nothing by signs alone', async () => {
    expect(await home.run('insights.find', { search: '！？' })).toEqual({ groups: [], people: [] });
  });
});
