/** How a community writes nicknames, and how one would be written that way. Pure. */
import type { NicknameLint } from './contract.ts';

/** The sign between parts, 丨 (U+4E28); people type what they find. */
const BAR = '丨';
const BARS = /\s*[丨|｜︱│┃∣ǀ]\s*/u;
const LOOSE = /\s*[丨|｜︱│┃∣ǀ\-—–_·•・/／\\、，,]+\s*|\s+/u;
const QUOTED = /^[“"「『](.+)[”"」』]$/u;
/** Stands for the name of the community itself. */
const COMMUNITY = '社群名';
const NAMES = /姓名|昵称|称呼|名字|小名|真名/u;
const PLACES = /城市|地区|城区|片区|地方|所在|现居/u;

interface Known {
  community: string;
  /** Where the person is, as the introduction says it; empty: not said. */
  place: string;
}

interface Part {
  name: string;
  /** Written as it is; null: to be filled in. */
  fixed: string | null;
}

function partsOf(format: string, community: string): Part[] {
  return format
    .split(BARS)
    .filter((part) => part !== '')
    .map((part) => {
      const quoted = QUOTED.exec(part)?.[1];
      const fixed = quoted ?? (part === COMMUNITY ? community : null);
      return { name: quoted ?? part, fixed };
    });
}

/**
 * Is the nickname written by the format, and how would it be? What can be told goes to its place: the fixed parts, one loose
 * part as the name, the place from the introduction; as many loose parts as places in their order.
 * @param format parts divided by 丨, `“早起营”丨姓名丨城市`; empty: any nickname will do
 */
export function lintNickname(nickname: string, format: string, known: Known): NicknameLint {
  const parts = partsOf(format, known.community);
  if (parts.length === 0) return { met: true, proposal: nickname, lacks: [] };
  const given = nickname.trim().split(BARS);
  const met =
    given.length === parts.length &&
    given.every((words, at) => words !== '' && (parts[at]?.fixed ?? words) === words) &&
    given.join(BAR) === nickname;
  if (met) return { met, proposal: nickname, lacks: [] };
  const proposed =
    given.length === parts.length
      ? parts.map(({ fixed }, at) => fixed ?? given[at] ?? '')
      : filledIn(parts, nickname.trim().split(LOOSE), known);
  const lacks = parts.flatMap(({ name }, at) => (proposed[at] ? [] : [name]));
  const proposal = proposed.join(BAR);
  return { met: false, proposal: lacks.length > 0 || Array.from(proposal).length > 60 ? null : proposal, lacks };
}

function filledIn(parts: readonly Part[], given: readonly string[], { place }: Known): string[] {
  const fixed = new Set(parts.flatMap((part) => part.fixed ?? []));
  const loose = given.filter((words) => words !== '' && !fixed.has(words));
  const open = parts.filter((part) => part.fixed === null);
  // One word too many belongs to somebody's name: “Anne Marie”.
  const words = loose.length > open.length ? [...loose.slice(0, open.length - 1), loose.slice(open.length - 1).join(' ')] : loose;
  const byPart = new Map<Part, string>();
  if (words.length === open.length) for (const [at, part] of open.entries()) byPart.set(part, words[at] ?? '');
  else if (words.length > 0) {
    const named = open.find(({ name }) => NAMES.test(name)) ?? open[0];
    const where = open.find((part) => part !== named && PLACES.test(part.name));
    if (named) byPart.set(named, words[0] ?? '');
    if (where) byPart.set(where, words[1] ?? place.trim().split(BARS).join(' ').trim());
  }
  return parts.map((part) => part.fixed ?? byPart.get(part) ?? '');
}

/**
 * A format as documents write it, `早起营丨姓名丨城市`, with what is the community's own name in quotes: its characters stand in
 * the name in this order. A proposal for staff to look at, no more.
 */
export function suggestedFormat(format: string, community: string): string {
  const own = (part: string) => {
    if (QUOTED.test(part) || NAMES.test(part) || PLACES.test(part) || part.length < 2) return false;
    let from = 0;
    for (const character of part) {
      from = community.indexOf(character, from) + 1;
      if (from === 0) return false;
    }
    return true;
  };
  return format
    .split(BARS)
    .filter((part) => part !== '')
    .map((part) => (own(part) ? `“${part}”` : part))
    .join(BAR);
}
