/**
 * A PostgreSQL server of its own in a temporary folder on a free port, for the suite's second run:
 * `node server/src/testing/postgres.ts npx vitest run` runs the command with DATABASE_URL set to it.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface PostgresServer {
  url: string;
  stop(): Promise<void>;
}

const START_MS = 30_000;
const PATIENCE_MS = 10_000;
const HEARD = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export async function startPostgres(): Promise<PostgresServer> {
  const bin = findBinaries();
  const user: { uid?: number; gid?: number } = process.getuid?.() === 0 ? plainUser() : {};
  const folder = await mkdtemp(join(tmpdir(), 'qunce-postgres-'));
  let server: ChildProcess | null = null;
  const stop = async () => {
    if (server) await end(server, 'SIGINT');
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
    const data = join(folder, 'data');
    execFileSync(join(bin, 'initdb'), ['-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C', '-N', '-D', data], {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    });
    const port = await freePort();
    // Durability is for data that outlives the test.
    const options = ['-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1', '-c', 'fsync=off', '-c', 'max_connections=200'];
    server = spawn(join(bin, 'postgres'), options, { ...user, cwd: folder, stdio: 'ignore' });
    // What cannot be started has no exit code; the waiting below ends by its time.
    server.on('error', () => {});
    const answers = () => spawnStatus(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]);
    for (let waited = 0; !(await answers()); waited += 100) {
      if (waited > START_MS || server.exitCode !== null) throw new Error('the PostgreSQL server did not start');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Ends a process, after `PATIENCE_MS` by force. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await ended;
  clearTimeout(force);
}

/**
 * Runs a command beside a server, which is stopped whatever becomes of the command or of this process, short of SIGKILL.
 * @param signals where signals to this process arrive
 * @returns the command's exit code; 127 when it cannot be started, 128 + number after a signal
 */
export async function runBeside(
  start: () => Promise<PostgresServer>,
  [command = '', ...args]: readonly string[],
  signals: EventEmitter = process,
): Promise<number> {
  const told: { signal?: NodeJS.Signals; child?: ChildProcess } = {};
  const onSignal = (signal: NodeJS.Signals) => {
    told.signal ??= signal;
    if (told.child) void end(told.child, signal);
  };
  for (const signal of HEARD) signals.on(signal, onSignal);
  try {
    const server = await start();
    try {
      if (told.signal) return 128 + constants.signals[told.signal];
      const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, DATABASE_URL: server.url } });
      told.child = child;
      return await new Promise<number>((resolve) => {
        child.on('error', ({ message }) => {
          process.stderr.write(`${message}\n`);
          resolve(127);
        });
        child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
      });
    } finally {
      await server.stop();
    }
  } finally {
    for (const signal of HEARD) signals.off(signal, onSignal);
  }
}

function findBinaries(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
  if (!found) throw new Error('no PostgreSQL server is installed (Debian: apt-get install postgresql-15)');
  return found;
}

/** PostgreSQL refuses to run as root. */
function plainUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // no such user
    }
  }
  throw new Error('no user but root to run PostgreSQL as');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

async function spawnStatus(command: string, args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

if (import.meta.main) process.exit(await runBeside(startPostgres, process.argv.slice(2)));
