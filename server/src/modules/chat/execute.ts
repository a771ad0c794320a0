import type { SQL } from 'drizzle-orm';
import type { QueryContext } from '#kernel';

export async function rowsOf<T extends object>({ db }: Pick<QueryContext, 'db'>, statement: SQL): Promise<T[]> {
  const { rows } = await db.execute<Record<string, unknown>>(statement);
  return rows as T[]; // the statement names its columns; the caller names their types
}

/** How many rows a statement inserted, changed or deleted. */
export async function affectedBy({ db }: Pick<QueryContext, 'db'>, statement: SQL): Promise<number> {
  const result: object = await db.execute(statement);
  if ('affectedRows' in result && typeof result.affectedRows === 'number') return result.affectedRows; // PGlite
  if ('rowCount' in result && typeof result.rowCount === 'number') return result.rowCount; // pg
  throw new TypeError('the driver does not say how many rows a statement touched');
}
