/** What a backup moves, by the database's own catalogue, so that a new table cannot be forgotten. */
import type { Session } from '../../kernel/database.ts';

export interface MovedTable {
  /** Schema and name: `public.message`. */
  name: string;
  columns: { name: string; type: string }[];
  /** Primary key; `text`: its order depends on the collation. */
  key: { name: string; text: boolean }[];
  /** The column its month partitions go by. */
  monthBy: string | null;
}

interface CatalogueRow extends MovedTable {
  parents: string[];
}

/**
 * `migration` is told by the manifest. Sessions and verifications are worth nothing elsewhere and would let their finder in:
 * everybody signs in again. Second factors are encrypted by a secret that stays behind.
 */
const notMoved = ['public.migration', 'auth.session', 'auth.verification', 'auth.two_factor'];

/** For the manifest: what an installation has and a backup has not. */
export const leftOut = [...notMoved.slice(1), 'pgboss.*', 'uploads/', 'pseudonyms/', 'auth.secret', 'sources.key', 'cli.key'];

const catalogue = `
SELECT n.nspname || '.' || c.relname AS name,
  (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
   FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
  (SELECT json_agg(json_build_object('name', a.attname, 'text', a.attcollation <> 0) ORDER BY k.place)
   FROM pg_index x CROSS JOIN unnest(x.indkey) WITH ORDINALITY AS k (attnum, place)
   JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum WHERE x.indrelid = c.oid AND x.indisprimary) AS key,
  (SELECT coalesce(json_agg(pn.nspname || '.' || p.relname), '[]')
   FROM pg_constraint f JOIN pg_class p ON p.oid = f.confrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace
   WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> f.conrelid) AS parents,
  (SELECT a.attname FROM pg_partitioned_table t JOIN pg_attribute a ON a.attrelid = t.partrelid AND a.attnum = t.partattrs[0]
   WHERE t.partrelid = c.oid) AS "monthBy"
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'auth') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY n.nspname, c.relname`;

/** Every table that is moved; one comes after those it refers to, else by name. */
export async function movedTables(session: Pick<Session, 'query'>): Promise<MovedTable[]> {
  const waiting = (await session.query<CatalogueRow>(catalogue)).filter(({ name }) => !notMoved.includes(name));
  const ordered: CatalogueRow[] = [];
  const placed = new Set<string>();
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ parents }) => parents.every((parent) => placed.has(parent)));
    const [table] = at < 0 ? [] : waiting.splice(at, 1);
    if (!table) throw new Error(`tables refer to each other in a circle: ${waiting.map(({ name }) => name).join(', ')}`);
    placed.add(table.name);
    ordered.push(table);
  }
  return ordered.map(({ parents: _, ...table }) => table);
}

export async function appliedMigrations(session: Pick<Session, 'query'>): Promise<{ name: string; checksum: string }[]> {
  return session.query('SELECT name, checksum FROM migration ORDER BY name COLLATE "C"');
}

export function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}
