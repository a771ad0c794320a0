import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blobSource, decode, recognise } from '#formats';
import { uploadPath } from '#kernel';
import {
  Collector,
  type Coverage,
  mergeFacts,
  type PersonObservation,
  type PersonPicture,
  type Picture,
  peopleOf,
  pictureOf,
} from '#picture';
import { world } from '#testing/world';
import type { ImportRun } from './contract.ts';
import { qqFile, type Said, sampleChat, whatsappFile } from './sample-chats.ts';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const zone = 'Asia/Shanghai';
const from = Date.parse('2026-01-05T00:00:00Z');

async function upload(text: string, file: string): Promise<string> {
  const uploadId = home.kernel.newId();
  const path = uploadPath(home.dataDir, home.orgId, uploadId);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await home.run('chat.registerUpload', { uploadId, file, bytes: Buffer.byteLength(text) });
  return uploadId;
}

async function importText(text: string, more: Record<string, unknown> = {}, file = 'chat.txt'): Promise<ImportRun & { channelId: string }> {
  const uploadId = await upload(text, file);
  const { id } = await home.run<ImportRun>('chat.import', { uploadId, ground: 'consent', zone, ...more });
  await home.drain();
  const run = await home.run<ImportRun>('chat.importState', { importId: id });
  return { ...run, channelId: run.channelId ?? '' };
}

/** The picture of the same files, in memory. */
async function inMemory(texts: string[], pseudonymous = false) {
  const parts = [];
  const people: PersonObservation[] = [];
  const coverage: Coverage[] = [];
  for (const text of texts) {
    const source = blobSource(new Blob([text]), 'chat.txt');
    const recognised = await recognise(source);
    const collector = new Collector({ pseudonymous, salt: '' });
    for await (const { records } of decode(source, recognised, { zone, now: home.clock.now() }))
      for (const record of records) collector.add(record);
    const [chat] = collector.chats();
    if (!chat) throw new Error('no chat');
    parts.push(chat.facts);
    people.push(...chat.people);
    const times = chat.facts.map(({ at }) => at);
    coverage.push({ from: Math.min(...times), to: Math.max(...times) });
  }
  const persons = peopleOf(people);
  return pictureOf(mergeFacts(parts), persons, { zone, hasRoster: persons.some(({ inRoster }) => inRoster), coverage, pseudonymous });
}

async function stored(channelId: string): Promise<{ picture: Picture; people: PersonPicture[] }> {
  const { picture } = await home.run<{ picture: Picture }>('insights.group', { channelId });
  const people: PersonPicture[] = [];
  for (let offset = 0; ; offset += 200) {
    const page = await home.run<{ people: PersonPicture[] }>('insights.people', { channelId, sort: 'messages', offset, limit: 200 });
    for (const { id } of page.people) {
      people.push((await home.run<{ person: PersonPicture }>('insights.person', { channelId, personId: id })).person);
    }
    if (page.people.length < 200) return { picture, people };
  }
}

const rows = sampleChat(7, { from, days: 50, perDay: 40, people: 60 });
const part = (start: number, end: number): Said[] => rows.slice(start, end);

describe('import', () => {
  it.each([
    ['QQ', qqFile],
    ['WhatsApp', whatsappFile],
  ])('stores the picture that the same %s file has in memory', async (_name, fileOf) => {
    const text = fileOf(rows);
    const run = await importText(text);
    expect(run).toMatchObject({ state: 'done', records: rows.length, rejectedRecords: 0 });
    expect(await stored(run.channelId)).toEqual(await inMemory([text]));
  });

  it('knows the people of a roster by their names in the chat', async () => {
    const chat = qqFile(rows);
    const { picture: before, people: everyone } = await inMemory([chat]);
    const [person] = everyone;
    const roster = `昵称\n${person?.name}\n从不发言的人\n`;
    const { channelId } = await importText(chat);
    await importText(roster, { channelId, format: 'roster' }, '名册.csv');
    const { picture, people } = await stored(channelId);
    expect(picture.members).toMatchObject({
      speakers: before.members.speakers,
      roster: 2,
      zeroMessage: 1,
      total: before.members.speakers + 1,
    });
    expect(people.filter(({ inRoster }) => inRoster).map(({ name, messages }) => [name, messages > 0])).toEqual([
      [person?.name, true],
      ['从不发言的人', false],
    ]);
  });

  it('adds nothing when the same file comes again', async () => {
    const first = await importText(qqFile(rows));
    const before = await stored(first.channelId);
    const second = await importText(qqFile(rows), { channelId: first.channelId });
    expect(second).toMatchObject({ state: 'done', added: 0, records: rows.length });
    expect(await stored(first.channelId)).toEqual(before);
  });

  it.each([
    ['in order', [0, 1, 2]],
    ['last part first', [2, 1, 0]],
    ['middle part last', [2, 0, 1]],
  ])('overlapping parts, %s, make the whole', async (_name, order) => {
    const texts = [qqFile(part(0, 900)), qqFile(part(700, 1500)), qqFile(part(1400, rows.length))];
    let channelId: string | undefined;
    for (const index of order) channelId = (await importText(texts[index] ?? '', channelId ? { channelId } : {})).channelId;
    expect(await stored(channelId ?? '')).toEqual(await inMemory([qqFile(rows)]));
  });
});
