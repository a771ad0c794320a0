import { readFile, stat } from 'node:fs/promises';
import type { InferContractRouterOutputs } from '@orpc/contract';
import { DomainError } from '#vocabulary/errors';
import type { Contract } from '../../../contract.ts';
import { ask, communityCodes, type Named, only } from '../asking.ts';
import type { CommandContext } from '../console.ts';
import { findServer, type RunningServer } from '../running.ts';

type Answers = InferContractRouterOutputs<Contract>['blueprints'];
type Difference = Answers['plan']['differences'][number];

export interface Options {
  url?: string;
  from?: string;
  community?: string;
  name?: string;
  dryRun?: true;
}

export async function list(options: Options, { console }: CommandContext): Promise<void> {
  const { blueprints } = await ask<Answers['list']>(findServer(console, options.url), 'blueprints.list', {});
  const width = Math.max(...blueprints.map(({ id }) => id.length));
  console.stdout.write(blueprints.map(({ id, name, summary }) => `${id.padEnd(width)}  ${name}  ${summary}\n`).join(''));
}

export async function show(blueprintId: string, options: Options, { console }: CommandContext): Promise<void> {
  const { document } = await ask<Answers['show']>(findServer(console, options.url), 'blueprints.show', { blueprintId });
  await write(document, console);
}

export async function plan(document: string, options: Options, context: CommandContext): Promise<void> {
  const server = findServer(context.console, options.url);
  const { differences } = await ask<Answers['plan']>(server, 'blueprints.plan', await wanted(server, document, options));
  tell(differences, context);
}

export async function apply(document: string, options: Options, context: CommandContext): Promise<void> {
  const server = findServer(context.console, options.url);
  const { communityId, done } = await ask<Answers['apply']>(server, 'blueprints.apply', await wanted(server, document, options));
  tell(done, context);
  context.console.stdout.write(`${context.words.t('cli:blueprint.applied', { communityId })}\n`);
}

export async function exportDocument(community: string, options: Options, { console }: CommandContext): Promise<void> {
  const server = findServer(console, options.url);
  const { document } = await ask<Answers['export']>(server, 'blueprints.export', { communityId: await communityOf(server, community) });
  await write(document, console);
}

export async function clone(community: string, options: Options, { console, words }: CommandContext): Promise<void> {
  const server = findServer(console, options.url);
  const { from: startsOn, name } = options;
  const input = { communityId: await communityOf(server, community), startsOn, ...(name === undefined ? {} : { name }) };
  const planned = await ask<Answers['clonePlan']>(server, 'blueprints.clonePlan', input);
  const lines = [
    words.t('cli:blueprint.plan.createCommunity', { name: planned.name }),
    ...planned.campaigns.map((campaign) => words.t('cli:blueprint.plan.createCampaign', { ...campaign })),
    words.t('cli:blueprint.noPeople'),
  ];
  console.stdout.write(`${lines.join('\n')}\n`);
  if (options.dryRun) return;
  const { communityId, created } = await ask<Answers['clone']>(server, 'blueprints.clone', { ...input, name: planned.name });
  console.stdout.write(`${words.t(`cli:blueprint.${created ? 'cloned' : 'clonedBefore'}`, { communityId })}\n`);
}

/** A file where there is one, else a shipped blueprint by its id. */
async function wanted(server: RunningServer, given: string, { from, community, name }: Options): Promise<Record<string, unknown>> {
  const found = await stat(given).catch(() => null);
  const document = found?.isFile()
    ? await read(given)
    : /[./\\]/.test(given)
      ? missing(given)
      : (await ask<Answers['show']>(server, 'blueprints.show', { blueprintId: given })).document;
  return {
    document,
    startsOn: from,
    ...(community === undefined ? {} : { communityId: await communityOf(server, community) }),
    ...(name === undefined ? {} : { name }),
  };
}

function missing(file: string): never {
  throw new DomainError('file.missing', { file });
}

/** YAML, of which JSON is a part. What is in it the server judges. @throws DomainError `blueprint.notADocument` {file, line} */
async function read(file: string): Promise<unknown> {
  const { parse, YAMLParseError } = await import('yaml');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new DomainError('file.unreadable', { file });
  });
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new DomainError('blueprint.notADocument', { file, line: error.linePos?.[0].line ?? 1 });
  }
}

async function communityOf(server: RunningServer, name: string): Promise<string> {
  const { communities } = await ask<{ communities: Named[] }>(server, 'communities.list', {});
  return only(communityCodes, name, communities).id;
}

function tell(differences: readonly Difference[], { console, words }: CommandContext): void {
  const lines = differences.map((difference) => words.t(`cli:blueprint.plan.${difference.code}`, { ...difference }));
  console.stdout.write(`${lines.length === 0 ? words.t('cli:blueprint.nothing') : lines.join('\n')}\n`);
}

async function write(document: unknown, console: CommandContext['console']): Promise<void> {
  const { stringify } = await import('yaml');
  console.stdout.write(stringify(document, { lineWidth: 0 }));
}
