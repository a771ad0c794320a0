import { describe, expect, it } from 'vitest';
import { campWorld, type Person } from '#testing/camp';
import { importing } from '#testing/imports';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run, world: home } = camp;
const { importText } = importing(home);
const DAY = 86_400_000;

interface Binding {
  state: string;
  code: string | null;
}

/** A group with two senders, and two who take part without being bound. */
async function begun() {
  camp.at('2026-03-02T00:00:00Z');
  const communityId = await camp.community();
  const group = async (name: string) => (await run<{ id: string }>('communities.createChannel', { communityId, name })).id;
  const channelId = await group('晨读一班');
  const [one, other] = await camp.people(communityId, ['林夏', '阿树']);
  const codeOf = async ({ actor }: Person) => (await run<Binding>('welcome.bindingCode', { communityId }, actor)).code ?? '';
  const stateOf = async ({ actor }: Person) =>
    (await run<{ communities: { binding: Binding }[] }>('welcome.mine', {}, actor)).communities[0]?.binding.state;
  /** Lines of a chat, told by the wall clock in Shanghai: the world begins at eight. */
  const said = (lines: [string, string, string][], to = channelId) =>
    importText(lines.map(([at, who, text]) => `2026-03-02 ${at} ${who}\n${text}\n`).join('\n'), { channelId: to });
  const boundTo = async (to = channelId) =>
    camp.sql<{ name: string; enrolment: string }>(
      `SELECT DISTINCT a.name, b.enrolment_id AS enrolment FROM enrolment_identity b
       JOIN alias a ON a.org_id = b.org_id AND a.channel_id = b.channel_id AND a.identity_id = b.identity_id WHERE b.channel_id = $1 ORDER BY 1`,
      [to],
    );
  return { communityId, channelId, group, one, other, codeOf, stateOf, said, boundTo };
}

describe('a code said in a group', () => {
  it('binds its sender to the member, once, and is used up', async () => {
    const { one, other, codeOf, stateOf, said, boundTo, communityId } = await begun();
    const code = await codeOf(one);
    expect(code).toMatch(/^[ACDEFGHJKMNPQRTUVWXY34679]{6}$/);
    expect(await codeOf(one)).toBe(code);
    expect(await stateOf(one)).toBe('waiting');
    await said([
      ['09:00:00', '夏天', `绑定 ${code.toLowerCase()}`],
      ['09:01:00', '树', '早上好'],
    ]);
    expect(await boundTo()).toEqual([{ name: '夏天', enrolment: one.id }]);
    expect([await stateOf(one), await stateOf(other)]).toEqual(['bound', 'none']);
    await said([['10:00:00', '树', code]]);
    expect(await boundTo()).toEqual([{ name: '夏天', enrolment: one.id }]);
    const events = await camp.sql(`SELECT 1 FROM event WHERE event = 'enrolment.bound' AND subject_id = $1`, [one.id]);
    expect(events).toHaveLength(1);
    expect(await run('welcome.progress', { communityId })).toMatchObject({
      people: expect.arrayContaining([expect.objectContaining({ enrolmentId: one.id, binding: 'bound' })]),
    });
    expect(await run<Binding>('welcome.bindingCode', { communityId }, one.actor)).toMatchObject({ state: 'bound', code: null });
  });

  it('is one code, asked for many times at the same moment', async () => {
    const { communityId, codeOf } = await begun();
    for (let round = 0; round < 10; round += 1) {
      const [one] = await camp.people(communityId, [`新人${round}`]);
      const codes = await Promise.all([1, 2, 3, 4].map(() => codeOf(one)));
      expect(new Set([...codes, await codeOf(one)]).size).toBe(1);
    }
  });

  it('binds nobody when two have said it, also in two groups, and staff hear of it', async () => {
    const { one, codeOf, stateOf, said, boundTo, communityId } = await begun();
    const code = await codeOf(one);
    await said([
      ['09:00:00', '夏天', code],
      ['09:01:00', '树', `我也发 ${code}`],
    ]);
    expect(await boundTo()).toEqual([]);
    expect(await stateOf(one)).toBe('disputed');
    expect(await run('welcome.person', { enrolmentId: one.id })).toMatchObject({ binding: 'disputed' });
    expect(await run('welcome.progress', { communityId })).toMatchObject({
      people: expect.arrayContaining([expect.objectContaining({ enrolmentId: one.id, binding: 'disputed' })]),
    });
    const anew = await codeOf(one);
    expect(anew).not.toBe(code);
    expect(await stateOf(one)).toBe('waiting');
  });

  it('is looked for in all groups of the community once it was seen in one', async () => {
    const { one, other, codeOf, said, boundTo, group } = await begun();
    const [code, second] = [await codeOf(one), await codeOf(other)];
    const elsewhere = await group('晨读二班');
    // Both come in before either is looked at.
    const set = (state: string) => home.sql('UPDATE binding_code SET state = $1 WHERE enrolment_id = $2', [state, one.id]);
    await set('used');
    await said([['09:00:00', '别人', code]], elsewhere);
    await set('waiting');
    await said([
      ['09:00:00', '夏天', code],
      ['09:01:00', '树', second],
    ]);
    expect(await boundTo(elsewhere)).toEqual([]);
    expect(await boundTo()).toEqual([{ name: '树', enrolment: other.id }]);
  });

  it('counts when it was said while it was good, however late the file comes', async () => {
    const { one, other, codeOf, stateOf, said, boundTo } = await begun();
    camp.at('2026-03-02T02:00:00Z');
    const [code, second] = [await codeOf(one), await codeOf(other)];
    camp.advance(20 * DAY);
    expect(await stateOf(one)).toBe('over');
    await said([
      ['09:00:00', '树', `猜到了 ${second}`],
      ['10:00:00', '夏天', code],
    ]);
    expect(await boundTo()).toEqual([{ name: '夏天', enrolment: one.id }]);
    expect(await stateOf(other)).toBe('over');
  });

  it('takes no sender from whom they belong to already', async () => {
    const { one, other, codeOf, stateOf, said, boundTo } = await begun();
    const [code, second] = [await codeOf(one), await codeOf(other)];
    await said([['09:00:00', '夏天', code]]);
    await said([['09:10:00', '夏天', second]]);
    expect(await boundTo()).toEqual([{ name: '夏天', enrolment: one.id }]);
    expect(await stateOf(other)).toBe('disputed');
  });

  it('makes check-ins said in the group count for the member', async () => {
    const { one, codeOf, said, communityId } = await begun();
    const campaignId = await camp.campaign(
      communityId,
      { tickets: 0, chat: { keywords: ['打卡'], number: false, jielong: false } },
      '2026-03-22',
    );
    const code = await codeOf(one);
    await said([
      ['09:00:00', '夏天', '打卡，读了第一章'],
      ['09:05:00', '夏天', code],
    ]);
    expect((await camp.rowsOf(campaignId)).map(({ who, day }) => [who, day])).toEqual([[one.id, '2026-03-02']]);
  });
});
