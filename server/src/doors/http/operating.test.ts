/** Figures and the doctor, with the server running and stopped. */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qunce } from '#testing/cli';
import { type World, world } from '#testing/world';
import { openDatabase } from '../../installation/database.ts';
import { diskFinding } from '../../installation/doctor/examine.ts';
import { examineDatabase, examineFolder, type Finding } from '../../installation/doctor/index.ts';
import { type FolderLock, lockFolder } from '../../installation/lock.ts';
import { createMetrics } from '../../installation/metrics.ts';
import { CLI_KEY_FILE, secretOf } from '../../installation/secrets.ts';
import { readConfig } from '../../kernel/config.ts';
import { createLog } from '../../kernel/log.ts';
import { migrate, readMigrations } from '../../kernel/migrate.ts';
import { createSignIn } from '../../modules/accounts/sign-in.ts';
import { createServer, type HttpParts } from './server.ts';

let w: World;
let folder: string;
let lock: FolderLock;
let app: FastifyInstance;
let proxied: FastifyInstance;
const answered: object[] = [];
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  w = await world();
  folder = await mkdtemp(join(tmpdir(), 'qunce-operating-'));
  const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line)) });
  const metrics = createMetrics(log, w.database);
  const examine = async () => [...(await examineDatabase(w.database, w.dataDir, w.clock.now())), ...examineFolder(w.dataDir)];
  const parts: HttpParts = {
    // The kernel of the world logs nowhere; what it would log is told by hand.
    kernel: w.kernel,
    signIn: createSignIn({ query: w.signInQuery, secret: 'a secret of thirty-two characters' }),
    cliKey: secretOf(w.dataDir, CLI_KEY_FILE),
    dataDir: w.dataDir,
    webDir: folder,
    uploadLimit: 1_000_000,
    backup: () => Promise.reject(new Error('no backup here')),
    unforeseen: (error) => {
      throw error;
    },
    answered: (line) => answered.push(line),
    operating: { metrics: metrics.expose, examine },
  };
  app = await createServer(parts);
  proxied = await createServer({ ...parts, publicUrl: 'https://qunce.example.org' });
  metrics.log.info({ operation: 'chat.messages', actor: 'x', requestId: 'r', ms: 40, ok: true });
  metrics.log.info({ operation: 'chat.messages', actor: 'x', requestId: 'r', ms: 4, ok: false, code: 'channel.unknown' });
  metrics.log.error({ task: 'chat.refresh', actor: 'x', requestId: 'r', ms: 2_000, ok: false, code: 'internal' });
  lock = lockFolder(w.dataDir);
  lock.publish(await app.listen({ host: '127.0.0.1', port: 0 }));
  await chmod(w.dataDir, 0o700);
  await w.run('accounts.setup', { organisation: '机构', name: '林', email: 'lin@example.org', password: 'correct horse' }, null);
});
afterAll(async () => {
  lock.release();
  await Promise.all([app.close(), proxied.close()]);
  await rm(folder, { recursive: true, force: true });
});

describe('/metrics', () => {
  const get = (server: FastifyInstance, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    server.inject({ method: 'GET', url: '/metrics', headers, remoteAddress });
  const key = async () => `Bearer ${(await readFile(join(w.dataDir, CLI_KEY_FILE), 'utf8')).trim()}`;

  it('counts operations and tasks by name and result, as they were logged', async () => {
    const { body, headers } = await get(app);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(body).toContain('qunce_operations_total{operation="chat.messages",result="ok"} 1');
    expect(body).toContain('qunce_operations_total{operation="chat.messages",result="channel.unknown"} 1');
    expect(body).toContain('qunce_operation_seconds_bucket{le="0.05",operation="chat.messages"} 2');
    expect(body).toContain('qunce_tasks_total{task="chat.refresh",result="internal"} 1');
    expect(lines.map(({ ms }) => ms)).toEqual([40, 4, 2_000]);
  });

  it('tells queue, imports, database and process', async () => {
    await w.sql(`INSERT INTO pgboss.job (id, name, data) VALUES (gen_random_uuid(), 'chat.refresh', '{}')`);
    const { body } = await get(app);
    expect(body).toContain('qunce_jobs{task="chat.refresh",state="created"} 1');
    expect(body).toMatch(/^qunce_imports\{state=""\} 0$/m);
    expect(Number(/^qunce_database_bytes (\d+)$/m.exec(body)?.[1])).toBeGreaterThan(1_000_000);
    expect(body).toMatch(/^process_resident_memory_bytes \d+$/m);
    await w.sql("DELETE FROM pgboss.job WHERE name = 'chat.refresh'");
  });

  it.each([
    ['from elsewhere', () => get(app, {}, '192.0.2.7')],
    ['from a proxy on this machine', () => get(app, { 'x-forwarded-for': '192.0.2.7' })],
    ['where a proxy is set up', () => get(proxied)],
  ])('%s: only with the owner’s key', async (_name, ask) => {
    expect((await ask()).statusCode).toBe(401);
    expect((await get(app, { authorization: await key() }, '192.0.2.7')).statusCode).toBe(200);
  });

  it('a key of less than the owner’s scope is refused', async () => {
    const { secret } = await w.run<{ secret: string }>(
      'accounts.createKey',
      { name: 'reader', grants: [{ role: 'operator', communityId: null }] },
      await installed(),
    );
    const refused = await get(app, { authorization: `Bearer ${secret}` }, '192.0.2.7');
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'access.denied']);
  });

  async function installed() {
    const [row] = await w.sql<{ org: string }>('SELECT org_id::text AS org FROM installation');
    return {
      kind: 'key' as const,
      keyId: w.kernel.newId(),
      orgId: row?.org ?? '',
      grants: [{ role: 'owner' as const, communityId: null }],
    };
  }
});

describe('the log of answers', () => {
  it('has the route and not the address, with the id the caller was told', async () => {
    const response = await app.inject({ method: 'GET', url: '/api/v1/channels/x/people/name%3A苏暮雨/export' });
    expect(answered.at(-1)).toMatchObject({ request: 'GET /api/v1/*', status: 401, requestId: response.headers['x-request-id'] });
    expect(JSON.stringify(answered)).not.toContain('苏暮雨');
    await app.inject({ method: 'GET', url: '/healthz' });
    expect(answered.at(-1)).toMatchObject({ request: 'GET /api/v1/*' });
  });
});

describe('qunce doctor', () => {
  const doctor = (dataDir: string, more: Record<string, string> = {}) =>
    qunce(['doctor'], { env: { DATA_DIR: dataDir, DATABASE_URL: '', LANG: 'en_US.UTF-8', ...more } });

  it('asks the running server, and says when all is well', async () => {
    const { code, out: stdout } = await doctor(w.dataDir);
    // The world's clock stands still in March, the database's goes on.
    const other = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('✓'));
    expect(other.map((line) => line.slice(0, 30))).toEqual(["! This machine's clock and the"]);
    expect(stdout).toMatch(/The server answers at http:/);
    expect(stdout).toMatch(/schema is up to date/);
    expect(code).toBe(0);
  });

  it('names the file that others may read, with the command that puts it right', async () => {
    const file = join(w.dataDir, CLI_KEY_FILE);
    await chmod(file, 0o644);
    const { code, out: stdout, err: stderr } = await doctor(w.dataDir);
    expect(stdout).toContain(`✗ Others on this machine may read ${file}; run: chmod 600 ${file}`);
    expect([code, stderr]).toEqual([1, expect.stringContaining('1 thing')]);
    await chmod(file, 0o600);
  });

  it('opens the database itself when the server is stopped', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'qunce-stopped-'));
    const empty = await doctor(dataDir);
    expect([empty.code, empty.out]).toEqual([1, expect.stringContaining('There is no database in')]);
    const config = readConfig({ DATA_DIR: dataDir });
    const database = await openDatabase(config);
    const waiting = await examineDatabase(database, dataDir, Date.now());
    expect(waiting).toContainEqual({ check: 'migrations', state: 'fail', code: 'migrationsWaiting', data: { n: readMigrations().length } });
    await migrate(database);
    await database.close();
    await chmod(dataDir, 0o700);
    const { code, out: stdout } = await doctor(dataDir);
    expect(stdout).toMatch(/✓ The database answers: PostgreSQL 1\d/);
    expect(code).toBe(0);
    await rm(dataDir, { recursive: true });
  });

  const found = async (): Promise<Finding[]> => examineDatabase(w.database, w.dataDir, w.clock.now());

  it.each([
    [
      'a clock that is behind',
      'clockBehind',
      "INSERT INTO event (org_id, id, at, event, operation, actor_kind, data) VALUES ($1, gen_random_uuid(), '2026-03-04T00:00:00Z', 'x', 'x', 'system', '{}')",
    ],
    ['jobs given up', 'queueFailed', "INSERT INTO pgboss.job (id, name, data, state) VALUES ($1, 'chat.refresh', '{}', 'failed')"],
    [
      'jobs nobody takes',
      'queueStuck',
      "INSERT INTO pgboss.job (id, name, data, start_after) VALUES ($1, 'chat.runImport', '{}', '2026-03-02T07:00:00Z')",
    ],
    [
      'a lost key of erasures',
      'erasureKeyLost',
      "WITH c AS (INSERT INTO community (org_id, id, name, zone, created_at) VALUES ($1, gen_random_uuid(), 'x', 'UTC', now()) RETURNING id) INSERT INTO erased_digest (org_id, community_id, digest, length, label) SELECT $1, id, 'x', 0, 'x' FROM c",
    ],
    ['a database of a newer version', 'migrationsNewer', "INSERT INTO migration (name, checksum) VALUES ('9999_future', $1)"],
  ])('finds %s', async (_name, code, statement) => {
    expect((await found()).map((finding) => finding.code)).not.toContain(code);
    await w.sql(statement, [w.orgId]);
    expect((await found()).map((finding) => finding.code)).toContain(code);
  });

  it.each([
    [100, 'fail'],
    [900, 'warn'],
    [5_000, 'ok'],
  ])('%d MB of free disk: %s', (free, state) => {
    expect(diskFinding(free * 1024 ** 2, 100_000 * 1024 ** 2)).toMatchObject({ state, data: { free } });
  });

  it('says that a database does not answer instead of failing itself', async () => {
    const broken = { engine: 'pglite' as const, query: () => Promise.reject(new Error('gone')) };
    expect(await examineDatabase(broken, w.dataDir, 0)).toEqual([
      { check: 'database', state: 'fail', code: 'databaseFails', data: { reason: 'gone' } },
    ]);
  });
});
