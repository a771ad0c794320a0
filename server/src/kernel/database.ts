import type { Db as JobDatabase } from 'pg-boss';
import type { Db } from './context.ts';

/** One connection inside a transaction. `query` takes `$1` parameters; `exec` takes several statements and no parameters. */
export interface Session {
  db: Db;
  query<T extends object>(text: string, params?: unknown[]): Promise<T[]>;
  exec(text: string): Promise<void>;
  /** As `query`, each row an array in the order of its columns. */
  arrays(text: string, params: unknown[]): Promise<unknown[][]>;
}

/**
 * What the kernel needs of a database, equal on the embedded engine and on a server: int8 and count come as numbers,
 * timestamps as text in UTC, arrays as arrays, json parsed. Never handed to modules.
 */
export interface Database {
  readonly engine: 'pglite' | 'postgres';
  /** `begin`: statements sent in one round trip with BEGIN. Commits when `work` resolves, else rolls back. */
  transaction<T>(begin: string, work: (session: Session) => Promise<T>, mode?: 'read only' | 'read write'): Promise<T>;
  /** As the owner, outside tenants. */
  query<T extends object>(text: string, params?: unknown[]): Promise<T[]>;
  exec(text: string): Promise<void>;
  /** The queue's way in. */
  readonly jobs: JobDatabase;
  close(): Promise<void>;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The restricted role and the tenant as statements: `set_config()` in a SELECT would not reach the workers of a cluster. */
export function asTenant(orgId: string): string {
  if (!uuid.test(orgId)) throw new TypeError('organisation id is not a UUID');
  return `SET LOCAL ROLE qunce_app; SET LOCAL app.org = '${orgId}'`;
}

/** PostgreSQL's five-letter code of an error, through the wrappers of the query builder. */
export function databaseErrorCode(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[0-9A-Z]{5}$/.test(at.code)) return at.code;
  }
  return null;
}
