import { describe, expect, it } from 'vitest';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import { workbookOf } from '#testing/zip';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { upload, importText } = importing(home);

interface Seen {
  sources: {
    name: string;
    format: string;
    clock: string;
    columns: Record<string, string> | null;
    headers: string[] | null;
    samples: string[][];
  }[];
  preview: { sender: string | null }[];
  chats: string[];
}

async function seen(text: string | Uint8Array, file: string, more: object = {}): Promise<Seen> {
  return home.run<Seen>('chat.recognise', { uploadId: await upload(text, file), ...more });
}

const many = (row: (i: number) => string) => Array.from({ length: 20_000 }, (_, i) => row(i)).join('\n');

describe('recognition', () => {
  it.each([
    [
      'a WhatsApp file whose dates prove nothing at its beginning',
      many((i) => `02/03/2025, 10:${String(i % 60).padStart(2, '0')} - Ann: hello ${i}`),
      'whatsapp-txt',
    ],
    [
      'a document longer than what is looked at',
      `{"chatlab":{"version":"0.0.2"},"meta":{"name":"三班","platform":"wechat","type":"group"},"members":[],"messages":[${many((i) => `{"sender":"a","accountName":"阿树","timestamp":${1_740_000_000 + i},"type":0,"content":"第 ${i} 条消息"},`).slice(0, -1)}]}`,
      'chatlab-json',
    ],
  ])('previews %s', async (_name, text, format) => {
    const { sources, preview } = await seen(text, 'chat.txt');
    expect(sources.map((source) => source.format)).toEqual([format]);
    expect(preview).toHaveLength(20);
    expect(preview[0]?.sender).toBeTruthy();
  });

  it('shows which columns of a table were guessed', async () => {
    const { sources } = await seen('时间,昵称,内容\n2025-03-02 10:00:00,阿树,早\n2025-03-02 10:01:00,林小满,早上好\n', '导出.csv');
    expect(sources).toMatchObject([
      { format: 'csv', headers: ['时间', '昵称', '内容'], columns: { time: '时间', senderName: '昵称', text: '内容' } },
    ]);
  });

  it('asks which column is what where nobody can guess, and reads the table by the answer', async () => {
    const table = 'wann,wer,was\n2025-03-02 10:00,阿树,早\n';
    const asked = await seen(table, '导出.csv');
    expect(asked.sources).toMatchObject([
      { format: 'csv', columns: null, headers: ['wann', 'wer', 'was'], samples: [['2025-03-02 10:00', '阿树', '早']] },
    ]);
    expect(asked.preview).toEqual([]);
    const half = await seen(table, '导出.csv', { columns: { time: 'wann' } });
    expect(half.preview).toEqual([]);
    const columns = { time: 'wann', senderName: 'wer', text: 'was' };
    const answered = await seen(table, '导出.csv', { columns });
    expect(answered.preview.map(({ sender }) => sender)).toEqual(['阿树']);
    const run = await importText(table, { columns, format: 'csv', channelName: '晨读' }, '导出.csv');
    expect(run).toMatchObject({ state: 'done', added: 1, rejectedRecords: 0 });
  });

  it('counts columns where no row names them', async () => {
    const { sources } = await seen('2025-03-02 10:00,阿树,早\n2025-03-02 10:01,林小满,早上好\n2025-03-02 10:02,阿树,吃了吗\n', '导出.csv');
    expect(sources).toMatchObject([{ headers: ['0', '1', '2'], columns: { time: '0', senderName: '1', text: '2' } }]);
  });

  it('shows a sheet of a workbook as the table it is', async () => {
    const { sources, preview } = await seen(
      await workbookOf([
        ['时间', '昵称', '内容'],
        ['2025-03-02 10:00', '阿树', '早'],
        ['2025-03-02 10:01', '林小满', '早'],
      ]),
      '导出.xlsx',
    );
    expect(sources).toMatchObject([{ name: '导出.xlsx/群', format: 'csv', headers: ['时间', '昵称', '内容'] }]);
    expect(preview.map(({ sender }) => sender)).toEqual(['阿树', '林小满']);
  });

  it('says of a table with epoch times that it carries instants', async () => {
    const { sources } = await seen('time,name,text\n1740880800,阿树,早\n1740880860,林小满,早\n', '导出.csv');
    expect(sources).toMatchObject([{ clock: 'instant' }]);
  });
});
