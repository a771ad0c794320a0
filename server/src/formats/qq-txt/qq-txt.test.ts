import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';

const RULER = '='.repeat(64);
const title = (group: string, name: string) => `${RULER}\r\n消息分组:${group}\r\n${RULER}\r\n消息对象:${name}\r\n${RULER}\r\n\r\n`;
const BANNER = '\ufeff消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n';
const rowsOf = (...rows: string[]) => rows.map((row) => `${row.replaceAll('\n', '\r\n')}\r\n\r\n`).join('');
const wall = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19);

async function qq(...rows: string[]) {
  const result = await decoded(rowsOf(...rows), { format: 'qq-txt' });
  expect(result.rejections).toEqual([]);
  return result.records.map((record) => (record.type === 'message' || record.type === 'system' ? record : null));
}

describe('headers', () => {
  it.each([
    ['2016-07-19 15:27:15 甲(123456)\n好', '2016-07-19T15:27:15', 'id', '123456', '甲'],
    ['2016-07-19 0:00:37 甲(123456)\n好', '2016-07-19T00:00:37', 'id', '123456', '甲'],
    ['2019-09-23 8:43:38 PM 甲(123456)\n好', '2019-09-23T20:43:38', 'id', '123456', '甲'],
    ['2019-09-23 12:43:38 AM 甲(123456)\n好', '2019-09-23T00:43:38', 'id', '123456', '甲'],
    ['2026-09-15 上午 08:00:00 Alice(1)\n好', '2026-09-15T08:00:00', 'id', '1', 'Alice'],
    ['2026-09-15 下午 08:00:00 Alice(123456)\n好', '2026-09-15T20:00:00', 'id', '123456', 'Alice'],
    ['2016-07-19 15:27:15 甲<Ana@Example.org>\n好', '2016-07-19T15:27:15', 'id', 'ana@example.org', '甲'],
    ['2016-07-19 15:27:15 甲<18800001111>\n好', '2016-07-19T15:27:15', 'id', '18800001111', '甲'],
    ['2016-07-19 15:27:15 (A(123123)(456456)\n好', '2016-07-19T15:27:15', 'id', '456456', '(A(123123)'],
    ['2016-07-19 15:27:15 (B)(456456)\n好', '2016-07-19T15:27:15', 'id', '456456', '(B)'],
    ['2016-07-19 15:27:15 (o´・ω・`)σ<mail@x>\n好', '2016-07-19T15:27:15', 'id', 'mail@x', '(o´・ω・`)σ'],
    ['2016-07-19 15:27:15 (747150918)\n好', '2016-07-19T15:27:15', 'id', '747150918', ''],
    ['2016-07-19 15:27:15 747150918(747150918)\n好', '2016-07-19T15:27:15', 'id', '747150918', '747150918'],
    ['2016-07-19 15:27:15 【管理员】甲(123456)\n好', '2016-07-19T15:27:15', 'id', '123456', '【管理员】甲'],
    ['2016-07-19 15:27:15 小 明\n好', '2016-07-19T15:27:15', 'name', '小 明', '小 明'],
    ['小明 2/14/2020 9:16:13 PM\n好', '2020-02-14T21:16:13', 'name', '小明', '小明'],
    ['小明 2020/2/14 21:16:13\n好', '2020-02-14T21:16:13', 'name', '小明', '小明'],
  ])('%s', async (row, at, by, key, name) => {
    const [message, ...more] = await qq(row);
    expect(more).toEqual([]);
    expect(message).toMatchObject({ type: 'message', kind: 'text', text: '好', sender: { by, key, name } });
    expect(message && wall(message.at)).toBe(at);
  });

  it('dates copied rows by the line between two days, else by today', async () => {
    const text = '小明  23:50:12 \n一\n小红 9:59:54 PM\n二\n— —  2020-2-21  — —\n小明  0:10:12 \n三\n';
    const { messages, rejections } = await decoded(text, { format: 'qq-txt' });
    expect(rejections).toEqual([]);
    expect(messages.map(({ at, text, sender }) => [wall(at), sender?.name, text])).toEqual([
      ['2026-11-21T23:50:12', '小明', '一'],
      ['2026-11-21T21:59:54', '小红', '二'],
      ['2020-02-21T00:10:12', '小明', '三'],
    ]);
  });

  it('takes a date in a body for a header only where an id or, in private chats, a blank line says so', async () => {
    const group = await qq(
      '2016-07-19 15:27:15 甲(123456)\n生于\n1883-03-07 11:22:33\n\n2016-01-01 11:22:33 元旦',
      '2016-07-19 15:27:16 乙(223456)\n好',
    );
    expect(group.map((row) => row?.text)).toEqual(['生于\n1883-03-07 11:22:33\n\n2016-01-01 11:22:33 元旦', '好']);
    const privately = await qq('2016-07-19 15:27:15 小明\n见\n2016-01-01 11:22:33 元旦', '2016-07-19 15:27:16 小红(2)\n好');
    expect(privately).toMatchObject([
      { text: '见\n2016-01-01 11:22:33 元旦', sender: { by: 'name', key: '小明' } },
      { text: '好', sender: { by: 'name', key: '小红(2)' } },
    ]);
  });

  it('rejects what is no time, and times before QQ', async () => {
    const { rejections, messages } = await decoded(
      rowsOf('2016-02-30 15:27:15 甲(123456)\n一\n二', '1883-03-07 11:22:33 甲(123456)\n三', '2016-02-28 15:27:15 甲(123456)\n四'),
      { format: 'qq-txt' },
    );
    expect(messages.map(({ text }) => text)).toEqual(['四']);
    expect(rejections.map(({ reason, line, offset, bytes }) => [reason, line, offset, bytes])).toEqual([
      ['badTime', 1, 0, 45],
      ['timeOutOfRange', 5, 45, 40],
    ]);
  });
});

describe('files', () => {
  const row = (name: string, text: string) => rowsOf(`2016-07-19 15:27:15 ${name}\n${text}`);

  it('reads banner, titles and all chats of one file', async () => {
    const text = `${BANNER}${title('我的QQ群', '读书群')}${row('甲(123456)', '一')}${title('我的好友', '小明')}${row('小明', '二')}${title('我的群聊', '空群')}`;
    const { format, records, rejections } = await decoded(text);
    expect(format).toBe('qq-txt');
    expect(rejections).toEqual([]);
    expect(records).toMatchObject([
      { type: 'group', id: null, name: '读书群', platform: 'qq' },
      { type: 'message', text: '一', sender: { by: 'id', key: '123456' } },
      { type: 'group', name: '小明' },
      { type: 'message', text: '二', sender: { by: 'name', key: '小明' } },
      { type: 'group', name: '空群' },
    ]);
  });

  it('keeps lone CR, lone LF, blank lines and rulers inside a body', async () => {
    const text = `2016-07-19 15:27:15 甲(123456)\r\n一\r二\n三\r\n\r\n${RULER}\r\n消息很多\r\n\r\n2016-07-19 15:27:16 乙(223456)\r\n\r\n\r\n`;
    const { messages, rejections } = await decoded(text, { format: 'qq-txt' });
    expect(rejections).toEqual([]);
    expect(messages.map((message) => message.text)).toEqual([`一\r二\n三\n\n${RULER}\n消息很多`, '']);
  });

  it('rejects text before the first row', async () => {
    const { rejections, messages } = await decoded(`前言\n第二行\n${row('甲(123456)', '一')}`, { format: 'qq-txt' });
    expect(messages).toHaveLength(1);
    expect(rejections).toEqual([{ offset: 0, bytes: 17, line: 1, reason: 'noHeader', sample: '前言\n第二行' }]);
  });

  it('does not take other texts for QQ', async () => {
    await expect(decoded('Just a letter.\n\nYours, Ana\n')).rejects.toMatchObject({ code: 'file.unknownFormat' });
  });
});

describe('bodies', () => {
  it.each([
    ['[图片]', 'image'],
    ['[图片][图片]\n[图片]', 'image'],
    ['[表情]', 'sticker'],
    ['[语音]', 'voice'],
    ['[视频]', 'video'],
    ['[文件]', 'file'],
    ['[文件]计划 第一版.docx', 'file'],
    ['[QQ红包]我发了一个“拼手气红包”，请使用新版手机QQ查收红包。', 'redPacket'],
    ['[转账]请使用新版手机QQ查看', 'transfer'],
    ['[位置]', 'location'],
    ['[名片]', 'contact'],
    ['[聊天记录]', 'forward'],
    ['[戳一戳]请使用最新版手机QQ体验新功能', 'poke'],
    ['[投票]今晚几点', 'poll'],
    ['[分享]一篇文章', 'link'],
    ['早[表情]', 'text'],
    ['[图片]看这个', 'text'],
    ['[今日打卡]第3天', 'text'],
    ['甲领取了红包', 'text'],
  ])('%s', async (text, kind) => {
    expect(await qq(`2016-07-19 15:27:15 乙(123456)\n${text}`)).toMatchObject([{ type: 'message', kind, text }]);
  });

  it.each([
    ['甲加入本群', 'join', ['甲'], '甲'],
    ['甲 加入了本群。', 'join', ['甲'], '甲'],
    ['甲邀请乙加入了本群。', 'join', ['乙'], '甲'],
    ['甲邀请乙、丙加入了本群。', 'join', ['乙', '丙'], '甲'],
    ['甲撤回了一条消息', 'recall', undefined, '甲'],
    ['你撤回了一条消息', 'recall', undefined, undefined],
    ['甲被管理员移出本群', 'removal', ['甲'], undefined],
    ['甲将乙移出了本群', 'removal', ['乙'], '甲'],
    ['甲退出了本群', 'leave', ['甲'], '甲'],
    ['[图片] 甲 分享文件 15:15:36\n"计划.docx" 下载', 'notice', undefined, undefined],
    ['[图片] 甲 发表动态 15:00:46\n"分享图片"\n[图片] 查看', 'notice', undefined, undefined],
    ['你和abc有12个共同好友，点击添加好友。', 'notice', undefined, undefined],
    ['甲领取了你的红包', 'other', undefined, undefined],
  ])('%s', async (text, kind, people, actor) => {
    for (const id of ['10000', '1000000']) {
      const expected = {
        type: 'system',
        kind,
        text,
        ...(people && { people }),
        ...(actor && { actor: { by: 'name', key: actor, name: actor } }),
      };
      const [row, ...more] = await qq(`2016-07-19 15:27:15 系统消息(${id})\n${text}`);
      expect(row).toEqual({ ...expected, at: row?.at });
      expect(more).toEqual([]);
    }
  });

  it('knows anonymous members and collected red packets', async () => {
    expect(await qq('2016-07-19 15:27:15 匿名(80000000)\n好', '2016-07-19 15:27:15 甲(123456)\n甲领取了你的红包')).toMatchObject([
      { type: 'message', sender: null, text: '好' },
      { type: 'system', kind: 'other', actor: { by: 'id', key: '123456' } },
    ]);
  });
});
