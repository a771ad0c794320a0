import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';
import type { MessageRecord, SystemRecord } from '#vocabulary/records';

type Row = MessageRecord | SystemRecord;
async function rows(text: string): Promise<Row[]> {
  const { records, rejections } = await decoded(text, { format: 'whatsapp-txt' });
  expect(rejections).toEqual([]);
  return records as Row[];
}
/** Wall clock in Shanghai, as the tests decode. */
const wall = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19);

describe('headers', () => {
  it.each([
    ['zh Android', '2024/1/22 15:04 - 甲: 好', '2024-01-22T15:04:00'],
    ['zh Android, 12 hours', '2024/1/22 下午3:04 - 甲: 好', '2024-01-22T15:04:00'],
    ['zh-TW, small hours', '2024/1/22 凌晨12:04 - 甲: 好', '2024-01-22T00:04:00'],
    ['zh-TW, noon', '2024/1/22 中午12:04 - 甲: 好', '2024-01-22T12:04:00'],
    ['zh-TW, evening', '2024/1/22 晚上9:04 - 甲: 好', '2024-01-22T21:04:00'],
    ['zh iOS', '[2024/1/22 下午3:04:05] 甲: 好', '2024-01-22T15:04:05'],
    ['en-US Android', '1/22/24, 3:04 PM - A: x', '2024-01-22T15:04:00'],
    ['en-US Android 16', '1/22/24, 12:04\u202fAM - A: x', '2024-01-22T00:04:00'],
    ['en-US 24 hours', '1/22/24, 15:04 - A: x', '2024-01-22T15:04:00'],
    ['en-US iOS', '[1/22/24, 3:04:05\u202fPM] A: x', '2024-01-22T15:04:05'],
    ['en-GB', '22/01/2024, 15:04 - A: x', '2024-01-22T15:04:00'],
    ['en-IN', '22/01/24, 3:04\u202fpm - A: x', '2024-01-22T15:04:00'],
    ['de Android', '22.01.24, 15:04 - A: x', '2024-01-22T15:04:00'],
    ['de iOS', '[22.01.24, 15:04:05] A: x', '2024-01-22T15:04:05'],
    ['es', '22/1/24 15:04 - A: x', '2024-01-22T15:04:00'],
    ['es-MX', '22/01/24 3:04 p. m. - A: x', '2024-01-22T15:04:00'],
    ['es with a no-break space', '22/1/24, 3:04 p.\u00a0m. - A: x', '2024-01-22T15:04:00'],
    ['pt', '22/01/2024 15:04 - A: x', '2024-01-22T15:04:00'],
    ['fr, old', '22/01/2024 à 15:04 - A: x', '2024-01-22T15:04:00'],
    ['fr', '22/01/2024, 15:04 - A: x', '2024-01-22T15:04:00'],
    ['it', '22/01/24, 15:04 - A: x', '2024-01-22T15:04:00'],
    ['ru', '22.01.2024, 15:04 - A: x', '2024-01-22T15:04:00'],
    ['ja', '2024/01/22 15:04 - A: x', '2024-01-22T15:04:00'],
    ['ja iOS', '[2024/01/22 午後3:04:05] A: x', '2024-01-22T15:04:05'],
    ['id', '22/01/24 15.04 - A: x', '2024-01-22T15:04:00'],
    ['ko', '2024. 1. 22. 오후 3:04 - A: x', '2024-01-22T15:04:00'],
    ['ko, short', '[24. 1. 22. 오전 3:04:05] A: x', '2024-01-22T03:04:05'],
    ['nl', '22-01-2024 15:04 - A: x', '2024-01-22T15:04:00'],
    ['sv, en-CA', '2024-01-22, 15:04 - A: x', '2024-01-22T15:04:00'],
    ['a mark before the bracket', '\u200e[22.01.24, 15:04:05] A: x', '2024-01-22T15:04:05'],
  ])('%s', async (_locale, line, expected) => {
    const [row] = await rows(`${line}\n`);
    expect(row).toMatchObject({ type: 'message', sender: { by: 'name' } });
    expect(row && wall(row.at)).toBe(expected);
  });

  it.each([
    ['a later day above 12', ['3/4/24, 9:15 - A: x', '13/4/24, 9:15 - A: y', '13/4/24, 9:16 - A: y', '14/4/24, 9:16 - A: y'], '2024-04-03'],
    [
      'a later month place above 12',
      ['3/4/24, 9:15 - A: x', '3/13/24, 9:15 - A: y', '3/13/24, 9:16 - A: y', '3/14/24, 9:16 - A: y'],
      '2024-03-04',
    ],
    ['one proof at the end', ['3/4/24, 9:15 - A: x', '3/13/24, 9:15 - A: y'], '2024-03-04'],
    ['time that would run backwards', ['11/4/24, 9:15 - A: x', '12/4/24, 9:15 - A: y', '1/5/24, 9:16 - A: y'], '2024-04-11'],
    ['the language', ['3/4/24, 9:15 - Ana salió del grupo', '3/4/24, 9:16 - A: y'], '2024-04-03'],
    ['dots', ['03.04.24, 9:15 - A: x'], '2024-04-03'],
    ['AM and PM', ['3/4/24, 9:15 AM - A: x'], '2024-03-04'],
    ['padding with lower-case pm', ['03/04/24, 9:15 pm - A: x'], '2024-04-03'],
    ['English without padding', ['3/4/24, 09:15 - A left'], '2024-03-04'],
    ['nothing at all', ['03/04/2024, 09:15 - A: x'], '2024-04-03'],
  ])('day and month by %s', async (_how, lines, first) => {
    const [row] = await rows(`${lines.join('\n')}\n`);
    expect(row && wall(row.at).slice(0, 10)).toBe(first);
  });

  it('keeps the order of rows it held back', async () => {
    const dates = Array.from({ length: 30 }, (_, i) => new Date(Date.UTC(2024, 2, 1 + i)));
    const text = dates.map((d) => `${d.getUTCMonth() + 1}/${d.getUTCDate()}/24, 9:00 - A: ${d.getUTCDate()}\n`).join('');
    expect((await rows(text)).map(({ at, text }) => `${wall(at).slice(8, 10)}:${text}`)).toEqual(
      dates.map((d) => `${String(d.getUTCDate()).padStart(2, '0')}:${d.getUTCDate()}`),
    );
  });

  it('rejects what is no time in the order found, and dates nobody chatted at', async () => {
    const text = [
      '31/12/23, 9:00 - A: a',
      '30/12/23, 9:00 - A: b',
      '29/12/23, 9:00 - A: c',
      '12/31/23, 9:00 - A: d\nmore',
      '30/12/99, 9:00 - A: e',
      '30/12/23, 25:00 - A: f',
      '',
    ].join('\n');
    const { records, rejections } = await decoded(text, { format: 'whatsapp-txt' });
    expect(records).toHaveLength(3);
    expect(rejections.map(({ reason, line, bytes, sample }) => [reason, line, bytes, sample])).toEqual([
      ['badTime', 4, 27, '12/31/23, 9:00 - A: d\nmore'],
      ['timeOutOfRange', 6, 22, '30/12/99, 9:00 - A: e'],
      ['badTime', 7, 23, '30/12/23, 25:00 - A: f'],
    ]);
  });

  it('rejects text before the first header once, with its place', async () => {
    const { rejections, records } = await decoded('\nforeword\nsecond\n2024/1/2 15:04 - 甲: 好\n', { format: 'whatsapp-txt' });
    expect(rejections).toEqual([{ offset: 1, bytes: 16, line: 2, reason: 'noHeader', sample: 'foreword\nsecond' }]);
    expect(records).toHaveLength(1);
  });
});

describe('bodies and names', () => {
  it('keeps continuation lines, blank ones and quoted foreign headers too', async () => {
    const text = '2024/1/2 15:04 - 甲: 一\n\n三\n[10:05, 2/3/2024] 乙: 引\n2024/1/2 15:05 - 甲: 二: 三\n\n';
    expect((await rows(text)).map((row) => row.text)).toEqual(['一\n\n三\n[10:05, 2/3/2024] 乙: 引', '二: 三']);
  });

  it('makes one key of one person', async () => {
    const text = [
      '[22.01.24, 15:04:05] \u202a+86\u00a0138\u00a00013\u00a08000\u202c: a',
      '[22.01.24, 15:04:06] +86 138 0013 8000: b',
      '[22.01.24, 15:04:07] ~\u202fAna\u00a0Sousa: c',
      '[22.01.24, 15:04:08] Ana Sousa : d',
      '',
    ].join('\n');
    const keys = (await rows(text)).map((row) => (row.type === 'message' ? row.sender : null));
    expect(keys).toEqual([
      { by: 'name', key: '+86 138 0013 8000', name: '+86 138 0013 8000' },
      { by: 'name', key: '+86 138 0013 8000', name: '+86 138 0013 8000' },
      { by: 'name', key: '~Ana Sousa', name: '~Ana Sousa' },
      { by: 'name', key: 'Ana Sousa', name: 'Ana Sousa' },
    ]);
  });

  it('reads mentions and takes the marks away', async () => {
    const [row] = await rows('[22.01.24, 15:04:05] A: @\u2068Ana\u00a0B\u2069 und @\u2068~\u202fC\u2069: hallo @D\n');
    expect(row).toMatchObject({ text: '@Ana\u00a0B und @~\u202fC: hallo @D', mentions: ['Ana B', '~C'] });
  });

  it.each([
    ['hello \u200e<This message was edited>', 'hello'],
    ['hello <This message was edited>', 'hello'],
    ['hallo \u200e<Diese Nachricht wurde bearbeitet.>', 'hallo'],
    ['hola <Se editó este mensaje.>', 'hola'],
    ['oi <Mensagem editada>', 'oi'],
    ['salut <Ce message a été modifié>', 'salut'],
    ['你好 <此消息已编辑>', '你好'],
    ['привет <Сообщение изменено>', 'привет'],
  ])('strips the edited suffix: %s', async (body, text) => {
    expect(await rows(`2024/1/2 15:04 - 甲: ${body}\n`)).toMatchObject([{ type: 'message', kind: 'text', text }]);
  });

  it.each([
    [
      'other',
      '<Media omitted>|<省略影音内容>|<已省略多媒體檔案>|<Medien ausgeschlossen>|<Multimedia omitido>|<Mídia oculta>|<Médias omis>|<Media omessi>|<Без медиафайлов>|<メディアは含まれていません>|<Media tidak disertakan>|<미디어 파일을 생략한 대화내용>',
    ],
    [
      'image',
      '\u200eimage omitted|\u200e圖片已略去|\u200e图片已省略|\u200eBild weggelassen|\u200eimagen omitida|\u200eimagem ocultada|\u200eimage absente|\u200eimmagine omessa|\u200eизображение отсутствует|\u200e画像は含まれていません|\u200egambar tidak disertakan|IMG-20240102-WA0001.jpg (file attached)|\u200e<attached: 00000012-PHOTO-2024-01-02-15-04-05.jpg>|\u200e<附件: 00000012-PHOTO-2024-01-02.jpg>|look at this \u200eimage omitted|IMG-1.jpg (Datei angehängt)\nmit Text',
    ],
    ['video', '\u200evideo omitted|\u200e影片已略去|\u200eVideo weggelassen|\u200evidéo absente|VID-20240102-WA0001.mp4 (archivo adjunto)'],
    ['voice', '\u200eaudio omitted|\u200e音訊已略去|\u200eаудиофайл отсутствует|PTT-20240102-WA0001.opus (arquivo anexado)'],
    ['sticker', '\u200esticker omitted|\u200e貼圖已略去|\u200efigurinha omitida|STK-20240102-WA0001.webp (file allegato)'],
    [
      'file',
      '\u200edocument omitted|\u200eDokument weggelassen|Plan.pdf • \u200e12 pages \u200edocument omitted|\u200e<已附加: 00000003-计划.docx>|notes.txt (文件附件)',
    ],
    ['contact', '\u200eContact card omitted|\u200eKontaktkarte ausgelassen|Ana.vcf (fichier joint)'],
    [
      'location',
      '\u200eLocation: https://maps.google.com/?q=31.2,121.4|location: https://maps.google.com/?q=31.2,121.4|位置: https://maps.google.com/?q=31.2,121.4|live location shared',
    ],
    ['poll', '\u200ePOLL:\nWann?\n\u200eOPTION: Montag (2 votes)|\u200eABSTIMMUNG:\nWann?|投票：\n何時'],
    ['text', 'I omitted the image omitted before|see https://maps.google.com/ for it|null and void|PDF (file attached) is missing|:'],
  ])('%s', async (kind, list) => {
    for (const body of list.split('|')) {
      const [row, ...more] = await rows(`[2024/1/2 15:04:05] 甲: ${body}\n`);
      expect([row?.type, row?.kind, more.length], body).toEqual(['message', kind, 0]);
    }
  });

  it.each(
    'This message was deleted|This message was deleted.|You deleted this message|此訊息已刪除|这条消息已删除|您已刪除此訊息|Diese Nachricht wurde gelöscht.|Du hast diese Nachricht gelöscht.|Se eliminó este mensaje.|Eliminaste este mensaje|Esta mensagem foi apagada|Mensagem apagada|Ce message a été supprimé|Questo messaggio è stato eliminato|Данное сообщение удалено|このメッセージは削除されました。|Pesan ini dihapus|이 메시지는 삭제되었습니다'.split(
      '|',
    ),
  )('a deleted message is a recall: %s', async (body) => {
    for (const mark of ['', '\u200e'])
      expect(await rows(`2024/1/2 15:04 - 甲: ${mark}${body}\n`)).toMatchObject([{ type: 'system', kind: 'recall', actor: { key: '甲' } }]);
    expect(await rows(`2024/1/2 15:04 - 甲: “${body}”，谁删的\n`)).toMatchObject([{ type: 'message', kind: 'text' }]);
  });
});

describe('recognition', () => {
  it.each([
    ['a phone that only saw the group open', '2024/1/2 15:04 - 甲创建了群组“读书”\n', 'whatsapp-txt'],
    ['a chat whose first message is long', `2024/1/2 15:04 - 甲: ${'一\n'.repeat(150)}2024/1/2 15:05 - 乙: 二\n`, 'whatsapp-txt'],
  ])('%s', async (_what, text, format) => {
    expect((await decoded(text)).format).toBe(format);
  });

  it('leaves chat logs of other systems alone', async () => {
    const log = '[2016-11-21 08:47:30] <ana> hi\n[2016-11-21 08:47:36] <bob> ana: hello\n[2016-11-21 08:47:40] <bob> you there?\n';
    expect((await decoded(log)).format).toBe('irc-log');
    await expect(decoded('[2016-11-21 08:47:30] server started\n[2016-11-21 08:47:36] ready\n')).rejects.toMatchObject({
      code: 'file.unknownFormat',
    });
  });
});
