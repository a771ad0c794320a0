/**
 * Documents beside each other: what differs between two, and three-way merging of a changed parent into a child. Pure.
 * Lists whose elements have a `key` or a `name` of their own are compared element by element; every other list is one value, and
 * so are the rules of a check-in and a quiz, which must fit together. Merging of this kind is diff3's, on trees instead of lines.
 */
import { isDeepStrictEqual } from 'node:util';

type Tree = ReadonlyMap<string, unknown>;
const EMPTY: Tree = new Map();

export interface Row {
  /** JSON pointer (RFC 6901); an element of a list goes by its key or name: `/operate/rituals/开营/text`. */
  path: string;
  /** undefined: nothing there. */
  here: unknown;
  there: unknown;
}

/** Leaf by leaf, in the order of `here`; what is only there comes after it. */
export function differing(here: unknown, there: unknown, path = ''): Row[] {
  if (isDeepStrictEqual(here, there)) return [];
  const opened = openAll(path, here, there);
  if (!opened) return [{ path, here, there }];
  const [one = EMPTY, other = EMPTY] = opened.trees;
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys].flatMap((key) => differing(one.get(key), other.get(key), below(path, key)));
}

interface Conflict {
  path: string;
  base: unknown;
  child: unknown;
  parent: unknown;
}

export interface Merged {
  document: unknown;
  /** `here`: the child as it is, `there`: as it will be. */
  changes: Row[];
  /** Both have changed it. The child's stays unless its path is among those taken. */
  conflicts: Conflict[];
}

/** @param take paths of conflicts in which the parent's is taken */
export function merge(base: unknown, child: unknown, parent: unknown, take: ReadonlySet<string> = new Set()): Merged {
  const conflicts: Conflict[] = [];
  const document = mergeAt('', base, child, parent, take, conflicts);
  return { document, changes: differing(child, document), conflicts };
}

function mergeAt(path: string, base: unknown, child: unknown, parent: unknown, take: ReadonlySet<string>, conflicts: Conflict[]): unknown {
  if (isDeepStrictEqual(child, parent) || isDeepStrictEqual(parent, base)) return child;
  if (isDeepStrictEqual(child, base)) return parent;
  const opened = openAll(path, base, child, parent);
  if (!opened) {
    conflicts.push({ path, base, child, parent });
    return take.has(path) ? parent : child;
  }
  const [was = EMPTY, own = EMPTY, theirs = EMPTY] = opened.trees;
  const keys = orderOf([...was.keys()], [...own.keys()], [...theirs.keys()]);
  const entries = keys.flatMap((key) => {
    const value = mergeAt(below(path, key), was.get(key), own.get(key), theirs.get(key), take, conflicts);
    return value === undefined ? [] : [[key, value] as const];
  });
  return opened.list ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** The parent's order, unless the child has put things in an order of its own; what only the other has comes last. */
function orderOf(was: readonly string[], own: readonly string[], theirs: readonly string[]): string[] {
  const kept = own.filter((key) => was.includes(key));
  const untouched = isDeepStrictEqual(
    kept,
    was.filter((key) => own.includes(key)),
  );
  return [...new Set(untouched ? [...theirs, ...own, ...was] : [...own, ...theirs, ...was])];
}

/** All as trees of the same kind, or null where one of them is a value that is taken or left as a whole. */
function openAll(path: string, ...values: unknown[]): { list: boolean; trees: Tree[] } | null {
  if (path.endsWith('/policy') || path === '/interest/quiz') return null;
  if (values.every(isRecord)) return { list: false, trees: values.map((value) => new Map(Object.entries(value))) };
  for (const by of ['key', 'name']) {
    const trees = values.map((value) => byName(value, by));
    if (trees.every((tree) => tree !== null)) return { list: true, trees };
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function byName(value: unknown, by: string): Tree | null {
  if (!Array.isArray(value)) return null;
  const tree = new Map<string, unknown>();
  for (const element of value) {
    const name = isRecord(element) ? element[by] : undefined;
    if (typeof name !== 'string' || tree.has(name)) return null;
    tree.set(name, element);
  }
  return tree;
}

const below = (path: string, key: string) => `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
