import { describe, expect, it } from 'vitest';
import type { ChatRecord } from '#vocabulary/records';
import { ownWords, readQuote } from './body.ts';
import { wechatKind } from './kinds.ts';
import { WechatRows } from './rows.ts';
import { plainNotice, readPat } from './system.ts';

describe('wechatKind', () => {
  it.each([
    [1, 0, 'text'],
    [3, 0, 'image'],
    [34, 0, 'voice'],
    [42, 0, 'contact'],
    [43, 0, 'video'],
    [47, 0, 'sticker'],
    [48, 0, 'location'],
    [50, 0, 'call'],
    [10000, 0, 'system'],
    [10002, 0, 'system'],
    [49, 4, 'link'],
    [49, 5, 'link'],
    [49, 6, 'file'],
    [49, 8, 'sticker'],
    [49, 19, 'forward'],
    [49, 33, 'link'],
    [49, 36, 'link'],
    [49, 51, 'link'],
    [49, 57, 'text'],
    [49, 62, 'poke'],
    [49, 87, 'notice'],
    [49, 2000, 'transfer'],
    [49, 2001, 'redPacket'],
    [49, 424242, 'link'],
    [57 * 2 ** 32 + 49, 0, 'text'],
    [2001 * 2 ** 32 + 49, 0, 'redPacket'],
    [77, 0, 'other'],
    [Number.NaN, 0, 'other'],
  ])('%d of sub type %d is %s', (type, subType, kind) => {
    expect(wechatKind(type, subType)).toBe(kind);
  });
});

describe('grey lines', () => {
  it.each([
    ['"张三" 拍了拍 "李四"', '张三'],
    ['张三拍了拍李四的肩膀', '张三'],
    ['我拍了拍自己', '我'],
    ['他说：张三拍了拍我。我很高兴', null],
    ['拍了拍', null],
  ])('who patted in %s', (line, name) => {
    expect(readPat(line)).toBe(name);
  });

  it.each([
    ['<revokemsg><![CDATA["张三" 撤回了一条消息 <a href="weixin://x">重新编辑</a>]]></revokemsg>', '"张三" 撤回了一条消息'],
    ['<img src="a.png"/>  张三领取了你的<_wc_custom_link_ color="#FD9931">红包</_wc_custom_link_>', '张三领取了你的红包'],
    ['1 < 2', '1 < 2'],
  ])('the words of %s', (raw, words) => {
    expect(plainNotice(raw)).toBe(words);
  });
});

describe('bodies', () => {
  it.each([
    ['image', '<?xml version="1.0"?><msg><img aeskey="0"/></msg>', ''],
    ['link', 'wxid_a:\n<msg><appmsg appid=""><title>早起 &amp; 早睡</title></appmsg></msg>', '早起 & 早睡'],
    ['text', '<msg><appmsg><title><![CDATA[来的]]></title><type>57</type></appmsg></msg>', '来的'],
    ['text', '<b>粗</b>', '<b>粗</b>'],
    ['text', 'a\u200eb', 'ab'],
  ] as const)('a member says of a stored %s %s: %s', (kind, raw, words) => {
    expect(ownWords(kind, raw)).toBe(words);
  });

  it('an answer is told from what it quotes', () => {
    expect(readQuote('「张三：明天来吗」\n- - - - - - - - -\n来的')).toEqual({ text: '来的', quoted: '张三' });
    expect(readQuote('「张三：明天来吗」')).toEqual({ text: '「张三：明天来吗」' });
  });
});

describe('WechatRows', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  const at = Date.parse('2024-10-04T11:42:05+08:00');
  const said = (key: string, name: string) => ({ at, kind: 'text' as const, text: '早', key, name });
  const grey = (text: string, key = '', name = '') => ({ at, kind: 'system' as const, text, key, name });

  function records(by: 'id' | 'name', rows: Parameters<WechatRows['add']>[0][]): ChatRecord[] {
    const out: ChatRecord[] = [];
    const wechat = new WechatRows({ record: (record) => out.push(record), reject() {} }, now, by);
    for (const row of rows) expect(wechat.add(row)).toBeNull();
    return out;
  }

  it('knows a name for a person while one alone has it', () => {
    const once = records('id', [said('wxid_a', '阿一'), grey('"阿一" 撤回了一条消息')]);
    expect(once[1]).toMatchObject({ kind: 'recall', actor: { by: 'id', key: 'wxid_a' } });
    const shared = records('id', [said('wxid_a', '阿一'), said('wxid_b', '阿一'), grey('"阿一" 撤回了一条消息')]);
    expect(shared[2]).not.toHaveProperty('actor');
  });

  it.each([
    ['"阿一"邀请"小二"加入了群聊', 'join', '阿一', ['小二']],
    ['"小二"通过扫描"阿一"分享的二维码加入群聊', 'join', '阿一', ['小二']],
    ['你将"小二"移出了群聊', 'removal', undefined, ['小二']],
    ['"阿一"修改群名为“早读会”', 'rename', '阿一', undefined],
    ['小二领取了阿一的红包', 'other', undefined, undefined],
    ['"小二" 撤回了一条消息', 'recall', '小二', undefined],
  ])('%s', (text, kind, actor, people) => {
    const [row] = records('name', [grey(text)]);
    if (row?.type !== 'system') throw new Error('no system row');
    expect([row.kind, row.actor?.name, row.people]).toEqual([kind, actor, people]);
  });

  it('makes a pat a message of who patted, and a line of the group where nobody knows them', () => {
    const rows = records('id', [
      said('wxid_a', '阿一'),
      grey('"阿一" 拍了拍 "小二"', '1@chatroom'),
      grey('我拍了拍 "小二"', 'wxid_b', '三毛'),
      grey('"无名" 拍了拍 "小二"'),
    ]);
    expect(rows.slice(1)).toMatchObject([
      { type: 'message', kind: 'poke', sender: { key: 'wxid_a' } },
      { type: 'message', kind: 'poke', sender: { key: 'wxid_b' } },
      { type: 'system', kind: 'other' },
    ]);
  });

  it('leaves alone what members say about pats, joins and recalls', () => {
    const rows = records('id', [
      { ...said('wxid_a', '阿一'), text: '张三拍了拍我' },
      { ...said('wxid_a', '阿一'), text: '"甲"邀请"乙"加入了群聊' },
    ]);
    expect(rows.map(({ type }) => type)).toEqual(['message', 'message']);
  });

  it('counts what nobody can be held to, and names the platform nobody', () => {
    const rows = records('id', [said('1@chatroom', '读书会'), grey('群公告已更新', '系统消息')]);
    expect(rows).toMatchObject([
      { type: 'message', sender: null },
      { type: 'system', kind: 'notice' },
    ]);
    expect(rows[1]).not.toHaveProperty('actor');
  });

  it('refuses a row without a time, without sense, without anybody', () => {
    const wechat = new WechatRows({ record() {}, reject() {} }, now, 'id');
    expect(wechat.add({ ...said('a', 'a'), at: Number.NaN })).toBe('badTime');
    expect(wechat.add({ ...said('a', 'a'), at: 12 })).toBe('timeOutOfRange');
    expect(wechat.add(said('', ' '))).toBe('badRow');
  });
});
