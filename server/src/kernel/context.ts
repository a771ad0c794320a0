import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Role } from './operation.ts';

/** The transaction a verb is handed: tenant and restricted role are already set. The root handle never leaves the kernel. */
export type Db = PgDatabase<PgQueryResultHKT>;

/** Who acts. `system` = a task or schedule of the organisation itself. */
export type Actor =
  | { kind: 'staff'; accountId: string; orgId: string; grants: { role: Role; communityId: string | null }[] }
  | { kind: 'key'; keyId: string; orgId: string; grants: { role: Role; communityId: string | null }[] }
  | { kind: 'system'; orgId: string }
  | { kind: 'nobody' };

interface Ground {
  orgId: string;
  actor: Actor;
  requestId: string;
  /** Epoch ms; fixed by tests, driven by the simulator. */
  now(): number;
  /** UUID v7 from the context's clock and randomness. */
  newId(): string;
}

export interface QueryContext extends Ground {
  db: Db;
}

export interface CommandContext extends Ground {
  db: Db;
  /** Collects an event row; ids and codes only, never names or text. Written by the runner before commit. */
  emit(
    event: string,
    about: { communityId?: string; channelId?: string; subjectId?: string },
    data?: Record<string, string | number | boolean | null>,
  ): void;
  /** Collects a job, queued in the same transaction. */
  enqueue(task: string, input: Record<string, string | number | boolean | null>): void;
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
}
