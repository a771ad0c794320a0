/** Scores found topics against labels: exact match among the first five, micro-averaged over threads. */
import type { Cutter } from '../picture/topics/cutter.ts';
import { cleaned, phrasesOfAll } from '../picture/topics/phrases.ts';
import { rankPhrases } from '../picture/topics/rank.ts';
import type { LabelledGroup } from './labelled-talk.ts';

export interface ThreadScore {
  topics: string[];
  found: string[];
  right: number;
}

const AT = 5;

/** Each thread is one stretch of talk, the group is the community its phrases are weighed against. */
export function scoreGroup({ threads }: LabelledGroup, cut: Cutter): ThreadScore[] {
  const counted = threads.map(({ lines }) => {
    const counts = new Map<string, { messages: number; people: Set<string> }>();
    const found = phrasesOfAll(
      lines.map((line) => cleaned(line.slice(line.indexOf(' ') + 1))),
      cut,
    );
    for (const [row, phrases] of found.entries()) {
      for (const phrase of phrases) {
        const count = counts.get(phrase) ?? { messages: 0, people: new Set() };
        counts.set(phrase, count);
        count.messages += 1;
        count.people.add(lines[row]?.split(' ')[0] ?? '');
      }
    }
    return counts;
  });
  const frequency = (phrase: string) => counted.filter((counts) => counts.has(phrase)).length;
  return threads.map(({ topics }, index) => {
    const counts = [...(counted[index] ?? [])].map(
      ([phrase, { messages, people }]) => [phrase, { messages, people: people.size }] as const,
    );
    const found = rankPhrases(counts, frequency, threads.length, AT).map(({ phrase }) => phrase);
    return { topics, found, right: found.filter((phrase) => topics.includes(phrase)).length };
  });
}

export interface Score {
  f1: number;
  precision: number;
  recall: number;
}

export function f1At5(scores: readonly ThreadScore[]): Score {
  const sum = (figure: (score: ThreadScore) => number) => scores.reduce((total, score) => total + figure(score), 0);
  const right = sum((score) => score.right);
  const precision =
    right /
    Math.max(
      1,
      sum(({ found }) => found.length),
    );
  const recall =
    right /
    Math.max(
      1,
      sum(({ topics }) => topics.length),
    );
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

const DRAWS = 2_000;

/** 95 % percentile bootstrap over threads; the same numbers every time. */
export function bootstrap(scores: readonly ThreadScore[]): Score & { low: number; high: number } {
  let state = 20_261_121;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const drawn = Array.from({ length: DRAWS }, () => {
    const sample = scores.flatMap(() => scores[Math.floor(next() * scores.length)] ?? []);
    return f1At5(sample).f1;
  }).sort((a, b) => a - b);
  return { ...f1At5(scores), low: drawn[Math.floor(DRAWS * 0.025)] ?? 0, high: drawn[Math.floor(DRAWS * 0.975)] ?? 0 };
}
