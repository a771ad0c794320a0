/** One entry a pair of people, found by numbers: a map for each person would cost more than all else of a busy day. */
export class PairTable<T> {
  private readonly make: (from: string, to: string) => T;
  private readonly numbers = new Map<string, number>();
  private readonly entries = new Map<number, T>();

  constructor(make: (from: string, to: string) => T) {
    this.make = make;
  }

  of(from: string, to: string): T {
    const pair = pairing(this.numberOf(from), this.numberOf(to));
    let entry = this.entries.get(pair);
    if (entry === undefined) {
      entry = this.make(from, to);
      this.entries.set(pair, entry);
    }
    return entry;
  }

  /** In the order in which pairs came. */
  all(): T[] {
    return [...this.entries.values()];
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

/** Cantor's pairing: small numbers stay small, and the engine finds small integers three times as fast as other numbers. */
function pairing(a: number, b: number): number {
  return ((a + b) * (a + b + 1)) / 2 + b;
}
