import type { Words } from '#report';

/** What a command may touch of the world; a test hands in its own. */
export interface Console {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  platform: string;
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: Output;
  stderr: Output;
  /** Epoch ms. */
  now(): number;
}

interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** What a command is given: the world and the words in the reader's language. */
export interface CommandContext {
  console: Console;
  words: Words;
  version: string;
}
