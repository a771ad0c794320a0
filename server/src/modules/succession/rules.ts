/** Evidence judged and compared. Pure. */
import type { Fact, Judged, Need, ReasonFor } from './contract.ts';

interface Shown {
  have: number | null;
  of: number | null;
}
/** Of one person; a fact that is not there has nothing to show it by. */
export type Evidence = Partial<Record<Fact, Shown>>;

const nothing: Shown = { have: null, of: null };

/** Need, have and met of each; what nothing shows is not met. */
export function judge(needs: readonly Need[], evidence: Evidence): Judged[] {
  return needs.map(({ fact, atLeast }) => {
    const { have, of } = evidence[fact] ?? nothing;
    return { fact, need: atLeast, have, of, met: have !== null && have >= atLeast };
  });
}

/** What is compared; `days` says the same as `share`, and `held` is a need rather than a merit. */
const compared = ['share', 'run', 'duties', 'onTime', 'praises', 'helped', 'reviews', 'featured'] as const satisfies Fact[];

/** Below both of these a person is not compared, and below so many people nobody is. */
const FEW_DAYS = 7;
const FEW_DUTIES = 3;
const FEW_PEOPLE = 3;

interface Standing {
  /** From 1; equals share one. */
  place: number | null;
  /** Mean of shares, in percent. */
  ahead: number | null;
  reasons: ReasonFor[];
}

interface Compared {
  enough: boolean;
  kinds: Fact[];
  standings: Map<string, Standing>;
}

/**
 * Ranks by the mean of percentile ranks: of each kind of evidence that somebody here has, the share of the others a person is strictly
 * ahead of; their mean over the kinds by which this person can show anything. So no kind weighs more for being counted in larger
 * numbers, and equals share a place.
 */
export function compare(people: ReadonlyMap<string, Evidence>): Compared {
  const known = [...people].filter(([, evidence]) => (evidence.share?.of ?? 0) >= FEW_DAYS || (evidence.duties?.of ?? 0) >= FEW_DUTIES);
  const enough = known.length >= FEW_PEOPLE;
  const kinds = compared.filter((fact) => known.some(([, evidence]) => (evidence[fact]?.have ?? 0) > 0));
  const standings = new Map<string, Standing>([...people.keys()].map((id) => [id, { place: null, ahead: null, reasons: [] }]));
  if (!enough || kinds.length === 0) return { enough: false, kinds, standings };
  const values = new Map(kinds.map((fact) => [fact, known.flatMap(([, evidence]) => evidence[fact]?.have ?? []).sort((a, b) => a - b)]));
  const scores = new Map<string, number>();
  const reasonsOf = new Map<string, ReasonFor[]>();
  for (const [id, evidence] of known) {
    const shares = kinds.flatMap((fact) => {
      const { have, of } = evidence[fact] ?? nothing;
      if (have === null) return [];
      const all = values.get(fact) ?? [];
      const behind = firstNotBelow(all, have);
      return [{ fact, have, of, share: all.length < 2 ? 0 : behind / (all.length - 1) }];
    });
    // Rounded, so that a sum in another order is no other score.
    scores.set(id, Math.round((shares.reduce((sum, { share }) => sum + share, 0) / Math.max(1, shares.length)) * 1e9) / 1e9);
    const strongest = shares.filter(({ have, share }) => have > 0 && share > 0).sort((a, b) => b.share - a.share);
    reasonsOf.set(
      id,
      strongest.slice(0, 2).map(({ share, ...shown }) => ({ ...shown, ahead: Math.round(share * 100) })),
    );
  }
  const ordered = [...scores.values()].sort((a, b) => b - a);
  for (const [id, score] of scores)
    standings.set(id, { place: ordered.indexOf(score) + 1, ahead: Math.round(score * 100), reasons: reasonsOf.get(id) ?? [] });
  return { enough, kinds, standings };
}

/** How many of a sorted list are below a value. */
function firstNotBelow(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
