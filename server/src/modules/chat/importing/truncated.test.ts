import { describe, expect, it } from 'vitest';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import { sampleChat } from '../sample-chats.ts';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText } = importing(home);
const rows = sampleChat(11, { from: Date.parse('2026-01-05T00:00:00Z'), days: 40, perDay: 120, people: 25 });
const messagesOf = async (channelId: string) =>
  Number((await home.sql<{ n: string }>('SELECT count(*) AS n FROM message WHERE channel_id = $1', [channelId]))[0]?.n);

describe('a document that breaks off', () => {
  it('ends a truncated document with a code, what was whole before it stored, and can be asked again', async () => {
    const messages = rows.map(({ at, who, text: content }) =>
      JSON.stringify({
        sender: `u${who}`,
        accountName: `U${who}`,
        timestamp: Math.floor(at / 1000),
        type: 0,
        content,
        platformMessageId: `${at}-${who}`,
      }),
    );
    const document = `{"chatlab":{"version":"0.0.2"},"meta":{"name":"断了","platform":"wechat","type":"group"},"members":[],"messages":[${messages.join(',')}]}`;
    const failed = await importText(document.slice(0, document.length / 2), {}, '断了.json');
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'file.truncated', data: { file: '断了.json' } } });
    const kept = await messagesOf(failed.channelId);
    expect(kept).toBeLessThan(rows.length);
    const whole = await importText(document, { channelId: failed.channelId }, '完整.json');
    expect(whole).toMatchObject({ state: 'done', added: rows.length - kept });
    expect(await messagesOf(failed.channelId)).toBe(rows.length);
  });
});
