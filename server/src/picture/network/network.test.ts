import fc from 'fast-check';
import { DirectedGraph } from 'graphology';
import { pagerank } from 'graphology-metrics/centrality/index.js';
import { describe, expect, it } from 'vitest';
import { person } from '#testing/chat';
import { totalOf } from '#testing/picture-input';
import type { WhoAnswered } from '../days/edges.ts';
import { answerGraph, betweenness, inOrder, joinsCircles, pageRanks, strengths, weightOf } from './answer-graph.ts';
import { answerNetwork } from './network.ts';

const nobody = { people: [], totals: [] };
const answer = (from: string, to: string, strong = 1, weak = 0): WhoAnswered => ({ from, to, strong, weak });
const both = (pairs: readonly (readonly [number, number])[]) => pairs.flatMap(([a, b]) => [answer(`${a}`, `${b}`), answer(`${b}`, `${a}`)]);

/** Zachary 1977, the karate club: members 0–33, neighbours with a higher number. */
const karate: readonly (readonly number[])[] = [
  [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
  [2, 3, 7, 13, 17, 19, 21, 30],
  [3, 7, 8, 9, 13, 27, 28, 32],
  [7, 12, 13],
  [6, 10],
  [6, 10, 16],
  [16],
  [],
  [30, 32, 33],
  [33],
  [],
  [],
  [],
  [33],
  [32, 33],
  [32, 33],
  [],
  [],
  [32, 33],
  [33],
  [32, 33],
  [],
  [32, 33],
  [25, 27, 29, 32, 33],
  [25, 27, 31],
  [31],
  [29, 33],
  [33],
  [31, 33],
  [32, 33],
  [32, 33],
  [32, 33],
  [33],
];
const club = both(karate.flatMap((others, member) => others.map((other) => [member, other] as const)));

describe('measures of the karate club', () => {
  const graph = answerGraph(club);
  const rank = pageRanks(graph);
  const between = betweenness(graph, strengths(graph));

  // PageRank d = .85 and betweenness by networkx 3.6.1, unweighted.
  it.each([
    ['33', 0.1009191823325516, 0.30407497594997596],
    ['0', 0.0969972853883738, 0.43763528138528146],
    ['32', 0.07169322600569636, 0.145247113997114],
    ['2', 0.05707850948846012, 0.14365680615680618],
    ['31', 0.037158087069124365, 0.13827561327561325],
    ['16', 0.016784005444216283, 0],
    ['11', 0.009564745492141206, 0],
  ])('member %s', (who, pageRank, betweennessOf) => {
    const number = graph.people.indexOf(who);
    expect(Math.abs((rank[number] ?? 0) - pageRank)).toBeLessThan(1e-8);
    expect(Math.abs((between[number] ?? 0) - betweennessOf)).toBeLessThan(1e-12);
  });

  it('the two who lead the club are its opinion leaders; density and reciprocity are known', () => {
    const { network } = answerNetwork(nobody, club);
    expect(network.nodes.filter(({ opinionLeader }) => opinionLeader).map(({ id }) => id)).toEqual(['33', '0']);
    expect(network).toMatchObject({ allNodes: 34, allEdges: 156, reciprocity: 1 });
    expect(network.density).toBeCloseTo(78 / 561, 12);
  });
});

describe('any answers', () => {
  const edge = fc.record({ from: fc.nat(9).map(String), to: fc.nat(9).map(String), strong: fc.nat(3), weak: fc.nat(3) });
  const edges = fc
    .uniqueArray(edge, { selector: ({ from, to }) => `${from} ${to}`, maxLength: 60 })
    .map((list) => list.filter((one) => one.from !== one.to && weightOf(one) > 0));

  it('have the PageRank that graphology gives them, a sum of 1', () => {
    fc.assert(
      fc.property(edges, (list) => {
        const graph = new DirectedGraph<object, { weight: number }>();
        for (const one of list) graph.mergeEdge(one.to, one.from, { weight: weightOf(one) });
        const expected =
          graph.order === 0 ? {} : pagerank(graph, { alpha: 0.85, getEdgeWeight: 'weight', maxIterations: 1000, tolerance: 1e-10 });
        const { people } = answerGraph(list);
        const ranks = pageRanks(answerGraph(list));
        expect(people.toSorted()).toEqual(Object.keys(expected).toSorted());
        people.forEach((who, number) => {
          expect(Math.abs((ranks[number] ?? 0) - (expected[who] ?? 0))).toBeLessThan(1e-8);
        });
      }),
    );
  });

  it('have the strengths, the order and the joiners of circles that counting by hand gives', () => {
    fc.assert(
      fc.property(edges, (list) => {
        const graph = answerGraph(list);
        const strength = strengths(graph);
        const byHand = graph.people.map((who) =>
          list.filter(({ from, to }) => from === who || to === who).reduce((sum, one) => sum + weightOf(one), 0),
        );
        expect([...strength]).toEqual(byHand);
        const order = inOrder(strength).map((number) => byHand[number]);
        expect(order).toEqual(byHand.toSorted((a, b) => b - a));
        graph.people.forEach((who, number) => {
          expect(joinsCircles(graph, number)).toBe(knotsAround(who, list).filter((knot) => knot.size >= 2).length >= 2);
        });
      }),
    );
  });

  /** Connected parts of someone's neighbours among themselves. */
  function knotsAround(who: string, list: readonly WhoAnswered[]): Set<string>[] {
    const knots: Set<string>[] = [];
    const pairs = list.map(({ from, to }) => [from, to] as const);
    for (const near of new Set(pairs.filter((pair) => pair.includes(who)).flat())) if (near !== who) knots.push(new Set([near]));
    for (const [a, b] of pairs) {
      const one = knots.find((knot) => knot.has(a));
      const other = knots.find((knot) => knot.has(b));
      if (!one || !other || one === other) continue;
      knots.splice(knots.indexOf(other), 1);
      for (const member of other) one.add(member);
    }
    return knots;
  }
});

describe('opinion leaders', () => {
  it('PageRank runs from asker to helper: who answers many stands high, who asks many does not', () => {
    const { network } = answerNetwork(nobody, [answer('H', 'A'), answer('H', 'B'), answer('H', 'C'), answer('C', 'A')]);
    expect(network.nodes[0]).toMatchObject({ id: 'H', opinionLeader: true, answers: 3, answered: 0 });
  });

  it.each([
    ['three askers make one', [answer('H', 'A'), answer('H', 'B'), answer('H', 'C')], ['H']],
    ['two do not, however often they ask', [answer('H', 'A', 50), answer('H', 'B', 50)], []],
    ['speaking next three times is no whole answer', [answer('H', 'A'), answer('H', 'B'), answer('H', 'C', 0, 3)], []],
    ['four times is', [answer('H', 'A'), answer('H', 'B'), answer('H', 'C', 0, 4)], ['H']],
  ])('%s', (_name, edges, leaders) => {
    const { network } = answerNetwork(nobody, edges);
    expect(network.nodes.filter(({ opinionLeader }) => opinionLeader).map(({ id }) => id)).toEqual(leaders);
  });

  it('are at most five', () => {
    const edges = Array.from({ length: 30 }, (_, h) => Array.from({ length: 20 }, (_, a) => answer(`H${h}`, `A${a}-${h % 7}`))).flat();
    expect(answerNetwork(nobody, edges).network.nodes.filter(({ opinionLeader }) => opinionLeader)).toHaveLength(5);
  });
});

describe('bridges', () => {
  const circle = (names: readonly number[]) => both(names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const)));
  const bridges = (edges: WhoAnswered[]) => answerNetwork(nobody, edges).network.nodes.flatMap(({ id, bridge }) => (bridge ? [id] : []));

  it('join two circles that would not meet', () => {
    expect(bridges([...circle([1, 2, 3, 9]), ...circle([4, 5, 6, 9])])).toEqual(['9']);
  });

  it('are none in one round circle, and none where only single people hang on', () => {
    expect(bridges(circle([1, 2, 3, 4, 5]))).toEqual([]);
    expect(
      bridges(
        both([
          [0, 1],
          [0, 2],
          [0, 3],
          [0, 4],
        ]),
      ),
    ).toEqual([]);
  });
});

describe('the network', () => {
  it('counts replies and mentions, not speaking next', () => {
    const { answers, answered } = answerNetwork(nobody, [answer('A', 'B', 2, 7), answer('C', 'B', 1), answer('B', 'A', 0, 3)]);
    expect([...answers]).toEqual([
      ['A', 2],
      ['C', 1],
    ]);
    expect([...answered]).toEqual([['B', 3]]);
  });

  it('leaves out answers to oneself and empty pairs', () => {
    const { network } = answerNetwork(nobody, [answer('A', 'A', 5), answer('A', 'B', 0, 0), answer('A', 'C')]);
    expect(network).toMatchObject({ allNodes: 2, allEdges: 1, reciprocity: 0, density: 0.5 });
  });

  it('knows names and messages', () => {
    const { network } = answerNetwork({ people: [person('A')], totals: [totalOf('name:A', 0)] }, [answer('name:A', 'name:B')]);
    expect(network.nodes.find(({ id }) => id === 'name:A')).toMatchObject({ name: 'A', messages: 10 });
  });

  it('is nothing without answers', () => {
    expect(answerNetwork(nobody, []).network).toEqual({
      windowDays: 90,
      nodes: [],
      edges: [],
      reciprocity: null,
      density: null,
      allNodes: 0,
      allEdges: 0,
    });
  });

  it('shows the strongest 60 people and 200 edges of many, all of them between people shown', () => {
    const many = Array.from({ length: 400 }, (_, a) =>
      [1, 2, 3, 5, 8].map((step) => answer(`${a}`, `${(a * 7 + step) % 400}`, (a % 9) + 1)),
    ).flat();
    const busy = Array.from({ length: 40 }, (_, a) => Array.from({ length: 40 }, (_, b) => answer(`b${a}`, `b${b}`, 20))).flat();
    const { network } = answerNetwork(nobody, [...many, ...busy]);
    const shown = new Set(network.nodes.map(({ id }) => id));
    expect(network.nodes).toHaveLength(60);
    expect(network.edges).toHaveLength(200);
    expect(network.edges.every(({ from, to }) => shown.has(from) && shown.has(to))).toBe(true);
    expect(network.allNodes).toBe(440);
    expect([...Array(40).keys()].every((a) => shown.has(`b${a}`))).toBe(true);
  });
});
