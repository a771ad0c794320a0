/**
 * Counts how often an entry was seen among recent ones. Two generations of at most `size` distinct entries: an entry
 * is forgotten at the earliest after `size` other ones, and memory never grows beyond two generations.
 */
export class RecentCounts {
  private readonly size: number;
  private young = new Map<string, number>();
  private old = new Map<string, number>();

  constructor(size: number) {
    this.size = size;
  }

  /** How often the entry came before; counts it. */
  next(entry: string): number {
    const count = this.young.get(entry) ?? this.old.get(entry) ?? 0;
    if (count === 0 || !this.young.has(entry)) {
      if (this.young.size >= this.size) {
        this.old = this.young;
        this.young = new Map();
      }
    }
    this.young.set(entry, count + 1);
    return count;
  }
}
