import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';
import { pywxdumpOldTable, pywxdumpTable } from '#testing/wechat-exports';

const at = (text: string) => Date.parse(`${text}+08:00`);
const shown = async (file: string | Uint8Array) =>
  (await decoded(file)).messages.map(({ sender, kind, text, id }) => [sender?.by, sender?.key, kind, text, id]);

describe('PyWxDump tables', () => {
  it('new: people by wxid, ids of the server, one group', async () => {
    const { records, rejections } = await decoded(pywxdumpTable);
    expect(rejections).toEqual([]);
    expect(records).toEqual([
      { type: 'group', id: '1@chatroom', name: '', platform: 'wechat' },
      {
        type: 'system',
        at: at('2024-10-04T11:42:06'),
        text: '"阿一"邀请"小二"加入了群聊',
        id: '7123456789012345677',
        kind: 'join',
        people: ['小二'],
      },
      message('2024-10-04T11:42:07', '7123456789012345678', 'wxid_a', 'text', '早上好, "各位"'),
      message('2024-10-04T11:42:08', '7123456789012345679', 'wxid_b', 'text', '来的'),
      message('2024-10-04T11:42:09', '7123456789012345680', 'wxid_b', 'image', '[图片]'),
    ]);
  });

  it('old: words inside JSON, quoted or not, and the exporter as 我', async () => {
    expect(await shown(pywxdumpOldTable)).toEqual([
      ['id', 'wxid_a', 'text', '早上好, 各位,"大家"', '7123456789012345678'],
      ['name', '我', 'text', '来\n的', '7123456789012345679'],
      ['id', 'wxid_b', 'sticker', '[动画表情]', '7123456789012345680'],
    ]);
  });

  it.each([
    ['new', pywxdumpTable],
    ['old', pywxdumpOldTable],
  ])('%s: without its header row says the same', async (_name, file) => {
    const bare = file.slice(file.indexOf('\n') + 1);
    expect(await decoded(bare)).toEqual({ ...(await decoded(file)), read: Buffer.byteLength(bare) });
  });

  it.each([
    ['ids in scientific notation', '7.12346E+18'],
    ['ids of fifteen digits and zeros', '7123456789012340000'],
  ])('re-saved by a spreadsheet, %s: rows stay, ids go', async (_name, id) => {
    const file = `\ufeff${pywxdumpTable}`
      .replace(/\d{19}/g, id)
      .replace(/2024-10-04 (\d+):(\d+):\d+/g, '2024/10/4 $1:$2')
      .replaceAll('\n', '\r\n');
    const { messages, rejections, format } = await decoded(file);
    expect(format).toBe('pywxdump-csv');
    expect(rejections).toEqual([]);
    expect(messages).toHaveLength(3);
    for (const row of messages) {
      expect(row).not.toHaveProperty('id');
      expect(row.at).toBe(at('2024-10-04T11:42:00'));
    }
  });

  it.each([';', '\t'])('re-saved with %j between the cells', async (delimiter) => {
    const file =
      'id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n1,7123456789012345678,文本,0,wxid_a,1@chatroom,早,,2024/10/4 11:42\n';
    expect(await shown(file.replaceAll(',', delimiter))).toEqual([['id', 'wxid_a', 'text', '早', '7123456789012345678']]);
  });

  it('re-saved as GBK', async () => {
    const head = 'id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n1,7123456789012345678,';
    // 文本 … 早上
    const bytes = Buffer.concat([
      Buffer.from(head),
      Buffer.from('cec4b1be', 'hex'),
      Buffer.from(',0,wxid_a,1@chatroom,'),
      Buffer.from('d4e7c9cf', 'hex'),
      Buffer.from(',,2024/10/4 11:42\n'),
    ]);
    expect(await shown(bytes)).toEqual([['id', 'wxid_a', 'text', '早上', '7123456789012345678']]);
  });

  it('the same columns without a chat, as others write them: people by shown name', async () => {
    const file =
      '\ufeffid,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime\r\n1,9001,image,0,Alice,图片,images/one.jpg,2023-11-15T06:15:23.000Z\r\n';
    const { messages } = await decoded(file);
    expect(messages).toMatchObject([
      { at: Date.parse('2023-11-15T06:15:23Z'), kind: 'image', sender: { by: 'name', key: 'Alice' }, id: '9001' },
    ]);
  });

  it.each([
    ['(分享)卡片式链接', 'link'],
    ['(分享)小程序', 'link'],
    ['文件(猜)', 'file'],
    ['用户上传的GIF表情', 'sticker'],
    ['带有引用的文本消息', 'text'],
    ['合并转发的聊天记录', 'forward'],
    ['语音通话', 'call'],
    ['转账消息', 'transfer'],
    ['推荐公众号', 'contact'],
    ['未知-49,15', 'text'],
  ])('%s is %s', async (type, kind) => {
    const file = pywxdumpTable.replace('文本', type.includes(',') ? `"${type}"` : type);
    expect((await decoded(file)).messages[0]?.kind).toBe(kind);
  });

  it.each([
    ['a sender in scientific notation', 'wxid_a', '1.2346E+11', 'badRow'],
    ['too few cells', ',来的,,2024-10-04 11:42:08', '', 'badRow'],
    ['no time', '2024-10-04 11:42:08', 'gestern', 'badTime'],
    ['a time beyond sense', '2024-10-04 11:42:08', '2094-10-04 11:42:08', 'timeOutOfRange'],
  ])('rejects %s alone', async (_name, from, to, reason) => {
    const { rejections, messages } = await decoded(pywxdumpTable.replace(from, to));
    expect(rejections).toMatchObject([{ reason }]);
    expect(messages).toHaveLength(2);
  });

  it.each([
    ['in quotes', '的""}"', '的"', 3, 'badJson'],
    ['bare', '[动画表情]"}', '[动画', 4, 'badRow'],
  ])('rejects words whose JSON is cut, %s', async (_name, from, to, line, reason) => {
    const { rejections, messages } = await decoded(pywxdumpOldTable.replace(from, to));
    expect(rejections).toMatchObject([{ reason, line }]);
    expect(messages).toHaveLength(2);
  });
});

function message(time: string, id: string, key: string, kind: string, text: string) {
  return { type: 'message', at: at(time), id, kind, text, sender: { by: 'id', key, name: '' } };
}
