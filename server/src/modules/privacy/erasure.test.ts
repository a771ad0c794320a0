import { beforeAll, describe, expect, it } from 'vitest';
import { everythingKept } from '#testing/everything-kept';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import type { Erasure } from './contract.ts';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText } = importing(home);

/** Everything that tells of the member: names, former names, accounts, words nobody else says. */
const secrets = ['苏暮雨', '暮雨迟归', 'Muyu Su', '88776655', '66554433', '琉璃厂', '拓片', 'zephyranthes', '小苏', 'mu暮 yu雨'];

const chat = [
  '2026-02-20 09:00:00 林夏(10001)',
  '早上好，苏暮雨来了吗？',
  '',
  '2026-02-20 09:01:00 苏暮雨(88776655)',
  '来了，昨天去琉璃厂看拓片',
  '',
  '2026-02-20 09:02:00 陈默(10002)',
  '@苏暮雨 好看吗 @88776655',
  '',
  '2026-02-20 09:03:00 暮雨迟归(88776655)',
  '怎么去琉璃厂最快？有人知道吗？',
  '',
  '2026-02-21 09:00:00 林夏(10001)',
  '#接龙\n早读打卡\n1. 林夏\n2. 苏暮雨\n3. 陈默',
  '',
  '2026-02-21 09:05:00 陈默(10002)',
  'MUYU SU 昨天推荐的书我也看了，苏暮雨说得对',
  '',
  '2026-02-22 09:05:00 Muyu Su(66554433)',
  '换了个号，zephyranthes 开花了',
  '',
  '2026-02-22 09:06:00 苏暮雨(10003)',
  '我也叫苏暮雨',
  '',
].join('\n');
const others = chat.replace('2026-02-22 09:06:00 苏暮雨(10003)\n我也叫苏暮雨\n', '');
const list = 'QQ号,群名片,入群时间\n10001,林夏,2025-09-01\n10002,陈默,2025-09-02\n88776655,小苏,2025-09-03\n';
const other = ['2026-02-23 10:00:00 周舟(10009)', '听说苏暮雨在隔壁群', ''].join('\n');

async function heldOf(words: readonly string[]): Promise<string[]> {
  const text = await everythingKept(home);
  const folded = text.toLowerCase();
  return words.flatMap((word) => {
    const at = folded.indexOf(word.toLowerCase());
    return text.includes(word) || at >= 0 ? [`${word}: …${folded.slice(Math.max(0, at - 120), at + 20)}`] : [];
  });
}

const personOf = async (channelId: string, account: string) =>
  (await home.run<{ people: { id: string }[] }>('insights.people', { channelId, limit: 200 })).people.find(({ id }) => id === account)
    ?.id ?? '';
const counts = async (channelId: string) => {
  const { people } = await home.run<{ people: { messages: number; answers: number }[] }>('insights.people', { channelId, limit: 200 });
  return people.map(({ messages, answers }) => `${messages} ${answers}`).sort();
};

/** Rows about the member that hold no word of theirs, and so are not found by the scan. */
const rowsAbout = async () => {
  const [row] = await home.sql<Record<'notes' | 'tags' | 'pairs' | 'evidence' | 'keys' | 'listed', number>>(
    `WITH own AS (SELECT org_id, channel_id, id, who FROM identity WHERE channel_id = $1 AND id = ANY($2))
     SELECT (SELECT count(*)::int FROM member_note n JOIN own ON n.channel_id = own.channel_id AND n.identity_id = own.id) AS notes,
       (SELECT count(*)::int FROM member_tag t JOIN own ON t.channel_id = own.channel_id AND t.identity_id = own.id) AS tags,
       (SELECT count(*)::int FROM dismissed_pair WHERE (one_channel, one_identity) IN (SELECT channel_id, id FROM own)
         OR (other_channel, other_identity) IN (SELECT channel_id, id FROM own)) AS pairs,
       (SELECT count(evidence)::int FROM member_ledger) AS evidence,
       (SELECT count(*)::int FROM name_key WHERE channel_id = $1 AND who = ANY($3)) AS keys,
       (SELECT count(*)::int FROM roster_entry e JOIN own ON e.channel_id = own.channel_id AND e.identity_id = own.id
         WHERE e.joined_at IS NOT NULL OR e.role IS NOT NULL) AS listed`,
    [channelId, identities, ['id:88776655', 'id:66554433']],
  );
  return row;
};

let channelId: string;
let identities: number[];
let second: string;
let before: string[];
let erasure: Erasure;
beforeAll(async () => {
  const broken = `苏暮雨 没有时间的一行 拓片\n${others}`;
  ({ channelId } = await importText(broken, { format: 'qq-txt', channelName: '早读群' }, '苏暮雨的聊天记录.txt'));
  const { communityId } = await home.run<{ communityId: string }>('members.member', { channelId, personId: 'id:10001' });
  ({ channelId: second } = await importText(other, { format: 'qq-txt', communityId, channelName: '隔壁群' }));
  const person = { channelId, personId: 'id:88776655' };
  await home.run('members.merge', { ...person, withChannelId: channelId, withPersonId: 'id:66554433' });
  await home.run('members.addNote', { ...person, text: '苏暮雨喜欢拓片' });
  await home.run('members.addNote', { channelId, personId: 'id:10001', text: '常和苏暮雨一起' });
  await home.run('members.addTag', { ...person, tag: '拓片爱好者' });
  await home.run('members.addTag', { channelId, personId: 'id:10002', tag: '苏暮雨的朋友' });
  await home.run('members.dismiss', { ...person, withChannelId: channelId, withPersonId: 'id:10002' });
  await home.run('members.dismiss', { channelId, personId: 'id:10001', withChannelId: channelId, withPersonId: 'id:66554433' });
  await importText(list, { format: 'roster', channelId }, '名册.csv');
  const own = await home.sql<{ id: number }>("SELECT id FROM identity WHERE channel_id = $1 AND who IN ('id:88776655', 'id:66554433')", [
    channelId,
  ]);
  identities = own.map(({ id }) => id);
  before = await counts(channelId);
});

describe('a copy of everything about one member', () => {
  it('holds names, accounts, words, notes, tags and days of both identities, and events by id', async () => {
    const copy = await home.run<Record<string, unknown[]> & { next: string | null }>('privacy.exportPerson', {
      channelId,
      personId: 'id:88776655',
    });
    const text = JSON.stringify(copy);
    for (const word of ['苏暮雨', '暮雨迟归', 'Muyu Su', '88776655', '66554433', '琉璃厂', 'zephyranthes', '拓片爱好者'])
      expect(text).toContain(word);
    expect(text).not.toContain('早上好');
    expect(copy.messages).toHaveLength(3);
    expect(copy.notes).toHaveLength(1);
    expect(copy.days).toHaveLength(2);
    expect(copy.events?.length).toBeGreaterThanOrEqual(2);
    expect(copy.next).toBeNull();
  });
});

describe('erasing a member', () => {
  it('is found by what the scan looks for, or the scan would say nothing', async () => {
    expect((await heldOf(secrets)).length).toBe(secrets.length);
    const { keys = 0, ...rest } = (await rowsAbout()) ?? {};
    expect(rest).toEqual({ notes: 1, tags: 1, pairs: 2, evidence: 1, listed: 1 });
    expect(keys).toBeGreaterThan(3);
  });

  it('is refused while a file comes in, and without having been understood', async () => {
    const person = { channelId, personId: 'id:88776655' };
    await expect(home.run('privacy.erasePerson', { ...person, understood: false })).rejects.toMatchObject({ code: 'input.invalid' });
    await home.sql("UPDATE import_run SET state = 'queued' WHERE channel_id = $1", [second]);
    await expect(home.run('privacy.erasePerson', { ...person, understood: true })).rejects.toMatchObject({ code: 'erasure.importRunning' });
    await home.sql("UPDATE import_run SET state = 'done' WHERE channel_id = $1", [second]);
  });

  it('leaves no word, name or account anywhere, in no table and no file', async () => {
    erasure = await home.run('privacy.erasePerson', { channelId, personId: 'id:88776655', understood: true });
    expect(erasure.finishedAt).toBeNull();
    await home.drain();
    expect(await heldOf(secrets)).toEqual([]);
    expect(await rowsAbout()).toEqual({ notes: 0, tags: 0, pairs: 0, evidence: 0, keys: 0, listed: 0 });
  });

  it('keeps the counts, and the words of the others', async () => {
    expect(await counts(channelId)).toEqual(before);
    const { messages } = await home.run<{ messages: { text: string; person: { name: string } | null }[] }>('chat.messages', {
      channelId,
      limit: 50,
    });
    const said = messages.map(({ text }) => text);
    expect(said).toEqual(expect.arrayContaining([expect.stringMatching(/^早上好，已删除成员 [0-9a-f]{6}来了吗？$/)]));
    expect(said.find((text) => text.includes('早读打卡'))).toContain('3. 陈默');
  });

  it('is told with figures, of nobody', async () => {
    const { communityId } = await home.run<{ communityId: string }>('members.member', { channelId, personId: 'id:10001' });
    const { erasures } = await home.run<{ erasures: Erasure[] }>('privacy.erasures', { communityId });
    expect(erasures).toMatchObject([{ erasureId: erasure.erasureId, messages: 3, mentions: 5, files: 3 }]);
    expect(erasures[0]?.finishedAt).not.toBeNull();
    const events = await home.sql<{ data: object }>("SELECT data FROM event WHERE event LIKE 'member.eras%'");
    expect(events.map(({ data }) => data)).toEqual([{ identities: 2 }, {}]);
  });

  it.each(['append', 'replace'])('is not undone by the same file, %s', async (mode) => {
    await importText(others, { format: 'qq-txt', channelId, mode });
    expect(await heldOf(secrets)).toEqual([]);
    expect(await counts(channelId)).toEqual(before);
  });

  it('does not reach another member of the same name', async () => {
    const fresh = await importText(chat, { format: 'qq-txt', channelName: '同名群' });
    await home.run('privacy.erasePerson', { channelId: fresh.channelId, personId: 'id:88776655', understood: true });
    await home.drain();
    const { messages } = await home.run<{ messages: { text: string }[] }>('chat.messages', { channelId: fresh.channelId, limit: 50 });
    expect(messages.map(({ text }) => text)).toContain('我也叫苏暮雨');
    expect(messages.some(({ text }) => text.includes('琉璃厂'))).toBe(false);
    expect(await personOf(fresh.channelId, 'id:10003')).toBe('id:10003');
  });

  it('cannot be asked for twice', async () => {
    const { people } = await home.run<{ people: { id: string }[] }>('insights.people', { channelId, limit: 200 });
    const gone = people.find(({ id }) => id.includes('erased-'))?.id ?? '';
    await expect(home.run('privacy.erasePerson', { channelId, personId: gone, understood: true })).rejects.toMatchObject({
      code: 'erasure.done',
    });
  });
});
