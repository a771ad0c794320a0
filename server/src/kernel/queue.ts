/** Jobs and schedules on pg-boss, in the same database: a job is queued in the transaction of the command that asks for it. */
import { type Db as JobDatabase, PgBoss } from 'pg-boss';
import type { JobInput } from './context.ts';
import type { Database, Session } from './database.ts';
import type { Log } from './log.ts';
import type { Task } from './module.ts';

export interface Job {
  task: string;
  input: JobInput;
  key?: string;
  afterSeconds?: number;
}

/** What a job row carries. `orgId` null: a schedule's tick, queued on for every organisation. */
interface Payload {
  orgId: string | null;
  requestId: string;
  input: JobInput;
}

export type TaskRunner = (task: string, job: { orgId: string; requestId: string; input: JobInput }, signal: AbortSignal) => Promise<void>;

export interface Queue {
  /** As the owner, inside the session's transaction. */
  put(session: Session, orgId: string, requestId: string, jobs: Job[], newId: () => string): Promise<void>;
  /** Makes workers of these tasks look now instead of at their next poll. */
  wake(tasks: Iterable<string>): void;
  /** Starts the workers. */
  work(run: TaskRunner): Promise<void>;
  /** Runs waiting jobs here, one by one, until none is left; a failing job throws. For tests. Returns how many ran. */
  drain(run: TaskRunner): Promise<number>;
  /** Waits for running tasks up to `seconds`, having told them to stop. */
  stop(seconds: number): Promise<void>;
}

interface QueueOptions {
  database: Database;
  tasks: Map<string, Task>;
  log: Log;
  /** False in tests: no timers, no maintenance. */
  timers: boolean;
  organisations: () => Promise<string[]>;
}

const POLL_SECONDS = 5;

/** Opens the queue: every task's queue exists and is in the cache, so that a first command inside a transaction never waits for itself. */
export async function openQueue({ database, tasks, log, timers, organisations }: QueueOptions): Promise<Queue> {
  const embedded = database.engine === 'pglite';
  const newBoss = (active: boolean) =>
    new PgBoss({
      db: database.jobs,
      backend: database.engine,
      supervise: active,
      schedule: active,
      monitorIntervalSeconds: 15,
      superviseIntervalSeconds: 15,
      monitorVacuum: false,
      reindex: !embedded,
    }).on('error', (error) => log.error({ error: error.message }, 'queue'));

  let boss = newBoss(timers);
  await boss.start();
  // Creating or changing a queue empties its place in the cache, and only a start fills the cache again.
  if (await makeQueues(boss, tasks, embedded)) {
    await boss.stop({ close: false, graceful: false });
    boss = newBoss(timers);
    await boss.start();
  }
  // One process owns the embedded database: what is active at boot was cut off by the end of the last one.
  if (embedded) await database.exec("UPDATE pgboss.job SET state = 'retry', started_on = NULL, start_after = now() WHERE state = 'active'");

  const workers = new Map<string, string>();
  const stopping = new AbortController();

  async function put(session: Session, orgId: string | null, requestId: string, jobs: Job[], newId: () => string): Promise<void> {
    const db: JobDatabase = { executeSql: async (text, values) => ({ rows: await session.query(text, values) }) };
    for (const { task, input, key, afterSeconds } of jobs) {
      if (!tasks.has(task)) throw new Error(`no such task: ${task}`);
      const payload: Payload = { orgId, requestId, input };
      const id = newId();
      await boss.send(task, payload, {
        db,
        id,
        singletonKey: key ? `${orgId} ${key}` : id,
        ...(afterSeconds ? { startAfter: afterSeconds } : {}),
      });
    }
  }

  async function perform(task: string, { orgId, requestId, input }: Payload, signal: AbortSignal, run: TaskRunner): Promise<void> {
    if (orgId !== null) return run(task, { orgId, requestId, input }, signal);
    for (const one of await organisations()) await boss.send(task, { orgId: one, requestId, input }, { singletonKey: `${one} schedule` });
  }

  return {
    put,
    wake(names) {
      for (const name of names) {
        const worker = workers.get(name);
        if (worker) boss.notifyWorker(worker);
      }
    },
    async work(run) {
      for (const [name, task] of tasks) {
        const worker = await boss.work<Payload>(name, { pollingIntervalSeconds: POLL_SECONDS }, async ([job]) => {
          if (job) await perform(name, job.data, AbortSignal.any([job.signal, stopping.signal]), run);
        });
        workers.set(name, worker);
        if (task.cron) await boss.schedule(name, task.cron, { orgId: null, requestId: 'schedule', input: {} }, { tz: 'UTC' });
        else await boss.unschedule(name);
      }
    },
    async drain(run) {
      let ran = 0;
      for (let found = true; found; ) {
        found = false;
        for (const name of tasks.keys()) {
          for (const job of await boss.fetch<Payload>(name)) {
            found = true;
            try {
              await perform(name, job.data, stopping.signal, run);
            } catch (error) {
              await boss.fail(name, job.id);
              throw error;
            }
            await boss.complete(name, job.id);
            ran++;
          }
        }
      }
      return ran;
    },
    async stop(seconds) {
      stopping.abort();
      await boss.stop({ close: false, graceful: true, timeout: seconds * 1000 });
    },
  };
}

/** Returns whether any had to be made or changed. */
async function makeQueues(boss: PgBoss, tasks: Map<string, Task>, embedded: boolean): Promise<boolean> {
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  let changed = false;
  for (const [name, task] of tasks) {
    const options = queueOptions(task, embedded);
    const queue = known.get(name);
    if (queue?.retryLimit === options.retryLimit && queue.expireInSeconds === options.expireInSeconds) continue;
    if (queue) await boss.updateQueue(name, options);
    else await boss.createQueue(name, { ...options, policy: 'short' });
    changed = true;
  }
  return changed;
}

/** On a server several processes may work: a heartbeat tells a dead one from a slow one. The embedded engine has one process. */
function queueOptions(task: Task, embedded: boolean) {
  const options = {
    retryLimit: task.retry ?? 3,
    retryDelay: 2,
    retryBackoff: true,
    expireInSeconds: task.expireSeconds ?? 900,
    deleteAfterSeconds: 86_400,
  };
  return embedded ? options : { ...options, heartbeatSeconds: 30 };
}
