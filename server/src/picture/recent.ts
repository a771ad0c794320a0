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

/** Rows of one instant that say the same, told by the first of them. */
interface Seen extends RowContent {
  times: number;
  /** Others of the instant: a list, because most instants have one row or two and a map for each would cost most of all. */
  next: Seen | null;
}

/** The list of an instant begins with this. */
interface Instant extends Seen {
  rows: number;
  /** The same by name, once there are many. */
  crowd: Map<string, Seen> | null;
  different: number;
}

const CROWD = 12;
/** Longer texts are remembered by their hash. */
const LONG = 128;
/** Stands where rows of an instant need not be told apart. */
const nothing: RowContent = { who: null, type: 'system', kind: 'other', text: '' };

/** Numbers rows among those of their instant (`order`) and among their equals there (`equal`), both from 0. */
export class RecentRows {
  private readonly instants: Generations<number, Instant>;
  /** Rows of one instant mostly follow each other. */
  private current: Instant | null = null;
  private currentAt = Number.NaN;
  private newest = Number.NEGATIVE_INFINITY;
  order = 0;
  equal = 0;

  constructor(size: number) {
    this.instants = new Generations(size);
  }

  /** @param row null where it need not be told from others. The answer is in `order` and `equal`. */
  see(at: number, row: RowContent | null): void {
    const content = row && row.text.length > LONG ? { ...row, text: hash('sha256', row.text) } : row;
    if (at > this.newest) {
      // Most files are in order of time: what is newer than all before needs no looking up.
      this.newest = at;
      this.order = 0;
      this.equal = 0;
      this.instants.room();
      this.begin(at, content);
      return;
    }
    const found = at === this.currentAt ? this.current : (this.instants.young.get(at) ?? null);
    const known = found && content && find(found, content);
    if (found && (known || !content)) {
      this.order = found.rows++;
      this.equal = known ? known.times++ : 0;
      return;
    }
    const earlier = this.instants.old.get(at);
    this.order = found?.rows ?? earlier?.rows ?? 0;
    this.equal = (content && earlier && find(earlier, content)?.times) ?? 0;
    const grown = this.instants.room();
    if (found && content && !grown) {
      found.rows++;
      add(found, content, this.equal + 1);
    } else this.begin(at, content);
  }

  private begin(at: number, content: RowContent | null): void {
    const { who, type, kind, text } = content ?? nothing;
    const times = content ? this.equal + 1 : 0;
    this.current = { who, type, kind, text, times, next: null, rows: this.order + 1, crowd: null, different: 1 };
    this.currentAt = at;
    this.instants.young.set(at, this.current);
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
