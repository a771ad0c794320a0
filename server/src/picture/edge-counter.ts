import type { ReplyEdge } from './facts.ts';

/** More people than this do not speak on one day of one channel. */
const PEOPLE = 2 ** 26;

/** Who answered whom on one day. Pairs are numbers: a map a speaker would cost more than all else of a busy day. */
export class EdgeCounter {
  private readonly day: number;
  private readonly numbers = new Map<string, number>();
  private readonly pairs = new Map<number, ReplyEdge>();

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
    return [...this.pairs.values()];
  }

  private edge(from: string, to: string): ReplyEdge {
    const pair = this.numberOf(from) * PEOPLE + this.numberOf(to);
    let edge = this.pairs.get(pair);
    if (!edge) {
      edge = { day: this.day, from, to, strong: 0, weak: 0, firstStrongAt: null, lastStrongAt: null, firstWeakAt: null };
      this.pairs.set(pair, edge);
    }
    return edge;
  }

  private numberOf(who: string): number {
    let number = this.numbers.get(who);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(who, number);
    }
    return number;
  }
}
