import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, recognise, type Source } from '#formats';
import { accountErrors, decoded, mutated, testNow } from '#testing/decoded';
import { DomainError } from '#vocabulary/errors';
import { MAX_ROW_BYTES } from './row-cutter.ts';

const boundary = '----=_NextPart_A240C18D_603F_466a_8338.0D1C1796EFC3';
const header = [
  'From: <Save by Tencent MsgMgr>',
  'Subject: Tencent IM Message',
  'MIME-Version: 1.0',
  'Content-Type:multipart/related;',
  '\tcharset="utf-8"',
  '\ttype="text/html";',
  `\tboundary="${boundary}"`,
  '',
  '',
].join('\r\n');
const part = (fields: string[], body: string) => `--${boundary}\r\n${fields.join('\r\n')}\r\n\r\n${body}\r\n`;
const picture = (body: string, kind = 'image/jpeg') =>
  part([`Content-Type:${kind}`, 'Content-Transfer-Encoding:base64', 'Content-Location:{33E8481F-D8C5-42c7-B3E0-FD1484C54196}.dat'], body);
const title = (words: string) => `<tr><td><div style=padding-left:10px;>${words}</div></td></tr>`;
const date = (words: string) =>
  `<tr><td style=border-bottom-width:1px;border-bottom-color:#8EC3EB;padding-left:10px;>日期: ${words}</td></tr>\r\n`;
const row = (who: string, time: string, body: string) =>
  `<tr><td><div style=color:#006EFE;padding-left:10px;><div style=float:left;margin-right:6px;>${who}</div>${time}</div><div style=padding-left:20px;>${body}</div></td></tr>\r\n`;
const font = (words: string) => `<font style="font-size:9pt;font-family:'','MS Sans Serif',sans-serif;" color='000000'>${words}</font>`;
const page = (...rows: string[]) =>
  `<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>QQ Message</title><style type="text/css">body{font-size:12px;}</style></head><body><table width=100% cellspacing=0>${title('<br><b>消息记录</b>')}${title('消息分组:我的QQ群')}${title('消息对象:晨读 &amp; 夜读')}${title('&nbsp;')}${rows.join('')}</table></body></html>`;
const htmlPart = (...rows: string[]) => part(['Content-Type: text/html', 'Content-Transfer-Encoding:7bit'], page(...rows));
const file = (...rows: string[]) => `\ufeff${header}${htmlPart(...rows)}${picture('/9j/4AAQ\r\nSkZJRg==\r\n')}\r\n--${boundary}--`;
const at = (day: string, time: string) => Date.parse(`${day}T${time}+08:00`);
const lin = { by: 'id', key: '12519212', name: '林夏' };
const read = (...rows: string[]) => decoded(file(date('2020-02-11'), ...rows), { name: 'chat.mht' });

describe('QQ mht', () => {
  it('reads the chat, and messages under the dates that stand between them', async () => {
    const { format, records, rejections, error } = await decoded(
      file(
        date('2020-02-11'),
        row('林夏(12519212)', '4:36:46', font('早')),
        row('林夏(12519212)', '23:00:00', font('晚安')),
        date('2020-02-12'),
        row('大魔头&lt;Some@One.com&gt;', '0:00:01', font('还没睡')),
      ),
    );
    expect({ format, rejections, error }).toEqual({ format: 'qq-mht', rejections: [], error: null });
    const mail = { by: 'id', key: 'some@one.com', name: '大魔头' };
    expect(records).toEqual([
      { type: 'group', id: null, name: '晨读 & 夜读', platform: 'qq' },
      { type: 'message', at: at('2020-02-11', '04:36:46'), kind: 'text', text: '早', sender: lin },
      { type: 'message', at: at('2020-02-11', '23:00:00'), kind: 'text', text: '晚安', sender: lin },
      { type: 'message', at: at('2020-02-12', '00:00:01'), kind: 'text', text: '还没睡', sender: mail },
    ]);
  });

  it.each([
    ['with slashes', '2012/4/11', '2012-04-11'],
    ['of QQ International', '4/13/2012', '2012-04-13'],
    ['in Chinese', '2012年4月11日', '2012-04-11'],
  ])('reads a date %s', async (_name, written, day) => {
    const { messages } = await decoded(file(date(written), row('林夏(12519212)', '8:00:00', font('早'))));
    expect(messages.map((message) => message.at)).toEqual([at(day, '08:00:00')]);
  });

  it.each([
    ['8:05:06 PM', '20:05:06'],
    ['12:05:06 AM', '00:05:06'],
    ['下午 8:05:06', '20:05:06'],
    ['上午 12:05:06', '00:05:06'],
  ])('reads the time %s', async (written, time) => {
    expect((await read(row('林夏(12519212)', written, font('早')))).messages[0]?.at).toBe(at('2020-02-11', time));
  });

  it.each([
    ['several lines', font('一<br>二<br><br>三'), { kind: 'text', text: '一\n二\n\n三' }],
    ['entities, one misspelt', font('&lt;b&get; A&amp;B&nbsp;&quot;c&quot; &#x1F600;'), { text: '<b> A&B "c" 😀' }],
    ['markup', `<b>${font('粗')}</b><i>${font('斜')}</i>`, { text: '粗斜' }],
    ['a picture', '<IMG src="{3D48C238-CD47-4d17-9C8F-3593C6D4738B}.dat">', { kind: 'image', text: '[图片]' }],
    ['a picture between words', `${font('看')}<IMG src="{A}.dat">${font('这里')}`, { kind: 'text', text: '看[图片]这里' }],
    ['a red packet', font('[QQ红包]恭喜发财'), { kind: 'redPacket' }],
    ['a line broken in the file', font('上\r\n文'), { text: '上文' }],
    ['nothing', '', { text: '' }],
  ])('body with %s', async (_name, body, expected) => {
    const { messages, rejections } = await read(row('林夏(12519212)', '8:00:00', body));
    expect({ messages, rejections }).toMatchObject({ messages: [{ sender: lin, ...expected }], rejections: [] });
  });

  it.each([
    ['a name that ends like an id', '(A(123123)', { by: 'id', key: '123123', name: '(A' }],
    ['a nickname of a private chat', '小明', { by: 'name', key: '小明', name: '小明' }],
    ['a nickname with a number', '小明(2)', { by: 'name', key: '小明(2)', name: '小明(2)' }],
    ['an anonymous member', '大侠(80000000)', null],
  ])('knows %s', async (_name, who, sender) => {
    expect((await read(row(who, '8:00:00', font('早')))).messages.map((message) => message.sender)).toEqual([sender]);
  });

  it.each([
    ['a join', '系统消息(10000)', '新人加入了本群。', { kind: 'join', people: ['新人'] }],
    ['a recall', '系统消息(1000000)', '林夏撤回了一条消息', { kind: 'recall', actor: { by: 'name', key: '林夏', name: '林夏' } }],
    ['a shaken window', '&nbsp;', '林夏给您发送了一个窗口抖动。', { kind: 'other' }],
    ['a taken file', '', '成功接收文件', { kind: 'other' }],
  ])('system row: %s', async (_name, who, words, fact) => {
    const { system, messages } = await read(row(who, '8:00:00', font(words)));
    expect(messages).toEqual([]);
    expect(system).toMatchObject([fact]);
  });

  it('holds several chats in one page; a new chat has no date of the old one', async () => {
    const { records, rejections } = await decoded(
      file(
        date('2020-02-11'),
        row('A(10001)', '8:00:00', font('一')),
        title('消息对象:乙群'),
        row('B(10002)', '9:00:00', font('?')),
        date('2020-02-13'),
        row('B(10002)', '9:00:00', font('二')),
      ),
    );
    expect(records.map((record) => (record.type === 'group' ? `# ${record.name}` : 'text' in record && record.text))).toEqual([
      '# 晨读 & 夜读',
      '一',
      '# 乙群',
      '二',
    ]);
    expect(rejections).toMatchObject([{ reason: 'badTime' }]);
  });

  it.each([
    ['an impossible time', row('A(10001)', '8:61:00', font('?')), 'badTime'],
    ['no time', row('A(10001)', '', font('?')), 'badTime'],
    [
      'a forwarding without a time',
      '<tr><td><div style=font-weight:bold;>甲</div><table><tr><td><div>旧话</div></td></tr></table></td></tr>',
      'unknownRow',
    ],
  ])('rejects a row alone: %s', async (_name, bad, reason) => {
    const { messages, rejections } = await read(row('A(10001)', '8:00:00', font('一')), bad, row('A(10001)', '9:00:00', font('二')));
    expect(messages.map(({ text }) => text)).toEqual(['一', '二']);
    expect(rejections[0]).toMatchObject({ reason });
  });

  it('rejects what lies under a date that cannot be read, instead of dating it wrongly', async () => {
    const { messages, rejections } = await read(
      date('2020-13-45'),
      row('A(10001)', '9:00:00', font('二')),
      date('2020-02-13'),
      row('A(10001)', '9:00:00', font('三')),
    );
    expect(messages.map(({ text }) => text)).toEqual(['三']);
    expect(rejections.map(({ reason }) => reason)).toEqual(['badTime', 'badTime']);
  });

  it('loses one row where the end of a row is lost', async () => {
    const { messages } = await read(row('A(10001)', '8:00:00', font('一')).replace('</tr>', ''), row('A(10001)', '9:00:00', font('二')));
    expect(messages.map(({ text }) => text)).toEqual(['一', '二']);
  });

  it('rejects a row too long to hold, and goes on behind it', async () => {
    const { messages, rejections } = await read(
      row('A(10001)', '8:00:00', font('一')),
      row('A(10001)', '8:30:00', font('长'.repeat(MAX_ROW_BYTES / 3))),
      row('A(10001)', '9:00:00', font('二')),
    );
    expect(messages.map(({ text }) => text)).toEqual(['一', '二']);
    expect(rejections).toMatchObject([{ reason: 'lineTooLong' }]);
    expect(rejections[0]?.bytes).toBeGreaterThan(MAX_ROW_BYTES);
  });

  it('reads the page saved alone, and a part that is no picture and no page is rejected', async () => {
    const rows = [date('2020-02-11'), row('林夏(12519212)', '8:00:00', font('早'))];
    const alone = await decoded(page(...rows), { name: 'index.html' });
    expect([alone.format, alone.messages.length, alone.rejections]).toEqual(['qq-mht', 1, []]);
    const odd = part(['Content-Type: text/html', 'Content-Transfer-Encoding: quoted-printable'], 'a=3Db');
    const { messages, rejections } = await decoded(`${header}${htmlPart(...rows)}${odd}--${boundary}--\r\n`);
    expect(messages).toHaveLength(1);
    expect(rejections).toMatchObject([{ reason: 'unknownRow', sample: 'a=3Db\r\n' }]);
  });

  it('leaves other mails and pages alone', async () => {
    const mail = `From: <x@y.z>\r\nSubject: Hi\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hi</p>\r\n--b--`;
    for (const other of [mail, '<!doctype html><title>QQ Message</title><p>消息对象:x</p>'])
      await expect(decoded(other)).rejects.toMatchObject({ code: 'file.unknownFormat' });
  });

  it('passes over 320 MB of pictures without holding them', async () => {
    const source: Source = {
      name: 'big.mht',
      size: null,
      async *open() {
        yield Buffer.from(`${header}${htmlPart(date('2020-02-11'), row('林夏(12519212)', '8:00:00', font('早')))}`);
        const line = Buffer.from(`${'A'.repeat(76)}\r\n`.repeat(840));
        for (let i = 0; i < 80; i++) {
          yield Buffer.from(picture('').slice(0, -2));
          for (let k = 0; k < 64; k++) yield line;
        }
        yield Buffer.from(`--${boundary}--`);
      },
    };
    let records = 0;
    let rejections = 0;
    let bytes = 0;
    let peak = 0;
    const before = process.memoryUsage().arrayBuffers;
    for await (const batch of decode(source, await recognise(source), { zone: 'Asia/Shanghai', now: testNow })) {
      records += batch.records.length;
      rejections += batch.rejections.length;
      bytes = batch.read;
      peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
    }
    expect([records, rejections]).toEqual([2, 0]);
    expect(bytes).toBeGreaterThan(320_000_000);
    expect(peak).toBeLessThan(100_000_000);
  });
});

describe('QQ mht in any state', () => {
  const text = file(
    date('2020-02-11'),
    row('林夏(12519212)', '4:36:46', font('早<br>好')),
    row('系统消息(10000)', '5:00:00', font('新人加入了本群。')),
    row('A(10001)', '6:00:00', '<IMG src="{A}.dat">'),
  );
  const bytes = Buffer.from(text);

  it('gives the same however it is cut into chunks', async () => {
    const whole = await decoded(bytes);
    expect([whole.read, whole.rejections, whole.records.length]).toEqual([bytes.length, [], 4]);
    const everyByte = Array.from({ length: bytes.length }, (_, i) => i);
    expect(await decoded(bytes, { cuts: everyByte })).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 30 }), async (cuts) => {
        expect(await decoded(bytes, { cuts })).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('reads the same in other encodings', async () => {
    const { records } = await decoded(bytes);
    const bare = text.slice(1);
    for (const other of [Buffer.from(bare), Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()])
      expect((await decoded(other)).records).toEqual(records);
  });

  it.each(['6:00:00', '</font>', '<br>好'])(
    'keeps what was whole when the file is cut before the last %s, and no half message',
    async (place) => {
      const { records, rejections } = await decoded(text.slice(0, text.lastIndexOf(place)));
      const whole = (await decoded(text)).records;
      expect(records.length).toBeLessThan(whole.length);
      expect(records).toEqual(whole.slice(0, records.length));
      expect(rejections).toMatchObject([{ reason: 'truncated' }]);
    },
  );

  it('is whole when only pictures are missing', async () => {
    const { records, rejections, error } = await decoded(text.slice(0, text.indexOf('SkZJ')));
    expect({ records, rejections, error }).toEqual({ records: (await decoded(text)).records, rejections: [], error: null });
  });

  const hurts = fc.array(
    fc.record({
      at: fc.nat(),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('<>/-=;"\r\n'))),
      how: fc.constantFrom('change', 'drop', 'insert', 'cut'),
    }),
    { minLength: 1, maxLength: 6 },
  );
  it('hurt anywhere, is accounted for, whatever the chunks, and throws nothing of its own', async () => {
    await fc.assert(
      fc.asyncProperty(hurts, fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (list, cuts) => {
        const wounded = mutated(bytes, list);
        try {
          const result = await decoded(wounded, { format: 'qq-mht' });
          expect(accountErrors(result)).toEqual([]);
          expect(result.read).toBe(wounded.length);
          const again = await decoded(wounded, { format: 'qq-mht', cuts });
          // Taken for GB18030, places are exact at the ends of chunks only.
          expect(again.records).toEqual(result.records);
          expect(again.rejections.map(({ reason, sample }) => [reason, sample])).toEqual(
            result.rejections.map(({ reason, sample }) => [reason, sample]),
          );
        } catch (error) {
          if (!(error instanceof DomainError)) throw error; // refused before decoding
        }
      }),
      { numRuns: 250 },
    );
  });
});
