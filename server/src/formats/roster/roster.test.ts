import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '#vocabulary/errors';
import type { ChatRecord, MemberRecord } from '#vocabulary/records';
import { decode, recognise } from '../decode.ts';
import type { ColumnMapping, Rejection } from '../format.ts';
import { blobSource } from '../source.ts';
import { splitCells } from './cells.ts';
import { roster } from './index.ts';

const now = Date.parse('2024-10-10T15:00:00+08:00');

async function read(text: string, columns?: ColumnMapping) {
  const source = blobSource(new Blob([text]), 'paste.txt');
  const records: ChatRecord[] = [];
  const rejections: Rejection[] = [];
  let bytes = 0;
  const options = { zone: 'Asia/Shanghai', now, ...(columns && { columns }) };
  for await (const batch of decode(source, await recognise(source, 'roster'), options)) {
    records.push(...batch.records);
    rejections.push(...batch.rejections);
    bytes = batch.read;
  }
  return { records, rejections, bytes };
}

const sniff = (text: string, fileName = 'paste.txt') => roster.sniff({ fileName, text, lines: text.split('\n') });
const named = (name: string, rest: Partial<MemberRecord> = {}) => ({ type: 'member', sender: { by: 'name', key: name, name }, ...rest });
const known = (key: string, name: string, rest: Partial<MemberRecord> = {}) => ({
  type: 'member',
  sender: { by: 'id', key, name },
  ...rest,
});

describe('rosters', () => {
  it.each<[string, string, unknown[]]>([
    ['one name a line', '张三\n李四\n\n王五\n', [named('张三'), named('李四'), named('王五')]],
    ['separated by 、', '张三、李四、王五', [named('张三'), named('李四'), named('王五')]],
    ['separated by commas', '张三，李四，王五', [named('张三'), named('李四'), named('王五')]],
    ['separated by tabs', '张三\t李四\t王五', [named('张三'), named('李四'), named('王五')]],
    [
      'numbered, with roles',
      '1. 张三（群主）\n2. 李四 管理员\n3. 王五',
      [named('张三', { role: 'owner' }), named('李四', { role: 'admin' }), named('王五')],
    ],
    ['names and numbers', '张三\t13800001111\n李四\t13900002222', [known('13800001111', '张三'), known('13900002222', '李四')]],
    [
      'CSV with ids, roles and dates',
      '昵称,微信号,角色,入群时间\n小张,zhang_3,群主,2024/1/2\n小李,li-4,管理员,2024-01-03 09:30:00\n小王,,成员,\n',
      [
        known('zhang_3', '小张', { role: 'owner', joinedAt: Date.parse('2024-01-02T00:00:00+08:00') }),
        known('li-4', '小李', { role: 'admin', joinedAt: Date.parse('2024-01-03T09:30:00+08:00') }),
        named('小王', { role: 'member' }),
      ],
    ],
    [
      'the name shown in the group first, the others aliases',
      '姓名\t昵称\t群昵称\tQQ\n张三\t小张\t读书丨张三\t10001\n李四\t李四\t\t10002',
      [known('10001', '读书丨张三', { aliases: ['小张', '张三'] }), known('10002', '李四')],
    ],
    [
      'a WeCom customer group with type, way in and inviter',
      '成员名称,群昵称,成员类型,入群时间,入群方式,邀请人\n陈老师,班主任陈,企业成员,2024-03-01 10:00,创建群聊,-\n小鹿,,外部联系人,2024-03-02 11:30:00,扫描群二维码,陈老师',
      [
        named('班主任陈', { aliases: ['陈老师'], joinedAt: Date.parse('2024-03-01T10:00:00+08:00') }),
        named('小鹿', { joinedAt: Date.parse('2024-03-02T11:30:00+08:00'), invitedBy: '陈老师' }),
      ],
    ],
    [
      'the fields of the WeCom interface',
      'userid,type,join_time,join_scene,invitor,group_nickname,name\nwmAbc,2,1709272800,3,chenls,小鹿三班,小鹿\nchenls,1,1709270000,1,,,陈老师',
      [
        known('wmAbc', '小鹿三班', { aliases: ['小鹿'], joinedAt: 1_709_272_800_000, invitedBy: 'chenls' }),
        known('chenls', '陈老师', { joinedAt: 1_709_270_000_000 }),
      ],
    ],
    [
      'without those whom the list itself says have left',
      '昵称,入群时间,退群时间,在群状态\n小鹿,2024-03-01,,在群\n阿青,2024-03-01,2024-03-09 08:00,已退群\n大山,2024-03-02,-,在群',
      [
        named('小鹿', { joinedAt: Date.parse('2024-03-01T00:00:00+08:00') }),
        named('大山', { joinedAt: Date.parse('2024-03-02T00:00:00+08:00') }),
      ],
    ],
    [
      'several groups in one export',
      '群名称,成员名称\n一班,小鹿\n一班,阿青\n二班,大山',
      [
        { type: 'group', id: null, name: '一班', platform: 'other' },
        named('小鹿'),
        named('阿青'),
        { type: 'group', id: null, name: '二班', platform: 'other' },
        named('大山'),
      ],
    ],
    ['the group of a single one is no news', '群名称,成员名称\n一班,小鹿\n一班,阿青', [named('小鹿'), named('阿青')]],
    [
      'the contacts of chatlog',
      'UserName,Alias,Remark,NickName\nwxid_a1,lu,,小鹿\nwxid_b2,,青姐,阿青',
      [known('wxid_a1', '小鹿'), known('wxid_b2', '阿青', { aliases: ['青姐'] })],
    ],
    ['the platform id before the phone', '手机号,wxid,昵称\n13800001111,wxid_ab12,小张', [known('wxid_ab12', '小张')]],
    ['an id Excel spoilt is none', '姓名,QQ\n张三,8.64E+18', [named('张三')]],
    [
      'quoted cells over lines',
      '姓名,备注,手机号\n"张三","爱读书,\n爱跑步",13800001111\n"李""四""",,13900002222',
      [known('13800001111', '张三', { aliases: ['爱读书,\n爱跑步'] }), known('13900002222', '李"四"')],
    ],
    ['only names under a header', '姓名\n张三\n李四', [named('张三'), named('李四')]],
    ['an impossible date is left out', '姓名,入群时间\n张三,2024/13/41\n李四,1900-01-01', [named('张三'), named('李四')]],
  ])('%s', async (_name, text, expected) => {
    const { records, rejections, bytes } = await read(text);
    expect(records).toEqual(expected);
    expect(rejections).toEqual([]);
    expect(bytes).toBe(Buffer.byteLength(text));
  });

  it('a row without name and id is rejected', async () => {
    const { records, rejections } = await read('姓名,QQ\n张三,10001\n,\n李四,10002');
    expect(records).toHaveLength(2);
    expect(rejections).toEqual([expect.objectContaining({ line: 3, reason: 'badRow', bytes: 2 })]);
  });

  it('columns can be told', async () => {
    expect((await read('甲,乙\n1,张三\n2,李四', { senderName: '乙' })).records.at(-1)).toEqual(named('李四'));
    expect((await read('10001,张三\n10002,李四', { senderId: '0', senderName: '1' })).records).toEqual([
      known('10001', '张三'),
      known('10002', '李四'),
    ]);
  });

  it('a stray quote does not swallow the rest', async () => {
    const text = ['姓名,QQ', '"张三,10001', ...Array.from({ length: 30 }, (_, i) => `成员${i},${20_000 + i}`)].join('\n');
    const { records } = await read(text);
    expect(records).toHaveLength(31);
  });
});

it.each<[string, string[] | null]>([
  ['a,b', ['a', 'b']],
  ['"a,b",c', ['a,b', 'c']],
  ['"a""b",', ['a"b', '']],
  ['a"b,c', ['a"b', 'c']],
  ['"open,c', null],
])('cells of %s', (line, cells) => {
  expect(splitCells(line, ',')).toEqual(cells);
});

describe('sniff', () => {
  it.each([
    ['names', '张三\n李四\n王五'],
    ['nicknames', '小太阳🌞\n上海丨张三\nAnn Lee\n静静'],
    ['header', '姓名,手机号\n张三,13800001111'],
    ['roles', '昵称\t角色\n张三\t群主'],
  ])('knows %s', (_name, text) => {
    expect(sniff(text)).toBeGreaterThan(0.3);
  });

  it.each([
    ['CSV without header, with times and texts', '2024-10-04 11:42,张三,早\n2024-10-04 11:43,李四,好\n2024-10-04 11:44,张三,在'],
    ['CSV of chat', '时间,昵称,内容\n2024-10-04 11:42,张三,早'],
    ['English CSV of chat', 'time,name,text\n2024-10-04 11:42,Ann,hi'],
    ['prose', '今天天气很好。\n我们去了公园，玩得很开心。'],
    ['English prose', 'just some text\nthat is not a list\nof anybody'],
    ['chat', '张三 10:23\n早\n李四 10:24\n好'],
    ['JSON', '{"name":"张三"}'],
    ['a list of groups', 'Name,Remark,NickName,Owner,UserCount\n1@chatroom,,读书群,wxid_a,120\n2@chatroom,,跑步群,wxid_b,80'],
    ['one word', '你好'],
    ['numbers', '1\n2\n3'],
    ['log', '2024-10-04 11:42:31 started\n2024-10-04 11:42:32 stopped'],
    ['repeated lines', '好\n好\n好\n收到\n收到'],
  ])('leaves %s alone', (_name, text) => {
    expect(sniff(text)).toBeLessThanOrEqual(0.3);
  });
});

it('whatever is pasted is refused by name, or every byte is parsed or rejected once', async () => {
  const pieces = fc.constantFrom('姓名,QQ', '张三', '张三,10001', '"', '"a\n', ',', '李四\t管理员', '、', '群主：张三', '');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 40 }), async (list) => {
      const text = list.join('\n');
      const result = await read(text).catch((error: unknown) => error);
      if (result instanceof DomainError) return;
      if (result instanceof Error) throw result;
      const { records, rejections, bytes } = result as Awaited<ReturnType<typeof read>>;
      expect(bytes).toBe(Buffer.byteLength(text));
      let end = 0;
      for (const { offset, bytes: length } of rejections) {
        expect(offset).toBeGreaterThanOrEqual(end);
        end = offset + length;
      }
      for (const record of records) expect(record.type).toBe('member');
    }),
  );
});

it('a very long run of one character is read in linear time', async () => {
  for (const character of [' ', ':', '"', '1. ', '—', '「', '\n', '@', '\t'])
    expect((await read(`姓名,QQ\n${character.repeat(300_000 / character.length)}x\n张三,10001`)).bytes).toBeGreaterThan(250_000);
});
