import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountErrors, decoded, mutated } from '#testing/decoded';
import { DomainError } from '#vocabulary/errors';

/** A small valid file of each of the formats that have no generator of their own. */
const at = 1_780_000_000_000;
const many = <T>(row: (n: number) => T) => Array.from({ length: 12 }, (_, n) => row(n));
const iso = (n: number) => new Date(at + n * 60_000).toISOString();
const clock = (n: number) => `15:${String(10 + n)}`;
const files = [
  [
    'discord-json',
    JSON.stringify({
      guild: { id: '1', name: '会' },
      channel: { id: '2', name: '群' },
      dateRange: {},
      messages: many((n) => ({ id: `${n}`, type: 'Default', timestamp: iso(n), content: `早 {[${n}`, author: { id: '5', name: 'Ann' } })),
    }),
  ],
  [
    'slack-json',
    `# "users.json"\n[{"id":"U1","name":"ann"}]\n# "general/2026-05-28.json"\n${JSON.stringify(many((n) => ({ type: 'message', user: 'U1', text: `# 早 <@U1> ${n}`, ts: `${at / 1000 + n}.000100` })))}\n# "general/2026-05-29.json"\n[]\n`,
  ],
  [
    'matrix-json',
    JSON.stringify({
      room_name: '群',
      exported_by: 'Ann',
      messages: many((n) => ({
        event_id: `$${n}`,
        type: 'm.room.message',
        sender: '@a:x',
        origin_server_ts: at + n,
        content: { msgtype: 'm.text', body: `早 ${n}` },
      })),
    }),
  ],
  [
    'feishu-json',
    JSON.stringify({
      code: 0,
      data: {
        items: many((n) => ({
          message_id: `om_${n}`,
          msg_type: 'text',
          create_time: `${at + n}`,
          chat_id: 'oc_1',
          sender: { id: 'ou_1', sender_type: 'user' },
          body: { content: JSON.stringify({ text: `早 "${n}"` }) },
        })),
      },
    }),
  ],
  [
    'line-txt',
    `[LINE] 群的聊天記錄\n儲存日期：2026/05/30 10:00\n\n2026/05/29（五）\n${many((n) => `${clock(n)}\tAnn\t"早 ${n}\n二"\n`).join('')}`,
  ],
  ['irc-log', many((n) => `[2026-05-29 ${clock(n)}:00] <ann> 早 ${n}\n`).join('')],
] as const;

const hurt = fc.record({
  at: fc.nat(),
  byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[],:#\n\t'))),
  how: fc.constantFrom('change', 'drop', 'insert', 'cut'),
});

describe.each(files)('%s', (format, text) => {
  const bytes = Buffer.from(text);

  it('is recognised and read to the last byte', async () => {
    const result = await decoded(bytes);
    expect([result.format, result.messages.length, result.rejections, result.read]).toEqual([format, 12, [], bytes.length]);
  });

  it('gives the same however it is cut into chunks', async () => {
    const whole = await decoded(bytes);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 30 }), async (cuts) => {
        expect(await decoded(bytes, { cuts, format })).toEqual(whole);
      }),
    );
  });

  it('cut off anywhere, keeps what was whole', async () => {
    const whole = await decoded(bytes, { format });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 60, max: bytes.length - 1 }), async (length) => {
        const part = await decoded(bytes.subarray(0, length), { format });
        expect(accountErrors(part)).toEqual([]);
        expect(part.read).toBe(length);
        const before = part.messages.slice(0, -1);
        expect(before).toEqual(whole.messages.slice(0, before.length));
      }),
    );
  });

  it('hurt anywhere, is accounted for and throws nothing of its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hurt, { minLength: 1, maxLength: 4 }), async (hurts) => {
        try {
          expect(accountErrors(await decoded(mutated(bytes, hurts), { format }))).toEqual([]);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error; // refused before decoding
        }
      }),
      { numRuns: 300 },
    );
  });
});
