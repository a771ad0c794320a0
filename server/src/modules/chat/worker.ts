import { Worker } from 'node:worker_threads';
import { DomainError } from '#vocabulary/errors';
import type { Reply, Request, WorkerMethods } from './chat-worker.ts';

type Answer<M extends keyof WorkerMethods> = Promise<Awaited<ReturnType<WorkerMethods[M]>>>;

/** Reads any file and takes a picture of ten thousand people: what grows with it is people, not rows. */
export const HEAP_MB = 176;
export const LARGE_HEAP_MB = 1_024;

/** The main thread's end of the worker. Close it, or the process stays. */
export class ChatWorker {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private requests = 0;
  private broken: Error | null = null;

  constructor(heapMb: number) {
    this.worker = new Worker(new URL('./chat-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
    });
    this.worker.on('message', (reply: Reply) => {
      const request = this.waiting.get(reply.id);
      this.waiting.delete(reply.id);
      if (!request) return;
      if (reply.ok) request.resolve(reply.value);
      else request.reject(reply.code === null ? new Error(reply.message) : new DomainError(reply.code, reply.data));
    });
    this.worker.on('error', (error) =>
      this.fail(outOfMemory(error) ? new DomainError('import.tooMuchMemory', { megabytes: heapMb }) : error),
    );
    this.worker.on('exit', () => this.fail(new Error('the worker has ended')));
  }

  call<M extends keyof WorkerMethods>(method: M, ...args: Parameters<WorkerMethods[M]>): Answer<M> {
    if (this.broken) return Promise.reject(this.broken);
    const request: Request = { id: ++this.requests, method, args };
    const answer = new Promise((resolve, reject) => this.waiting.set(request.id, { resolve, reject }));
    this.worker.postMessage(request);
    return answer as Answer<M>; // the worker calls the method of that name
  }

  async close(): Promise<void> {
    this.broken ??= new Error('the worker was closed');
    await this.worker.terminate();
  }

  private fail(error: unknown): void {
    const reason = error instanceof Error ? error : new Error(String(error));
    this.broken ??= reason;
    for (const { reject } of this.waiting.values()) reject(this.broken);
    this.waiting.clear();
  }
}

function outOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** A worker for as long as `work` takes: its memory goes back whole when it ends. */
export async function withWorker<T>(work: (worker: ChatWorker) => Promise<T>, heapMb = HEAP_MB): Promise<T> {
  const worker = new ChatWorker(heapMb);
  try {
    return await work(worker);
  } finally {
    await worker.close();
  }
}
