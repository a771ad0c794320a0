import type { Database } from './database.ts';

const MAX_MONTHS = 1200;

/**
 * Creates the month partitions of a table for the instants (epoch ms) from … to, as the owner. Partitions are reached only
 * through their parent: they carry no grants of their own.
 */
export async function ensureMonths(database: Pick<Database, 'query' | 'exec'>, table: string, from: number, to: number): Promise<void> {
  if (!/^[a-z_]+$/.test(table)) throw new TypeError(`not a table name: ${table}`);
  const wanted = monthsBetween(from, to).map((month) => ({ name: `${table}_y${month.slice(0, 4)}m${month.slice(5, 7)}`, month }));
  const known = await database.query<{ relname: string }>(
    'SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = $1::regclass',
    [table],
  );
  const have = new Set(known.map((row) => row.relname));
  for (const { name, month } of wanted) {
    if (have.has(name)) continue;
    await database.exec(
      `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF ${table} FOR VALUES FROM ('${month}-01T00:00:00Z') TO ('${nextMonth(month)}-01T00:00:00Z')`,
    );
  }
}

/** `2026-11` … in UTC, both ends included. */
function monthsBetween(from: number, to: number): string[] {
  const months: string[] = [];
  const last = monthOf(to);
  for (let month = monthOf(from); month <= last; month = nextMonth(month)) {
    months.push(month);
    if (months.length > MAX_MONTHS) throw new RangeError(`more than ${MAX_MONTHS} months at once`);
  }
  return months;
}

function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

function nextMonth(month: string): string {
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();
}
