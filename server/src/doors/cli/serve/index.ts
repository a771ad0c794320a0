/** `qunce serve`: the same as `npm start`. */
import type { Command } from 'commander';
import type { CommandContext } from '../console.ts';

export function define(command: Command, { words }: CommandContext): void {
  command.description(words.t('cli:serve.summary')).action(async () => {
    await import(new URL('../../../../bin/start.js', import.meta.url).href);
  });
}
