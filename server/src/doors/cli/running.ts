/** The running installation as the command line sees it: its address from the data folder's lock, the owner's key from a file beside it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '#vocabulary/errors';
import { folderHolder } from '../../installation/lock.ts';
import { CLI_KEY_FILE } from '../../installation/secrets.ts';
import { type Config, readConfig, withEnvFile } from '../../kernel/config.ts';
import type { Console } from './console.ts';

export interface RunningServer {
  /** Without a slash at the end. */
  url: string;
  /** Goes along as bearer. */
  key: string;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export function configOf({ env }: Console): Config {
  return readConfig(withEnvFile(env));
}

/** The server that holds the data folder; null when none runs. */
export function localServer(config: Config): RunningServer | null {
  const address = folderHolder(config.DATA_DIR)?.address;
  return address ? { url: address, key: keyIn(config.DATA_DIR) } : null;
}

/**
 * The server at `url`, else the one that holds the data folder. `QUNCE_KEY` is an API key; the data folder's own key is the owner's
 * and goes to this machine only.
 * @throws DomainError `cli.notRunning` {folder}, `cli.noKey`
 */
export function findServer(console: Console, url: string | undefined): RunningServer {
  const config = configOf(console);
  const given = console.env.QUNCE_KEY;
  if (url === undefined) {
    const local = localServer(config);
    if (!local) throw new DomainError('cli.notRunning', { folder: config.DATA_DIR });
    return given ? { ...local, key: given } : local;
  }
  if (!URL.canParse(url)) throw new DomainError('cli.unreachable', { url });
  const address = url.replace(/\/+$/, '');
  if (given) return { url: address, key: given };
  if (!LOOPBACK.test(new URL(url).hostname)) throw new DomainError('cli.noKey');
  return { url: address, key: keyIn(config.DATA_DIR) };
}

function keyIn(folder: string): string {
  try {
    return readFileSync(join(folder, CLI_KEY_FILE), 'utf8').trim();
  } catch {
    throw new DomainError('cli.noKey');
  }
}

interface Sent {
  method: string;
  /** Below the server's address: `/api/v1/…`. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Blob;
}

// A busy server refuses before it does anything, so that asking again is safe.
const BUSY = 503;
const TRIES = 20;
const PAUSE_MS = 500;

/** Waits for a busy server up to ten seconds. @throws DomainError what the server answered, or `cli.unreachable` {url} */
export async function send(server: RunningServer, sent: Sent): Promise<Response> {
  for (let tried = 1; ; tried++) {
    const response = await sendOnce(server, sent);
    if (response.ok) return response;
    if (response.status !== BUSY || tried === TRIES) throw await answeredError(response, server.url);
    await response.body?.cancel();
    await pause(PAUSE_MS);
  }
}

function sendOnce(server: RunningServer, { method, path, headers = {}, body }: Sent): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method,
    headers: { ...headers, authorization: `Bearer ${server.key}` },
    ...(body === undefined ? {} : { body }),
  }).catch(() => {
    throw new DomainError('cli.unreachable', { url: server.url });
  });
}

async function answeredError(response: Response, url: string): Promise<DomainError> {
  const answer: unknown = await response.json().catch(() => null);
  const { code, data }: { code?: unknown; data?: unknown } = Object(answer);
  if (typeof code !== 'string') return new DomainError('cli.unreachable', { url });
  return new DomainError(code, Object.fromEntries(Object.entries(Object(data)).flatMap(([name, value]) => blank(name, value))));
}

function blank(name: string, value: unknown): [string, string | number][] {
  return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
}
