/** A million facts to their picture, in memory. */
import { decode, recognise, type Source } from '#formats';
import { Collector, type Fact, mergeFacts, type Person, peopleOf, pictureOf } from '#picture';
import { whatsappChunks } from '../src/testing/chat-files.ts';
import { type Measure, median, type Result, seconds, timeWork } from './measure.ts';

const LINES = 1_110_000;
const ROUNDS = 3;
const MOST_SECONDS = 3;
const zone = 'Asia/Shanghai';

export const picture: Measure = {
  name: 'picture',
  async run() {
    const { facts, people } = await collected();
    const pictures: number[] = [];
    const sorts: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      sorts.push(await timeWork(() => facts.toSorted((a, b) => (a.key < b.key ? -1 : 1))));
      pictures.push(await timeWork(() => pictureOf(facts, people, { zone, hasRoster: false })));
    }
    return [result(facts.length, median(pictures) / 1000, median(sorts) / 1000)];
  },
};

async function collected(): Promise<{ facts: Fact[]; people: Person[] }> {
  const source: Source = {
    name: 'chat.txt',
    size: null,
    async *open() {
      for (const chunk of whatsappChunks({ lines: LINES, people: 10_000, seed: 1 })) yield Buffer.from(chunk);
    },
  };
  const collector = new Collector({ pseudonymous: false, salt: '' });
  for await (const { records } of decode(source, await recognise(source), { zone, now: Date.parse('2026-11-20T00:00:00Z') })) {
    for (const record of records) collector.add(record);
  }
  const chats = collector.chats();
  return { facts: mergeFacts(chats.map((chat) => chat.facts)), people: peopleOf(chats.flatMap((chat) => chat.people)) };
}

function result(facts: number, value: number, sort: number): Result {
  return {
    name: `picture of ${facts.toLocaleString('en')} facts of 10,000 people`,
    value: `${seconds(value)} processor`,
    baseline: `sorting the same facts by key ${seconds(sort)}`,
    ratio: value / sort,
    target: `≤ ${MOST_SECONDS} s processor`,
    met: value <= MOST_SECONDS,
  };
}
