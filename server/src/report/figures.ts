/** Numbers, days and instants in the reader's language and the group's zone. Null is said, never shown as 0. */
import type { Language } from './words.ts';

export interface Figures {
  count(value: number): string;
  /** 0–1 → `38%`; under one per cent and above zero `<1%`. */
  share(value: number | null): string;
  /** `24–61%`. */
  range(low: number, high: number): string;
  /** One digit behind the point. */
  decimal(value: number | null): string;
  /** Instant → civil day `2026-11-20` in the zone. */
  day(at: string): string;
  /** Instant → `2026-11-20 23:42` in the zone. */
  moment(at: string): string;
  /** `2026-11-20` → `11-20`. */
  shortDay(day: string): string;
  /** 190 → `3 分钟` / `3 min`. */
  duration(seconds: number): string;
  /** Bytes → `3.4 MB`. */
  size(bytes: number): string;
  weekday(index: number): string;
  list(items: readonly string[]): string;
}

const NONE = '—';

const weekdays = { 'zh-CN': [...'一二三四五六日'].map((day) => `周${day}`), en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] };
const units = {
  'zh-CN': { second: ' 秒', minute: ' 分钟', hour: ' 小时', day: ' 天' },
  en: { second: ' s', minute: ' min', hour: ' h', day: ' days' },
};

export function figuresIn(language: Language, zone: string): Figures {
  const number = new Intl.NumberFormat(language);
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const percent = (value: number) => (value > 0 && value < 0.005 ? '<1%' : `${Math.round(value * 100)}%`);
  const wall = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const day = (at: string) => wall(at).toPlainDate().toString();
  const unit = units[language];
  return {
    count: (value) => number.format(value),
    share: (value) => (value === null ? NONE : percent(value)),
    range: (low, high) => `${Math.round(low * 100)}–${Math.round(high * 100)}%`,
    decimal: (value) => (value === null ? NONE : decimal.format(value)),
    day,
    moment: (at) => `${day(at)} ${wall(at).toPlainTime().toString({ smallestUnit: 'minute' })}`,
    shortDay: (text) => text.slice(5),
    duration: (seconds) => {
      if (seconds < 90) return `${Math.round(seconds)}${unit.second}`;
      if (seconds < 5400) return `${Math.round(seconds / 60)}${unit.minute}`;
      if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)}${unit.hour}`;
      return `${Math.round(seconds / 86_400)}${unit.day}`;
    },
    size: (bytes) =>
      bytes < 1000
        ? `${bytes} B`
        : bytes < 1e6
          ? `${decimal.format(bytes / 1e3)} kB`
          : bytes < 1e9
            ? `${decimal.format(bytes / 1e6)} MB`
            : `${decimal.format(bytes / 1e9)} GB`,
    weekday: (index) => weekdays[language][index] ?? '',
    list: (items) => items.join(language === 'zh-CN' ? '、' : ', '),
  };
}
