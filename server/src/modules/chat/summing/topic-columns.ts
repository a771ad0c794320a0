/** A day's topics as `channel_day` keeps them: short lists, identities as numbers. */
import type { SaidRow, TopicDay } from '#picture';
import type { NameOf } from './day-columns.ts';

/** Rows of `talkOf`. */
export function saidRows(text: string | null): SaidRow[] {
  const rows: [number, number, number, string][] = text === null ? [] : JSON.parse(text);
  return rows.map(([when, who, question, said]) => ({ at: when, who: String(who), text: said, question: question === 1 }));
}

type PackedPhrase = [phrase: string, messages: number, conversations: number, people: number[]];
type Packed = [texts: number, conversations: number, phrases: PackedPhrase[], asked: [at: number, who: number, text: string][]];

export function packTopics({ texts, conversations, phrases, asked }: TopicDay): string {
  const packed: Packed = [
    texts,
    conversations,
    phrases.map((one): PackedPhrase => [one.phrase, one.messages, one.conversations, one.people.map(Number)]),
    asked.map((one) => [one.at, Number(one.who), one.text]),
  ];
  return JSON.stringify(packed);
}

export function unpackTopics(day: number, text: string, nameOf: NameOf): TopicDay {
  const [texts, conversations, phrases, asked]: Packed = JSON.parse(text);
  return {
    day,
    texts,
    conversations,
    phrases: phrases.map(([phrase, messages, with_, people]) => ({ phrase, messages, conversations: with_, people: people.map(nameOf) })),
    asked: asked.map(([when, who, question]) => ({ at: when, who: nameOf(who), text: question })),
  };
}
