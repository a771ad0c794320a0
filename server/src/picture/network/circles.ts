import { UndirectedGraph } from 'graphology';
import louvain from 'graphology-communities-louvain';
import { byKey } from '../collect/people.ts';
import type { WhoAnswered } from '../days/edges.ts';

/** The package's types describe an ES module; at run time its function is the default import itself. */
const detectCommunities = louvain as unknown as typeof louvain.default;

/**
 * Circles among people shown: Louvain (Blondel et al. 2008) over the answers between them, in both directions taken
 * together, without random walk so that the same answers give the same circles. Numbered from 0, the largest first;
 * people without answers among those shown are circles of their own.
 */
export function circlesOf(
  people: readonly string[],
  edges: readonly WhoAnswered[],
  weightOf: (edge: WhoAnswered) => number,
): Map<string, number> {
  const graph = new UndirectedGraph<object, { weight: number }>();
  const members = [...people].sort(byKey);
  for (const who of members) graph.addNode(who);
  for (const edge of edges) {
    const known = graph.edge(edge.from, edge.to);
    if (known) graph.updateEdgeAttribute(known, 'weight', (weight) => (weight ?? 0) + weightOf(edge));
    else graph.addEdge(edge.from, edge.to, { weight: weightOf(edge) });
  }
  const found = graph.size > 0 ? detectCommunities(graph, { randomWalk: false, rng: () => 0.5 }) : {};
  const circles = Map.groupBy(members, (who) => found[who] ?? who);
  const largest = [...circles.values()].sort((a, b) => b.length - a.length || byKey(a[0] ?? '', b[0] ?? ''));
  return new Map(largest.flatMap((circle, number) => circle.map((who) => [who, number] as const)));
}
