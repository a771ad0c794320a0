import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Role } from './operation.ts';

interface Rows<T> {
  rows: T[];
}

/** What a raw `db.execute` answers on both drivers. */
interface RowsResult extends PgQueryResultHKT {
  type: Rows<this['row']>;
}

/** The transaction a verb is handed: tenant and restricted role are already set. The root handle never leaves the kernel. */
export type Db = PgDatabase<RowsResult>;

export interface Grant {
  role: Role;
  /** null: the whole organisation. */
  communityId: string | null;
}

/** What a role of the community, or having taken part in it, gives somebody; `squadId` null: in the whole community. */
export type Right = { right: string; communityId: string; squadId: string | null };

/**
 * Who acts. `enrolled`: communities in which a person takes part; `rights`: of the roles held there. `system` = a task or schedule
 * of the organisation itself. `nobody` may stand at an organisation's door: a public verb then sees its rows, so it goes by what the caller has to know
 * (a code, a secret) and tells of that alone.
 */
export type Actor =
  | { kind: 'staff'; accountId: string; orgId: string; grants: Grant[]; enrolled?: string[]; rights?: Right[] }
  | { kind: 'member'; accountId: string; orgId: string; enrolled: string[]; rights?: Right[] }
  | { kind: 'key'; keyId: string; orgId: string; grants: Grant[] }
  | { kind: 'system'; orgId: string }
  | { kind: 'nobody'; orgId?: string };

export type JobInput = Record<string, string | number | boolean | null>;

/** What every verb and task stands on. */
export interface Ground {
  /** Of a caller at no organisation's door a fresh id: it sees the rows of none. */
  orgId: string;
  actor: Actor;
  requestId: string;
  /** Folder of the installation's files (uploads); see `uploadPath`. */
  dataDir: string;
  /** Epoch ms; fixed by tests, driven by the simulator. */
  now(): number;
  /** UUID v7 from the context's clock and randomness. */
  newId(): string;
}

export interface QueryContext extends Ground {
  db: Db;
}

export interface CommandContext extends QueryContext {
  /** Collects an event row; ids and codes only, never names or text. Written by the runner before commit. */
  emit(event: string, about: { communityId?: string; channelId?: string; subjectId?: string }, data?: JobInput): void;
  /** Collects a job, queued in the same transaction. `key`: at most one job of this task waits under it. */
  enqueue(task: string, input: JobInput, options?: { key?: string; afterSeconds?: number }): void;
  /** Says that nothing had to change: a command emits at least one event or calls this. */
  unchanged(): void;
}

export interface TaskContext extends Ground {
  /** Aborts on cancel and on graceful stop. */
  signal: AbortSignal;
  /** Runs another operation as the organisation's system actor, each in its own transaction. */
  call<T>(operation: string, input: unknown): Promise<T>;
  /** Publishes progress to the in-memory hub (SSE); not stored. */
  progress(topic: string, data: Record<string, unknown>): void;
  /** Creates, as the owner, the month partitions of a table the module lists in `partitioned` for instants (epoch ms) from … to. */
  ensureMonths(table: string, from: number, to: number): Promise<void>;
}
