/** The runner does for every operation what must never be forgotten; a verb holds only its decision. */
import { isContractProcedure } from '@orpc/contract';
import type { z } from 'zod';
import { DomainError } from '../vocabulary/errors.ts';
import { uuidMaker } from '../vocabulary/uuid.ts';
import { checkActor, checkCommunity } from './access.ts';
import type { Actor, CommandContext, Ground, JobInput, QueryContext, TaskContext } from './context.ts';
import { asTenant, type Database, type Session } from './database.ts';
import { createHub, type Hub } from './hub.ts';
import type { Log } from './log.ts';
import type { Module, Scope, Task } from './module.ts';
import { ensureMonths } from './months.ts';
import type { Access, OperationKind, OperationMeta } from './operation.ts';
import { type Job, openQueue, type Queue, type TaskRunner } from './queue.ts';

export interface Kernel {
  readonly hub: Hub;
  /** Parsed, checked, in one transaction. @throws DomainError; anything unforeseen as `internal` {requestId}. */
  run<T = unknown>(operation: string, input: unknown, actor: Actor, options?: { requestId?: string }): Promise<T>;
  /** The access check alone, before a body is streamed. @throws DomainError `access.signIn`, `access.denied` */
  permit(operation: string, input: unknown, actor: Actor): Promise<void>;
  newId(): string;
  now(): number;
  ready(): Promise<void>;
  startWorkers(): Promise<void>;
  /** Runs waiting jobs here until none is left. For tests. */
  drain(): Promise<number>;
  /** Waits for running transactions and tasks; the database stays open. */
  stop(seconds: number): Promise<void>;
}

export interface KernelParts {
  database: Database;
  modules: readonly Module[];
  dataDir: string;
  log: Log;
  now?: () => number;
  random?: (bytes: number) => Uint8Array;
  /** False in tests: no timers, and a command that says nothing is an error instead of a log line. */
  live?: boolean;
}

interface Operation {
  name: string;
  kind: OperationKind;
  access: Access | undefined;
  input: z.ZodType | null;
  output: z.ZodType | null;
  prepare: ((ground: Ground, input: unknown) => Promise<unknown>) | null;
  run(ctx: QueryContext, input: unknown, prepared: unknown): Promise<unknown>;
}

interface EventRow {
  event: string;
  about: { communityId?: string; channelId?: string; subjectId?: string };
  data: JobInput;
}

const MONTHS_AHEAD_MS = 62 * 86_400_000;

export async function createKernel(parts: KernelParts): Promise<Kernel> {
  const { database, modules, dataDir, log, live = true, now = Date.now } = parts;
  const newId = uuidMaker(now, parts.random ?? ((bytes) => crypto.getRandomValues(new Uint8Array(bytes))));
  const hub = createHub();
  const operations = collectOperations(modules);
  const tasks = new Map<string, Task>(modules.flatMap((module) => Object.entries(module.tasks)));
  const scopes = new Map<string, Scope>(modules.flatMap((module) => Object.entries(module.scopes)));
  const partitioned = new Set(modules.flatMap((module) => module.partitioned));
  const running = new Set<Promise<unknown>>();

  const ensureEventMonths = () => ensureMonths(database, 'event', now() - MONTHS_AHEAD_MS / 2, now() + MONTHS_AHEAD_MS);
  await ensureEventMonths();
  const daily = live
    ? setInterval(() => ensureEventMonths().catch((error) => log.error({ error: String(error) }, 'event months')), 43_200_000)
    : null;
  daily?.unref();

  const organisations = async () => (await database.query<{ org_id: string }>('SELECT org_id FROM organisation')).map((row) => row.org_id);
  const queue: Queue = await openQueue({ database, tasks, log, timers: live, organisations });

  function groundOf(actor: Actor, requestId: string): Ground {
    return { orgId: actor.orgId ?? newId(), actor, requestId, dataDir, now, newId };
  }

  function find(name: string): Operation {
    const operation = operations.get(name);
    if (!operation) throw new DomainError('operation.unknown', { operation: name });
    return operation;
  }

  async function check(operation: Operation, ctx: QueryContext, input: unknown): Promise<void> {
    const { access } = operation;
    if (access && 'scope' in access && access.scope === 'community' && access.of !== 'any')
      await checkCommunity(operation.name, access, input, ctx, scopes);
  }

  /** In a transaction of its own, for work that follows outside one. */
  function checkApart(operation: Operation, ground: Ground, input: unknown): Promise<void> {
    return database.transaction(asTenant(ground.orgId), (session) => check(operation, { ...ground, db: session.db }, input), 'read only');
  }

  async function perform(operation: Operation, input: unknown, actor: Actor, requestId: string): Promise<unknown> {
    const ask = checkActor(operation.name, operation.access, actor) === 'ask';
    const ground = groundOf(actor, requestId);
    const parsed = operation.input ? parse(operation.input, input) : input;
    let checked = !ask;
    let prepared: unknown;
    if (operation.prepare) {
      if (!checked) await checkApart(operation, ground, parsed);
      checked = true;
      prepared = await operation.prepare(ground, parsed);
    }
    const events: EventRow[] = [];
    const jobs: Job[] = [];
    let unchanged = false;
    const result = await database.transaction(
      asTenant(ground.orgId),
      async (session) => {
        const ctx: QueryContext = { ...ground, db: session.db };
        if (!checked) await check(operation, ctx, parsed);
        if (operation.kind === 'query') return operation.run(ctx, parsed, prepared);
        const command: CommandContext = {
          ...ctx,
          emit: (event, about, data = {}) => events.push({ event, about, data }),
          enqueue: (task, jobInput, options = {}) => jobs.push({ task, input: jobInput, ...options }),
          unchanged: () => {
            unchanged = true;
          },
        };
        const answer = await operation.run(command, parsed, prepared);
        if (events.length === 0 && !unchanged) sayNothing(operation.name);
        await writeEvents(session, operation.name, ground, events, jobs);
        if (jobs.length > 0) {
          await session.exec('RESET ROLE');
          await queue.put(session, ground.orgId, requestId, jobs, newId);
        }
        return answer;
      },
      operation.kind === 'query' ? 'read only' : 'read write',
    );
    queue.wake(new Set(jobs.map((job) => job.task)));
    return operation.output ? operation.output.parse(result) : result;
  }

  function sayNothing(operation: string): void {
    if (!live) throw new Error(`${operation} neither emitted an event nor said that nothing changed`);
    log.error({ operation }, 'command without event');
  }

  async function writeEvents(session: Session, operation: string, ground: Ground, events: EventRow[], jobs: Job[]): Promise<void> {
    const { orgId, actor } = ground;
    for (const { event, about, data } of events) {
      const [id, at] = [newId(), new Date(now()).toISOString()];
      const { communityId = null, channelId = null, subjectId = null } = about;
      await session.query(
        `INSERT INTO event (org_id, id, at, event, operation, actor_kind, actor_id, community_id, channel_id, subject_id, data)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [orgId, id, at, event, operation, actor.kind, actorId(actor), communityId, channelId, subjectId, JSON.stringify(data)],
      );
      for (const [task, { on }] of tasks) {
        if (on?.includes(event)) jobs.push({ task, input: { ...data, eventId: id, communityId, channelId, subjectId } });
      }
    }
  }

  function track<T>(work: Promise<T>): Promise<T> {
    running.add(work);
    work.finally(() => running.delete(work)).catch(() => {});
    return work;
  }

  async function logged<T>(kind: string, name: string, actor: Actor, requestId: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const line = (more: object) => ({
      [kind]: name,
      actor: actorId(actor) ?? actor.kind,
      requestId,
      ms: Math.round(performance.now() - started),
      ...more,
    });
    try {
      const result = await track(work());
      log.info(line({ ok: true }));
      return result;
    } catch (error) {
      if (error instanceof DomainError) log.info(line({ ok: false, code: error.code }));
      else log.error(line({ ok: false, code: 'internal', error: error instanceof Error ? error.stack : String(error) }));
      throw error;
    }
  }

  async function run<T>(name: string, input: unknown, actor: Actor, options: { requestId?: string } = {}): Promise<T> {
    const requestId = options.requestId ?? newId();
    try {
      return answerOf<T>(await logged('operation', name, actor, requestId, () => perform(find(name), input, actor, requestId)));
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw new DomainError('internal', { requestId });
    }
  }

  const runTask: TaskRunner = async (name, { orgId, requestId, input }, signal) => {
    const task = tasks.get(name);
    if (!task) throw new Error(`no such task: ${name}`);
    const actor: Actor = { kind: 'system', orgId };
    const ctx: TaskContext = {
      ...groundOf(actor, requestId),
      signal,
      call: (operation, callInput) => run(operation, callInput, actor, { requestId }),
      progress: hub.progress,
      ensureMonths: async (table, from, to) => {
        if (!partitioned.has(table)) throw new Error(`no module lists ${table} as partitioned`);
        await ensureMonths(database, table, from, to);
      },
    };
    await logged('task', name, actor, requestId, () => task.run(ctx, input));
  };

  return {
    hub,
    newId,
    now,
    run,
    async permit(name, input, actor) {
      const operation = find(name);
      if (checkActor(name, operation.access, actor) === 'ask') await checkApart(operation, groundOf(actor, newId()), input);
    },
    ready: async () => void (await database.query('SELECT 1')),
    startWorkers: () => queue.work(runTask),
    drain: () => queue.drain(runTask),
    async stop(seconds) {
      if (daily) clearInterval(daily);
      await queue.stop(seconds);
      const late = new Promise((resolve) => setTimeout(resolve, seconds * 1000).unref());
      await Promise.race([Promise.allSettled(running), late]);
    },
  };
}

function collectOperations(modules: readonly Module[]): Map<string, Operation> {
  const operations = new Map<string, Operation>();
  for (const module of modules) {
    for (const [key, procedure] of Object.entries(module.contract)) {
      const verb = module.verbs[key];
      if (!isContractProcedure(procedure) || !verb) throw new Error(`${module.name}.${key} has no verb`);
      const { meta, inputSchema, outputSchema } = procedure['~orpc'];
      const { kind, access }: OperationMeta = meta;
      const name = `${module.name}.${key}`;
      const shape = { name, kind, access, input: inputSchema, output: outputSchema };
      const prepare = typeof verb === 'function' ? null : verb.prepare;
      operations.set(name, {
        ...shape,
        prepare: prepare as Operation['prepare'],
        run: uncheckedRun(typeof verb === 'function' ? verb : verb.run),
      });
    }
    for (const [key, { kind, access, run }] of Object.entries(module.internal)) {
      const name = `${module.name}.${key}`;
      if (operations.has(name)) throw new Error(`${name} is declared twice`);
      operations.set(name, { name, kind, access, input: null, output: null, prepare: null, run: uncheckedRun(run) });
    }
  }
  return operations;
}

/** Verbs were typed against their contract by `module`; the parser guarantees the same at run time. */
function uncheckedRun(run: (ctx: never, input: never, prepared: never) => Promise<unknown>): Operation['run'] {
  return run as Operation['run'];
}

/** The caller names the type of the operation's answer; the output was parsed by its contract. */
function answerOf<T>(value: unknown): T {
  return value as T;
}

function parse(schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const paths = [...new Set(result.error.issues.map((issue) => issue.path.join('.') || '.'))];
  throw new DomainError('input.invalid', { paths: paths.join(', '), reason: result.error.issues[0]?.message ?? '' });
}

const actorId = (actor: Actor): string | null => ('accountId' in actor ? actor.accountId : 'keyId' in actor ? actor.keyId : null);
