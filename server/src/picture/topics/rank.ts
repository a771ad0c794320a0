/**
 * Phrases of a stretch of talk, best first. Score after keyphrase extraction by frequency against the community's own
 * document frequency: m · ln((N + 1) / df) · √length, where m = messages with the phrase, N = conversations known of the
 * community, df = those with the phrase. The everyday words of a community stand in most of its conversations and fall out.
 */
export interface PhraseCount {
  messages: number;
  people: number;
}

export interface Ranked<T extends PhraseCount> {
  phrase: string;
  count: T;
  score: number;
}

/** A longer phrase this often in the place of a shorter one takes its place. */
const INSTEAD = 0.6;
/** What is said once is no topic. */
const LEAST = 2;

/**
 * @param counts of the stretch
 * @param frequency conversations of the community with a phrase; at least 1 is assumed
 * @param conversations of the community
 */
export function rankPhrases<T extends PhraseCount>(
  counts: Iterable<readonly [string, T]>,
  frequency: (phrase: string) => number,
  conversations: number,
  limit: number,
): Ranked<T>[] {
  const scored: Ranked<T>[] = [];
  for (const [phrase, count] of counts) {
    if (count.messages < LEAST) continue;
    const df = Math.max(1, frequency(phrase));
    const score = count.messages * Math.log((conversations + 1) / df) * Math.sqrt(widthOf(phrase));
    if (score > 0) scored.push({ phrase, count, score });
  }
  scored.sort((a, b) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1));
  const kept: Ranked<T>[] = [];
  for (const one of scored) {
    if (kept.length === limit) break;
    if (kept.some((better) => overlaps(better, one))) continue;
    kept.push(one);
  }
  return kept;
}

/** Letters are half as wide as characters: `excel` is as long as two of them. */
function widthOf(phrase: string): number {
  let width = 0;
  for (const character of phrase) width += character < '\u2e80' ? 0.4 : 1;
  return Math.min(6, Math.max(2, width));
}

/** A part of a better phrase is no topic of its own, nor is a longer one that seldom stands in the place of the better. */
function overlaps(better: Ranked<PhraseCount>, one: Ranked<PhraseCount>): boolean {
  if (better.phrase.includes(one.phrase)) return true;
  return one.phrase.includes(better.phrase) && one.count.messages < INSTEAD * better.count.messages;
}
