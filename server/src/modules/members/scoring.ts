/** How likely two identities are one person, and why. Pure. */
import type { evidenceCodes } from './rules.ts';

export interface Evidence {
  code: (typeof evidenceCodes)[number];
  points: number;
  values: Record<string, string | number>;
}

/** What is known of two identities; null where it was not looked for or cannot be known. */
export interface PairFacts {
  /** Both are accounts of one platform, and the account is the same. */
  sameAccount: boolean;
  /** Both are accounts, of one channel: two keys there are two accounts. */
  twoAccounts: boolean;
  /** A name both have borne, and how many people of the community have. */
  sameName: { name: string; bearers: number } | null;
  similarName: { one: string; other: string; similarity: number } | null;
  /** Rows both have at the same instant with the same words: two exports of one chat under two keys. */
  sharedRows: number | null;
  /** One fell silent, the other began: days between, and messages of the one who said less. */
  handover: { days: number; messages: number } | null;
  /** Days on which both spoke, and minutes in which both did (shared rows apart). */
  together: { days: number; minutes: number } | null;
}

/** A candidate stands under this score; the suggestions leave it out. */
export const SUGGESTED = 0.4;
/** Log odds before anything is known: candidates share at least something, yet most are two people. */
const PRIOR = -3;
const HANDOVER_DAYS = 45;
const HANDOVER_MESSAGES = 5;

/**
 * Points add up as log odds, after Fellegi and Sunter 1969 (a theory for record linkage); the weights are our own judgement,
 * not estimated. @returns score 0–1, evidence with the heaviest first
 */
export function scoreOf(facts: PairFacts): { score: number; evidence: Evidence[] } {
  const evidence = [...evidenceOf(facts)].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const odds = evidence.reduce((sum, { points }) => sum + points, PRIOR);
  return { score: Math.round(1000 / (1 + Math.exp(-odds))) / 1000, evidence };
}

function* evidenceOf(facts: PairFacts): Generator<Evidence> {
  const { sameName, similarName, sharedRows, handover, together } = facts;
  if (facts.sameAccount) yield { code: 'sameAccount', points: 6, values: {} };
  if (sameName) {
    const rare = 3 - (sameName.bearers - 2);
    const short = Array.from(sameName.name).length < 2 ? 0.5 : 1;
    yield { code: 'sameName', points: rounded(Math.max(0.5, rare) * short), values: sameName };
  } else if (similarName) {
    const similarity = Math.round(similarName.similarity * 100);
    yield { code: 'similarName', points: rounded(2 * similarName.similarity), values: { ...similarName, similarity } };
  }
  if (sharedRows) yield { code: 'sharedRows', points: rounded(Math.min(6, 2 + Math.log2(sharedRows))), values: { rows: sharedRows } };
  if (handover && handover.days <= HANDOVER_DAYS && handover.messages >= HANDOVER_MESSAGES) {
    yield { code: 'handover', points: rounded(2.5 - (1.5 * handover.days) / HANDOVER_DAYS), values: { days: handover.days } };
  }
  if (together && together.minutes > 0) {
    yield { code: 'sameMinute', points: -rounded(Math.min(5, 1 + Math.log2(together.minutes))), values: { minutes: together.minutes } };
  } else if (together && together.days >= 3) yield { code: 'neverTogether', points: 1, values: { days: together.days } };
  if (facts.twoAccounts) yield { code: 'twoAccounts', points: -1, values: {} };
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10;
}

/** What is left of a name without what groups ask people to add: `阿明-北京-运营`, `阿明（请假）`, `[3班]阿明`, digits, signs. */
export function bareName(name: string): string {
  const open = name.replace(/[（(【[「].*?[）)】\]」]/gu, ' ').trim() || name;
  const [first = ''] = open.split(/[-_—·|｜/／:：@]+|\s{2,}/u).filter((part) => /\p{L}/u.test(part));
  return (first || open)
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, '')
    .trim();
}

/** Dice's coefficient of the pairs of neighbouring characters (Dice 1945), 0–1; of names of one character: equal or not. */
export function similarityOf(a: string, b: string): number {
  const [one, other] = [pairsOf(a), pairsOf(b)];
  if (a === b && a !== '') return 1;
  if (one.length + other.length === 0) return 0;
  const left = [...other];
  let shared = 0;
  for (const pair of one) {
    const at = left.indexOf(pair);
    if (at < 0) continue;
    shared += 1;
    left.splice(at, 1);
  }
  return (2 * shared) / (one.length + other.length);
}

function pairsOf(name: string): string[] {
  const characters = Array.from(name.toLowerCase());
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}
