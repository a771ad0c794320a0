import { describe, expect, it } from 'vitest';
import type { Picture } from '#picture';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import type { ImportRun } from './contract.ts';
import { qqFile, qqHead, qqRow, sampleChat } from './sample-chats.ts';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText, begin, stored, upload } = importing(home);
const look = (importId: string) => home.run<ImportRun>('chat.importState', { importId });
const from = Date.parse('2026-01-05T00:00:00Z');
const small = sampleChat(3, { from, days: 12, perDay: 30, people: 20 });
/** More than one batch. */
const large = sampleChat(4, { from, days: 40, perDay: 150, people: 40 });

async function countOf(table: string, channelId: string | null): Promise<number> {
  const [row] = await home.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE channel_id = $1`, [channelId]);
  return row?.n ?? -1;
}

describe('recognising', () => {
  it('shows what a file is and its first rows, and remembers zone and channel', async () => {
    const uploadId = await upload(qqFile(small, '读书会'));
    const fresh = await home.run<Record<string, unknown>>('chat.recognise', { uploadId });
    expect(fresh).toMatchObject({
      chats: ['读书会'],
      zone: 'Asia/Shanghai',
      channelId: null,
      sources: [{ format: 'qq-txt', clock: 'wall', encoding: 'utf-8' }],
    });
    expect(fresh.preview).toHaveLength(20);
    expect(fresh).toHaveProperty('preview.0', expect.objectContaining({ at: new Date(small[0]?.at ?? 0).toISOString(), type: 'message' }));

    const { channelId } = await importText(qqFile(small, '读书会'), { zone: 'Asia/Tokyo' });
    const again = await home.run<{ zone: string; channelId: string; preview: { at: string }[] }>('chat.recognise', { uploadId });
    expect(again).toMatchObject({ channelId, zone: 'Asia/Tokyo' });
    expect(Date.parse(again.preview[0]?.at ?? '')).toBe((small[0]?.at ?? 0) - 3_600_000);
  });

  it('refuses what nobody can read before anything is stored', async () => {
    const before = await home.run('communities.channels');
    await expect(begin(new Uint8Array(4_096).map((_, index) => (index * 37) % 256))).rejects.toMatchObject({ code: 'file.binary' });
    await expect(home.run('chat.recognise', { uploadId: home.kernel.newId() })).rejects.toMatchObject({ code: 'upload.unknown' });
    expect(await home.run('communities.channels')).toEqual(before);
  });
});

describe('an import', () => {
  it('that is cancelled on the way keeps whole batches, shows their picture, and resumes to the whole', async () => {
    const { id, channelId } = await begin(qqFile(large));
    let asked: Promise<unknown> | null = null;
    const leave = home.kernel.hub.subscribe(`imports/${id}`, () => {
      asked ??= home.run('chat.cancelImport', { importId: id });
    });
    await home.drain();
    leave();
    await asked;
    const cancelled = await look(id);
    expect(cancelled.state).toBe('cancelled');
    expect(cancelled.added).toBeLessThan(large.length);
    expect(await countOf('message', channelId)).toBe(cancelled.added);
    const { picture } = await home.run<{ picture: Picture }>('insights.group', { channelId });
    expect(picture.messages.total).toBe(cancelled.added);

    await home.run('chat.resumeImport', { importId: id });
    await home.drain();
    expect(await look(id)).toMatchObject({ state: 'done', added: large.length, records: large.length });
    const whole = await importText(qqFile(large));
    expect(await stored(channelId ?? '')).toEqual(await stored(whole.channelId));
  });

  it('takes the largest chat of a file with several, or the one that is named', async () => {
    const both = qqFile(small, '小群') + qqHead('大群') + large.map(qqRow).join('');
    expect(await importText(both)).toMatchObject({ state: 'done', records: large.length });
    expect(await importText(both, { chat: '小群' })).toMatchObject({ state: 'done', records: small.length });
    expect(await importText(both, { chat: '没有的群' })).toMatchObject({ state: 'failed', error: { code: 'import.chatUnknown' } });
  });
});

describe('what is stored', () => {
  it('can be looked through, all of it or one person’s', async () => {
    const { channelId } = await importText(qqFile(small));
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await home.run<{ messages: { text: string; at: string }[]; next: string | null }>('chat.messages', {
        channelId,
        limit: 50,
        ...(before ? { before } : {}),
      });
      seen.push(...page.messages.map(({ text }) => text));
      before = page.next ?? undefined;
    } while (before);
    expect(seen.reverse()).toEqual(small.map(({ text }) => text));

    const person = `id:${20_001 + (small[0]?.who ?? 0)}`;
    const theirs = small.filter(({ who }) => who === small[0]?.who);
    const page = await home.run<{ messages: { person: { id: string; name: string } }[] }>('chat.messages', {
      channelId,
      person,
      limit: 200,
    });
    expect(page.messages).toHaveLength(theirs.length);
    expect(new Set(page.messages.map((message) => message.person.id))).toEqual(new Set([person]));
    const { days } = await home.run<{ days: { messages: number }[] }>('insights.person', { channelId, personId: person });
    expect(days.reduce((sum, { messages }) => sum + messages, 0)).toBe(theirs.length);
  });

  it('is gone with its channel', async () => {
    const { channelId } = await importText(qqFile(small));
    expect(await home.run('communities.removeChannel', { channelId })).toEqual({ messages: small.length });
    await home.drain();
    for (const table of [
      'message',
      'identity',
      'alias',
      'channel_day',
      'member_year',
      'member_total',
      'picture',
      'member_picture',
      'import_run',
    ]) {
      expect([table, await countOf(table, channelId)]).toEqual([table, 0]);
    }
  });
});
