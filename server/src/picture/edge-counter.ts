import type { ReplyEdge } from './facts.ts';

/** Who answered whom on one day. */
export class EdgeCounter {
  private readonly day: number;
  private readonly from = new Map<string, Map<string, ReplyEdge>>();

  constructor(day: number) {
    this.day = day;
  }

  strong(from: string, to: string, at: number): void {
    const edge = this.edge(from, to);
    edge.strong += 1;
    edge.firstStrongAt ??= at;
    edge.lastStrongAt = at;
  }

  weak(from: string, to: string, at: number): void {
    const edge = this.edge(from, to);
    edge.weak += 1;
    edge.firstWeakAt ??= at;
  }

  rows(): ReplyEdge[] {
    return [...this.from.values()].flatMap((to) => [...to.values()]);
  }

  private edge(from: string, to: string): ReplyEdge {
    let answered = this.from.get(from);
    if (!answered) {
      answered = new Map();
      this.from.set(from, answered);
    }
    let edge = answered.get(to);
    if (!edge) {
      edge = { day: this.day, from, to, strong: 0, weak: 0, firstStrongAt: null, lastStrongAt: null, firstWeakAt: null };
      answered.set(to, edge);
    }
    return edge;
  }
}
