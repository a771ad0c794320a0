/** The Dockerfile and compose file are right as far as can be told without an engine: by a linter, and by running their commands here. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { tracked } from '../../../checks/tracked.ts';
import { root } from '../kernel/config.ts';

const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const compose = parse(readFileSync(join(root, 'compose.yaml'), 'utf8'));
const stages = dockerfile.split(/^FROM /m).slice(1);
const final = stages.at(-1) ?? '';
/** The arguments of an instruction's last JSON array. */
const exec = (instruction: string): string[] => JSON.parse(new RegExp(`^${instruction}\\b.*?(\\[.*\\])$`, 'm').exec(final)?.[1] ?? '[]');
const settings = Object.fromEntries(
  [...(/^ENV (.*)$/m.exec(final)?.[1] ?? '').matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
);

let server: ChildProcess | undefined;
const folder = mkdtempSync(join(tmpdir(), 'qunce-container-'));
afterAll(() => {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('the Dockerfile', () => {
  it('is taken by the linter without a word', () => {
    expect(validate(dockerfile).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it('copies only what is in the repository and not left out of the context', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from = '']) => from.split(' '));
    expect(copied).toEqual(expect.arrayContaining(['package-lock.json', 'locales', 'server', 'web']));
    for (const path of copied) {
      expect(
        tracked().some((file) => file === path || file.startsWith(`${path}/`)),
        path,
      ).toBe(true);
      expect(ignored).not.toContain(path);
    }
    for (const secret of ['.env', 'data', '.git', '**/node_modules']) expect(ignored).toContain(secret);
  });

  it('runs as nobody special, with the data in a volume of that user', () => {
    expect(/^USER (\w+)$/m.exec(final)?.[1]).toBe('node');
    expect(final.indexOf('USER node')).toBeGreaterThan(final.lastIndexOf('\nRUN '));
    expect(/^VOLUME (\S+)$/m.exec(final)?.[1]).toBe(settings.DATA_DIR);
    expect(final).toMatch(/^RUN install --directory --owner=node --group=node --mode=700 \/data /m);
    for (const stage of stages) expect(stage).toMatch(/^node:26-/);
  });

  it('has a command that starts, stops when told, and a check of its health that knows the difference', async () => {
    const port = await freePort();
    const env = {
      ...process.env,
      ...settings,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: folder,
      DATABASE_URL: '',
      LOG_LEVEL: 'warn',
    };
    const [command = '', ...args] = exec('CMD');
    const health = exec('HEALTHCHECK');
    expect([command, health[0]]).toEqual(['node', 'node']);
    expect(existsSync(join(root, args[0] ?? ''))).toBe(true);
    const healthy = () => spawnSync(process.execPath, health.slice(1), { env }).status;
    expect(healthy()).toBe(1);
    const started = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    server = started;
    await new Promise((resolve) => started.stdout.once('data', resolve));
    // Like the engine, which forgives some: on a slow machine the first second after the start is answered as busy.
    const retries = Number(/--retries=(\d+)/.exec(final)?.[1]);
    expect(retries).toBeGreaterThan(0);
    let status = healthy();
    for (let again = 1; status !== 0 && again < retries; again += 1) {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      status = healthy();
    }
    expect(status).toBe(0);
    const ended = new Promise((resolve) => started.once('exit', resolve));
    started.kill(/^STOPSIGNAL (SIG\w+)$/m.exec(final)?.[1] === 'SIGTERM' ? 'SIGTERM' : 'SIGKILL');
    expect(await ended).toBe(0);
    // The console may have to be built first.
  }, 180_000);
});

describe('the compose file', () => {
  const { qunce, postgres } = compose.services;

  it('shows Qunce to this machine only, keeps its data and lets it finish', () => {
    expect(qunce.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:.*:3000$/)]);
    expect(settings.PORT).toBe('3000');
    expect(qunce.volumes).toEqual([`data:${settings.DATA_DIR}`]);
    expect(Object.keys(compose.volumes)).toEqual(['data', 'postgres']);
    expect(Number.parseInt(qunce.stop_grace_period, 10)).toBeGreaterThan(25);
    expect([qunce.read_only, qunce.cap_drop]).toEqual([true, ['ALL']]);
  });

  it('sets nothing that Qunce does not know, and needs no setting', () => {
    const known = ['kernel/config.ts', 'installation/outlets.ts']
      .map((file) => readFileSync(join(root, 'server/src', file), 'utf8'))
      .join('');
    for (const [name, value] of Object.entries<string>(qunce.environment)) {
      expect(known).toMatch(new RegExp(`^ {2}${name}: z\\b`, 'm'));
      expect(value).toMatch(/^\$\{\w+:-\w*\}$/);
    }
  });

  it('brings PostgreSQL only when asked, without a password of its own', () => {
    expect(postgres.profiles).toEqual(['postgres']);
    expect(Number(/^postgres:(\d+)/.exec(postgres.image)?.[1])).toBeGreaterThanOrEqual(15);
    expect(postgres.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:-\}$/);
    expect(qunce.depends_on).toBeUndefined();
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
