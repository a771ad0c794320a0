/** What a measure reports, and how processes and work are timed beside each other. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Result {
  /** Unique among all results; a row of docs/benchmarks.md. */
  name: string;
  value: string;
  /** What was measured beside it, in the same run. */
  baseline: string;
  /** Value against baseline, in the direction of the target. */
  ratio: number | null;
  target: string;
  /** null: nothing is promised. */
  met: boolean | null;
  /** What dominates, or what to know about the figure. */
  note?: string;
}

export interface Measure {
  /** The table's first column: rows of this name are written anew together. */
  name: string;
  run(): Promise<Result[]>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export interface ProcessTime {
  /** Seconds from start to end. */
  wall: number;
  /** Processor seconds of all threads; null where the system does not tell. A busy machine stretches it less. */
  cpu: number | null;
}

/** Runs a program to its end with this Node. @throws Error with what it said when it fails */
export function timeProcess(args: readonly string[]): ProcessTime {
  const before = childrenCpu();
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  const wall = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.slice(0, 2000)}`);
  const after = childrenCpu();
  return { wall, cpu: before === null || after === null ? null : after - before };
}

/** Processor seconds of the children that have ended (Linux counts hundredths). */
function childrenCpu(): number | null {
  if (process.platform !== 'linux') return null;
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Processor milliseconds of this thread that `work` takes. */
export async function timeWork(work: () => Promise<unknown> | unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

export function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}
