import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../kernel/config.ts';
import type { Database } from '../kernel/database.ts';
import { migrate, readMigrations } from '../kernel/migrate.ts';
import { openMemory } from '../kernel/pglite.ts';
import { openPostgres } from '../kernel/postgres.ts';

export interface FreshDatabase {
  database: Database;
  dataDir: string;
  remove(): Promise<void>;
}

/** A migrated database of its own: a copy of an image made once for each state of the migrations. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'qunce-test-'));
  const url = environment.DATABASE_URL;
  const { database, drop } = url ? await copyOfTemplate(url) : { database: await copyOfImage(), drop: async () => {} };
  const remove = async () => {
    await drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { database, dataDir, remove };
}

/** Nothing in it, not even the migrations: for tests of migrating. */
export async function emptyDatabase(): Promise<{ database: Database; drop(): Promise<void> }> {
  const { url, drop } = await ownDatabase();
  return { database: url ? await openPostgres(url) : (await openMemory()).database, drop };
}

/** An empty database of the server that tests run on, for a process of its own; `url` is empty where that is the embedded one. */
export async function ownDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const url = environment.DATABASE_URL;
  if (!url) return { url: '', drop: async () => {} };
  const name = `qunce_test_${randomUUID().replaceAll('-', '')}`;
  const server = await openPostgres(url, { connections: 1 });
  await server.exec(`CREATE DATABASE ${name}`);
  const drop = async () => {
    await server.exec(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.close();
  };
  return { url: databaseUrl(url, name), drop };
}

function stateOfMigrations(): string {
  const hash = createHash('sha256');
  for (const migration of readMigrations()) hash.update(migration.name).update(migration.checksum);
  return hash.digest('hex').slice(0, 16);
}

async function copyOfImage(): Promise<Database> {
  const folder = join(tmpdir(), 'qunce-test-images');
  const file = join(folder, `pglite-${stateOfMigrations()}.tar`);
  if (existsSync(file)) return (await openMemory(new Blob([new Uint8Array(await readFile(file))]))).database;
  const { database, dump } = await openMemory();
  await migrate(database);
  await mkdir(folder, { recursive: true });
  const mine = `${file}.${randomUUID()}`;
  await writeFile(mine, Buffer.from(await (await dump()).arrayBuffer()));
  await rename(mine, file);
  return database;
}

async function copyOfTemplate(url: string): Promise<{ database: Database; drop(): Promise<void> }> {
  const server = await openPostgres(url, { connections: 1 });
  const template = `qunce_template_${stateOfMigrations()}`;
  const name = `qunce_test_${randomUUID().replaceAll('-', '')}`;
  // Session lock on the one connection: test files that start together make the template once, and copy it one after another.
  await server.query("SELECT pg_advisory_lock(hashtext('qunce.template'))");
  try {
    const [known] = await server.query('SELECT 1 AS known FROM pg_database WHERE datname = $1', [template]);
    if (!known) await makeTemplate(server, url, template);
    await server.exec(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await server.query("SELECT pg_advisory_unlock(hashtext('qunce.template'))");
  }
  const database = await openPostgres(databaseUrl(url, name));
  const drop = async () => {
    await server.exec(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.close();
  };
  return { database, drop };
}

async function makeTemplate(server: Database, url: string, template: string): Promise<void> {
  const unfinished = `${template}_new`;
  await server.exec(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await server.exec(`CREATE DATABASE ${unfinished}`);
  const database = await openPostgres(databaseUrl(url, unfinished), { connections: 2 });
  await migrate(database);
  await database.close();
  await server.exec(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
}

function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
