/** Who belongs to whom, from the ledger. Pure. */

export const evidenceCodes = [
  'sameAccount',
  'sameName',
  'similarName',
  'sharedRows',
  'handover',
  'neverTogether',
  'sameMinute',
  'twoAccounts',
] as const;

/** An identity as the ledger names it. */
export interface Place {
  channelId: string;
  identity: number;
}

export interface LedgerEntry {
  number: number;
  /** What an entry merged, and the member that this merge began; null in an undo. */
  merge: { memberId: string; one: Place; other: Place } | null;
  undoes: number | null;
}

export interface Member {
  memberId: string;
  people: Place[];
}

export const placeKey = ({ channelId, identity }: Place): string => `${channelId} ${identity}`;

/** Merges nobody has undone, in the order of the ledger. */
export function standing<E extends LedgerEntry>(ledger: readonly E[]): (E & { merge: NonNullable<LedgerEntry['merge']> })[] {
  const undone = new Set(ledger.map(({ undoes }) => undoes));
  return ledger
    .toSorted((a, b) => a.number - b.number)
    .flatMap((entry) => (entry.merge && !undone.has(entry.number) ? [{ ...entry, merge: entry.merge }] : []));
}

/**
 * Members of two identities and more: what the standing merges join, directly or over others, is one. So the order of merges
 * and undos does not matter. A member bears the id of its first standing merge.
 */
export function membersOf(ledger: readonly LedgerEntry[]): Member[] {
  const memberOf = new Map<string, Member>();
  for (const { merge } of standing(ledger)) {
    const ends = [merge.one, merge.other];
    const known = new Set(ends.flatMap((place) => memberOf.get(placeKey(place)) ?? []));
    // Members stand in the map in the order in which they began.
    const [oldest] = memberOf.values().filter((member) => known.has(member));
    const people = new Map([...known].flatMap((member) => member.people.map((place) => [placeKey(place), place])));
    for (const place of ends) people.set(placeKey(place), place);
    const joined: Member = { memberId: oldest?.memberId ?? merge.memberId, people: [...people.values()] };
    for (const key of people.keys()) memberOf.set(key, joined);
  }
  return [...new Set(memberOf.values())];
}

interface Assignment extends Place {
  memberId: string | null;
}

export interface Regrouping {
  assignments: Assignment[];
  /** Channels in which other identities than before are one. */
  channels: string[];
}

/** What one more entry changes. */
export function regrouping(before: readonly LedgerEntry[], entry: LedgerEntry): Regrouping {
  const old = index(membersOf(before));
  const fresh = index(membersOf([...before, entry]));
  const touched = entry.merge ?? before.find(({ number }) => number === entry.undoes)?.merge;
  if (!touched) return { assignments: [], channels: [] };
  const places = new Map<string, Place>();
  for (const end of [touched.one, touched.other]) {
    for (const map of [old, fresh]) for (const place of map.get(placeKey(end))?.people ?? [end]) places.set(placeKey(place), place);
  }
  const assignments = [...places].flatMap(([key, place]) => {
    const memberId = fresh.get(key)?.memberId ?? null;
    return memberId === (old.get(key)?.memberId ?? null) ? [] : [{ ...place, memberId }];
  });
  const channels = [...new Set([...places.values()].map(({ channelId }) => channelId))];
  return { assignments, channels: channels.filter((channel) => partition(old, places, channel) !== partition(fresh, places, channel)) };
}

function index(members: readonly Member[]): Map<string, Member> {
  return new Map(members.flatMap((member) => member.people.map((place) => [placeKey(place), member])));
}

function partition(members: ReadonlyMap<string, Member>, places: ReadonlyMap<string, Place>, channelId: string): string {
  const own = [...places].filter(([, place]) => place.channelId === channelId);
  const groups = Map.groupBy(own, ([key]) => members.get(key)?.memberId ?? key);
  return JSON.stringify([...groups.values()].map((group) => group.map(([, { identity }]) => identity).sort((a, b) => a - b)).sort());
}
