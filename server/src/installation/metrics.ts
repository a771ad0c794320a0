/** Figures for Prometheus. Operations and tasks are counted as they are logged; the library is loaded when something first counts. */
import type { Counter as CounterOf, Histogram as HistogramOf, Registry } from 'prom-client';
import type { Database } from '../kernel/database.ts';
import type { Log } from '../kernel/log.ts';

export interface Metrics {
  /** Logs as before, and counts what it is told. Give it to the kernel. */
  log: Log;
  /** The exposition format, with its content type. */
  expose(): Promise<{ type: string; text: string }>;
}

interface Counted {
  registry: Registry;
  count(kind: 'operation' | 'task', name: string, result: string, seconds: number): void;
  gauge(name: string, help: string, rows: { labels: Record<string, string>; value: number }[]): void;
}

const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600];

export function createMetrics(log: Log, database: Pick<Database, 'query'>): Metrics {
  let loading: Promise<Counted> | null = null;
  const counted = () => {
    loading ??= load();
    return loading;
  };

  function see(line: unknown): void {
    const { operation, task, ms, ok, code }: Record<string, unknown> = Object(line);
    if (typeof ms !== 'number') return;
    const result = ok === true ? 'ok' : String(code);
    if (typeof operation === 'string') void counted().then((metrics) => metrics.count('operation', operation, result, ms / 1000));
    else if (typeof task === 'string') void counted().then((metrics) => metrics.count('task', task, result, ms / 1000));
  }

  const seen =
    (level: 'info' | 'error') =>
    (line: object, ...rest: []) => {
      see(line);
      log[level](line, ...rest);
    };
  return {
    log: Object.create(log, { info: { value: seen('info') }, error: { value: seen('error') } }),
    async expose() {
      const metrics = await counted();
      for (const { name, help, rows } of await stateOf(database)) metrics.gauge(name, help, rows);
      return { type: metrics.registry.contentType, text: await metrics.registry.metrics() };
    },
  };
}

async function load(): Promise<Counted> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters: Record<'operation' | 'task', CounterOf<string>> = {
    operation: new Counter({
      name: 'qunce_operations_total',
      help: 'Operations by name and result',
      labelNames: ['operation', 'result'],
      registers: [registry],
    }),
    task: new Counter({
      name: 'qunce_tasks_total',
      help: 'Runs of tasks by name and result',
      labelNames: ['task', 'result'],
      registers: [registry],
    }),
  };
  const durations: Record<'operation' | 'task', HistogramOf<string>> = {
    operation: new Histogram({
      name: 'qunce_operation_seconds',
      help: 'How long operations took',
      labelNames: ['operation'],
      buckets: BUCKETS,
      registers: [registry],
    }),
    task: new Histogram({
      name: 'qunce_task_seconds',
      help: 'How long tasks took',
      labelNames: ['task'],
      buckets: BUCKETS,
      registers: [registry],
    }),
  };
  const gauges = new Map<string, InstanceType<typeof Gauge>>();
  return {
    registry,
    count(kind, name, result, seconds) {
      counters[kind].inc({ [kind]: name, result });
      durations[kind].observe({ [kind]: name }, seconds);
    },
    gauge(name, help, rows) {
      const labelNames = Object.keys(rows[0]?.labels ?? {});
      const gauge = gauges.get(name) ?? new Gauge({ name, help, labelNames, registers: [registry] });
      gauges.set(name, gauge);
      gauge.reset();
      for (const { labels, value } of rows) gauge.set(labels, value);
    },
  };
}

/** What lies in the database now; three small queries a scrape. */
async function stateOf(database: Pick<Database, 'query'>) {
  const jobs = await database.query<{ task: string; state: string; n: number }>(
    `SELECT name AS task, state::text AS state, count(*)::int AS n FROM pgboss.job WHERE state::text IN ('created', 'retry', 'active', 'failed')
     GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const imports = await database.query<{ state: string; n: number }>(
    'SELECT state, count(*)::int AS n FROM import_run GROUP BY 1 ORDER BY 1',
  );
  const [size] = await database.query<{ bytes: number }>('SELECT pg_database_size(current_database())::int8 AS bytes');
  return [
    {
      name: 'qunce_jobs',
      help: 'Jobs in the queue by task and state',
      rows: none(
        ['task', 'state'],
        jobs.map(({ task, state, n }) => ({ labels: { task, state }, value: n })),
      ),
    },
    {
      name: 'qunce_imports',
      help: 'Imports by state',
      rows: none(
        ['state'],
        imports.map(({ state, n }) => ({ labels: { state }, value: n })),
      ),
    },
    { name: 'qunce_database_bytes', help: 'Size of the database', rows: [{ labels: {}, value: Number(size?.bytes ?? 0) }] },
  ];
}

/** A gauge takes its labels from its first row, so that an empty one says 0 of nothing. */
function none(labels: string[], rows: { labels: Record<string, string>; value: number }[]) {
  return rows.length > 0 ? rows : [{ labels: Object.fromEntries(labels.map((label) => [label, ''])), value: 0 }];
}
