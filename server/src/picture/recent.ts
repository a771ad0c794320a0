/**
 * What of a file's rows has to be remembered to number equal ones. Equal rows, and rows of one instant, stand close
 * together, so two generations of at most `size` entries do: an entry is forgotten at the earliest after `size` newer
 * ones, and a file of 1 GB takes no more memory than one of 10 MB.
 */
import { hash } from 'node:crypto';
import type { Fact } from './facts.ts';

class Generations<K, V> {
  private readonly size: number;
  private entries = 0;
  young = new Map<K, V>();
  old = new Map<K, V>();

  constructor(size: number) {
    this.size = size;
  }

  /** Call before keeping one more entry. @returns whether a new generation begins with it */
  room(): boolean {
    const full = this.entries >= this.size;
    if (full) {
      this.old = this.young;
      this.young = new Map();
      this.entries = 0;
    }
    this.entries++;
    return full;
  }
}

/** What tells rows of one instant apart. */
export type RowContent = Pick<Fact, 'who' | 'type' | 'kind' | 'text'>;

interface Seen extends RowContent {
  times: number;
}

/** Most instants have a few rows: they are looked through, and only a crowd is given a map. */
const CROWD = 12;
/** Longer texts are remembered by their hash. */
const LONG = 128;

class Instant {
  rows: number;
  private readonly seen: Seen[] = [];
  private crowd: Map<string, Seen> | null = null;

  constructor(rows: number) {
    this.rows = rows;
  }

  find(row: RowContent): Seen | undefined {
    if (this.crowd) return this.crowd.get(nameOf(row));
    for (const one of this.seen)
      if (one.text === row.text && one.who === row.who && one.kind === row.kind && one.type === row.type) return one;
    return undefined;
  }

  keep(row: Seen): void {
    this.seen.push(row);
    if (this.crowd) this.crowd.set(nameOf(row), row);
    else if (this.seen.length > CROWD) this.crowd = new Map(this.seen.map((one) => [nameOf(one), one]));
  }
}

function nameOf({ who, type, kind, text }: RowContent): string {
  return `${who}\0${type}\0${kind}\0${text}`;
}

/** Numbers rows among those of their instant (`order`) and among their equals there (`equal`), both from 0. */
export class RecentRows {
  private readonly instants: Generations<number, Instant>;
  /** Rows of one instant mostly follow each other. */
  private current: { at: number; instant: Instant } | null = null;
  order = 0;
  equal = 0;

  constructor(size: number) {
    this.instants = new Generations(size);
  }

  /** @param row null where it need not be told from others. The answer is in `order` and `equal`. */
  see(at: number, row: RowContent | null): void {
    const instant = this.current?.at === at ? this.current.instant : this.instants.young.get(at);
    const earlier = this.instants.old.get(at);
    this.order = instant?.rows ?? earlier?.rows ?? 0;
    this.equal = 0;
    const content = row && row.text.length > LONG ? { ...row, text: hash('sha256', row.text) } : row;
    const known = content ? instant?.find(content) : undefined;
    if (known) {
      this.equal = known.times;
      known.times += 1;
    } else if (content) this.equal = earlier?.find(content)?.times ?? 0;
    const kept = instant && (known || !content) ? instant : this.instantFor(at, instant);
    kept.rows = this.order + 1;
    if (content && !known)
      kept.keep({ who: content.who, type: content.type, kind: content.kind, text: content.text, times: this.equal + 1 });
  }

  /** Where one more entry goes: the instant it belongs to, or a new one when that is not there or has just grown old. */
  private instantFor(at: number, found: Instant | undefined): Instant {
    let instant = found;
    if (this.instants.room() || !instant) {
      instant = new Instant(this.order);
      this.instants.young.set(at, instant);
    }
    this.current = { at, instant };
    return instant;
  }
}

/** Whether an id came lately. */
export class RecentIds {
  private readonly ids: Generations<string, true>;

  constructor(size: number) {
    this.ids = new Generations(size);
  }

  /** True the first time (or again after it was forgotten). */
  isNew(id: string): boolean {
    if (this.ids.young.has(id) || this.ids.old.has(id)) return false;
    this.ids.room();
    this.ids.young.set(id, true);
    return true;
  }
}
