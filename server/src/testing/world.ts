/** A fresh, migrated database with a fixed clock, driven through the runner. PGlite in memory, or PostgreSQL by DATABASE_URL. */
import { afterAll } from 'vitest';
import type { Actor, Grant, Role } from '#kernel';
import type { Database } from '../kernel/database.ts';
import { createLog } from '../kernel/log.ts';
import type { Module } from '../kernel/module.ts';
import { createKernel, type Kernel } from '../kernel/run.ts';
import { modules as allModules } from '../modules.ts';
import { freshDatabase } from './database.ts';

export interface World {
  kernel: Kernel;
  /** Runs an operation; `actor` defaults to the owner, `null` is nobody. */
  run<T = never>(operation: string, input?: unknown, actor?: Actor | null): Promise<T>;
  /** Owner of the first organisation. */
  owner: Actor;
  orgId: string;
  /** Runs waiting jobs until none is left. */
  drain(): Promise<number>;
  clock: { now(): number; set(at: string | number): void; advance(ms: number): void };
  dataDir: string;
  /** A staff actor of the first organisation with one grant. */
  staff(role: Role, communityId?: string | null): Actor;
  /** Another organisation with its owner. */
  otherOrganisation(): Promise<Actor>;
  /** As the owner of the database, outside tenants: for looking at rows in tests. */
  sql<T extends object>(text: string, params?: unknown[]): Promise<T[]>;
  /** For backup and restore. */
  database: Database;
  /** For createSignIn. */
  signInQuery(text: string, params: unknown[]): Promise<unknown[][]>;
  close(): Promise<void>;
}

interface WorldOptions {
  /** Default 2026-03-02T08:00:00Z. */
  at?: string;
  modules?: readonly Module[];
}

/** One for each test file; it is closed after the file's last test. */
export async function world({ at = '2026-03-02T08:00:00Z', modules = allModules }: WorldOptions = {}): Promise<World> {
  let now = Date.parse(at);
  const { database, dataDir, remove } = await freshDatabase();
  const kernel = await createKernel({ database, modules, dataDir, log: createLog('silent'), now: () => now, live: false });
  const orgId = kernel.newId();
  await addOrganisation(orgId, '群策测试');
  let closed = false;

  async function addOrganisation(id: string, name: string): Promise<void> {
    await database.query('INSERT INTO organisation (org_id, name, zone, created_at) VALUES ($1, $2, $3, $4)', [
      id,
      name,
      'Asia/Shanghai',
      new Date(now).toISOString(),
    ]);
  }

  const owner = staffOf(kernel, orgId, [{ role: 'owner', communityId: null }]);
  const made: World = {
    kernel,
    owner,
    orgId,
    dataDir,
    run: (operation, input = {}, actor = owner) => kernel.run(operation, input, actor ?? { kind: 'nobody' }),
    drain: kernel.drain,
    clock: {
      now: () => now,
      set: (to) => {
        now = typeof to === 'number' ? to : Date.parse(to);
      },
      advance: (ms) => {
        now += ms;
      },
    },
    staff: (role, communityId = null) => staffOf(kernel, orgId, [{ role, communityId }]),
    async otherOrganisation() {
      const id = kernel.newId();
      await addOrganisation(id, '别家机构');
      return staffOf(kernel, id, [{ role: 'owner', communityId: null }]);
    },
    sql: database.query,
    database,
    signInQuery: (text, params) => database.transaction('SET LOCAL ROLE qunce_auth', (session) => session.arrays(text, params)),
    async close() {
      if (closed) return;
      closed = true;
      await kernel.stop(5);
      await database.close();
      await remove();
    },
  };
  afterAll(() => made.close());
  return made;
}

function staffOf(kernel: Kernel, orgId: string, grants: Grant[]): Actor {
  return { kind: 'staff', accountId: kernel.newId(), orgId, grants };
}
