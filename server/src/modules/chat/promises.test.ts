import { describe, expect, it } from 'vitest';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import { qqFile, sampleChat } from './sample-chats.ts';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText, stored } = importing(home);
const rows = sampleChat(11, { from: Date.parse('2026-01-05T00:00:00Z'), days: 20, perDay: 40, people: 25 });
const text = qqFile(rows);
const messagesOf = async (channelId: string) =>
  Number((await home.sql<{ n: string }>('SELECT count(*) AS n FROM message WHERE channel_id = $1', [channelId]))[0]?.n);

describe('what an import promises', () => {
  it('accounts for every byte and keeps the rows it could not read', async () => {
    const broken = `beginning of nothing\n${text}`;
    const run = await importText(broken, { format: 'qq-txt' });
    expect(run).toMatchObject({ state: 'done', bytes: Buffer.byteLength(broken), bytesRead: Buffer.byteLength(broken) });
    const { rows: rejected } = await home.run<{ rows: { bytes: number; sample: string }[] }>('chat.rejected', { importId: run.id });
    expect(rejected).toHaveLength(run.rejectedRecords);
    expect(rejected.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(run.rejectedBytes);
    expect(rejected.map(({ sample }) => sample)).toContain('beginning of nothing');
  });

  it('replaces what a group held when asked to', async () => {
    const { channelId } = await importText(text);
    const half = qqFile(rows.slice(0, 300));
    const run = await importText(half, { channelId, mode: 'replace' });
    expect(run).toMatchObject({ state: 'done', added: 300 });
    expect(await messagesOf(channelId)).toBe(300);
    const alone = await importText(half);
    expect(await stored(channelId)).toEqual(await stored(alone.channelId));
  });

  it('keeps no name, account or word of a member in pseudonymous mode', async () => {
    const { channelId } = await importText(text, { pseudonymous: true, channelName: 'quiet' });
    expect(await messagesOf(channelId)).toBe(rows.length);
    const [, name = '', account = ''] = /\d:\d\d:\d\d (.+)\((\d+)\)/.exec(text) ?? [];
    const secrets = [name, `(${account})`, '今天的课很有收获', '请问怎么报名'];
    const tables = await home.sql<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attname = 'channel_id'`,
    );
    expect(tables.map((table) => table.name)).toEqual(expect.arrayContaining(['message', 'identity', 'picture', 'member_picture']));
    for (const table of tables) {
      const held = await home.sql<{ row: string }>(`SELECT t::text AS row FROM ${table.name} t WHERE channel_id = $1`, [channelId]);
      const everything = held.map(({ row }) => row).join('\n');
      for (const secret of secrets) expect(everything.includes(secret), `${table.name} holds ${secret}`).toBe(false);
    }
  });

  it('proposes, and does not make, a merge of people who bear one name under two keys', async () => {
    const { channelId } = await importText(text);
    const known = /\d:\d\d:\d\d (.+)\(\d+\)/.exec(text)?.[1] ?? '';
    await importText(`${known} 2026/1/6 10:00\n我换了个账号\n林夏 2026/1/6 10:01\n收到\n`, { channelId, format: 'wechat-paste' });
    const { proposals } = await home.run<{ proposals: { people: { name: string; by: string }[] }[] }>('chat.mergeProposals', { channelId });
    expect(proposals.map(({ people }) => people.map(({ name, by }) => `${by} ${name}`).sort())).toEqual([[`id ${known}`, `name ${known}`]]);
  });

  it('shows nothing of it to another organisation', async () => {
    const { channelId, id } = await importText(text);
    const stranger = await home.otherOrganisation();
    for (const [operation, input] of [
      ['insights.group', { channelId }],
      ['insights.people', { channelId }],
      ['chat.messages', { channelId }],
      ['chat.importState', { importId: id }],
      ['chat.rejected', { importId: id }],
    ] as const) {
      await expect(home.run(operation, input, stranger), operation).rejects.toMatchObject({
        code: expect.stringMatching(/\.unknown$|^access\.denied$/),
      });
    }
    expect(await home.run<{ groups: unknown[] }>('insights.portfolio', {}, stranger)).toMatchObject({ groups: [] });
  });
});
