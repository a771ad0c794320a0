import { DomainError } from '#vocabulary/errors';

/** One chat of one file, as far as the choice needs it. */
export interface Candidate {
  file: string;
  /** Position among the file's chats. */
  chat: number;
  id: string | null;
  name: string | null;
  rows: number;
}

export interface Choice<T extends Candidate> {
  name: string | null;
  parts: T[];
  /** Chats left aside, largest first. */
  others: { name: string; records: number }[];
}

/**
 * Which chat the checkup is about. Files with exactly one chat are parts of one group; of files with several, the one
 * named (exactly, else as the only one that contains the text), else the one of the other files, else the largest.
 * @throws DomainError `chat.notFound`, `chat.ambiguous`
 */
export function chooseChat<T extends Candidate>(candidates: readonly T[], wanted: string | undefined): Choice<T> {
  const perFile = Map.groupBy(candidates, ({ file }) => file);
  const single = candidates.filter(({ file }) => perFile.get(file)?.length === 1);
  const several = candidates.filter(({ file }) => (perFile.get(file)?.length ?? 0) > 1);
  const pools = Map.groupBy(several, identity);
  if (wanted !== undefined) {
    const all = Map.groupBy(candidates, identity);
    const key = find(all, wanted);
    const chosen = all.get(key) ?? [];
    // A file without a chat name cannot contradict the choice.
    const nameless = single.filter(({ name }) => name === null);
    return choice([...chosen, ...nameless], others(all, [key, ...nameless.map(identity)]));
  }
  if (several.length === 0) return choice(single, []);
  const known = single.map(identity).find((key) => pools.has(key));
  const key = known ?? largest(pools);
  // Files of one chat and a chat picked from many are one group only when they say so themselves.
  const parts =
    known !== undefined || single.length === 0 || single.every(({ name }) => name === null)
      ? [...single, ...(pools.get(key) ?? [])]
      : single;
  return choice(parts, others(pools, parts.map(identity)));
}

/** Platform id where there is one, else the name, else the file itself. */
function identity({ id, name, file, chat }: Candidate): string {
  return id !== null ? `id:${id}` : name !== null ? `name:${name}` : `file:${file}:${chat}`;
}

function find(pools: ReadonlyMap<string, readonly Candidate[]>, wanted: string): string {
  const entries = [...pools].filter(([, parts]) => parts[0]?.name !== null).sort(([, a], [, b]) => rowsOf(b) - rowsOf(a));
  const exact = entries.filter(([, parts]) => parts.some(({ name, id }) => name === wanted || id === wanted));
  const fold = wanted.toLowerCase();
  const found = exact.length > 0 ? exact : entries.filter(([, parts]) => parts.some(({ name }) => name?.toLowerCase().includes(fold)));
  const [first, second] = found;
  const names = (list: typeof entries) =>
    list
      .slice(0, 10)
      .map(([, parts]) => parts[0]?.name ?? '')
      .join(' | ');
  if (!first) throw new DomainError('chat.notFound', { chat: wanted, names: names(entries) || '—' });
  if (second) throw new DomainError('chat.ambiguous', { chat: wanted, names: names(found) });
  return first[0];
}

function rowsOf(parts: readonly Candidate[]): number {
  return parts.reduce((sum, { rows }) => sum + rows, 0);
}

function largest(pools: ReadonlyMap<string, readonly Candidate[]>): string {
  let best = { key: '', rows: -1 };
  for (const [key, parts] of pools) if (rowsOf(parts) > best.rows) best = { key, rows: rowsOf(parts) };
  return best.key;
}

function others(pools: ReadonlyMap<string, readonly Candidate[]>, taken: readonly string[]): { name: string; records: number }[] {
  return [...pools]
    .filter(([key]) => !taken.includes(key))
    .map(([, parts]) => ({ name: parts[0]?.name ?? parts[0]?.file ?? '', records: rowsOf(parts) }))
    .sort((a, b) => b.records - a.records);
}

function choice<T extends Candidate>(parts: readonly T[], rest: { name: string; records: number }[]): Choice<T> {
  const largestPart = parts.toSorted((a, b) => b.rows - a.rows);
  return { name: largestPart.find(({ name }) => name !== null)?.name ?? null, parts: [...parts], others: rest };
}
