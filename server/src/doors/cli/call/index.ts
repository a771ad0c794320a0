/** `qunce call OPERATION [JSON]`: any operation of the contract on the running installation, with the owner's key. */
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { DomainError } from '#vocabulary/errors';
import type { CommandContext } from '../console.ts';
import { findServer, send } from '../running.ts';
import { findOperation, operations, requestOf } from './operations.ts';

export function define(command: Command, context: CommandContext): void {
  const say = (key: string) => context.words.t(`cli:call.${key}`);
  command
    .usage(say('usageLine'))
    .description(say('summary'))
    .argument('<operation>', say('operation'))
    .argument('[json]', say('json'), '{}')
    .option('--url <url>', context.words.t('cli:server.url'))
    .addHelpText('after', () => `\n${say('operations')}\n${operationList()}`)
    .action((operation: string, json: string, { url }: { url?: string }) => call(operation, json, url, context));
}

async function call(name: string, json: string, url: string | undefined, { console }: CommandContext): Promise<void> {
  const operation = findOperation(name);
  // `-`: a password in the command line would stand in the shell's history.
  const request = requestOf(operation, parse(json === '-' ? await text(console.stdin) : json));
  const response = await send(findServer(console, url), request);
  console.stdout.write(`${JSON.stringify(await response.json(), null, 2)}\n`);
}

/** @throws DomainError `call.notJson` */
function parse(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (isRecord(value)) return value;
  } catch {
    // told below
  }
  throw new DomainError('call.notJson', { text: json.slice(0, 60) });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function operationList(): string {
  const width = Math.max(...operations.map(({ name }) => name.length));
  return operations.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n');
}
