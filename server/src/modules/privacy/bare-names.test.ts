import { beforeAll, describe, expect, it, vi } from 'vitest';
import { importing } from '#testing/imports';
import { world } from '#testing/world';

vi.setConfig({ testTimeout: 120_000 });
const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText } = importing(home);

const withAccounts = [
  '2026-02-20 09:00:00 林夏(10001)',
  '早上好',
  '',
  '2026-02-20 09:01:00 苏暮雨(88776655)',
  '早',
  '',
  '2026-02-21 09:03:00 暮雨迟归(88776655)',
  '换个名字',
  '',
].join('\n');
const namesake = ['2026-02-25 10:00:00 苏暮雨(10003)', '我也叫苏暮雨', ''].join('\n');
const byName = ['2026-02-26 09:00:00 林夏', '今天读什么', '', '2026-02-26 09:01:00 苏暮雨', '读诗吧', ''].join('\n');
const list = '林夏\n苏暮雨\n暮雨迟归\n陈默\n';

async function keysOf(channelId: string): Promise<string[]> {
  const rows = await home.sql<{ who: string }>('SELECT who FROM identity WHERE channel_id = $1 ORDER BY who', [channelId]);
  return rows.map(({ who }) => who.replace(/erased-[0-9a-f]{16}$/, 'erased'));
}

/** Everything of a channel in which the names could stand again. */
async function held(channelId: string): Promise<string> {
  const parts: unknown[] = [];
  for (const table of ['identity', 'alias', 'roster_entry', 'member_picture', 'name_key', 'message'])
    parts.push(...(await home.sql(`SELECT t::text AS row FROM ${table} t WHERE channel_id = $1`, [channelId])));
  return JSON.stringify(parts);
}

async function erased(more: string = ''): Promise<string> {
  const { channelId } = await importText(withAccounts + more, { format: 'qq-txt', channelName: '早读群' });
  await home.run('privacy.erasePerson', { channelId, personId: 'id:88776655', understood: true });
  await home.drain();
  return channelId;
}

describe('a name and nothing else, after its bearer with an account was erased', () => {
  let channelId: string;
  beforeAll(async () => {
    channelId = await erased();
  });

  it('comes in as somebody erased from a list of names', async () => {
    await importText(list, { format: 'roster', channelId }, '名单.txt');
    expect(await keysOf(channelId)).toEqual(['id:10001', 'id:erased', 'name:erased', 'name:erased', 'name:林夏', 'name:陈默']);
  });

  it('comes in as somebody erased from a chat without accounts, and without words', async () => {
    await importText(byName, { format: 'qq-txt', channelId });
    const text = await held(channelId);
    expect(text).toContain('今天读什么');
    for (const word of ['苏暮雨', '暮雨迟归', '读诗吧', '88776655']) expect(text).not.toContain(word);
  });

  it('is a newcomer’s who has an account, and from then on theirs without it too', async () => {
    await importText(namesake, { format: 'qq-txt', channelId });
    expect(await keysOf(channelId)).toContain('id:10003');
    const later = byName.replaceAll('02-26', '02-27').replace('读诗吧', '读小说');
    await importText(later, { format: 'qq-txt', channelId });
    expect(await keysOf(channelId)).toContain('name:苏暮雨');
    expect(await held(channelId)).toContain('读小说');
    expect(await held(channelId)).not.toContain('88776655');
  });
});

describe('a name and nothing else is left to', () => {
  it('somebody of that name who was there before', async () => {
    const channelId = await erased(namesake);
    await importText(list, { format: 'roster', channelId }, '名单.txt');
    await importText(byName, { format: 'qq-txt', channelId });
    expect(await keysOf(channelId)).toEqual(['id:10001', 'id:10003', 'id:erased', 'name:erased', 'name:林夏', 'name:苏暮雨', 'name:陈默']);
    expect(await held(channelId)).toContain('读诗吧');
  });

  it('whoever bears it in another group of the community', async () => {
    const channelId = await erased();
    const { communityId } = await home.run<{ communityId: string }>('members.member', { channelId, personId: 'id:10001' });
    const other = await importText(list, { format: 'roster', communityId, channelName: '隔壁群' }, '名单.txt');
    expect(await keysOf(other.channelId)).toEqual(['name:暮雨迟归', 'name:林夏', 'name:苏暮雨', 'name:陈默']);
  });
});
