import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Actor, internalCommand, internalQuery, type Module, module, operation, type TaskContext } from '#kernel';
import { freshDatabase } from '#testing/database';
import type { Database } from './database.ts';
import { createLog } from './log.ts';
import { migrate } from './migrate.ts';
import { openPglite } from './pglite.ts';
import { createKernel, type Kernel } from './run.ts';

const system: Actor = { kind: 'system', orgId: '01900000-0000-7000-8000-000000000001' };

interface Recorded {
  module: Module;
  ran: unknown[];
  /** Resolves when `count` runs have ended. */
  until(count: number): Promise<void>;
}

function recorder(task: (ctx: TaskContext, ran: unknown[]) => Promise<void> = async () => {}): Recorded {
  const ran: unknown[] = [];
  const waiting: { count: number; go: () => void }[] = [];
  const made = module({
    name: 'work',
    contract: {
      start: operation({
        kind: 'command',
        access: { role: 'owner', scope: 'organisation' },
        path: '/work',
        summary: 'Test',
        input: z.object({ n: z.number(), key: z.string().optional() }),
        output: z.object({}),
      }),
    },
    verbs: {
      start: async (ctx, { n, key }) => {
        ctx.enqueue('work.do', { n }, key ? { key } : {});
        ctx.unchanged();
        return {};
      },
    },
    internal: { noop: internalCommand(async (ctx) => ctx.unchanged()), look: internalQuery(async () => 1) },
    tasks: {
      'work.do': {
        retry: 2,
        run: async (ctx, input) => {
          ran.push(input.n);
          await task(ctx, ran);
          for (const one of waiting) if (ran.length >= one.count) one.go();
        },
      },
    },
  });
  const until = (count: number) => (ran.length >= count ? Promise.resolve() : new Promise<void>((go) => waiting.push({ count, go })));
  return { module: made, ran, until };
}

const newKernel = (database: Database, recorded: Recorded, live: boolean) =>
  createKernel({ database, modules: [recorded.module], dataDir: tmpdir(), log: createLog('silent'), live });

describe('jobs', () => {
  const recorded = recorder();
  let kernel: Kernel;
  let end: () => Promise<void>;
  beforeAll(async () => {
    const { database, remove } = await freshDatabase();
    kernel = await newKernel(database, recorded, false);
    end = async () => {
      await kernel.stop(5);
      await database.close();
      await remove();
    };
  });
  afterAll(() => end());

  it('are queued by the very first command after a cold boot', async () => {
    await kernel.run('work.start', { n: 1 }, system);
    expect(await kernel.drain()).toBe(1);
    expect(recorded.ran).toEqual([1]);
  });

  it('wait once under a key, and as often as asked without one', async () => {
    recorded.ran.length = 0;
    for (const key of ['a', 'a', 'b']) await kernel.run('work.start', { n: key === 'a' ? 10 : 20, key }, system);
    for (const n of [3, 3]) await kernel.run('work.start', { n }, system);
    const other: Actor = { kind: 'system', orgId: '01900000-0000-7000-8000-000000000002' };
    await kernel.run('work.start', { n: 30, key: 'a' }, other);
    expect(await kernel.drain()).toBe(5);
    expect(recorded.ran.toSorted()).toEqual([10, 20, 3, 3, 30]);
  });

  it('commands that ask at the same moment do not wait for each other for ever', async () => {
    recorded.ran.length = 0;
    await Promise.all(Array.from({ length: 20 }, (_, n) => kernel.run('work.start', { n }, system)));
    expect(await kernel.drain()).toBe(20);
  });
});

describe('workers', () => {
  it('take a job at once, and try one that failed again', async () => {
    const recorded = recorder(async (_ctx, ran) => {
      if (ran.length === 1) throw new Error('the first try fails');
    });
    const { database, remove } = await freshDatabase();
    const kernel = await newKernel(database, recorded, true);
    await kernel.startWorkers();
    await kernel.run('work.start', { n: 7 }, system);
    await recorded.until(2);
    expect(recorded.ran).toEqual([7, 7]);
    await kernel.stop(5);
    await database.close();
    await remove();
  });

  it('tell running tasks to stop, and wait for them', async () => {
    let stopped = false;
    const started = Promise.withResolvers<void>();
    const recorded = recorder(async (ctx) => {
      started.resolve();
      await new Promise<void>((resolve) => ctx.signal.addEventListener('abort', () => resolve()));
      await ctx.call('work.look', {});
      stopped = true;
    });
    const { database, remove } = await freshDatabase();
    const kernel = await newKernel(database, recorded, true);
    await kernel.startWorkers();
    await kernel.run('work.start', { n: 1 }, system);
    await started.promise;
    await kernel.stop(10);
    expect(stopped).toBe(true);
    await database.close();
    await remove();
  });
});

it('a job cut off by the end of the process runs again at the next boot of the embedded database', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qunce-queue-'));
  const open = () => openPglite(join(folder, 'database'));
  const first = await open();
  await migrate(first);
  const before = recorder();
  const dying = await newKernel(first, before, false);
  await dying.run('work.start', { n: 5 }, system);
  // What a killed process leaves: a job that is taken and never ended.
  await first.exec("UPDATE pgboss.job SET state = 'active', started_on = now() WHERE name = 'work.do'");
  expect(await dying.drain()).toBe(0);
  await dying.stop(1);
  await first.close();

  const second = await open();
  const after = recorder();
  const kernel = await newKernel(second, after, false);
  expect(await kernel.drain()).toBe(1);
  expect(after.ran).toEqual([5]);
  await kernel.stop(1);
  await second.close();
  await rm(folder, { recursive: true });
});
