import type { ReplyEdge } from '../facts.ts';
import { PairTable } from './pair-table.ts';

/** Who answered whom on one day. */
export class EdgeCounter {
  private readonly edges: PairTable<ReplyEdge>;

  constructor(day: number) {
    this.edges = new PairTable((from, to) => ({
      day,
      from,
      to,
      strong: 0,
      weak: 0,
      firstStrongAt: null,
      lastStrongAt: null,
      firstWeakAt: null,
    }));
  }

  strong(from: string, to: string, at: number): void {
    const edge = this.edges.of(from, to);
    edge.strong += 1;
    edge.firstStrongAt ??= at;
    edge.lastStrongAt = at;
  }

  weak(from: string, to: string, at: number): void {
    const edge = this.edges.of(from, to);
    edge.weak += 1;
    edge.firstWeakAt ??= at;
  }

  rows(): ReplyEdge[] {
    return this.edges.all();
  }
}
