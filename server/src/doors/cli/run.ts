import { Command, CommanderError } from 'commander';
import { type Words, wordsIn } from '#report';
import { DomainError } from '#vocabulary/errors';
import { commands } from './commands.ts';
import type { CommandContext, Console } from './console.ts';
import { EXIT_FAILED, EXIT_USAGE, failureSentence } from './failure.ts';
import { languageOf } from './language.ts';

/** @returns the exit code */
export async function run(console: Console, version: string): Promise<number> {
  const words = wordsIn(languageOf(console.args, console.env, console.platform), ['cli', 'errors']);
  const context: CommandContext = { console, words, version };
  try {
    const program = await programFor(console.args, context);
    if (console.args.length === 0) {
      program.outputHelp();
      return EXIT_USAGE;
    }
    await program.parseAsync([...console.args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return usageFailure(error, context);
    console.stderr.write(`${failureSentence(error, words)}\n`);
    return error instanceof DomainError && wrongUse.includes(error.code) ? EXIT_USAGE : EXIT_FAILED;
  }
}

/** Failures that lie in the command line, not in a file. */
const wrongUse = [
  'zone.unknown',
  'asOf.invalid',
  'out.isInput',
  'call.unknownOperation',
  'call.notJson',
  'call.parameterMissing',
  'blueprint.notADocument',
];

/** Only the verb that is asked for is loaded; the others are known by name and summary. */
async function programFor(args: readonly string[], context: CommandContext): Promise<Command> {
  const { words, version } = context;
  const program = dressed(new Command('qunce'), context)
    .usage(words.t('cli:usageLine'))
    .description(words.t('cli:description'))
    .version(version, '-v, --version', words.t('cli:version'))
    .addHelpText('after', `\n${words.t('cli:example')}`)
    .helpCommand(false);
  const asked = askedFor(args);
  for (const [name, load] of Object.entries(commands)) {
    const command = dressed(new Command(name), context).summary(words.t(`cli:${name}.summary`));
    if (name === asked) (await load()).define(command, context);
    program.addCommand(command);
  }
  return program;
}

function askedFor(args: readonly string[]): string | undefined {
  return args.find((arg) => !arg.startsWith('-'));
}

const titles = ['Usage', 'Arguments', 'Options', 'Commands', 'Global Options'];

/** Help in the reader's language; failures as exceptions instead of exits. */
function dressed(command: Command, { console, words }: CommandContext): Command {
  return command
    .exitOverride()
    .helpOption('-h, --help', words.t('cli:help'))
    .configureHelp({
      styleTitle: (title) => {
        const name = titles.find((candidate) => title === `${candidate}:`);
        return name ? words.t(`cli:title.${name}`) : title;
      },
      subcommandTerm: (sub) => sub.name(),
    })
    .configureOutput({
      writeOut: (text) => console.stdout.write(text),
      writeErr: (text) => console.stderr.write(text),
      // Told below, in the reader's language.
      outputError: () => {},
    });
}

const quiet = ['commander.helpDisplayed', 'commander.help', 'commander.version'];

function usageFailure(error: CommanderError, { console, words }: CommandContext): number {
  if (quiet.includes(error.code)) return error.exitCode;
  console.stderr.write(`${usageSentence(error, askedFor(console.args), words)}\n${words.t('cli:seeHelp')}\n`);
  return EXIT_USAGE;
}

/** Commander names the culprit in quotes and a near miss in brackets. */
function usageSentence(error: CommanderError, asked: string | undefined, words: Words): string {
  const code = error.code.replace(/^commander\./, '');
  const key = [`cli:${asked}.usage.${code}`, `cli:usage.${code}`].find((candidate) => words.has(candidate));
  if (!key) return error.message.replace(/^error: /, '');
  const [what = '', value = ''] = [...error.message.matchAll(/'([^']*)'/g)].map(([, quoted]) => quoted);
  const near = /\(Did you mean (?:one of )?(.+)\?\)/.exec(error.message)?.[1];
  return words.t(key, { what, value }) + (near ? words.t('cli:usage.near', { near }) : '');
}
