/**
 * The answers of a window as rows of numbers, and what graphs say about people. An object and map entries for each of a
 * quarter million answers cost ten times what the measures do; only the few possible brokers become a graphology graph.
 */
import { UndirectedGraph } from 'graphology';
import { betweenness as betweennessCentrality } from 'graphology-metrics/centrality/index.js';
import { byKey } from '../collect/people.ts';
import type { WhoAnswered } from '../days/edges.ts';

/** What speaking next within 5 minutes weighs against an explicit answer: four are taken for one. */
const WEAK_WEIGHT = 0.25;
/** Betweenness costs nodes × edges; beyond this many only the strongest can be brokers. */
const BETWEENNESS_NODES = 300;
const DAMPING = 0.85;
/** PageRank has settled when a step moves less than this a person. */
const TOLERANCE = 1e-10;
const MOST_STEPS = 1000;

export const weightOf = ({ strong, weak }: Pick<WhoAnswered, 'strong' | 'weak'>): number => strong + WEAK_WEIGHT * weak;

/** Whose row holds what: the entries of `who` are `of[starts[who]]` … `of[starts[who + 1] − 1]`. */
interface Rows {
  starts: Int32Array;
  of: Int32Array;
}

/** People are 0 … n−1 in order of their keys. Edges run from the asker to the helper, but lie in the helpers' rows. */
export interface AnswerGraph {
  people: string[];
  /** Whom one answered, in order; `weights` go with it. */
  answered: Rows;
  weights: Float64Array;
  /** All one has to do with, whoever of the two answered; twice when both did. */
  near: Rows;
}

/** @param edges one per pair, none to oneself, each of some weight */
export function answerGraph(edges: readonly WhoAnswered[]): AnswerGraph {
  const sorted = edges.toSorted((a, b) => byKey(a.from, b.from) || byKey(a.to, b.to));
  const people = [...new Set([...sorted.map(({ from }) => from), ...sorted.map(({ to }) => to)])].sort(byKey);
  const numbers = new Map(people.map((who, number) => [who, number]));
  const from = new Int32Array(sorted.length);
  const to = new Int32Array(sorted.length);
  const weights = new Float64Array(sorted.length);
  sorted.forEach((edge, i) => {
    from[i] = numbers.get(edge.from) ?? 0;
    to[i] = numbers.get(edge.to) ?? 0;
    weights[i] = weightOf(edge);
  });
  const n = people.length;
  return {
    people,
    answered: rowsOf(n, [{ row: from, of: to }]),
    weights,
    near: rowsOf(n, [
      { row: from, of: to },
      { row: to, of: from },
    ]),
  };
}

/** Puts every entry of `of` into the row named beside it, in the order they come. */
function rowsOf(people: number, parts: readonly { row: Int32Array; of: Int32Array }[]): Rows {
  const starts = new Int32Array(people + 1);
  for (const { row } of parts) for (let i = 0; i < row.length; i += 1) starts[(row[i] ?? 0) + 1] = (starts[(row[i] ?? 0) + 1] ?? 0) + 1;
  for (let row = 0; row < people; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const filled = new Int32Array(starts[people] ?? 0);
  for (const { row, of } of parts) {
    for (let i = 0; i < row.length; i += 1) {
      const place = next[row[i] ?? 0] ?? 0;
      filled[place] = of[i] ?? 0;
      next[row[i] ?? 0] = place + 1;
    }
  }
  return { starts, of: filled };
}

/** Weight of all answers given and got, by person. */
export function strengths({ people, answered, weights }: AnswerGraph): Float64Array {
  const strength = new Float64Array(people.length);
  for (let helper = 0; helper < people.length; helper += 1) {
    for (let i = answered.starts[helper] ?? 0; i < (answered.starts[helper + 1] ?? 0); i += 1) {
      const asker = answered.of[i] ?? 0;
      strength[helper] = (strength[helper] ?? 0) + (weights[i] ?? 0);
      strength[asker] = (strength[asker] ?? 0) + (weights[i] ?? 0);
    }
  }
  return strength;
}

/**
 * PageRank from asker to helper (d = .85, weighted, dangling mass spread evenly), by power iteration over all answers:
 * high for whom those answer-worthy turn to. After Brin and Page 1998 and Zhang, Ackerman and Adamic 2007
 * (ExpertiseRank). @returns shares that add up to 1
 */
export function pageRanks({ people, answered, weights }: AnswerGraph): Float64Array {
  const n = people.length;
  const got = new Float64Array(n);
  answered.of.forEach((asker, i) => {
    got[asker] = (got[asker] ?? 0) + (weights[i] ?? 0);
  });
  let ranks = new Float64Array(n).fill(1 / n);
  let next = new Float64Array(n);
  const passedOn = new Float64Array(n);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let idle = 0;
    for (let asker = 0; asker < n; asker += 1) {
      const weight = got[asker] ?? 0;
      if (weight === 0) idle += ranks[asker] ?? 0;
      else passedOn[asker] = (DAMPING * (ranks[asker] ?? 0)) / weight;
    }
    const base = (1 - DAMPING + DAMPING * idle) / n;
    let moved = 0;
    for (let helper = 0; helper < n; helper += 1) {
      let rank = base;
      for (let i = answered.starts[helper] ?? 0; i < (answered.starts[helper + 1] ?? 0); i += 1) {
        rank += (passedOn[answered.of[i] ?? 0] ?? 0) * (weights[i] ?? 0);
      }
      moved += Math.abs(rank - (ranks[helper] ?? 0));
      next[helper] = rank;
    }
    [ranks, next] = [next, ranks];
    if (moved < n * TOLERANCE) break;
  }
  return ranks;
}

/** Share of the shortest paths between others that lead over a person; direction and weight apart. 0 outside the strongest 300. */
export function betweenness({ people, answered }: AnswerGraph, strength: Float64Array): Float64Array {
  const strongest = new Set(inOrder(strength).slice(0, BETWEENNESS_NODES));
  const graph = new UndirectedGraph();
  for (const helper of strongest) {
    for (const asker of answered.of.subarray(answered.starts[helper], answered.starts[helper + 1])) {
      if (strongest.has(asker)) graph.mergeEdge(helper, asker);
    }
  }
  const between = new Float64Array(people.length);
  if (graph.order === 0) return between;
  const found = betweennessCentrality(graph, { getEdgeWeight: null, normalized: true });
  for (const [who, value] of Object.entries(found)) between[Number(who)] = value;
  return between;
}

/** Those whose neighbours fall into at least two knots of two or more once they are taken away: they join circles. */
export function joinsCircles({ near }: AnswerGraph, who: number): boolean {
  const touches = (one: number, knot: ReadonlySet<number>) => {
    for (let i = near.starts[one] ?? 0; i < (near.starts[one + 1] ?? 0); i += 1) if (knot.has(near.of[i] ?? 0)) return true;
    return false;
  };
  const open = new Set(near.of.subarray(near.starts[who], near.starts[who + 1]));
  for (const one of open) if (!touches(one, open)) open.delete(one);
  const knot = new Set<number>();
  for (const first of open) {
    knot.add(first);
    open.delete(first);
    break;
  }
  for (let before = 0; knot.size > before; ) {
    before = knot.size;
    for (const one of open)
      if (touches(one, knot)) {
        knot.add(one);
        open.delete(one);
      }
  }
  return open.size > 0;
}

/** People from the highest value to the lowest; among equals by key. */
export function inOrder(values: Float64Array): number[] {
  return Array.from(values.keys()).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
}
