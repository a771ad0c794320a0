/** The installation as an operator starts it, for measures from outside: a process of its own on a folder of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const startScript = fileURLToPath(new URL('../bin/start.js', import.meta.url));
const qunce = fileURLToPath(new URL('../bin/qunce.js', import.meta.url));

export interface Running {
  address: string;
  /** From the start of the process to the printed address, ms. */
  startedIn: number;
  /** Highest resident memory so far, MB. */
  peakMb(): number;
  /** `qunce …` against this installation. @throws Error with what it said when it fails */
  call(...args: string[]): void;
  stop(): Promise<void>;
}

/** @param dataDir made when it does not exist; embedded database */
export async function startServer(dataDir: string): Promise<Running> {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' };
  const started = performance.now();
  const child = spawn(process.execPath, [startScript], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await addressOf(child);
  const startedIn = performance.now() - started;
  return {
    address,
    startedIn,
    peakMb: () => {
      const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      return Math.round(Number(kilobytes) / 1024);
    },
    call: (...args) => {
      const { status, stderr } = spawnSync(process.execPath, [qunce, ...args], { env, encoding: 'utf8' });
      if (status !== 0) throw new Error(`qunce ${args.join(' ')} ended with ${status}: ${stderr.slice(0, 2000)}`);
    },
    stop: () =>
      new Promise((resolve) => {
        child.on('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** Makes the owner of a fresh installation. */
export async function setUp({ address }: Running): Promise<void> {
  const owner = {
    organisation: 'bench',
    name: 'bench',
    email: 'owner@example.com',
    password: 'correct horse battery',
    zone: 'Asia/Shanghai',
  };
  const headers = { 'content-type': 'application/json', 'x-qunce': 'console', origin: address };
  const response = await fetch(`${address}/api/v1/setup`, { method: 'POST', headers, body: JSON.stringify(owner) });
  if (!response.ok) throw new Error(`the owner could not be made: ${response.status} ${await response.text()}`);
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      const [address] = /http:\/\/\S+/.exec(said) ?? [];
      if (address) resolve(address);
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code} before it had an address`)));
  });
}
