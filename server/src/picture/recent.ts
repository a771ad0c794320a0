/**
 * What of a file's rows has to be remembered to number equal ones. Equal rows, and rows of one instant, stand close
 * together, so two generations of at most `size` entries do: an entry is forgotten at the earliest after `size` newer
 * ones, and a file of 1 GB takes no more memory than one of 10 MB.
 */
class Generations<K, V> {
  private readonly size: number;
  private entries = 0;
  young = new Map<K, V>();
  old = new Map<K, V>();

  constructor(size: number) {
    this.size = size;
  }

  /** Call before keeping one more entry. */
  room(): void {
    if (this.entries >= this.size) {
      this.old = this.young;
      this.young = new Map();
      this.entries = 0;
    }
    this.entries++;
  }
}

interface Instant {
  rows: number;
  /** Most instants have one row: no map for those. */
  first: string | null;
  firstCount: number;
  others: Map<string, number> | null;
}

/** Numbers rows among those of their instant (`order`) and among their equals there (`equal`), both from 0. */
export class RecentRows {
  private readonly instants: Generations<number, Instant>;
  order = 0;
  equal = 0;

  constructor(size: number) {
    this.instants = new Generations(size);
  }

  /** `content` tells rows of one instant apart; null where they need not be told apart. The answer is in `order` and `equal`. */
  see(at: number, content: string | null): void {
    let instant = this.instants.young.get(at);
    const earlier = this.instants.old.get(at);
    this.order = instant?.rows ?? earlier?.rows ?? 0;
    this.equal = content === null ? 0 : (countOf(instant, content) ?? countOf(earlier, content) ?? 0);
    const known = instant !== undefined && (content === null || countOf(instant, content) !== undefined);
    if (!known) {
      this.instants.room();
      instant = this.instants.young.get(at);
    }
    if (!instant) {
      instant = { rows: 0, first: content, firstCount: 0, others: null };
      this.instants.young.set(at, instant);
    }
    instant.rows = this.order + 1;
    if (content === null) return;
    if (instant.first === content) instant.firstCount = this.equal + 1;
    else {
      instant.others ??= new Map();
      instant.others.set(content, this.equal + 1);
    }
  }
}

function countOf(instant: Instant | undefined, content: string): number | undefined {
  if (!instant) return undefined;
  return instant.first === content ? instant.firstCount : instant.others?.get(content);
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
