import { beforeAll, describe, expect, it } from 'vitest';
import { type CampWorld, campWorld } from '#testing/camp';
import { importing } from '#testing/imports';
import type { Found } from './found-in-chat.ts';

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
  const say = (...lines: string[]) => importText(lines.join('\n'), { channelId });
  const actorOf = (name: string) => {
    const accountId = enrolments.find(({ nickname }) => nickname === name)?.memberId ?? '';
    return { kind: 'member' as const, accountId, orgId: c.world.orgId, enrolled: [communityId] };
  };
  /** What somebody who looks at everything finds beyond what is there. */
  const missed = async () => {
    await c.sql('DELETE FROM chat_reading WHERE campaign_id = $1', [campaignId]);
    const looks = await c.world.kernel.run<{ campaignId: string; found: Found[] }[]>(
      'checkins.lookInChat',
      { communityId, channelId: null },
      { kind: 'system', orgId: c.world.orgId },
    );
    return looks.flatMap((look) => (look.campaignId === campaignId ? look.found : []));
  };
  return { campaignId, communityId, channelId, rows, idOf, actorOf, importText, say, missed };
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

describe('a chat that was looked at before', () => {
  const second = line('2026-03-02 07:00:00', '甲', '打卡');

  it('is read again on days that changed, and as a whole after the rules did', async () => {
    const { rows, campaignId, channelId, say, missed } = await campOf(second);
    // Behind the back of everything that marks a day: seen only by who reads days that did not change.
    await c.sql(
      `INSERT INTO message (org_id, channel_id, at, key, ord, kind, marks, by_id, identity_id, text)
       SELECT org_id, channel_id, '2026-03-03T00:00:00Z', gen_random_uuid(), 0, kind, marks, false, identity_id, text FROM message
       WHERE channel_id = $1 AND at = '2026-03-01T23:00:00Z'`,
      [channelId],
    );
    await say(line('2026-03-05 08:00:00', '乙', '打卡'));
    expect(await rows()).toEqual(['乙 2026-03-05 onTime chat', '甲 2026-03-02 onTime chat']);
    await c.run('checkins.changePolicy', { campaignId, effectiveOn: '2026-03-11', policy: { tickets: 0, closes: '09:00' } });
    await say(line('2026-03-05 09:00:00', '丙', '打卡'));
    expect(await rows()).toContain('甲 2026-03-03 onTime chat');
    expect(await missed()).toEqual([]);
  });

  it('counts again where the row on the page was taken back', async () => {
    const { rows, campaignId, actorOf, say, missed } = await campOf(second);
    await c.run('checkins.submit', { campaignId, content: {} }, actorOf('甲'));
    await say(line('2026-03-10 07:30:00', '甲', '打卡'));
    expect(await rows()).toContain('甲 2026-03-10 onTime page');
    await c.run('checkins.undo', { campaignId }, actorOf('甲'));
    await say(line('2026-03-04 08:00:00', '丙', '打卡'));
    expect(await rows()).toContain('甲 2026-03-10 onTime chat');
    expect(await missed()).toEqual([]);
  });

  it('counts for who is known by the name on a list, or is the sender, only later', async () => {
    const { rows, channelId, idOf, say, missed } = await campOf(second);
    const [bound] = await c.sql<{ row: object }>(
      'DELETE FROM enrolment_identity WHERE enrolment_id = $1 RETURNING to_jsonb(enrolment_identity) AS row',
      [idOf('乙')],
    );
    await say(line('2026-03-04 09:00:00', '甲', '#接龙\n晨读打卡第3天\n1. 甲\n2. 小丙'), line('2026-03-05 08:00:00', '乙', '打卡'));
    expect(await rows()).toEqual(['甲 2026-03-02 onTime chat', '甲 2026-03-04 onTime jielong']);
    await c.run('admissions.rename', { enrolmentId: idOf('丙'), nickname: '小丙' });
    await say(line('2026-03-06 08:00:00', '甲', '大家早'));
    expect(await rows()).toContain('丙 2026-03-04 onTime jielong');
    expect(await missed()).toEqual([]);
    await c.sql('INSERT INTO enrolment_identity SELECT * FROM jsonb_populate_record(NULL::enrolment_identity, $1)', [
      JSON.stringify(bound?.row),
    ]);
    await c.run('chat.retake', { channelId }, { kind: 'system', orgId: c.world.orgId });
    await c.world.drain();
    expect(await rows()).toContain('乙 2026-03-05 onTime chat');
    expect(await missed()).toEqual([]);
  });

  it('is found whole after somebody was erased, the campaign made longer, and the days of the group made others', async () => {
    const after = line('2026-03-23 08:00:00', '丙', '打卡');
    const { rows, campaignId, communityId, idOf, say, missed } = await campOf([second, after].join('\n'));
    await c.run('privacy.eraseEnrolment', { enrolmentId: idOf('乙'), understood: true });
    await c.run('checkins.updateCampaign', { campaignId, endsOn: '2026-03-29' });
    await say(line('2026-03-05 08:00:00', '乙', '打卡'));
    expect(await rows()).toEqual(['丙 2026-03-23 onTime chat', '甲 2026-03-02 onTime chat']);
    await c.run('communities.update', { communityId, zone: 'America/New_York' });
    await c.world.drain();
    await say(line('2026-03-04 23:30:00', '甲', '打卡'));
    expect(await rows()).toContain('甲 2026-03-04 onTime chat');
    expect(await missed()).toEqual([]);
  });

  it('comes to the same in whatever parts it comes', async () => {
    const lines = ['甲', '乙', '丙'].flatMap((who, n) =>
      ['02 07:00:0', '03 03:30:0', '03 12:00:0', '05 23:59:5', '06 04:00:0'].map((at) => line(`2026-03-${at}${n}`, who, '打卡')),
    );
    const [early, late] = [lines.filter((_, n) => n % 5 < 3), lines.filter((_, n) => n % 5 > 1)];
    const { rows, say, missed } = await campOf(late.join('\n'));
    for (const part of [early.slice(0, 4), lines.slice(3, 12), lines]) await say(...part);
    const days = ['02', '03', '05', '06'].map((day) => `2026-03-${day}`);
    expect((await rows()).map((row) => row.slice(0, 12))).toEqual(['丙', '乙', '甲'].flatMap((who) => days.map((day) => `${who} ${day}`)));
    expect(await missed()).toEqual([]);
  });
});
