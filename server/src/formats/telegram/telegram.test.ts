import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountErrors, decoded, mutated } from '#testing/decoded';
import { DomainError } from '#vocabulary/errors';
import { telegramJson } from './index.ts';

const unix = 1_780_000_000;
const message = (id: number, extra: Record<string, unknown> = {}) => ({
  id,
  type: 'message',
  date: '2026-05-29T04:26:40',
  date_unixtime: String(unix + id),
  from: 'Ann',
  from_id: 'user11',
  text: 'hi',
  ...extra,
});
const service = (id: number, action: string, extra: Record<string, unknown> = {}) => ({
  id,
  type: 'service',
  date_unixtime: String(unix + id),
  actor: 'Ann',
  actor_id: 'user11',
  action,
  text: '',
  ...extra,
});
const chat = (messages: unknown[], extra: Record<string, unknown> = {}) => ({
  name: '晨读',
  type: 'private_supergroup',
  id: 777,
  messages,
  ...extra,
});
const write = (document: unknown) => JSON.stringify(document, null, 1);
const read = (...messages: unknown[]) => decoded(write(chat(messages)), { name: 'result.json' });
const ann = { by: 'id', key: 'user11', name: 'Ann' };

describe('Telegram, one chat', () => {
  it('reads group and messages, keyed by chat and message id', async () => {
    const { format, records, rejections, error } = await read(message(1), message(2, { reply_to_message_id: 1 }));
    expect({ format, rejections, error }).toEqual({ format: 'telegram-json', rejections: [], error: null });
    expect(records).toEqual([
      { type: 'group', id: '777', name: '晨读', platform: 'telegram' },
      { type: 'message', at: (unix + 1) * 1000, id: '777:1', kind: 'text', text: 'hi', sender: ann },
      { type: 'message', at: (unix + 2) * 1000, id: '777:2', kind: 'text', text: 'hi', sender: ann, replyTo: '777:1' },
    ]);
  });

  it.each([
    ['words', 'user11', 'user11'],
    ['an old number', 11, 'user11'],
    ['an old number of a basic group', 2 ** 32 + 5, 'chat5'],
    ['an old number of a channel', 2 ** 33 + 6, 'channel6'],
  ])('keys senders by %s', async (_name, from_id, key) => {
    expect((await read(message(1, { from_id }))).messages[0]?.sender).toEqual({ by: 'id', key, name: 'Ann' });
  });

  it('keeps the id of a deleted account, and nobody for who writes as the group itself', async () => {
    const { messages } = await read(message(1, { from: null }), message(2, { from: '晨读', from_id: 'channel777' }));
    expect(messages.map(({ sender }) => sender)).toEqual([{ by: 'id', key: 'user11', name: '' }, null]);
  });

  it('flattens text and finds mentions', async () => {
    const text = [
      'see ',
      { type: 'mention', text: '@bob_b' },
      ' and ',
      { type: 'mention_name', text: 'Cid', user_id: 33 },
      { type: 'bold', text: '!' },
    ];
    const entities = [
      { type: 'mention', text: '@bob_b' },
      { type: 'plain', text: ' ok' },
    ];
    const { messages } = await read(message(1, { text }), message(2, { text: '@bob_b ok', text_entities: entities }));
    expect(messages).toMatchObject([
      { text: 'see @bob_b and Cid!', mentions: ['bob_b', 'user33'] },
      { text: '@bob_b ok', mentions: ['bob_b'] },
    ]);
  });

  it.each([
    [{ photo: '(File not included. Change data exporting settings to download.)' }, 'image'],
    [{ file: 'a.ogg', media_type: 'voice_message' }, 'voice'],
    [{ file: 'a.mp4', media_type: 'video_message' }, 'video'],
    [{ file: 'a.mp4', media_type: 'video_file' }, 'video'],
    [{ file: 'a.mp4', media_type: 'animation' }, 'sticker'],
    [{ file: 'a.webp', media_type: 'sticker', sticker_emoji: '👍' }, 'sticker'],
    [{ file: 'a.mp3', media_type: 'audio_file' }, 'file'],
    [{ file: 'a.pdf', mime_type: 'application/pdf' }, 'file'],
    [{ poll: { question: '?' } }, 'poll'],
    [{ contact_information: {} }, 'contact'],
    [{ location_information: {} }, 'location'],
    [{ forwarded_from: 'B', text: 'x' }, 'text'],
    [{}, 'other'],
  ])('%o is %s', async (media, kind) => {
    expect((await read(message(1, { text: '', ...media }))).messages).toMatchObject([{ kind }]);
  });

  it.each([
    [
      'three people invited are one row',
      service(1, 'invite_members', { members: ['B', 'C', 'D'] }),
      { kind: 'join', people: ['B', 'C', 'D'] },
    ],
    ['an invited account without a name', service(1, 'invite_members', { members: [null] }), { kind: 'join' }],
    ['by link', service(1, 'join_group_by_link', { inviter: 'B' }), { kind: 'join', people: ['Ann'] }],
    ['by request', service(1, 'join_group_by_request'), { kind: 'join', people: ['Ann'] }],
    ['a removal', service(1, 'remove_members', { members: ['B'] }), { kind: 'removal', people: ['B'] }],
    ['a removal of oneself is leaving', service(1, 'remove_members', { members: ['Ann'] }), { kind: 'leave', people: ['Ann'] }],
    ['a new title', service(1, 'edit_group_title', { title: '夜读' }), { kind: 'rename', text: '夜读' }],
    ['a pin', service(1, 'pin_message', { message_id: 1 }), { kind: 'notice' }],
    ['the beginning', service(1, 'create_group', { title: '晨读', members: ['B'] }), { kind: 'notice', people: ['B'], text: '晨读' }],
    ['a call', service(1, 'group_call'), { kind: 'other' }],
  ])('service row: %s', async (_name, row, fact) => {
    const { system, messages } = await read(row);
    expect(messages).toEqual([]);
    expect(system).toEqual([{ type: 'system', at: (unix + 1) * 1000, id: '777:1', text: '', actor: ann, ...fact }]);
  });

  it('knows per file whether it carries instants', () => {
    const clockOf = (document: unknown) => telegramJson.clockOf?.({ fileName: 'result.json', text: write(document), lines: [] });
    expect(clockOf(chat([message(1)]))).toBe('instant');
    expect(clockOf(chat([message(1, { date_unixtime: undefined })]))).toBe('wall');
  });

  it('takes the local time of exports without an instant in the zone given', async () => {
    const { messages } = await decoded(write(chat([message(1, { date_unixtime: undefined })])), { zone: 'Europe/Berlin' });
    expect(messages.map(({ at }) => new Date(at).toISOString())).toEqual(['2026-05-29T02:26:40.000Z']);
  });

  it.each([
    ['unsupported', { id: 9, type: 'unsupported' }, 'unknownRow'],
    ['no time', message(9, { date: '29.05.2026', date_unixtime: '' }), 'badTime'],
    ['a date that is none', message(9, { date: '2026-02-30T00:00:00', date_unixtime: '' }), 'badTime'],
    ['a time beyond sense', message(9, { date_unixtime: '99999999999' }), 'timeOutOfRange'],
    ['no object', 7, 'badRow'],
  ])('rejects a row alone: %s', async (_name, row, reason) => {
    const { messages, rejections } = await read(message(1), row, message(2));
    expect(messages).toHaveLength(2);
    expect(rejections).toMatchObject([{ reason, sample: JSON.stringify(row) }]);
  });

  it('reads control characters that make the JSON invalid', async () => {
    const text = write(chat([message(1, { text: 'A' })])).replace('"A"', '"a\\x1fb\u0001c"');
    expect((await decoded(text)).messages).toMatchObject([{ text: 'abc' }]);
  });

  it('does not care where name, type and id stand', async () => {
    const rows = [message(1), service(2, 'pin_message')];
    const usual = (await read(...rows)).records;
    const { name, type, id } = chat([]);
    for (const document of [
      { messages: rows, name, type, id },
      { id, messages: rows, name, type },
    ])
      expect((await decoded(write(document))).records).toEqual(usual);
  });
});

describe('Telegram, a whole account', () => {
  const account = {
    about: 'Here is the data you requested.',
    personal_information: { user_id: 11, first_name: 'Ann' },
    contacts: { list: [{ user_id: 5, messages: [message(99)] }] },
    chats: {
      about: 'This page lists all chats.',
      list: [
        chat([message(1, { text: 'private' })], { name: 'Bob', type: 'personal_chat', id: 22 }),
        chat([message(1), message(2)]),
        chat([message(1, { text: 'news' })], { type: 'public_channel', id: 55 }),
        chat([message(1)], { name: null, type: 'saved_messages', id: 11 }),
        { id: 888, messages: [message(1)], name: '夜读', type: 'public_supergroup' },
      ],
    },
    left_chats: { about: '', list: [chat([message(1)], { name: '旧群', type: 'private_group', id: 999 })] },
  };

  it('takes the groups, each under its own header, and counts the rest as read', async () => {
    const text = write(account);
    const result = await decoded(text);
    expect(result.format).toBe('telegram-json');
    expect(
      result.records.map((record) => (record.type === 'group' ? `# ${record.id} ${record.name}` : 'id' in record && record.id)),
    ).toEqual(['# 777 晨读', '777:1', '777:2', '# 888 夜读', '888:1', '# 999 旧群', '999:1']);
    expect(result.rejections).toEqual([]);
    expect(result.read).toBe(Buffer.byteLength(text));
    expect(JSON.stringify(result.records)).not.toMatch(/private|news/);
  });

  it('keeps what was whole when the file is cut', async () => {
    const text = write(account);
    const { records, rejections, error } = await decoded(text.slice(0, text.indexOf('"夜读"') - 3));
    expect(records.filter(({ type }) => type === 'message')).toHaveLength(2);
    expect(rejections).toMatchObject([{ reason: 'truncated', sample: '"name' }]);
    expect(error?.code).toBe('file.truncated');
  });

  it('is known by its beginning, before any chat', async () => {
    const long = { ...account, contacts: { list: Array.from({ length: 3000 }, (_, i) => ({ user_id: i, first_name: 'somebody' })) } };
    expect((await decoded(write(long))).messages).toHaveLength(4);
  });

  it('gives the same however it is cut into chunks', async () => {
    const text = write(account);
    const whole = await decoded(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(Buffer.byteLength(text)), { maxLength: 30 }), async (cuts) => {
        expect(await decoded(text, { cuts, format: 'telegram-json' })).toEqual(whole);
      }),
    );
  });

  it('hurt anywhere, is accounted for and throws nothing of its own', async () => {
    const hurt = fc.record({
      at: fc.nat(),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[],:\n'))),
      how: fc.constantFrom('change', 'drop', 'insert', 'cut'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(hurt, { minLength: 1, maxLength: 4 }), async (hurts) => {
        try {
          expect(accountErrors(await decoded(mutated(Buffer.from(write(account)), hurts), { format: 'telegram-json' }))).toEqual([]);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error; // refused before decoding
        }
      }),
      { numRuns: 300 },
    );
  });
});
