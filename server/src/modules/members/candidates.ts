/** Pairs worth weighing among all names of a community. Pure. */
import { type Place, placeKey } from './rules.ts';
import { bareName } from './scoring.ts';

/** One name of one identity. */
export interface NamedPlace extends Place {
  member: string | null;
  who: string;
  by: 'id' | 'name';
  platform: string;
  name: string;
}

/** A name that more people bear says nothing: 微信用户, a role, a first name. */
const MOST_BEARERS = 5;
/** Names that platforms give to who has none. */
const nobody = /^(微信用户|qq用户|已注销|未知|匿名|系统消息|deleted account|unknown|you|me|user|\p{N}+)$/iu;

export interface Candidates {
  /** Account and full name before bare name. One of each pair is of `channelId`. */
  pairs: [Place, Place][];
  /** Folded name → people who bear it. */
  bearers(name: string): number;
}

export function candidatesOf(
  named: readonly NamedPlace[],
  channelId: string,
  dismissed: (one: Place, other: Place) => boolean,
): Candidates {
  const blocks = [
    groups(named, ({ by, platform, who }) => (by === 'id' ? `${platform} ${who}` : null)),
    groups(named, ({ name }) => meaningful(name.trim().toLowerCase())),
    groups(named, ({ name }) => meaningful(bareName(name))),
  ];
  const pairs = new Map<string, [Place, Place]>();
  for (const block of blocks) {
    for (const people of block.values()) {
      if (people.length > MOST_BEARERS) continue;
      for (const [index, one] of people.entries()) {
        for (const other of people.slice(index + 1)) {
          const one_member = one.member !== null && one.member === other.member;
          const here = one.channelId === channelId || other.channelId === channelId;
          if (one_member || !here || dismissed(one, other)) continue;
          const pair: [Place, Place] = one.channelId === channelId ? [one, other] : [other, one];
          const key = [placeKey(one), placeKey(other)].sort().join(' ');
          if (!pairs.has(key)) pairs.set(key, pair);
        }
      }
    }
  }
  const byName = blocks[1];
  return { pairs: [...pairs.values()], bearers: (name) => byName?.get(name)?.length ?? 0 };
}

function meaningful(name: string): string | null {
  return name === '' || nobody.test(name) ? null : name;
}

/** People, each once, by a key. */
function groups(named: readonly NamedPlace[], keyOf: (row: NamedPlace) => string | null): Map<string, NamedPlace[]> {
  const found = new Map<string, NamedPlace[]>();
  for (const row of named) {
    const key = keyOf(row);
    if (key === null) continue;
    const own = found.get(key) ?? [];
    if (!own.some((other) => placeKey(other) === placeKey(row))) own.push(row);
    found.set(key, own);
  }
  return found;
}
