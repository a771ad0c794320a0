import { asId, asText, type JsonObject } from '../json/fields.ts';
import { type WallClock, wallClock } from '../wall-clock.ts';

const WALL = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2}):(\d{2})(?:\.\d+)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * When a row was sent, epoch ms: `timestamp` as milliseconds, seconds or ISO instant, else `time`, which some builds
 * write as local time of the exporting machine. NaN = no time.
 */
export class Instants {
  private readonly zone: string;
  private clock: WallClock | null = null;

  constructor(zone: string) {
    this.zone = zone;
  }

  of(row: JsonObject): number {
    const stamp = asId(row.timestamp);
    if (/^\d{9,16}(?:\.\d+)?$/.test(stamp)) {
      const number = Number(stamp);
      return Math.round(number > 1e11 ? number : number * 1000);
    }
    const told = this.read(stamp);
    return Number.isNaN(told) ? this.read(asText(row.time)) : told;
  }

  /** An ISO instant, or the zone's wall clock `2026-01-05 20:13:00`. */
  read(text: string): number {
    if (INSTANT.test(text)) return Date.parse(text);
    const match = WALL.exec(text);
    if (!match) return Number.NaN;
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
    this.clock ??= wallClock(this.zone);
    return this.clock(year, month, day, hour, minute, second) ?? Number.NaN;
  }
}
