/** The name of the next class (下一期), proposed from the name of this one and the day it begins. */

const digits = '零一二三四五六七八九';
const seasons = ['冬', '春', '夏', '秋'] as const;

/** 1–99 as Chinese writes them. */
function chinese(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  if (tens === 0) return digits.charAt(ones);
  return `${tens === 1 ? '' : digits.charAt(tens)}十${ones === 0 ? '' : digits.charAt(ones)}`;
}

/** @returns NaN where it is no number from 1 to 99 */
function fromChinese(text: string): number {
  const [, tens, ten, ones = ''] = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text.replace('两', '二')) ?? [];
  const value = (character = '') => Math.max(0, digits.indexOf(character));
  if (ten) return (tens ? value(tens) : 1) * 10 + (ones ? value(ones) : 0);
  return tens && !ones ? value(tens) : Number.NaN;
}

const counted = /(\d{1,4}|[一二两三四五六七八九十]{1,3})(\s*)([期班季届轮])/u;
const latin = /((?:vol\.?|no\.?|round|class|season|batch|[#s])\s*)(\d{1,4})(?!\d)/iu;
const yearly = /(20\d\d)(年?\s*)([春夏秋冬])(季?)/u;
const seasonal = /([春夏秋冬])(季?[班营期])/u;
const monthly = /(?:(20\d\d)(年\s*|[-./]))?(\d{1,2}|[一二三四五六七八九十]{1,2})(月)/u;

/**
 * Counts on where the name counts (一期 → 二期, 第3期 → 第4期, Vol.3 → Vol.4); a season, month or year becomes that of the first
 * day; else it is the second: `（二期）`.
 * @param startsOn `2026-03-01`
 */
export function nextName(name: string, startsOn: string): string {
  const [year = '', month = ''] = startsOn.split('-');
  const at = Number(month);
  const season = seasons[Math.floor((at % 12) / 3)] ?? '春';
  if (counted.test(name))
    return name.replace(counted, (all, n: string, gap: string, unit: string) => `${oneMore(n) ?? all.slice(0, n.length)}${gap}${unit}`);
  if (latin.test(name))
    return name.replace(latin, (_, before: string, n: string) => before + String(Number(n) + 1).padStart(n.length, '0'));
  if (yearly.test(name))
    return name.replace(yearly, (_, _year: string, mark: string, _season: string, after: string) => year + mark + season + after);
  if (monthly.test(name))
    return name.replace(monthly, (_, before: string | undefined, mark: string | undefined, n: string, unit: string) => {
      const shown = /\d/.test(n) ? String(at).padStart(n.startsWith('0') ? 2 : 1, '0') : chinese(at);
      return `${before ? year + (mark ?? '') : ''}${shown}${unit}`;
    });
  if (seasonal.test(name)) return name.replace(seasonal, (_, _season: string, after: string) => season + after);
  const plain = name.replace(/20\d\d/, year);
  if (plain !== name) return plain;
  return /[A-Za-z]$/.test(name) ? `${name} 2` : `${name}（二期）`;
}

function oneMore(n: string): string | null {
  if (/^\d+$/.test(n)) return String(Number(n) + 1).padStart(n.length, '0');
  const value = fromChinese(n);
  return Number.isNaN(value) || value >= 99 ? null : chinese(value + 1);
}
