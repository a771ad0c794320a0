/**
 * What of a file's rows has to be remembered to number equal ones. Equal rows, and rows of one instant, stand close
 * together, so two generations of at most `size` entries do: an entry is forgotten at the earliest after `size` newer
 * ones, and a file of 1 GB takes no more memory than one of 10 MB.
 */
import { hash } from 'node:crypto';
import type { Fact } from '../facts.ts';

/** What tells rows of one instant apart. */
export type RowContent = Pick<Fact, 'who' | 'type' | 'kind' | 'text'>;

/** Rows of one instant that say the same, told by the first of them. */
interface Seen extends RowContent {
  times: number;
  /** Others of the instant: a list, because most instants have one row or two and a map for each would cost most of all. */
  next: Seen | null;
}

/** The list of an instant begins with this. */
interface Instant extends Seen {
  at: number;
  rows: number;
  /** The same by name, once there are many. */
  crowd: Map<string, Seen> | null;
  different: number;
}

/** Instants of one generation. Most files are in order of time: those that are need no map, and a map is half the cost. */
class Instants {
  private readonly inOrder: Instant[] = [];
  private readonly strays = new Map<number, Instant>();

  get(at: number): Instant | null {
    let low = 0;
    let high = this.inOrder.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.inOrder[middle]?.at ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    const found = this.inOrder[low];
    return found?.at === at ? found : (this.strays.get(at) ?? null);
  }

  put(instant: Instant): void {
    const last = this.inOrder.at(-1);
    if (last && last.at >= instant.at) this.strays.set(instant.at, instant);
    else this.inOrder.push(instant);
  }
}

const CROWD = 12;
/** Longer texts are remembered by their hash. */
const LONG = 128;
/** Stands where rows of an instant need not be told apart. */
const nothing: RowContent = { who: null, type: 'system', kind: 'other', text: '' };

/** Numbers rows among those of their instant (`order`) and among their equals there (`equal`), both from 0. */
export class RecentRows {
  private readonly size: number;
  private entries = 0;
  private young = new Instants();
  private old = new Instants();
  /** Rows of one instant mostly follow each other. */
  private current: Instant | null = null;
  private newest = Number.NEGATIVE_INFINITY;
  order = 0;
  equal = 0;

  constructor(size: number) {
    this.size = size;
  }

  /** @param row null where it need not be told from others. The answer is in `order` and `equal`. */
  see(at: number, row: RowContent | null): void {
    const content = row && row.text.length > LONG ? { ...row, text: hash('sha256', row.text) } : row;
    this.order = 0;
    this.equal = 0;
    if (at > this.newest) {
      this.newest = at;
      this.room();
      this.begin(at, content);
      return;
    }
    const found = this.current?.at === at ? this.current : this.young.get(at);
    const known = found && content && find(found, content);
    if (found && (known || !content)) {
      this.order = found.rows++;
      this.equal = known ? known.times++ : 0;
      return;
    }
    const earlier = this.old.get(at);
    this.order = found?.rows ?? earlier?.rows ?? 0;
    this.equal = (content && earlier && find(earlier, content)?.times) ?? 0;
    const grown = this.room();
    if (found && content && !grown) {
      found.rows++;
      add(found, content, this.equal + 1);
    } else this.begin(at, content);
  }

  private begin(at: number, content: RowContent | null): void {
    const { who, type, kind, text } = content ?? nothing;
    const times = content ? this.equal + 1 : 0;
    this.current = { at, who, type, kind, text, times, next: null, rows: this.order + 1, crowd: null, different: 1 };
    this.young.put(this.current);
  }

  /** Makes room for one more entry. @returns whether a new generation begins with it */
  private room(): boolean {
    const full = this.entries >= this.size;
    if (full) {
      this.old = this.young;
      this.young = new Instants();
      this.entries = 0;
    }
    this.entries++;
    return full;
  }
}

function find(instant: Instant, row: RowContent): Seen | null {
  if (instant.crowd) return instant.crowd.get(nameOf(row)) ?? null;
  for (let one: Seen | null = instant; one; one = one.next) {
    if (one.times > 0 && one.text === row.text && one.who === row.who && one.kind === row.kind && one.type === row.type) return one;
  }
  return null;
}

function add(instant: Instant, { who, type, kind, text }: RowContent, times: number): void {
  const seen = { who, type, kind, text, times, next: instant.next };
  instant.next = seen;
  instant.different += 1;
  if (instant.crowd) instant.crowd.set(nameOf(seen), seen);
  else if (instant.different > CROWD) {
    instant.crowd = new Map();
    for (let one: Seen | null = instant; one; one = one.next) if (one.times > 0) instant.crowd.set(nameOf(one), one);
  }
}

function nameOf({ who, type, kind, text }: RowContent): string {
  return `${who}\0${type}\0${kind}\0${text}`;
}

/** Whether an id came lately. */
export class RecentIds {
  private readonly size: number;
  private young = new Set<string>();
  private old = new Set<string>();

  constructor(size: number) {
    this.size = size;
  }

  /** True the first time (or again after it was forgotten). */
  isNew(id: string): boolean {
    if (this.young.has(id) || this.old.has(id)) return false;
    if (this.young.size >= this.size) {
      this.old = this.young;
      this.young = new Set();
    }
    this.young.add(id);
    return true;
  }
}
