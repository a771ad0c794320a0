/** `qunce demo`: three simulated groups in an empty installation; starts it when it is not running, and leaves it running. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { DomainError } from '#vocabulary/errors';
import { type Config, environment } from '../../../kernel/config.ts';
import { madeFor } from '../../../modules/demo/rules.ts';
import { findOperation, requestOf } from '../call/operations.ts';
import type { CommandContext } from '../console.ts';
import { configOf, localServer, type RunningServer, send } from '../running.ts';

interface State {
  groups: { name: string; state: string; messages: number }[];
  done: boolean;
}

const EVERY_MS = 300;
const CLEAR = '\r\u001b[K';

export function define(command: Command, context: CommandContext): void {
  command
    .description(context.words.t('cli:demo.summary'))
    .addHelpText('after', `\n${context.words.t('cli:demo.about')}`)
    .action(() => demo(context));
}

/** @throws DomainError `demo.notLocal`, `demo.notEmpty`, and what starting throws */
async function demo(context: CommandContext): Promise<void> {
  const config = configOf(context.console);
  if (!madeFor(config)) throw new DomainError('demo.notLocal');
  const running = localServer(config);
  if (running) return make(running, context);
  const own = await startHere(config);
  try {
    await make(own, context);
  } catch (error) {
    // The server in this process would keep it alive behind the message.
    process.once('exit', () => {
      process.exitCode = 1;
    });
    setImmediate(() => process.kill(process.pid, 'SIGTERM'));
    throw error;
  }
}

/** As `qunce serve`; a failure to start is told and ends the process there. */
async function startHere(config: Config): Promise<RunningServer> {
  // Between lines of the log the password would not be seen.
  if (config.LOG_LEVEL === 'info') environment.LOG_LEVEL = 'warn';
  await import('../../../main.ts');
  for (;;) {
    const server = localServer(config);
    if (server) return server;
    await pause(EVERY_MS);
  }
}

async function make(server: RunningServer, { console, words }: CommandContext): Promise<void> {
  const { email, password } = await ask<{ email: string; password: string }>(server, 'demo.start');
  // Told at once: whoever breaks off while groups are still coming in can sign in all the same.
  console.stdout.write(`${words.t('cli:demo.signIn', { url: server.url, email, password })}\n`);
  const live = console.stderr.isTTY === true;
  for (;;) {
    const { groups, done } = await ask<State>(server, 'demo.state');
    if (live) console.stderr.write(CLEAR);
    if (done) {
      for (const { name, state, messages } of groups) {
        console.stdout.write(`${words.t(`cli:demo.${state === 'ready' ? 'group' : 'groupFailed'}`, { name, messages })}\n`);
      }
      console.stdout.write(`${words.t('cli:demo.done')}\n`);
      return;
    }
    const ready = groups.filter(({ state }) => state === 'ready').length;
    if (live) console.stderr.write(words.t('cli:demo.progress', { ready, all: groups.length }));
    await pause(EVERY_MS);
  }
}

async function ask<T>(server: RunningServer, operation: string): Promise<T> {
  const response = await send(server, requestOf(findOperation(operation), {}));
  const answer: T = await response.json();
  return answer;
}
