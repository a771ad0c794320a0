import type { ContractProcedure } from '@orpc/contract';
import type { z } from 'zod';
import type { CommandContext, Ground, JobInput, QueryContext, TaskContext } from './context.ts';
import type { Access, OperationKind, OperationMeta } from './operation.ts';

type ContextOf<K extends OperationKind> = K extends 'command' ? CommandContext : QueryContext;

/** A verb with slow work first: `prepare` runs after the access check and outside any transaction (hashing, files). */
interface PreparedVerb<C, I, O> {
  prepare(ground: Ground, input: I): Promise<unknown>;
  run(ctx: C, input: I, prepared: never): Promise<O>;
}
type Verb<C, I, O> = ((ctx: C, input: I) => Promise<O>) | PreparedVerb<C, I, O>;

/** The verbs of a contract: parsed input in, output before parsing out. */
export type Verbs<T> = {
  [K in keyof T]: T[K] extends ContractProcedure<
    infer I extends z.ZodType,
    infer O extends z.ZodType,
    infer _E,
    infer M extends OperationMeta
  >
    ? Verb<ContextOf<M['kind']>, z.output<I>, z.input<O>>
    : never;
};

/** Builds a verb whose first part runs before the transaction; the result of `prepare` is handed to `run`. */
export function prepared<C, I, P, O>(
  prepare: (ground: Ground, input: I) => Promise<P>,
  run: (ctx: C, input: I, prepared: P) => Promise<O>,
): PreparedVerb<C, I, O> {
  return { prepare, run };
}

/**
 * An operation that is on no public door: called by tasks as the system actor, or by hand-written routes when `access` is given.
 * Its caller is our own code, so its input is not parsed.
 */
export interface InternalOperation {
  kind: OperationKind;
  /** Absent: only the organisation's own tasks. */
  access?: Access;
  run(ctx: never, input: never): Promise<unknown>;
}

export function internalQuery<I, O>(run: (ctx: QueryContext, input: I) => Promise<O>, access?: Access): InternalOperation {
  return access ? { kind: 'query', access, run } : { kind: 'query', run };
}

export function internalCommand<I, O>(run: (ctx: CommandContext, input: I) => Promise<O>, access?: Access): InternalOperation {
  return access ? { kind: 'command', access, run } : { kind: 'command', run };
}

/** Talks to the outside or takes long; idempotent; its input is ids, never rows. Runs outside any transaction. */
export interface Task {
  run(ctx: TaskContext, input: JobInput): Promise<void>;
  /** Attempts after the first. Default 3. */
  retry?: number;
  /** A run longer than this is given up and tried again. Default 900. */
  expireSeconds?: number;
  /** Five cron fields in UTC; run once for every organisation. */
  cron?: string;
  /** Events that queue it: input is the event's data with `eventId`, `communityId`, `channelId`, `subjectId`. */
  on?: string[];
}

/** Finds the community that owns the thing an input field names; null where there is no such thing in this organisation. */
export type Scope = (ctx: QueryContext, id: string) => Promise<string | null>;

export interface Module {
  name: string;
  contract: Record<string, unknown>;
  verbs: Record<string, Verb<never, never, unknown>>;
  /** Key `record` of module `chat` is called as `chat.record`. */
  internal: Record<string, InternalOperation>;
  /** Full names: `chat.runImport`. */
  tasks: Record<string, Task>;
  /** By input field: `channelId`. */
  scopes: Record<string, Scope>;
  /** Tables partitioned by month that tasks may extend by `ensureMonths`. */
  partitioned: string[];
}

type ModuleDefinition<T> = Partial<Omit<Module, 'contract' | 'verbs'>> & { name: string; contract: T; verbs: Verbs<T> };

export function module<T extends Record<string, unknown>>(definition: ModuleDefinition<T>): Module {
  const { name, contract, verbs, internal = {}, tasks = {}, scopes = {}, partitioned = [] } = definition;
  return { name, contract, verbs: untyped(verbs), internal, tasks, scopes, partitioned };
}

/** The runner finds verbs by name, so their types, checked above against the contract, are let go here. */
function untyped(verbs: object): Module['verbs'] {
  return verbs as Module['verbs'];
}
