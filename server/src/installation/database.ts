/** The installation's database: the embedded one in the data folder, or the server that `DATABASE_URL` names. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../kernel/config.ts';
import type { Database } from '../kernel/database.ts';
import { openPglite } from '../kernel/pglite.ts';
import { openPostgres } from '../kernel/postgres.ts';

/** The data folder must be locked by the caller when the database is embedded. */
export function openDatabase(config: Config): Promise<Database> {
  return config.DATABASE_URL ? openPostgres(config.DATABASE_URL) : openPglite(join(config.DATA_DIR, 'database'));
}

/** False: opening would make a new, empty one. */
export function hasDatabase(config: Config): boolean {
  return config.DATABASE_URL !== undefined || existsSync(join(config.DATA_DIR, 'database', 'PG_VERSION'));
}
