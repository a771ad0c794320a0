/**
 * Questions several people asked in nearly the same words. Two are alike when the cosine of their character bigrams,
 * weighed by rarity among the questions, is at least .6; groups grow by single links to their first question.
 */
import { zoneClock } from '#vocabulary/zone';
import { instant } from '../collect/people.ts';
import type { PictureInput } from '../facts.ts';
import type { Picture } from '../picture.ts';
import { endOfCoverage, pictureWindows } from '../windows.ts';
import { enoughForTopics } from './topic-day.ts';

type Asked = { at: number; who: string; text: string };
type Refer = (who: string) => { id: string; name: string };

const ALIKE = 0.6;
/** The latest questions looked at, and what is shown of them. */
const LOOKED_AT = 1_500;
const GROUPS = 15;
const EXAMPLES = 6;
const OPEN = 50;
/** Shorter ones (在吗？) are no question about anything. */
const SHORTEST = 4;

/** @param open questions of the window after which nobody else spoke */
export function measureQuestions(input: PictureInput, open: readonly Asked[], refer: Refer): Picture['questions'] {
  if (input.pseudonymous) return undefined;
  const { since90 } = pictureWindows(endOfCoverage(input.coverage, input.asOf), zoneClock(input.zone));
  const asked = (enoughForTopics(input.days, since90) ? (input.topicDays ?? []) : [])
    .flatMap((day) => day.asked)
    .sort((a, b) => a.at - b.at || (a.who < b.who ? -1 : 1))
    .slice(-LOOKED_AT);
  const show = ({ at, who, text }: Asked) => ({ at: instant(at), person: refer(who), text });
  const latest = [...open].sort((a, b) => b.at - a.at);
  return {
    open: latest.slice(0, OPEN).map(show),
    allOpen: latest.length,
    repeated: repeatedQuestions(asked)
      .slice(0, GROUPS)
      .map((group) => ({
        times: group.length,
        people: new Set(group.map(({ who }) => who)).size,
        examples: group.slice(-EXAMPLES).reverse().map(show),
      })),
  };
}

/** Groups asked by at least two people, those of most people first. @param asked sorted by time */
export function repeatedQuestions(asked: readonly Asked[]): Asked[][] {
  const vectors = vectorsOf(asked.map(({ text }) => text));
  const groups: { seed: Map<string, number>; members: Asked[] }[] = [];
  const byGram = new Map<string, number[]>();
  for (const [index, question] of asked.entries()) {
    const vector = vectors[index];
    if (!vector) continue;
    const near = nearest(vector, groups, byGram);
    if (near !== null) {
      groups[near]?.members.push(question);
      continue;
    }
    for (const gram of vector.keys()) {
      const list = byGram.get(gram);
      if (list) list.push(groups.length);
      else byGram.set(gram, [groups.length]);
    }
    groups.push({ seed: vector, members: [question] });
  }
  const people = (members: readonly Asked[]) => new Set(members.map(({ who }) => who)).size;
  return groups
    .map(({ members }) => members)
    .filter((members) => people(members) >= 2)
    .sort((a, b) => people(b) - people(a) || b.length - a.length || (b.at(-1)?.at ?? 0) - (a.at(-1)?.at ?? 0));
}

function nearest(
  vector: Map<string, number>,
  groups: readonly { seed: Map<string, number> }[],
  byGram: Map<string, number[]>,
): number | null {
  const products = new Map<number, number>();
  for (const [gram, weight] of vector) {
    for (const group of byGram.get(gram) ?? [])
      products.set(group, (products.get(group) ?? 0) + weight * (groups[group]?.seed.get(gram) ?? 0));
  }
  let best: number | null = null;
  let closest = ALIKE;
  for (const [group, product] of products)
    if (product >= closest && (best === null || product > closest)) [best, closest] = [group, product];
  return best;
}

/** Unit vectors of bigrams by rarity; null for what is too short to compare. */
function vectorsOf(texts: readonly string[]): (Map<string, number> | null)[] {
  const grams = texts.map(gramsOf);
  const df = new Map<string, number>();
  for (const own of grams) for (const gram of own.keys()) df.set(gram, (df.get(gram) ?? 0) + 1);
  return grams.map((own) => {
    if (own.size < SHORTEST - 1) return null;
    let squares = 0;
    for (const [gram, times] of own) {
      const weight = times * Math.log(1 + texts.length / (df.get(gram) ?? 1));
      own.set(gram, weight);
      squares += weight * weight;
    }
    for (const [gram, weight] of own) own.set(gram, weight / Math.sqrt(squares));
    return own;
  });
}

/** What politeness adds to every question. Numbers are left out too: 第 3 课 and 第 4 课 are asked about alike. */
const POLITE = /请问一?下?|想?问一?下|大家好|老师好?|各位|有人知道|谁知道|求助|谢谢/g;

function gramsOf(text: string): Map<string, number> {
  const said = text
    .toLowerCase()
    .replace(/[@＠]\S+/g, '')
    .replace(POLITE, '')
    .replace(/[^\p{L}]+/gu, '');
  const grams = new Map<string, number>();
  for (let at = 0; at + 1 < said.length; at += 1) {
    const gram = said.slice(at, at + 2);
    grams.set(gram, (grams.get(gram) ?? 0) + 1);
  }
  return grams;
}
