import i18next from 'i18next';

/** Numbers, shares, dates in the reader's language and, for instants, the group's zone. A dash for what is not known. */
const DASH = '—';
const language = () => i18next.language || 'zh-CN';

export const number = (value: number | null | undefined) => (value == null ? DASH : new Intl.NumberFormat(language()).format(value));

export const percent = (value: number | null | undefined) =>
  value == null ? DASH : new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 0 }).format(value);

export const day = (value: string | null | undefined, zone?: string) =>
  value == null
    ? DASH
    : value.length === 10
      ? value
      : new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(value));

export const dateTime = (value: string | null | undefined, zone?: string) =>
  value == null
    ? DASH
    : new Intl.DateTimeFormat(language(), {
        timeZone: zone,
        month: 'numeric',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
      }).format(new Date(value));

/** `41 分钟`, `3.2 小时`, `5 天`. */
export function duration(seconds: number | null | undefined): string {
  if (seconds == null) return DASH;
  const said = (value: number, unit: string, digits: number) =>
    i18next.t(`unit.${unit}`, {
      count: Number(value.toFixed(digits)),
      n: new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value),
    });
  if (seconds < 90) return said(seconds, 'second', 0);
  if (seconds < 5400) return said(seconds / 60, 'minute', 0);
  return seconds < 129_600 ? said(seconds / 3600, 'hour', 1) : said(seconds / 86_400, 'day', 1);
}

export function bytes(value: number): string {
  if (value < 1e3) return unit(value, 'byte', 0);
  if (value < 1e6) return unit(value / 1e3, 'kilobyte', 0);
  return value < 1e9 ? unit(value / 1e6, 'megabyte', 1) : unit(value / 1e9, 'gigabyte', 1);
}

const unit = (value: number, name: string, digits: number) =>
  new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value);
