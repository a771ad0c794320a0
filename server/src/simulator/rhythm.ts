/** When a community speaks: its phases as a curve over the weeks, its hours and weekdays. */
import { DAY_MS, weekdayOf, weekStart, type ZoneClock, zoneClock } from '#vocabulary/zone';
import type { Dice } from './dice.ts';
import type { CommunitySpec, Phase, PlantedWeek } from './spec.ts';

export interface Week extends PlantedWeek {
  phase: Phase;
  /** Messages of talk a day. */
  perDay: number;
  zeal: number;
}

/** Weeks are not alike even where nothing changes. */
const WEEK_NOISE = 0.1;

/** The weeks of a community that ends at an instant; the last is cut off there. */
export function weeksOf(spec: CommunitySpec, end: number, dice: Dice): Week[] {
  const total = spec.phases.reduce((sum, { weeks }) => sum + weeks, 0);
  let week = weekStart(zoneClock(spec.zone).dayOf(end)) - (total - 1) * 7;
  const weeks: Week[] = [];
  for (const phase of spec.phases) {
    for (let i = 0; i < phase.weeks; i += 1) {
      const share = phase.weeks > 1 ? i / (phase.weeks - 1) : 1;
      const noise = Math.exp(WEEK_NOISE * dice.normal());
      weeks.push({ week, stage: phase.stage, phase, perDay: between(phase.perDay, share) * noise, zeal: between(phase.zeal, share) });
      week += 7;
    }
  }
  return weeks;
}

export class Rhythm {
  readonly clock: ZoneClock;
  readonly first: number;
  private readonly weeks: readonly Week[];
  private readonly hours: readonly number[];
  private readonly weekdays: readonly number[];

  constructor(spec: CommunitySpec, weeks: readonly Week[]) {
    this.clock = zoneClock(spec.zone);
    this.weeks = weeks;
    this.first = weeks[0]?.week ?? 0;
    this.hours = normed(spec.hours);
    this.weekdays = normed(spec.weekdays);
  }

  weekAt(at: number): Week | undefined {
    return this.weeks[Math.floor((this.clock.dayOf(at) - this.first) / 7)];
  }

  /** Messages a minute, without what messages call forth. @param ownShare 1 − a/b */
  rate(at: number, ownShare: number): number {
    const week = this.weekAt(at);
    if (!week) return 0;
    const day = this.weekdays[weekdayOf(this.clock.dayOf(at))] ?? 0;
    return (ownShare * week.perDay * day * (this.hours[this.clock.hourOf(at)] ?? 0)) / 1440;
  }

  /** No rate of a week is above it. */
  highest(week: Week, ownShare: number): number {
    return (ownShare * week.perDay * Math.max(...this.weekdays) * Math.max(...this.hours)) / 1440;
  }

  /** An instant of a civil day, at an hour with minutes as its fraction. */
  instant(day: number, hour: number): number {
    const start = this.clock.startOfDay(day);
    return Math.floor((start + Math.min(hour * 3_600_000, DAY_MS - 1000)) / 1000) * 1000;
  }
}

function between([from, to]: readonly [number, number], share: number): number {
  return from + (to - from) * share;
}

/** Mean 1. */
function normed(weights: readonly number[]): number[] {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}
