import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountErrors, decoded, mutated } from '#testing/decoded';
import { DomainError } from '#vocabulary/errors';

const ruler = '='.repeat(47);
const banner = `[QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter]
[本软件是免费的开源项目~]

${ruler}
           QQ聊天记录导出文件
${ruler}

聊天名称: 晨读
聊天类型: 群聊
参与人数: 3
导出时间: 2026-08-02 10:00:00
消息总数: 2
时间范围: 2026-08-01 20:00:00 - 2026-08-01 21:00:00

`;
const footer = `

${ruler}
              导出完成
${ruler}
总计导出 2 条消息
导出时间: 2026-08-02 10:00:00`;
const at = Date.parse('2026-08-01T12:00:00Z');
const block = (name: string, rest: string, time = '2026-08-01 20:00:00') => `${name}:\n时间: ${time}\n${rest}`;
const file = (...blocks: string[]) => `${banner}\n${blocks.join('\n\n\n')}${footer}`;
const by = (name: string) => ({ by: 'name', key: name, name });

describe('QQ Chat Exporter, text', () => {
  it('reads chat, messages and nothing of banner and footer', async () => {
    const { format, records, rejections, read } = await decoded(
      file(block('林夏', '内容: 早'), block('老周', '内容: 好', '2026-08-01 21:00:00')),
    );
    expect({ format, rejections }).toEqual({ format: 'qqnt-txt', rejections: [] });
    expect(read).toBeGreaterThan(0);
    expect(records).toEqual([
      { type: 'group', id: null, name: '晨读', platform: 'qq' },
      { type: 'message', at, kind: 'text', text: '早', sender: by('林夏') },
      { type: 'message', at: at + 3_600_000, kind: 'text', text: '好', sender: by('老周') },
    ]);
  });

  it.each([
    ['V4, without a banner of its own', file(block('林夏', '内容: 早')).replace('V5', 'V4')],
    ['its messages alone', [block('林夏', '内容: 早'), block('林夏', '内容: 早')].join('\n\n\n')],
    ['Windows line ends', file(block('林夏', '内容: 早')).replaceAll('\n', '\r\n')],
  ])('is known by %s', async (_name, text) => {
    const { format, messages } = await decoded(text);
    expect(format).toBe('qqnt-txt');
    expect(messages[0]).toMatchObject({ text: '早', at });
  });

  it('is not found in a chat of the old client that quotes one', async () => {
    const quoted = `2026-08-01 20:00:00 林夏(12519212)\n${file(block('甲', '内容: 早'), block('乙', '内容: 早'))}\n\n2026-08-01 20:01:00 老周(10001)\n好\n`;
    expect((await decoded(quoted)).format).toBe('qq-txt');
  });

  it.each([
    ['over several lines, blank ones too', '内容: 一\n\n二\n\n\n三', { kind: 'text', text: '一\n\n二\n\n\n三' }],
    ['that looks like a field', '内容: 时间: 八点\n内容: 第一章\n提及: 一下', { text: '时间: 八点\n内容: 第一章', mentions: ['一下'] }],
    ['that looks like a name', '内容: 分工\n老周:\n负责签到', { text: '分工\n老周:\n负责签到' }],
    ['with a ruler', `内容: 上\n${ruler}\n下`, { text: `上\n${ruler}\n下` }],
    [
      'with people named',
      '内容: @老周 @全体成员 早\n提及: 老周, 全体成员, 小雨',
      { text: '@老周 @全体成员 早', mentions: ['老周', '小雨'] },
    ],
    ['that answers', '内容: [回复消息]好\n提及: 老周\n回复: 08-01 19:59 老周 - 早\n各位', { text: '好', mentions: ['老周'] }],
    ['of a picture', '内容: [图片:A.jpg]\n资源: 1 个文件\n  - image: A.jpg', { kind: 'image', text: '[图片]' }],
    [
      'of words and two pictures',
      '内容: 看[图片:A.jpg][图片:B.jpg]\n资源: 2 个文件\n  - image: A.jpg\n  - image: B.jpg',
      { kind: 'text', text: '看[图片][图片]' },
    ],
    ['without words', '内容: [video消息]\n资源: 1 个文件\n  - video: a.mp4', { kind: 'video', text: '' }],
    ['with faces only', '内容: [表情消息]', { kind: 'sticker', text: '' }],
    ['with nothing', '内容: [无文本内容]', { kind: 'other', text: '' }],
    ['that V4 left out', '资源: 1 个文件\n  - file: a.pdf', { kind: 'file', text: '' }],
    ['of a red packet', '内容: [QQ红包]恭喜发财', { kind: 'redPacket' }],
    ['of forwarded talk', '内容: [转发消息: 2条]\n  甲: 秘密\n  乙: 好', { kind: 'forward', text: '[聊天记录]' }],
  ])('body %s', async (_name, rest, expected) => {
    const { messages, rejections } = await decoded(file(block('林夏', rest), block('老周', '内容: 完')));
    expect(rejections).toEqual([]);
    expect(messages).toMatchObject([{ sender: by('林夏'), ...expected }, { text: '完' }]);
  });

  it.each([
    ['nobody’s name', block('0', '内容: 新人加入了群聊'), { kind: 'join', people: ['新人'] }],
    ['a note without words', block('0', '内容: [系统消息]'), { kind: 'other', text: '' }],
    ['a row taken back', block('林夏', '内容: 林夏 撤回了一条消息'), { kind: 'recall', actor: by('林夏') }],
    ['a collected packet', block('林夏', '内容: 领取了老周的红包'), { kind: 'other', actor: by('林夏') }],
  ])('system row: %s', async (_name, row, fact) => {
    const { system, messages } = await decoded(file(row));
    expect(messages).toEqual([]);
    expect(system).toMatchObject([fact]);
  });

  it('leaves out titles and numbers of messages', async () => {
    const { messages } = await decoded(file(`[1]\n${block('[潜水王] 林夏', '内容: 早')}`, `[2]\n${block('林夏', '内容: 早')}`));
    expect(messages.map(({ sender, text }) => [sender?.name, text])).toEqual([
      ['林夏', '早'],
      ['林夏', '早'],
    ]);
  });

  it.each([
    ['no full time', block('林夏', '内容: 早', '20:00:00'), 'badTime'],
    ['an impossible day', block('林夏', '内容: 早', '2026-02-30 20:00:00'), 'badTime'],
    ['another century', block('林夏', '内容: 早', '1926-02-03 20:00:00'), 'timeOutOfRange'],
  ])('rejects a message alone: %s', async (_name, bad, reason) => {
    const { messages, rejections } = await decoded(file(block('老周', '内容: 一'), bad, block('老周', '内容: 二')));
    expect(messages.map(({ text }) => text)).toEqual(['一', '二']);
    expect(rejections).toMatchObject([{ reason, line: 21 }]);
  });

  it('rejects text before the first message', async () => {
    const { messages, rejections } = await decoded(
      `前一条的后半\n还有一行\n\n\n${block('林夏', '内容: 早')}\n\n\n${block('林夏', '内容: 晚')}`,
    );
    expect(messages).toHaveLength(2);
    expect(rejections).toMatchObject([{ reason: 'noHeader', offset: 0, line: 1 }]);
  });

  it('reads the wall clock in the zone given', async () => {
    expect((await decoded(file(block('林夏', '内容: 早')), { zone: 'UTC' })).messages[0]?.at).toBe(at + 8 * 3_600_000);
  });
});

describe('QQ Chat Exporter text in any state', () => {
  const text = file(
    block('林夏', '内容: 一\n\n二\n提及: 老周'),
    block('0', '内容: 新人加入了群聊'),
    block('老周', '内容: [图片:A.jpg]\n资源: 1 个文件\n  - image: A.jpg'),
  );
  const bytes = Buffer.from(text);

  it('gives the same however it is cut into chunks, and in other encodings', async () => {
    const whole = await decoded(bytes);
    expect([whole.read, whole.rejections, whole.messages.length]).toEqual([bytes.length, [], 2]);
    for (const other of [Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')])
      expect((await decoded(other)).records).toEqual(whole.records);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 30 }), async (cuts) => {
        expect(await decoded(bytes, { cuts, format: 'qqnt-txt' })).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('hurt anywhere, is accounted for and throws nothing of its own', async () => {
    const hurt = fc.record({
      at: fc.nat(),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('\n:=[] -'))),
      how: fc.constantFrom('change', 'drop', 'insert', 'cut'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(hurt, { minLength: 1, maxLength: 6 }), async (hurts) => {
        const wounded = mutated(bytes, hurts);
        try {
          const result = await decoded(wounded, { format: 'qqnt-txt' });
          expect(accountErrors(result)).toEqual([]);
          expect(result.read).toBe(wounded.length);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error; // refused before decoding
        }
      }),
      { numRuns: 200 },
    );
  });
});
