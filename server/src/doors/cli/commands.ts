import type { Command } from 'commander';
import type { CommandContext } from './console.ts';

/** One file a command; it is loaded only when asked for, so that `checkup` starts without database or server code. */
export interface CommandModule {
  /** Declares arguments, options and action; the words are at `cli:<name>.…`. */
  define(command: Command, context: CommandContext): void;
}

/** Every verb of `qunce`, in the order of the help text. Its one-line summary is `cli:<name>.summary`. */
export const commands: Readonly<Record<string, () => Promise<CommandModule>>> = {
  checkup: () => import('./checkup/index.ts'),
  serve: () => import('./serve/index.ts'),
  demo: () => import('./demo/index.ts'),
  import: () => import('./import/index.ts'),
  call: () => import('./call/index.ts'),
  blueprint: () => import('./blueprint/index.ts'),
  backup: () => import('./backup/index.ts'),
  restore: () => import('./restore/index.ts'),
  doctor: () => import('./doctor/index.ts'),
};
