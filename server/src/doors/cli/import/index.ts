/** `qunce import FILE`: a chat into a channel of the running installation; waits until it is stored. */
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { DomainError } from '#vocabulary/errors';
import { grounds, type ImportRun } from '../../../modules/chat/contract.ts';
import { ask, channelCodes, communityCodes, type Named, only } from '../asking.ts';
import type { CommandContext } from '../console.ts';
import { findServer, type RunningServer, send } from '../running.ts';
import { follow } from './follow.ts';

interface ImportOptions {
  channel?: string;
  new?: string;
  community?: string;
  ground: string;
  zone: string;
  chat?: string;
  format?: string;
  replace?: true;
  pseudonymous?: true;
  url?: string;
}

export function define(command: Command, context: CommandContext): void {
  const say = (key: string) => context.words.t(`cli:import.${key}`);
  command
    .usage(say('usageLine'))
    .description(say('summary'))
    .argument('<file>', say('file'))
    .addOption(new Option('--channel <name>', say('channel')).conflicts('new'))
    .option('--new <name>', say('new'))
    .option('--community <name>', say('community'))
    .addOption(new Option('--ground <ground>', say('ground')).choices(grounds).makeOptionMandatory())
    .option('--zone <zone>', context.words.t('cli:checkup.zone'), 'Asia/Shanghai')
    .option('--chat <name>', context.words.t('cli:checkup.chat'))
    .option('--format <format>', say('format'))
    .option('--replace', say('replace'))
    .option('--pseudonymous', say('pseudonymous'))
    .option('--url <url>', context.words.t('cli:server.url'))
    .action((file: string, options: ImportOptions) => importFile(file, options, context));
}

async function importFile(file: string, options: ImportOptions, context: CommandContext): Promise<void> {
  const body = await openFile(file);
  const server = findServer(context.console, options.url);
  const target = await targetOf(server, options);
  const name = encodeURIComponent(basename(file));
  const headers = { 'content-type': 'application/octet-stream' };
  const uploaded = await send(server, { method: 'POST', path: `/api/v1/uploads?file=${name}`, headers, body });
  const { uploadId }: { uploadId: string } = await uploaded.json();
  const { ground, zone, chat: chosen, format } = options;
  const run = await ask<ImportRun>(server, 'chat.import', {
    uploadId,
    ...target,
    ...(chosen === undefined ? {} : { chat: chosen }),
    ...(format === undefined ? {} : { format }),
    mode: options.replace ? 'replace' : 'append',
    pseudonymous: options.pseudonymous === true,
    zone,
    ground,
  });
  await follow(() => ask<ImportRun>(server, 'chat.importState', { importId: run.id }), context);
}

/** @throws DomainError `file.missing`, `file.isFolder`, `file.unreadable` */
async function openFile(file: string): Promise<Blob> {
  const found = await stat(file).catch(() => null);
  if (!found) throw new DomainError('file.missing', { file });
  if (found.isDirectory()) throw new DomainError('file.isFolder', { file });
  return openAsBlob(file).catch(() => {
    throw new DomainError('file.unreadable', { file });
  });
}

/** Where it goes: a channel found by its name, or a new one. */
async function targetOf(server: RunningServer, options: ImportOptions): Promise<Record<string, string>> {
  const { communities } = await ask<{ communities: Named[] }>(server, 'communities.list', {});
  const community = options.community === undefined ? null : only(communityCodes, options.community, communities);
  if (options.channel === undefined) {
    return { ...(options.new === undefined ? {} : { channelName: options.new }), ...(community ? { communityId: community.id } : {}) };
  }
  const { channels } = await ask<{ channels: (Named & { communityId: string })[] }>(server, 'communities.channels', {});
  const own = community ? channels.filter(({ communityId }) => communityId === community.id) : channels;
  return { channelId: only(channelCodes, options.channel, own).id };
}
