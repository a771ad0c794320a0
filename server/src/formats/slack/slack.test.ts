import { describe, expect, it } from 'vitest';
import { accountErrors, decoded } from '#testing/decoded';
import { zipOf } from '#testing/zip';
import { unpack } from '../unpack.ts';

const ts = (n: number) => `${1_780_000_000 + n}.000${100 + n}`;
const at = (n: number) => (1_780_000_000 + n) * 1000;
const row = (n: number, more: object = {}) => ({ type: 'message', user: 'U11', text: 'hi', ts: ts(n), ...more });
const users = [
  { id: 'U11', name: 'ann', real_name: 'Ann Chen', profile: { display_name: 'Ann 安' } },
  { id: 'U22', name: 'bob', profile: { display_name: '', real_name: 'Bob B' } },
  { id: 'B33', name: 'poll', is_bot: true, profile: {} },
];
const channels = [
  { id: 'C1', name: 'general', members: ['U11', 'U22', 'B33'] },
  { id: 'C2', name: 'random', members: [] },
];
const json = (value: unknown) => JSON.stringify(value, null, 4);

async function readZip(files: Record<string, string>) {
  const sources = await unpack(zipOf(Object.entries(files).map(([name, data]) => ({ name, data }))), 'slack.zip');
  const [source] = sources;
  const parts: Uint8Array[] = [];
  for await (const chunk of source?.open() ?? []) parts.push(chunk);
  const bytes = Buffer.concat(parts);
  return { sources, bytes, result: await decoded(bytes, { name: source?.name ?? '' }) };
}
const day = (...rows: unknown[]) => decoded(json(rows), { name: '2026-05-29.json' });

describe('slack-json, a whole export', () => {
  const files = {
    'general/2026-05-30.json': json([row(3, { user: 'U22' })]),
    'general/2026-05-29.json': json([row(1), row(2, { thread_ts: ts(1) })]),
    'random/2026-05-29.json': json([row(1, { text: 'elsewhere' })]),
    'DABCDEFG1/2026-05-29.json': json([row(1, { text: 'private' })]),
    'mpdm-ann--bob-1/2026-05-29.json': json([row(1, { text: 'private' })]),
    'users.json': json(users),
    'channels.json': json(channels),
    'dms.json': json([{ id: 'DABCDEFG1', members: ['U11', 'U22'] }]),
    'integration_logs.json': '[]',
  };

  it('is one source: every channel with its members and days in order, no private talk', async () => {
    const { sources, bytes, result } = await readZip(files);
    expect(sources.map(({ name, size }) => [name, size])).toEqual([['slack.zip/*', bytes.length]]);
    const { format, records, rejections, read } = result;
    expect({ format, rejections, read }).toEqual({ format: 'slack-json', rejections: [], read: bytes.length });
    const ann = { by: 'id', key: 'U11', name: 'Ann 安' };
    const bob = { by: 'id', key: 'U22', name: 'Bob B' };
    const said = { type: 'message', kind: 'text', text: 'hi' };
    expect(records).toEqual([
      { type: 'group', id: 'C1', name: 'general', platform: 'slack' },
      { type: 'member', sender: ann },
      { type: 'member', sender: bob },
      { ...said, at: at(1), id: `C1:${ts(1)}`, sender: ann },
      { ...said, at: at(2), id: `C1:${ts(2)}`, sender: ann, replyTo: `C1:${ts(1)}` },
      { ...said, at: at(3), id: `C1:${ts(3)}`, sender: bob },
      { type: 'group', id: 'C2', name: 'random', platform: 'slack' },
      { ...said, at: at(1), id: `C2:${ts(1)}`, text: 'elsewhere', sender: ann },
    ]);
  });

  it('reads one inside a folder of the archive', async () => {
    const { result } = await readZip(Object.fromEntries(Object.entries(files).map(([name, data]) => [`export 2026/${name}`, data])));
    expect(result.messages).toHaveLength(4);
  });

  it('a day that breaks off does not hurt the days behind it', async () => {
    const { result } = await readZip({ ...files, 'general/2026-05-29.json': files['general/2026-05-29.json'].slice(0, -40) });
    expect(result.messages.map(({ text, at }) => [text, at])).toEqual([
      ['hi', at(1)],
      ['hi', at(3)],
      ['elsewhere', at(1)],
    ]);
    expect(result.rejections).toMatchObject([{ reason: 'truncated' }]);
    expect([result.error, accountErrors(result)]).toEqual([null, []]);
  });
});

describe('slack-json, rows', () => {
  it('reads a single day with names from the rows', async () => {
    const { format, messages } = await day(row(1, { user_profile: { display_name: 'Ann', real_name: 'Ann Chen' } }));
    expect(format).toBe('slack-json');
    expect(messages).toEqual([
      { type: 'message', at: at(1), id: ts(1), kind: 'text', text: 'hi', sender: { by: 'id', key: 'U11', name: 'Ann' } },
    ]);
  });

  it.each([
    ['hi <@U22>, <@W9|Zoe>', 'hi @U22, @Zoe', ['U22', 'W9']],
    ['<#C2|random> and <#C3>', '#random and #C3', undefined],
    ['<!channel> <!subteam^S1|@team> <!date^1^x|today>', '@channel @team today', undefined],
    ['<https://a.b/?x=1&amp;y|here> <https://c.d>', 'here https://c.d', undefined],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2', undefined],
  ])('shows %s as people saw it', async (text, shown, mentions) => {
    expect((await day(row(1, { text }))).messages.map((message) => [message.text, message.mentions])).toEqual([[shown, mentions]]);
  });

  it.each([
    [{ subtype: 'file_share', text: '', files: [{ name: 'a.png', mimetype: 'image/png' }] }, 'image'],
    [{ files: [{ name: 'a.mp4' }] }, 'video'],
    [{ files: [{ name: 'a.pdf', mimetype: 'application/pdf' }] }, 'file'],
    [{ text: '', attachments: [{ title: 'x' }] }, 'link'],
    [{ subtype: 'me_message' }, 'text'],
    [{ subtype: 'thread_broadcast' }, 'text'],
    [{ text: '' }, 'other'],
  ])('%j is %s', async (more, kind) => {
    expect((await day(row(1, more))).messages).toMatchObject([{ kind }]);
  });

  it.each([
    [
      { subtype: 'channel_join', user_profile: { display_name: 'Ann' } },
      { kind: 'join', people: ['Ann'] },
    ],
    [
      { subtype: 'channel_leave', user_profile: { display_name: 'Ann' } },
      { kind: 'leave', people: ['Ann'] },
    ],
    [{ subtype: 'channel_name' }, { kind: 'rename' }],
    [{ subtype: 'channel_topic' }, { kind: 'notice' }],
    [{ subtype: 'tombstone' }, { kind: 'recall' }],
    [{ subtype: 'something_new' }, { kind: 'other' }],
    [{ subtype: 'bot_message', username: 'poll' }, { kind: 'other' }],
    [{ bot_id: 'B33' }, { kind: 'other' }],
    [{ user: 'USLACKBOT' }, { kind: 'other' }],
  ])('nobody says %j', async (more, fact) => {
    const { messages, system } = await day(row(1, more));
    expect(messages).toEqual([]);
    expect(system).toMatchObject([fact]);
  });

  it.each([
    ['no time', { ...row(9), ts: 'x' }, 'badTime'],
    ['a time beyond sense', { ...row(9), ts: '0100000000.000000' }, 'timeOutOfRange'],
    ['no message', { ...row(9), type: 'x' }, 'unknownRow'],
    ['no object', 7, 'badRow'],
  ])('rejects a row alone: %s', async (_name, one, reason) => {
    const { messages, rejections } = await day(row(1), one, row(2));
    expect(messages).toHaveLength(2);
    expect(rejections).toMatchObject([{ reason }]);
  });
});

it('reads the days behind a list whose title is hurt, and accounts for the list', async () => {
  const day = JSON.stringify([{ type: 'message', user: 'U1', text: '早', ts: ts(1) }]);
  const text = `" "sers.json"\n[{"id":"U1","name":"ann"}]\n# "general/2026-05-28.json"\n${day}\n`;
  const result = await decoded(text, { format: 'slack-json' });
  expect(accountErrors(result)).toEqual([]);
  expect([result.read, result.error, result.messages.map((message) => message.text)]).toEqual([Buffer.byteLength(text), null, ['早']]);
});
