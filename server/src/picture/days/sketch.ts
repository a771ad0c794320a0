/**
 * Quantiles of durations in little space: counts in logarithmic buckets, after DDSketch (Masson, Rim and Lee, "DDSketch:
 * a fast and fully-mergeable quantile sketch with relative-error guarantees", PVLDB 12(12), 2019). Bucket i > 0 holds
 * γ^(i−1) < x ≤ γ^i seconds with γ = (1+α)/(1−α), α = 2 %; answers are within α of a true value. Durations under
 * one second share bucket 0. Merging adds counts, so any split of the same durations gives the same sketch.
 */

const ALPHA = 0.02;
const GAMMA = (1 + ALPHA) / (1 - ALPHA);
const LOG_GAMMA = Math.log(GAMMA);
/** γ^512 s ≈ 25 years; anything longer counts as that. */
const BUCKETS = 513;

/** As stored: bucket, count, bucket, count … by rising bucket, empty ones left out. */
export type StoredSketch = number[];

export class DurationSketch {
  private readonly counts = new Float64Array(BUCKETS);
  private size = 0;

  static of(...stored: readonly StoredSketch[]): DurationSketch {
    const sketch = new DurationSketch();
    for (const one of stored) sketch.merge(one);
    return sketch;
  }

  get count(): number {
    return this.size;
  }

  /** @param times how often; negative takes back durations that were added before. */
  add(seconds: number, times = 1): void {
    const bucket = bucketOf(seconds);
    this.counts[bucket] = (this.counts[bucket] ?? 0) + times;
    this.size += times;
  }

  merge(stored: StoredSketch): void {
    for (let at = 0; at + 1 < stored.length; at += 2) {
      const bucket = stored[at] ?? 0;
      const times = stored[at + 1] ?? 0;
      this.counts[bucket] = (this.counts[bucket] ?? 0) + times;
      this.size += times;
    }
  }

  /** The duration (s) of rank ⌊q (n − 1)⌋ counted from 0, as in the paper; null when empty. `q` is 0–1. */
  quantile(q: number): number | null {
    if (this.size === 0) return null;
    const rank = Math.floor(q * (this.size - 1));
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      seen += this.counts[bucket] ?? 0;
      if (seen > rank) return secondsOf(bucket);
    }
    return secondsOf(BUCKETS - 1);
  }

  /** Share (0–1) of durations in lower buckets than `seconds`: surely shorter; null when empty. */
  shareBelow(seconds: number): number | null {
    return this.shareOf(bucketOf(seconds));
  }

  /** Share (0–1) of durations up to `seconds`, those within α above it included; null when empty. */
  shareWithin(seconds: number): number | null {
    return this.shareOf(bucketOf(seconds) + 1);
  }

  stored(): StoredSketch {
    const stored: StoredSketch = [];
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      const times = this.counts[bucket] ?? 0;
      if (times !== 0) stored.push(bucket, times);
    }
    return stored;
  }

  private shareOf(buckets: number): number | null {
    if (this.size === 0) return null;
    let seen = 0;
    for (let bucket = 0; bucket < buckets; bucket += 1) seen += this.counts[bucket] ?? 0;
    return seen / this.size;
  }
}

function bucketOf(seconds: number): number {
  if (!(seconds >= 1)) return 0;
  return Math.min(BUCKETS - 1, Math.max(1, Math.ceil(Math.log(seconds) / LOG_GAMMA)));
}

/** The value whose relative distance to both ends of the bucket is α. */
function secondsOf(bucket: number): number {
  return bucket === 0 ? 0 : (2 * GAMMA ** bucket) / (GAMMA + 1);
}
