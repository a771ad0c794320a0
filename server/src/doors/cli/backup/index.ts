/** `qunce backup FILE`: everything of this installation in one file, while its server runs or not. */
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { DomainError } from '#vocabulary/errors';
import { backupInstallation } from '../../../installation/backup/index.ts';
import type { CommandContext } from '../console.ts';
import { configOf, localServer, type RunningServer, send } from '../running.ts';
import { refuseExisting, writeNew } from './write-new.ts';

export function define(command: Command, context: CommandContext): void {
  const { words } = context;
  command
    .usage(words.t('cli:backup.usageLine'))
    .description(`${words.t('cli:backup.summary')}\n\n${words.t('cli:backup.about')}`)
    .argument('<file>', words.t('cli:backup.file'))
    .action((file: string) => backup(resolve(file), context));
}

async function backup(file: string, { console, words }: CommandContext): Promise<void> {
  await refuseExisting(file);
  const config = configOf(console);
  const write = (stream: Readable) => writeNew(file, stream);
  // A database server is read beside whoever uses it; the embedded one only by the process that holds it.
  const server = config.DATABASE_URL === undefined ? localServer(config) : null;
  const bytes = server
    ? await throughServer(server, write)
    : await backupInstallation(config, dirname(file), console.now(), ({ stream }) => write(stream));
  console.stdout.write(`${words.t('cli:backup.written', { file, size: (bytes / 1e6).toFixed(1) })}\n`);
}

/** @returns bytes */
async function throughServer(server: RunningServer, write: (stream: Readable) => Promise<number>): Promise<number> {
  const response = await send(server, { method: 'GET', path: '/api/v1/backup' }).catch((error: unknown) => {
    // The data folder's key belongs to nobody until the installation has an owner.
    throw error instanceof DomainError && error.code === 'access.signIn' ? new DomainError('backup.nothing') : error;
  });
  if (!response.body) throw new DomainError('backup.interrupted');
  const bytes = await write(Readable.from(response.body));
  if (bytes !== Number(response.headers.get('content-length'))) throw new DomainError('backup.interrupted');
  return bytes;
}
