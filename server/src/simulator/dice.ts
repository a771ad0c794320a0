/** Seeded randomness: the same seed rolls the same community on every machine. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { skipN } from 'pure-rand/utils/skipN';

/** The generator's first numbers still look like its seed: neighbours gave a tenth too many messages. */
const WARM_UP = 64;

export class Dice {
  private readonly source: ReturnType<typeof xoroshiro128plus>;

  constructor(seed: number) {
    this.source = xoroshiro128plus(Math.imul(seed ^ (seed >>> 16), 0x45d9f3b));
    skipN(this.source, WARM_UP);
  }

  /** Other dice, so that one part's rolls do not shift another's. */
  fork(): Dice {
    return new Dice(this.whole(0, 0x7fffffff));
  }

  /** 0 ≤ x < 1. */
  unit(): number {
    return uniformFloat64(this.source);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Both ends included. */
  whole(from: number, to: number): number {
    return uniformInt(this.source, from, to);
  }

  between(from: number, to: number): number {
    return from + this.unit() * (to - from);
  }

  /** @throws RangeError on an empty list */
  pick<T>(list: readonly T[]): T {
    const [one] = list.slice(Math.floor(this.unit() * list.length));
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  }

  /** Position chosen in proportion to its weight; −1 where all weights are 0. */
  weighted(weights: readonly number[]): number {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0)) return -1;
    let left = this.unit() * total;
    let last = -1;
    for (const [index, weight] of weights.entries()) {
      if (weight <= 0) continue;
      left -= weight;
      last = index;
      if (left < 0) break;
    }
    return last;
  }

  /** Mean 1. */
  exponential(): number {
    return -Math.log(1 - this.unit());
  }

  /** Mean 0, deviation 1 (Box–Muller). */
  normal(): number {
    return Math.sqrt(2 * this.exponential()) * Math.cos(2 * Math.PI * this.unit());
  }

  /** Events of a Poisson process of this mean in one stretch. */
  poisson(mean: number): number {
    let count = 0;
    for (let at = this.exponential(); at < mean; at += this.exponential()) count += 1;
    return count;
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, at: this.unit() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
}

/** Draws without putting back until the bag is empty: no line comes again before the others have. */
export class Bag<T> {
  private readonly dice: Dice;
  private readonly all: readonly T[];
  private left: T[] = [];

  constructor(dice: Dice, all: readonly T[]) {
    this.dice = dice;
    this.all = all;
  }

  /** @throws RangeError on an empty bag */
  draw(): T {
    if (this.left.length === 0) this.left = this.dice.shuffled(this.all);
    const one = this.left.pop();
    if (one === undefined) throw new RangeError('nothing to draw from');
    return one;
  }
}
