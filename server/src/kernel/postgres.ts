/** A PostgreSQL server, version 15 or later, by `DATABASE_URL`. */
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Db as JobDatabase } from 'pg-boss';
import type { Db } from './context.ts';
import type { Database, Session } from './database.ts';

// int8 and int8[] as numbers, as the embedded engine gives them. The query builder reads the global table of parsers.
pg.types.setTypeParser(20, Number);
const INT8_ARRAY: number = 1016;
pg.types.setTypeParser(INT8_ARRAY, (value: string) => (value === '{}' ? [] : value.slice(1, -1).split(',').map(int8OrNull)));

function int8OrNull(text: string): number | null {
  return text === 'NULL' ? null : Number(text);
}

export async function openPostgres(url: string, options: { connections?: number } = {}): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    application_name: 'qunce',
    options: '-c timezone=UTC',
  });
  // An idle connection that the server closes must not end the process; the next query opens another.
  pool.on('error', () => {});
  return {
    engine: 'postgres',
    transaction: async (begin, work, mode = 'read write') => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query(`BEGIN ${mode}${begin ? `; ${begin}` : ''}`);
        const result = await work(sessionOf(client));
        const end = await client.query('COMMIT');
        // A verb that swallowed a database error would otherwise be told that its rolled back work is kept.
        if (end.command === 'ROLLBACK') throw new Error('the transaction had failed before its commit');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((failure: Error) => {
          broken = failure;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    query: async <T extends object>(text: string, params?: unknown[]) => (await pool.query<T>(text, params)).rows,
    exec: async (text) => {
      await pool.query(text);
    },
    jobs: jobsOf(pool),
    close: () => pool.end(),
  };
}

function sessionOf(client: pg.PoolClient): Session {
  return {
    db: dbOf(client),
    query: async <T extends object>(text: string, params?: unknown[]) => (await client.query<T>(text, params)).rows,
    exec: async (text) => {
      await client.query(text);
    },
    arrays: async (text, values) => (await client.query<unknown[]>({ text, values, rowMode: 'array' })).rows,
  };
}

/** Both drivers answer raw statements with `{ rows }`; the builder's own result type is the driver's. */
function dbOf(client: pg.PoolClient): Db {
  return drizzle({ client }) as unknown as Db;
}

function jobsOf(pool: pg.Pool): JobDatabase {
  return {
    executeSql: async (text, values) => {
      const result: pg.QueryResult | pg.QueryResult[] = await pool.query(text, values);
      return { rows: Array.isArray(result) ? result.flatMap((one) => one.rows ?? []) : result.rows };
    },
  };
}
