import { describe, expect, it, vi } from 'vitest';
import type { PersonPicture } from '#picture';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import { qqFile, type Said } from '../sample-chats.ts';
import { type PersonRow, withNames } from './person-columns.ts';

vi.setConfig({ testTimeout: 120_000 });
const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText } = importing(home);
const from = Date.parse('2026-01-05T00:00:00Z');
const DAY = 86_400_000;

function rowOf(search: string, digest: string): PersonRow {
  const [name = ''] = search.split('\n');
  const figures = { segment: 'active', flags: [], messages: 1, messages28: 1, firstAt: null, lastAt: null, judged: null };
  return { who: `id:${name}`, name, search, ...figures, more: '[]', rules: '', facts: '', digest };
}

describe('keys of names are made', () => {
  it.each([
    ['for who is new', undefined, true],
    ['for who has another name now', 'x.before', true],
    ['for a row from before digests told of names', 'x', true],
    ['for a row that was stored without', '!x.names', true],
    ['not for who has other figures only', 'x.names', false],
  ])('%s', (_, stored, made) => {
    const { keys, nameOrder } = withNames(rowOf('林夏\n小夏', 'y.names'), stored);
    expect(keys?.map(({ initials }) => initials) ?? null).toEqual(made ? ['lx', 'x', 'xx'] : null);
    expect(nameOrder).toBe(made ? 'lin林 xia夏' : null);
  });
});

const chat = (days: number): Said[] =>
  Array.from({ length: days * 6 }, (_, n) => ({ at: from + Math.floor(n / 6) * DAY + (n % 6) * 60_000, who: n % 6, text: `第${n}条` }));
const rowsOf = (table: string, channelId: string) =>
  home.sql<{ who: string; version: string }>(
    `SELECT who, string_agg(xmin::text, ' ' ORDER BY xmin::text) AS version FROM ${table} WHERE channel_id = $1 GROUP BY who ORDER BY who`,
    [channelId],
  );
const found = async (channelId: string, search: string) =>
  (await home.run<{ people: PersonPicture[] }>('insights.people', { channelId, search })).people.map(({ id }) => id);

describe('an import of more messages', () => {
  it('writes the figures of everybody and the keys of nobody whose names are the same', async () => {
    const { channelId } = await importText(qqFile(chat(5)));
    const [keys, people] = [await rowsOf('name_key', channelId), await rowsOf('member_picture', channelId)];
    expect(keys).toHaveLength(6);
    const renamed = qqFile(chat(7)).replaceAll(/成员\S+\(20001\)/g, '苏暮雨(20001)');
    await importText(renamed, { channelId });
    const after = await rowsOf('name_key', channelId);
    expect(after.filter(({ version }, n) => version !== keys[n]?.version).map(({ who }) => who)).toEqual(['id:20001']);
    const written = await rowsOf('member_picture', channelId);
    expect(written.filter(({ version }, n) => version === people[n]?.version)).toEqual([]);
    expect(await found(channelId, 'smy')).toEqual(['id:20001']);
    expect(await found(channelId, '成员')).toHaveLength(6);
    const orders = await home.sql<{ order: string }>('SELECT name_order AS "order" FROM member_picture WHERE channel_id = $1', [channelId]);
    expect(orders.filter(({ order }) => order === '')).toEqual([]);
  });

  it('writes the keys of a row that went meanwhile with the next picture', async () => {
    const { channelId } = await importText(qqFile(chat(3)));
    const [row] = await home.sql<{ digest: string }>("SELECT digest FROM member_picture WHERE channel_id = $1 AND who = 'id:20002'", [
      channelId,
    ]);
    for (const table of ['member_picture', 'name_key'])
      await home.sql(`DELETE FROM ${table} WHERE channel_id = $1 AND who = 'id:20002'`, [channelId]);
    const late = { ...rowOf('晚来', row?.digest ?? ''), who: 'id:20002', nameOrder: null, keys: null };
    await home.run('chat.storePeople', { channelId, changed: [late], gone: [] }, { kind: 'system', orgId: home.orgId });
    await home.run('chat.retake', { channelId }, { kind: 'system', orgId: home.orgId });
    await home.drain();
    expect(await found(channelId, 'chengyuan')).toContain('id:20002');
  });
});
