import { beforeAll, describe, expect, it } from 'vitest';
import { type CampWorld, campWorld } from '#testing/camp';
import { importing } from '#testing/imports';

let c: CampWorld;
beforeAll(async () => {
  c = await campWorld('2026-03-02T00:00:00Z');
});

const line = (at: string, who: string, text: string) => `${at} ${who}\n${text}\n`;

/** A group with senders 甲, 乙, 丙 who are enrolled as themselves, and a campaign over it. */
async function campOf(said: string, rules: object = {}) {
  c.at('2026-03-10T00:00:00Z');
  const communityId = await c.community();
  const { id: channelId } = await c.run<{ id: string }>('communities.createChannel', { communityId, name: '晨读一班' });
  const { importText } = importing(c.world);
  const hello = ['甲', '乙', '丙'].map((who) => line('2026-03-01 09:00:00', who, '大家好')).join('\n');
  await importText(hello, { channelId });
  const { people } = await c.run<{ people: { id: string; name: string }[] }>('insights.people', { channelId });
  const enrol = people.map(({ id, name }) => ({ name, from: { channelId, personId: id } }));
  const { enrolments } = await c.run<{ enrolments: { id: string; nickname: string; memberId: string }[] }>('admissions.enrol', {
    communityId,
    people: enrol,
  });
  await c.sql(`UPDATE enrolment SET joined_at = '2026-03-01T00:00:00Z' WHERE community_id = $1`, [communityId]);
  const campaignId = await c.campaign(communityId, { tickets: 0, ...rules }, '2026-03-22');
  await c.world.drain();
  await importText(said, { channelId });
  const nameOf = new Map(enrolments.map(({ id, nickname }) => [id, nickname]));
  const rows = async () =>
    (await c.rowsOf(campaignId)).map(({ who, day, kind, source }) => `${nameOf.get(who)} ${day} ${kind} ${source}`).sort();
  const idOf = (name: string) => enrolments.find(({ nickname }) => nickname === name)?.id ?? '';
  return { campaignId, communityId, channelId, rows, idOf, importText };
}

describe('what was said in the group', () => {
  it('counts by the instant of the message: keyword, 接龙 with everybody named on it, once a day', async () => {
    const jielong = '#接龙\n晨读打卡第3天\n1. 甲\n2. 丙';
    const { rows, campaignId } = await campOf(
      [
        line('2026-03-02 07:00:00', '甲', '打卡，读了第一章'),
        line('2026-03-02 08:00:00', '甲', '再打卡一次'),
        line('2026-03-03 03:59:00', '乙', '打卡'),
        line('2026-03-03 09:00:00', '丙', '大家记得打卡'),
        line('2026-03-04 09:00:00', '甲', jielong),
        line('2026-03-30 09:00:00', '甲', '打卡'),
      ].join('\n'),
    );
    expect(await rows()).toEqual([
      '丙 2026-03-04 onTime jielong',
      '乙 2026-03-02 onTime chat',
      '甲 2026-03-02 onTime chat',
      '甲 2026-03-04 onTime jielong',
    ]);
    expect((await c.standings(campaignId)).map(({ total }) => total).sort()).toEqual([1, 1, 2]);
  });

  it('counts for whoever is enrolled later, too', async () => {
    const { rows, communityId, channelId, campaignId } = await campOf(line('2026-03-02 07:00:00', '丁', '打卡，读了第一章'));
    expect(await rows()).toEqual([]);
    const { people } = await c.run<{ people: { id: string; name: string }[] }>('insights.people', { channelId });
    const from = { channelId, personId: people.find(({ name }) => name === '丁')?.id ?? '' };
    await c.run('admissions.enrol', { communityId, people: [{ name: '丁', from }] });
    await c.world.drain();
    expect((await c.rowsOf(campaignId)).map(({ day, kind, source }) => `${day} ${kind} ${source}`)).toEqual(['2026-03-02 onTime chat']);
  });

  it('is judged like a check-in on the page: the window, and the words asked for', async () => {
    const { rows } = await campOf(
      [
        line('2026-03-02 06:00:00', '甲', '打卡，早起读完了一整章'),
        line('2026-03-02 10:00:00', '乙', '打卡，今天晚了一点点'),
        line('2026-03-02 06:00:00', '丙', '打卡'),
      ].join('\n'),
      { opens: '05:00', closes: '09:00', late: 'refused', content: { text: { needed: true, min: 6 } } },
    );
    expect(await rows()).toEqual(['甲 2026-03-02 onTime chat']);
  });

  it('changes nothing that is there or that staff took away, however often it is read', async () => {
    const said = line('2026-03-02 07:00:00', '甲', '打卡');
    const { rows, campaignId, idOf, importText, channelId } = await campOf(said);
    const correct = (name: string, becomes: string | null) =>
      c.run('checkins.correct', { campaignId, enrolmentId: idOf(name), day: '2026-03-02', becomes, reason: '核对过了' });
    await correct('甲', null);
    await correct('乙', 'leave');
    await importText([said, line('2026-03-02 08:00:00', '乙', '打卡'), line('2026-03-03 08:00:00', '甲', '打卡')].join('\n'), {
      channelId,
    });
    expect(await rows()).toEqual(['乙 2026-03-02 leave staff', '甲 2026-03-03 onTime chat']);
  });

  it('counts for nothing where the rules do not ask for it', async () => {
    const { rows } = await campOf(line('2026-03-02 07:00:00', '甲', '打卡'), { chat: null });
    expect(await rows()).toEqual([]);
  });
});
