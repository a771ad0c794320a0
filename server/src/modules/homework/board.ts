/** Who reviews what while reviews are being allocated, and what the rules allow. People and works are places in lists. */
import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

interface Work {
  id: string;
  authorId: string;
  squadId: string | null;
}

interface Reviewer {
  id: string;
  squadId: string | null;
  /** Reviews already given or under way. */
  load: number;
}

export interface Pair {
  workId: string;
  reviewerId: string;
}

export interface Asked {
  works: readonly Work[];
  reviewers: readonly Reviewer[];
  /** Reviews each work should have, those of `existing` included. */
  k: number;
  /** Reviews given or under way: they stay, and count. */
  existing: readonly Pair[];
  /** Reviewers come from outside of the author's squad. */
  outside: boolean;
  /** Rules that may be lifted, one after another in this order, for works that stay short otherwise. */
  relaxed: readonly ('reciprocal' | 'outside')[];
  seed: string;
}

export type Rule = Asked['relaxed'][number];

interface Seat {
  id: string;
  squadId: string | null;
  reviews: boolean;
  load: number;
  /** Works reviewed, by place. */
  reviewing: number[];
  /** Own works, by place. */
  own: number[];
}

interface Desk {
  id: string;
  author: number;
  squadId: string | null;
  reviewers: number[];
  /** Reviewers allocated now, each with the rules that were lifted for it. */
  fresh: Map<number, readonly Rule[]>;
}

export class Board {
  readonly people: Seat[] = [];
  readonly works: Desk[] = [];
  readonly outside: boolean;
  private readonly k: number;

  constructor({ works, reviewers, existing, outside, k, seed }: Asked) {
    this.outside = outside;
    this.k = k;
    const places = new Map<string, number>();
    const placeOf = (id: string) => {
      const place = places.get(id) ?? this.people.length;
      if (place === this.people.length) {
        places.set(id, place);
        this.people.push({ id, squadId: null, reviews: false, load: 0, reviewing: [], own: [] });
      }
      return place;
    };
    const lots = lotsOf(seed);
    for (const { id, squadId, load } of lots(reviewers)) Object.assign(this.seat(placeOf(id)), { squadId, load, reviews: true });
    const workPlaces = new Map<string, number>();
    for (const { id, authorId, squadId } of lots(works)) {
      const author = placeOf(authorId);
      this.seat(author).own.push(this.works.length);
      workPlaces.set(id, this.works.length);
      this.works.push({ id, author, squadId, reviewers: [], fresh: new Map() });
    }
    for (const { workId, reviewerId } of existing) {
      const work = workPlaces.get(workId);
      if (work === undefined) continue;
      const person = placeOf(reviewerId);
      this.desk(work).reviewers.push(person);
      this.seat(person).reviewing.push(work);
    }
  }

  seat(person: number): Seat {
    return known(this.people[person]);
  }

  desk(work: number): Desk {
    return known(this.works[work]);
  }

  missing(work: number): number {
    return Math.max(0, this.k - this.desk(work).reviewers.length);
  }

  /** Whether this person may take this work; the cheapest questions first. */
  allowed(work: number, person: number, lifted: readonly Rule[]): boolean {
    const { author, reviewers } = this.desk(work);
    const { reviews, squadId: from } = this.seat(person);
    if (!reviews || person === author || reviewers.includes(person)) return false;
    if (from !== null && from === this.barred(work, lifted)) return false;
    return lifted.includes('reciprocal') || this.between(author, person).length === 0;
  }

  /** The squad whose people may not take this work. */
  barred(work: number, lifted: readonly Rule[]): string | null {
    return this.outside && !lifted.includes('outside') ? this.desk(work).squadId : null;
  }

  /** Works of `author` that `reviewer` reviews. */
  between(reviewer: number, author: number): number[] {
    return this.seat(author).own.filter((work) => this.desk(work).reviewers.includes(reviewer));
  }

  put(work: number, person: number, lifted: readonly Rule[]): void {
    this.desk(work).reviewers.push(person);
    this.desk(work).fresh.set(person, lifted);
    this.seat(person).reviewing.push(work);
    this.seat(person).load += 1;
  }

  take(work: number, person: number): void {
    const desk = this.desk(work);
    desk.reviewers = desk.reviewers.filter((one) => one !== person);
    desk.fresh.delete(person);
    const seat = this.seat(person);
    seat.reviewing = seat.reviewing.filter((one) => one !== work);
    seat.load -= 1;
  }

  /** What was allocated now, in an order that depends on nothing. */
  fresh(): Pair[] {
    const pairs = this.works.flatMap(({ id, fresh }) =>
      [...fresh.keys()].map((person): Pair => ({ workId: id, reviewerId: this.seat(person).id })),
    );
    return pairs.sort((a, b) => compare(a.workId, b.workId) || compare(a.reviewerId, b.reviewerId));
  }
}

/** Shuffles by the seed; the order things come in does not matter. */
function lotsOf(seed: string): <T extends { id: string }>(list: readonly T[]) => T[] {
  const source = xoroshiro128plus(createHash('sha256').update(seed).digest().readInt32LE());
  return (list) => {
    const shuffled = list.toSorted((a, b) => compare(a.id, b.id));
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const other = uniformInt(source, 0, last);
      [shuffled[last], shuffled[other]] = [known(shuffled[other]), known(shuffled[last])];
    }
    return shuffled;
  };
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function known<T>(thing: T | undefined): T {
  if (thing === undefined) throw new RangeError('nobody is at this place');
  return thing;
}
