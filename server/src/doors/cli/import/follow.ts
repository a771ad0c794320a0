import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '#vocabulary/errors';
import type { ImportRun } from '../../../modules/chat/contract.ts';
import type { CommandContext } from '../console.ts';

const EVERY_MS = 300;
const CLEAR = '\r\u001b[K';

/** Shows how an import goes on, on a terminal, until it is over; then tells what came of it. @throws DomainError why it failed */
export async function follow(look: () => Promise<ImportRun>, { console, words }: CommandContext): Promise<void> {
  const live = console.stderr.isTTY === true;
  for (;;) {
    const run = await look();
    if (live) console.stderr.write(CLEAR);
    if (run.state === 'failed') throw new DomainError(run.error?.code ?? 'internal', run.error?.data ?? {});
    if (run.state === 'cancelled') throw new DomainError('cli.importCancelled', { records: run.records });
    if (run.state === 'done') {
      console.stdout.write(`${summary(run, words)}\n`);
      return;
    }
    if (live) console.stderr.write(words.t('cli:import.progress', { share: shareOf(run), records: run.records }));
    await pause(EVERY_MS);
  }
}

function summary(run: ImportRun, words: CommandContext['words']): string {
  const { file, format, records, added, members, rejectedRecords } = run;
  const line = words.t('cli:import.done', { file, format, records, added, members });
  return rejectedRecords > 0 ? `${line}\n${words.t('cli:import.rejected', { count: rejectedRecords, importId: run.id })}` : line;
}

function shareOf({ bytes, bytesRead }: ImportRun): number {
  return bytes > 0 ? Math.min(99, Math.floor((bytesRead / bytes) * 100)) : 0;
}
