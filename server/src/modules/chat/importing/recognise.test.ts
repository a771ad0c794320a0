import { describe, expect, it } from 'vitest';
import { importing } from '#testing/imports';
import { world } from '#testing/world';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { upload } = importing(home);

interface Seen {
  sources: { format: string; columns: Record<string, string> | null; headers: string[] | null }[];
  preview: { sender: string | null }[];
  chats: string[];
}

async function seen(text: string, file: string): Promise<Seen> {
  return home.run<Seen>('chat.recognise', { uploadId: await upload(text, file) });
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
});
