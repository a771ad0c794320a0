import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobSource, decode, recognise } from '#formats';
import { Collector, type Coverage, loadCutter, mergeFacts, type PersonObservation, peopleOf, pictureOf } from '#picture';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import { qqFile, type Said, sampleChat, whatsappFile } from '../sample-chats.ts';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText, stored } = importing(home);
const zone = 'Asia/Shanghai';
const from = Date.parse('2026-01-05T00:00:00Z');
const rows = sampleChat(7, { from, days: 50, perDay: 40, people: 60 });
const part = (start: number, end: number): Said[] => rows.slice(start, end);

/** The picture of the same files, in memory. @param days zone of the civil days */
async function inMemory(texts: string[], days = zone) {
  const parts = [];
  const people: PersonObservation[] = [];
  const coverage: Coverage[] = [];
  for (const text of texts) {
    const source = blobSource(new Blob([text]), 'chat.txt');
    const recognised = await recognise(source);
    const collector = new Collector({ pseudonymous: false, salt: '' });
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
  const options = { zone: days, hasRoster: persons.some(({ inRoster }) => inRoster), coverage, cutter: await loadCutter() };
  const { picture, people: members } = pictureOf(mergeFacts(parts), persons, options);
  return { picture, people: members };
}

/** Imports files one after another into one channel. */
async function importAll(texts: string[]): Promise<string> {
  let channelId: string | undefined;
  for (const text of texts) {
    const run = await importText(text, channelId ? { channelId } : {});
    expect(run).toMatchObject({ state: 'done', error: null });
    channelId = run.channelId;
  }
  return channelId ?? '';
}

describe('the stored picture', () => {
  it.each([
    ['QQ', qqFile],
    ['WhatsApp', whatsappFile],
  ])('is the one that the same %s file has in memory', async (_name, fileOf) => {
    const text = fileOf(rows);
    const run = await importText(text);
    expect(run).toMatchObject({ state: 'done', records: rows.length, added: rows.length, rejectedRecords: 0 });
    const expected = await inMemory([text]);
    expect(expected.people.length).toBeGreaterThan(40);
    expect(await stored(run.channelId)).toEqual(expected);
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

  it('is the same when the file comes again: nothing is added', async () => {
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
  ])('is that of the whole after overlapping parts, %s', async (_name, order) => {
    const texts = [qqFile(part(0, 900)), qqFile(part(700, 1500)), qqFile(part(1400, rows.length))];
    const channelId = await importAll(order.map((index) => texts[index] ?? ''));
    expect(await stored(channelId)).toEqual(await inMemory([qqFile(rows)]));
  });

  it('keeps a stretch nobody brought as a gap', async () => {
    const texts = [qqFile(part(0, 600)), qqFile(part(1400, rows.length))];
    const channelId = await importAll(texts);
    const expected = await inMemory(texts);
    expect(expected.picture.period.coverage).toHaveLength(2);
    expect(await stored(channelId)).toEqual(expected);
  });

  it('follows any cuts between instants, any overlap, any order of the parts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer({ min: 1, max: 1_000 }),
          days: fc.integer({ min: 1, max: 12 }),
          perDay: fc.integer({ min: 1, max: 30 }),
          people: fc.integer({ min: 1, max: 12 }),
          cuts: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.3, noNaN: true })), {
            maxLength: 3,
          }),
          order: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
        }),
        async ({ seed, days, perDay, people, cuts, order }) => {
          const said = sampleChat(seed, { from, days, perDay, people });
          const parts = cutBetweenInstants(said, cuts);
          const shuffled = parts.map((rowsOfPart, index) => ({ rowsOfPart, at: order[index] ?? 0 })).sort((a, b) => a.at - b.at);
          const channelId = await importAll(shuffled.map(({ rowsOfPart }) => qqFile(rowsOfPart)));
          const texts = parts.map((rowsOfPart) => qqFile(rowsOfPart));
          expect(await stored(channelId)).toEqual(await inMemory(texts));
        },
      ),
      { numRuns: 8, seed: 20_260_302 },
    );
  }, 120_000);

  it('has the days of another zone when the channel is moved there', async () => {
    const { channelId } = await importText(qqFile(part(0, 800)));
    await home.run('communities.updateChannel', { channelId, zone: 'America/New_York' });
    await home.drain();
    const expected = await inMemory([qqFile(part(0, 800))], 'America/New_York');
    expect(await stored(channelId)).toEqual(expected);
  });
});

/** Parts that together hold everything, each reaching back into the one before; no cut divides rows of one instant. */
function cutBetweenInstants(said: Said[], cuts: [number, number][]): Said[][] {
  const places = cuts.map(([share]) => Math.floor(share * said.length)).sort((a, b) => a - b);
  const moved = places.map((place) => {
    let at = place;
    while (at > 0 && said[at]?.at === said[at - 1]?.at) at -= 1;
    return at;
  });
  const ends = [...moved, said.length];
  const parts = ends.map((end, index) => {
    const [, overlap = 0] = cuts[index] ?? [];
    let start = Math.max(0, (moved[index - 1] ?? 0) - Math.floor(overlap * said.length));
    while (start > 0 && said[start]?.at === said[start - 1]?.at) start -= 1;
    return said.slice(start, end);
  });
  return parts.filter((one) => one.length > 0);
}
