/** Two member lists of one group: who came, who went, who is called otherwise now. Pure. */

export interface RosterEntry {
  /** The member, where identities are merged, else the identity. */
  key: string;
  by: 'id' | 'name';
  name: string;
  role: 'owner' | 'admin' | 'member' | null;
}

export interface RosterChanges<Entry extends RosterEntry = RosterEntry> {
  /**
   * `ids`: both lists name accounts, so every change is what it is called. `names`: at least one knows people by their names
   * alone, and there a new name cannot be told from one who left and another who joined: both are told as joined and left.
   */
  certainty: 'ids' | 'names';
  joined: Entry[];
  left: Entry[];
  renamed: { before: Entry; after: Entry }[];
  roles: { before: Entry; after: Entry }[];
  /** On both lists, whatever else changed. */
  stayed: number;
}

/** People are matched by key; those left over by a name that one person alone bears on either list, unless both are accounts. */
export function compareRosters<Entry extends RosterEntry>(before: readonly Entry[], after: readonly Entry[]): RosterChanges<Entry> {
  const earlier = new Map(before.map((entry) => [entry.key, entry]));
  const later = new Map(after.map((entry) => [entry.key, entry]));
  const pairs: { before: Entry; after: Entry }[] = [];
  for (const [key, entry] of later) {
    const same = earlier.get(key);
    if (same) pairs.push({ before: same, after: entry });
  }
  const gone = new Map([...earlier].filter(([key]) => !later.has(key)));
  const come = new Map([...later].filter(([key]) => !earlier.has(key)));
  const bearers = byName(earlier.values());
  const bearersNow = byName(later.values());
  for (const [key, entry] of come) {
    const [match, another] = bearers.get(fold(entry.name)) ?? [];
    const alone = match && !another && bearersNow.get(fold(entry.name))?.length === 1;
    if (!alone || !gone.has(match.key) || (match.by === 'id' && entry.by === 'id')) continue;
    pairs.push({ before: match, after: entry });
    gone.delete(match.key);
    come.delete(key);
  }
  return {
    certainty: [...earlier.values(), ...later.values()].every(({ by }) => by === 'id') ? 'ids' : 'names',
    joined: [...come.values()],
    left: [...gone.values()],
    renamed: pairs.filter((pair) => pair.before.name.trim() !== pair.after.name.trim()),
    roles: pairs.filter((pair) => pair.before.role !== null && pair.after.role !== null && pair.before.role !== pair.after.role),
    stayed: pairs.length,
  };
}

/**
 * Whether a list stands for the whole group. One that comes with a chat may name only those who spoke; one that lacks most of
 * the people of the list before it is a part, however it was meant, and nobody is taken for gone by it.
 */
export function isWhole(list: { withChat: boolean; before: number; stayed: number }): boolean {
  return !list.withChat && list.stayed * 2 >= list.before;
}

/** The civil day a file's name tells (`名册-20260301.csv`, `2026年3月1日名单.txt`), else null. */
export function dayInName(file: string): string | null {
  const match = /(?<!\d)(20\d\d)(?:(\d\d)(\d\d)|[-_.年](\d{1,2})[-_.月](\d{1,2}))(?!\d)/.exec(file);
  if (!match) return null;
  const [, year, month = match[4] ?? '', day = match[5] ?? ''] = match;
  const date = new Date(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day) ? date.toISOString().slice(0, 10) : null;
}

function byName<Entry extends RosterEntry>(entries: Iterable<Entry>): Map<string, Entry[]> {
  return Map.groupBy(entries, ({ name }) => fold(name));
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}
