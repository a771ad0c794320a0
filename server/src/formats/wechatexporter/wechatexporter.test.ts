import { describe, expect, it } from 'vitest';
import { accountErrors, decoded } from '#testing/decoded';
import { exporterPage, exporterScript, exporterScrollingPage, exporterText } from '#testing/wechat-exports';
import { formats } from '../registry.ts';

const by = (name: string) => ({ by: 'name', key: name, name });
const at = (second: string) => Date.parse(`2024-10-04T11:42:${second}+08:00`);

describe('WechatExporter pages', () => {
  it('are read as group, messages and grey lines, which take the time of the message before', async () => {
    const { records } = await decoded(exporterPage);
    expect(records).toEqual([
      { type: 'group', id: null, name: '读书会', platform: 'wechat' },
      { type: 'system', at: at('07'), text: '"阿一"邀请"小二"加入了群聊', kind: 'join', actor: by('阿一'), people: ['小二'] },
      { type: 'message', at: at('07'), text: '早上好 & 晚安\na < b', kind: 'text', sender: by('阿一') },
      { type: 'message', at: at('08'), text: '来的', kind: 'text', sender: by('小二'), mentions: ['阿一'] },
      { type: 'message', at: at('09'), text: '', kind: 'image', sender: by('小二') },
      { type: 'system', at: at('09'), text: '"小二" 撤回了一条消息', kind: 'recall', actor: by('小二') },
      { type: 'message', at: at('09'), text: '"阿一" 拍了拍 "小二"', kind: 'poke', sender: by('阿一') },
    ]);
  });

  it('know people by id where the page says it, and hold most messages in a script', async () => {
    const { messages, system } = await decoded(exporterScrollingPage);
    expect(messages.map(({ kind, text, sender }) => [sender?.key, kind, text])).toEqual([
      ['wxid_a', 'text', '早上好'],
      ['wxid_b', 'text', '早, "各位"'],
      ['wxid_a', 'link', '早起'],
      ['wxid_a', 'sticker', ''],
    ]);
    expect(system).toMatchObject([{ kind: 'recall', actor: { by: 'id', key: 'wxid_b' } }]);
    expect((await decoded(exporterScript)).messages).toEqual(messages.slice(1));
  });

  it.each([
    ['a message without a time', '2024-10-04 11:42:07', 'noon', 'badTime'],
    ['a time beyond sense', '2024-10-04 11:42:07', '1924-10-04 11:42:07', 'timeOutOfRange'],
    ['a message cut by the next', '</span></div>\n</div>', '', 'truncated'],
  ])('reject %s alone, with its bytes', async (_name, from, to, reason) => {
    const file = exporterPage.replace(from, to);
    const result = await decoded(file);
    expect(result.rejections).toMatchObject([{ reason }]);
    const [{ offset, bytes } = { offset: 0, bytes: 0 }] = result.rejections;
    expect(
      Buffer.from(file)
        .subarray(offset, offset + bytes)
        .toString(),
    ).toMatch(/^<div class="msg chat-left" msgid="2".*早上好/s);
    expect(result.messages.length).toBe(3);
  });

  it('reject what a script holds instead of a message', async () => {
    const strange = exporterScript.replace('= [', '= ["<p>nothing</p>", 7, "\\q", ');
    const result = await decoded(strange);
    expect(result.rejections.map(({ reason }) => reason)).toEqual(['unknownRow', 'unknownRow', 'badJson']);
    expect(result.messages).toEqual((await decoded(exporterScript)).messages);
    expect(accountErrors(result)).toEqual([]);
  });

  it('keep grey lines that no message gives a time as rejected', async () => {
    const alone = exporterPage.slice(0, exporterPage.indexOf('<div class="msg chat-left"'));
    expect((await decoded(alone)).rejections).toMatchObject([{ reason: 'badTime' }]);
  });

  it('leave a picture of megabytes inside an attribute out, and go on behind it', async () => {
    const file = exporterPage.replace('src="b.jpg"', `src="data:image/png;base64,${'A'.repeat(3 << 20)}"`);
    const result = await decoded(file, { cuts: [70_000, 1_500_000] });
    expect(result.rejections).toMatchObject([{ reason: 'truncated' }]);
    expect(result.rejections[0]?.bytes).toBeGreaterThan(3 << 20);
    expect(result.messages.map(({ kind }) => kind)).toEqual(['text', 'text', 'poke']);
  });

  it.each(['<', '<div class="msg chat" msgid="1">', '"', '<!--', '<script>', 'msgArray = ["', '\\', '<a ='])(
    'read a very long run of %s in linear time',
    async (run) => {
      const file = `${exporterPage}${run.repeat(400_000 / run.length)}`;
      const result = await decoded(file, { format: 'wechatexporter-html' });
      expect(result.read).toBe(file.length + Buffer.byteLength(exporterPage) - exporterPage.length);
      expect(accountErrors(result)).toEqual([]);
    },
  );
});

describe('WechatExporter text', () => {
  it('is read, with grey lines before a name on its own line', async () => {
    const { records } = await decoded(exporterText);
    expect(records).toEqual([
      { type: 'group', id: null, name: '读书会', platform: 'wechat' },
      { type: 'message', at: at('07'), text: '早上好\n第二行 (2024)', kind: 'text', sender: by('阿一') },
      { type: 'system', at: at('07'), text: '"阿一"邀请"小二"加入了群聊', kind: 'join', actor: by('阿一'), people: ['小二'] },
      { type: 'message', at: at('08'), text: '来的', kind: 'text', sender: by('小二'), mentions: ['阿一'] },
      { type: 'system', at: at('08'), text: '"小二" 撤回了一条消息', kind: 'recall', actor: by('小二') },
      { type: 'message', at: at('09'), text: '[图片]', kind: 'image', sender: by('小 二 (x)') },
    ]);
  });

  it('finds several grey lines before one name, and leaves names alone that look a little like them', async () => {
    const greys = '"阿一"邀请"小二、三毛"加入了群聊"小二" 撤回了一条消息';
    const { system, messages } = await decoded(`${greys}三毛 (2024-10-04 11:42:07):早\n群聊达人"甲" (2024-10-04 11:42:08):早\n`);
    expect(system.map(({ kind, text }) => [kind, text])).toEqual([
      ['join', '"阿一"邀请"小二、三毛"加入了群聊'],
      ['recall', '"小二" 撤回了一条消息'],
    ]);
    expect(messages.map(({ sender }) => sender?.name)).toEqual(['三毛', '群聊达人"甲"']);
  });

  it('rejects a message of no time with the lines under it', async () => {
    const result = await decoded(exporterText.replace('11:42:07', '11:99:07'));
    expect(result.rejections).toMatchObject([{ reason: 'badTime', line: 3, sample: '阿一 (2024-10-04 11:99:07):早上好\n第二行 (2024)' }]);
    expect(result.messages).toHaveLength(2);
  });
});

describe('sniffing', () => {
  it.each([
    ['a page of something else', '<!doctype html><title>a</title><div class="msg">hi</div>'],
    ['a script of something else', '(function() {\n var list = ["a"];\n})();'],
    ['prose with a time in brackets', '会议纪要\n地点 (2024-10-04 11:42:05):三楼\n大家都到了\n开始讨论\n散会\n'],
  ])('leaves %s alone', (_name, text) => {
    const head = { fileName: 'a', text, lines: text.split('\n') };
    for (const { id, sniff } of formats.filter((format) => format.id.startsWith('wechatexporter')))
      expect([id, sniff(head)]).toEqual([id, 0]);
  });
});
