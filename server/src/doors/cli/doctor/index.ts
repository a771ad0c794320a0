/** `qunce doctor`: looks the installation over, its server running or stopped, and says what to do. */
import type { Command } from 'commander';
import type { Words } from '#report';
import { DomainError } from '#vocabulary/errors';
import { examineFolder, examineStopped, type Finding } from '../../../installation/doctor/index.ts';
import { folderHolder } from '../../../installation/lock.ts';
import type { CommandContext } from '../console.ts';
import { configOf, localServer, send } from '../running.ts';

const signs = { ok: '✓', warn: '!', fail: '✗' } as const;

export function define(command: Command, context: CommandContext): void {
  command.description(`${context.words.t('cli:doctor.summary')}\n\n${context.words.t('cli:doctor.about')}`).action(() => doctor(context));
}

/** @throws DomainError `doctor.found` {n} when something must be done */
async function doctor(context: CommandContext): Promise<void> {
  const findings = await examine(context);
  for (const { state, code, data } of findings) {
    context.console.stdout.write(`${signs[state]} ${sentence(context.words, code, data)}\n`);
  }
  const bad = findings.filter(({ state }) => state === 'fail').length;
  if (bad > 0) throw new DomainError('doctor.found', { n: bad });
}

function sentence(words: Words, code: string, data: Finding['data']): string {
  return words.t(`cli:doctor.finding.${code}`, data);
}

async function examine({ console }: CommandContext): Promise<Finding[]> {
  const config = configOf(console);
  const server = config.DATABASE_URL === undefined ? localServer(config) : null;
  if (!server) {
    const holder = config.DATABASE_URL === undefined ? folderHolder(config.DATA_DIR) : null;
    // It holds the database and does not answer yet, or not any more.
    if (holder)
      return [{ check: 'database', state: 'warn', code: 'databaseHeld', data: { pid: holder.pid } }, ...examineFolder(config.DATA_DIR)];
    return examineStopped(config, console.now());
  }
  try {
    const response = await send(server, { method: 'GET', path: '/api/v1/doctor' });
    const { findings }: { findings: Finding[] } = await response.json();
    return [{ check: 'database', state: 'ok', code: 'serverRuns', data: { url: server.url } }, ...findings];
  } catch (error) {
    if (!(error instanceof DomainError) || !['cli.unreachable', 'access.signIn'].includes(error.code)) throw error;
    const code = error.code === 'access.signIn' ? 'notSetUp' : 'serverSilent';
    const state = error.code === 'access.signIn' ? 'warn' : 'fail';
    return [{ check: 'database', state, code, data: { url: server.url } }, ...examineFolder(config.DATA_DIR)];
  }
}
