/** A kernel on a fresh database with one organisation: the ground of measures that go through the runner. */
import type { Actor } from '../src/kernel/context.ts';
import type { Database } from '../src/kernel/database.ts';
import { createLog } from '../src/kernel/log.ts';
import { createKernel, type Kernel } from '../src/kernel/run.ts';
import { modules } from '../src/modules.ts';
import { freshDatabase } from '../src/testing/database.ts';

export interface FreshKernel {
  kernel: Kernel;
  database: Database;
  dataDir: string;
  orgId: string;
  owner: Actor;
}

/** The embedded database, or with DATABASE_URL one of that server; gone when `work` ends. @param now epoch ms, or a clock of the caller's */
export async function onFreshKernel<T>(now: number | (() => number), work: (fresh: FreshKernel) => Promise<T>): Promise<T> {
  const { database, dataDir, remove } = await freshDatabase();
  const kernel = await createKernel({
    database,
    modules,
    dataDir,
    log: createLog('silent'),
    now: typeof now === 'number' ? () => now : now,
    live: false,
  });
  try {
    const orgId = kernel.newId();
    await database.query('INSERT INTO organisation (org_id, name, zone, created_at) VALUES ($1, $2, $3, now())', [orgId, 'bench', 'UTC']);
    const owner: Actor = { kind: 'staff', accountId: orgId, orgId, grants: [{ role: 'owner', communityId: null }] };
    return await work({ kernel, database, dataDir, orgId, owner });
  } finally {
    await kernel.stop(5);
    await database.close();
    await remove();
  }
}
