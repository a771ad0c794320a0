/** `qunce blueprint …`: the documents of communities on the running installation, as the console works with them. */
import type { Command } from 'commander';
import type { CommandContext } from '../console.ts';
import * as verbs from './verbs.ts';

export function define(command: Command, context: CommandContext): void {
  const say = (key: string) => context.words.t(`cli:blueprint.${key}`);
  const verb = (name: string) =>
    command
      .command(name)
      .usage(say(`${name}.usageLine`))
      .description(say(`${name}.summary`))
      .option('--url <url>', context.words.t('cli:server.url'));
  const target = (name: string) =>
    verb(name)
      .argument('<document>', say('document'))
      .requiredOption('--from <day>', say('from'))
      .option('--community <name>', say('community'))
      .option('--name <name>', say('name'));
  command.usage(say('usageLine')).description(say('summary')).helpCommand(false);
  verb('list').action((options: verbs.Options) => verbs.list(options, context));
  verb('show')
    .argument('<id>', say('id'))
    .action((id: string, options: verbs.Options) => verbs.show(id, options, context));
  target('plan').action((document: string, options: verbs.Options) => verbs.plan(document, options, context));
  target('apply').action((document: string, options: verbs.Options) => verbs.apply(document, options, context));
  verb('export')
    .argument('<community>', say('communityName'))
    .action((community: string, options: verbs.Options) => verbs.exportDocument(community, options, context));
  verb('clone')
    .argument('<community>', say('communityName'))
    .requiredOption('--from <day>', say('cloneFrom'))
    .option('--name <name>', say('cloneName'))
    .option('--dry-run', say('dryRun'))
    .action((community: string, options: verbs.Options) => verbs.clone(community, options, context));
}
