import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountErrors, type Decoded, decoded, mutated } from '#testing/decoded';
import { DomainError } from '#vocabulary/errors';
import { readSystem } from './system.ts';

const second = 1_780_000_000;
const header = { chatlab: { version: '0.0.2', exportedAt: second, generator: 'test' } };
const meta = { name: '读书群', platform: 'wechat', type: 'group', groupId: '1@chatroom', ownerId: 'wx_a' };
const members = [
  { platformId: 'wx_a', accountName: '阿一', groupNickname: '一班长', aliases: ['老一'] },
  { platformId: 'wx_b', accountName: 'Bee', roles: [{ id: 'admin' }] },
  { platformId: 'wx_c', accountName: '潜水', roles: [] },
];
const text = (sender: string, content: unknown, extra: Record<string, unknown> = {}): Record<string, unknown> => ({
  sender,
  accountName: sender,
  timestamp: second,
  type: 0,
  content,
  ...extra,
});
const messages = [
  text('wx_a', '早上好', { groupNickname: '一班长', platformMessageId: 'm1' }),
  text('wx_b', '早\u200e', { type: 25, platformMessageId: 'm2', replyToMessageId: 'm1', timestamp: second + 1 }),
];
const file = JSON.stringify({ ...header, meta, members, messages });

const one = async (message: unknown) => decoded(JSON.stringify({ ...header, meta, members, messages: [message] }));

describe('ChatLab JSON', () => {
  it('reads group, members and messages', async () => {
    const { format, records, rejections, read, error } = await decoded(file);
    expect({ format, rejections, read, error }).toEqual({
      format: 'chatlab-json',
      rejections: [],
      read: Buffer.byteLength(file),
      error: null,
    });
    expect(records).toEqual([
      { type: 'group', id: '1@chatroom', name: '读书群', platform: 'wechat' },
      { type: 'member', sender: { by: 'id', key: 'wx_a', name: '一班长' }, role: 'owner', aliases: ['阿一', '老一'] },
      { type: 'member', sender: { by: 'id', key: 'wx_b', name: 'Bee' }, role: 'admin' },
      { type: 'member', sender: { by: 'id', key: 'wx_c', name: '潜水' }, role: 'member' },
      { type: 'message', at: second * 1000, id: 'm1', kind: 'text', text: '早上好', sender: { by: 'id', key: 'wx_a', name: '一班长' } },
      {
        type: 'message',
        at: second * 1000 + 1000,
        id: 'm2',
        kind: 'text',
        text: '早',
        sender: { by: 'id', key: 'wx_b', name: 'wx_b' },
        replyTo: 'm1',
      },
    ]);
  });

  it('does not care for the order of fields', async () => {
    const { records } = await decoded(JSON.stringify({ messages, members, meta, ...header }));
    const usual = (await decoded(file)).records;
    expect(records[0]).toEqual(usual[0]);
    expect(new Set(records.map((record) => JSON.stringify(record)))).toEqual(new Set(usual.map((record) => JSON.stringify(record))));
  });

  it('keeps a big file whose header comes last, without a group', async () => {
    const many = Array.from({ length: 300 }, (_, i) => text('wx_a', 'x'.repeat(40_000), { platformMessageId: `m${i}` }));
    const result = await decoded(JSON.stringify({ messages: many, ...header, meta }), { format: 'chatlab-json' });
    expect(result.messages.map(({ id }) => id)).toEqual(many.map(({ platformMessageId }) => platformMessageId));
    expect(result.records.some(({ type }) => type === 'group')).toBe(false);
  });

  it.each([
    [0, 'text'],
    [1, 'image'],
    [2, 'voice'],
    [3, 'video'],
    [4, 'file'],
    [5, 'sticker'],
    [7, 'link'],
    [8, 'location'],
    [20, 'redPacket'],
    [21, 'transfer'],
    [22, 'poke'],
    [23, 'call'],
    [24, 'link'],
    [25, 'text'],
    [26, 'forward'],
    [27, 'contact'],
    [99, 'other'],
    [77, 'other'],
  ])('type %i is %s', async (type, kind) => {
    expect((await one(text('wx_b', null, { type }))).messages).toMatchObject([{ kind, text: '' }]);
  });

  it.each([
    ['seconds', second, second * 1000],
    ['milliseconds', second * 1000 + 7, second * 1000 + 7],
    ['text', String(second), second * 1000],
  ])('reads a time in %s', async (_name, timestamp, at) => {
    expect((await one(text('wx_b', 'a', { timestamp }))).messages).toMatchObject([{ at }]);
  });

  it.each([
    ['no time', text('wx_b', 'a', { timestamp: 'gestern' }), 'badTime'],
    ['a time beyond sense', text('wx_b', 'a', { timestamp: 12 }), 'timeOutOfRange'],
    ['no sender', text('', 'a'), 'badRow'],
    ['no object', 'hello', 'badRow'],
  ])('rejects a row with %s, alone', async (_name, message, reason) => {
    const result = await decoded(JSON.stringify({ ...header, meta, members, messages: [messages[0], message, messages[1]] }));
    expect(result.messages).toHaveLength(2);
    expect(result.rejections).toMatchObject([{ reason, bytes: Buffer.byteLength(JSON.stringify(message)) }]);
    expect(result.rejections[0]?.sample).toBe(JSON.stringify(message));
  });

  it('keeps system rows apart and finds the acting member', async () => {
    const row = (content: string, extra = {}) => ({ sender: 'system', timestamp: second, type: 80, content, ...extra });
    const { system, messages: human } = await decoded(
      JSON.stringify({
        ...header,
        meta,
        members,
        messages: [
          row('"Bee"邀请"新人"加入了群聊'),
          row('"无名"撤回了一条消息'),
          row('', { type: 81, sender: 'wx_b', accountName: 'Bee' }),
          row('群公告', { sender: meta.groupId }),
        ],
      }),
    );
    const bee = { by: 'id', key: 'wx_b', name: 'Bee' };
    expect(human).toEqual([]);
    expect(system.map(({ at: _at, type: _type, text: _text, ...rest }) => rest)).toEqual([
      { kind: 'join', actor: bee, people: ['新人'] },
      { kind: 'recall' },
      { kind: 'recall', actor: bee },
      { kind: 'notice' },
    ]);
  });

  it('forgets an id whose last digits were lost', async () => {
    const long = file.replace('"m1"', '7123456789012345678');
    expect((await decoded(long)).messages[0]).not.toHaveProperty('id');
  });

  it('reads UTF-16 too, and places rejected rows inside the file', async () => {
    const broken = file.replace('"早上好"', '早上好');
    const result = await decoded(Buffer.from(`\ufeff${broken}`, 'utf16le'), { cuts: [99, 301] });
    expect(result.messages).toMatchObject([{ id: 'm2', text: '早' }]);
    expect(result.rejections).toMatchObject([{ reason: 'badJson' }]);
    expect(accountErrors(result)).toEqual([]);
  });

  it('says where a cut file ends, and keeps its whole rows', async () => {
    const cut = file.slice(0, file.indexOf('"m2"'));
    const { messages: whole, rejections, error } = await decoded(cut);
    expect(whole).toHaveLength(1);
    expect(rejections).toMatchObject([{ reason: 'truncated' }]);
    expect(error).toMatchObject({ code: 'file.truncated', data: { file: 'chat.txt', offset: Buffer.byteLength(cut) } });
  });
});

const lines = [
  '# exported for a test',
  JSON.stringify({ _type: 'header', ...header, meta }),
  ...members.map((member) => JSON.stringify({ _type: 'member', ...member })),
  '',
  ...messages.map((message) => JSON.stringify({ _type: 'message', ...message })),
];

describe('ChatLab JSONL', () => {
  it('says the same as JSON', async () => {
    const result = await decoded(lines.join('\r\n'));
    expect(result.format).toBe('chatlab-jsonl');
    expect(result.rejections).toEqual([]);
    expect(result.records).toEqual((await decoded(file)).records);
  });

  it('rejects bad lines alone', async () => {
    const deep = `{"_type":"message","a":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    const result = await decoded([...lines, '{"_type":"message",', '{"_type":"mystery"}', deep, '[1]', ''].join('\n'));
    expect(result.messages).toHaveLength(2);
    expect(result.rejections.map(({ reason, line }) => [reason, line])).toEqual([
      ['badJson', 9],
      ['unknownRow', 10],
      ['tooDeep', 11],
      ['badJson', 12],
    ]);
    expect(accountErrors(result)).toEqual([]);
  });
});

describe('any ChatLab file', () => {
  const both: ['chatlab-json' | 'chatlab-jsonl', string][] = [
    ['chatlab-json', file],
    ['chatlab-jsonl', lines.join('\n')],
  ];
  it.each(both)('%s gives the same however it is cut into chunks', async (format, content) => {
    const whole = await decoded(content);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(Buffer.byteLength(content)), { maxLength: 20 }), async (cuts) => {
        expect(await decoded(content, { cuts, format })).toEqual(whole);
      }),
    );
  });

  it.each(both)('%s, hurt anywhere, is accounted for and throws nothing of its own', async (format, content) => {
    const hurt = fc.record({
      at: fc.nat(),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[],:\n'))),
      how: fc.constantFrom('change', 'drop', 'insert', 'cut'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(hurt, { minLength: 1, maxLength: 4 }), async (hurts) => {
        const result = await attempt(mutated(Buffer.from(content), hurts), format);
        if (result) expect(accountErrors(result)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

async function attempt(bytes: Uint8Array, format: 'chatlab-json' | 'chatlab-jsonl'): Promise<Decoded | null> {
  try {
    return await decoded(bytes, { format });
  } catch (error) {
    if (error instanceof DomainError) return null; // refused before decoding: binary, empty
    throw error;
  }
}

describe('readSystem', () => {
  it.each([
    ['"甲"邀请"乙"加入了群聊', { kind: 'join', actor: '甲', people: ['乙'] }],
    ['"甲"邀请"乙、丙"加入了群聊', { kind: 'join', actor: '甲', people: ['乙', '丙'] }],
    ['你邀请"乙"加入了群聊', { kind: 'join', people: ['乙'] }],
    ['"乙"通过扫描"甲"分享的二维码加入群聊', { kind: 'join', actor: '甲', people: ['乙'] }],
    ['张三(wxid_abc)邀请李四(wxid_def)、王五(wxid_g)加入了群聊', { kind: 'join', actor: '张三', people: ['李四', '王五'] }],
    ['乙加入了群聊。', { kind: 'join', actor: '乙', people: ['乙'] }],
    ['乙加入本群', { kind: 'join', actor: '乙', people: ['乙'] }],
    ['Ann invited Bob to the group chat', { kind: 'join', actor: 'Ann', people: ['Bob'] }],
    ['Ann added Bob and Cid', { kind: 'join', actor: 'Ann', people: ['Bob', 'Cid'] }],
    ["Bob joined using this group's invite link", { kind: 'join', actor: 'Bob', people: ['Bob'] }],
    ['"Bob" joined group chat via the QR code shared by "Ann"', { kind: 'join', actor: 'Ann', people: ['Bob'] }],
    ['"乙"退出了群聊', { kind: 'leave', actor: '乙', people: ['乙'] }],
    ['乙已退出本群', { kind: 'leave', actor: '乙', people: ['乙'] }],
    ['Bob left the group', { kind: 'leave', actor: 'Bob', people: ['Bob'] }],
    ['Bob left', { kind: 'leave', actor: 'Bob', people: ['Bob'] }],
    ['你将"乙"移出了群聊', { kind: 'removal', people: ['乙'] }],
    ['乙被管理员移出群聊', { kind: 'removal', actor: '管理员', people: ['乙'] }],
    ['Ann removed Bob from the group', { kind: 'removal', actor: 'Ann', people: ['Bob'] }],
    ['Bob was removed by Ann', { kind: 'removal', actor: 'Ann', people: ['Bob'] }],
    ['"甲" 撤回了一条消息', { kind: 'recall', actor: '甲' }],
    ['你撤回了一条消息', { kind: 'recall' }],
    ['甲撤回了乙的一条消息', { kind: 'recall', actor: '甲' }],
    ['Ann recalled a message', { kind: 'recall', actor: 'Ann' }],
    ['甲修改群名为“加入了群聊的人”', { kind: 'rename', actor: '甲' }],
    ['群名已改为“新名”', { kind: 'rename' }],
    ['Ann changed the group name to "X"', { kind: 'rename', actor: 'Ann' }],
    ['甲领取了你的红包', { kind: 'other' }],
    ['你领取了甲的红包', { kind: 'other' }],
    ['收到红包，请在手机上查看', { kind: 'other' }],
    ['群主已启用“群聊邀请确认”', { kind: 'notice' }],
    ['乙被管理员禁言10分钟', { kind: 'notice' }],
    ['"甲" 拍了拍 "乙"', { kind: 'other' }],
  ])('%s', (line, fact) => {
    expect(readSystem(line)).toEqual(fact);
  });
});
