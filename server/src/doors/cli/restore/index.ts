/** `qunce restore FILE`: a backup into an empty installation, on either database. */
import type { Command } from 'commander';
import { restoreInstallation } from '../../../installation/backup/index.ts';
import type { CommandContext } from '../console.ts';
import { configOf } from '../running.ts';

export function define(command: Command, context: CommandContext): void {
  const { words } = context;
  command
    .usage(words.t('cli:restore.usageLine'))
    .description(`${words.t('cli:restore.summary')}\n\n${words.t('cli:restore.about')}`)
    .argument('<file>', words.t('cli:restore.file'))
    .action((file: string) => restore(file, context));
}

async function restore(file: string, { console, words }: CommandContext): Promise<void> {
  const { tables, createdAt, version } = await restoreInstallation(configOf(console), file);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.stdout.write(`${words.t('cli:restore.done', { rows, tables: tables.length, at: createdAt, version })}\n`);
}
