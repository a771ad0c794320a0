/** `qunce checkup FILE…`: chat files in, report out; no server, no database, no network, nothing left behind but OUT. */
import { type Command, InvalidArgumentError } from 'commander';
import { htmlReport, type RejectedRow, type Report, terminalReport, type Words, wordsIn } from '#report';
import { zoneClock } from '#vocabulary/zone';
import type { CommandContext, Console } from '../console.ts';
import { assemble, chatParts, cutterFor } from './assemble.ts';
import { chooseChat } from './choose.ts';
import { openInput } from './input.ts';
import { asOfInstant } from './instant.ts';
import { refuseInput, writeWhole } from './output.ts';
import { Progress } from './progress.ts';
import { pseudonymise } from './pseudonyms.ts';
import { type ReadSource, readInput } from './read.ts';

interface CheckupOptions {
  zone: string;
  asOf?: string;
  json?: true;
  html?: string;
  pseudonymous?: true;
  lang?: string;
  chat?: string;
  roster?: string[];
}

export function define(command: Command, context: CommandContext): void {
  const say = (key: string) => context.words.t(`cli:checkup.${key}`);
  command
    .usage(say('usageLine'))
    .description(say('summary'))
    .argument('<file...>', say('files'))
    .option('--zone <zone>', say('zone'), 'Asia/Shanghai')
    .option('--as-of <time>', say('asOf'))
    .option('--json', say('json'))
    .option('--html <out>', say('html'))
    .option('--pseudonymous', say('pseudonymous'))
    .option('--lang <language>', say('lang'), language)
    .option('--chat <name>', say('chat'))
    .option('--roster <file>', say('roster'), (file: string, files: string[] = []) => [...files, file])
    .action((files: string[], options: CheckupOptions) => checkup(files, options, context));
}

function language(value: string): string {
  if (!/^(zh|en)/i.test(value)) throw new InvalidArgumentError('zh, en');
  return value;
}

async function checkup(files: string[], options: CheckupOptions, { console, words, version }: CommandContext): Promise<void> {
  const { zone } = options;
  zoneClock(zone);
  const asOf = options.asOf === undefined ? undefined : asOfInstant(options.asOf, zone);
  if (options.html !== undefined) await refuseInput(options.html, [...files, ...(options.roster ?? [])]);

  const sources = distinctNames(await readAll(files, options, console, words));
  const choice = chooseChat(chatParts(sources), options.chat);
  const pseudonymous = options.pseudonymous === true;
  const cutter = pseudonymous ? undefined : await cutterFor(choice.parts);
  const document = assemble(sources, choice, { zone, asOf, pseudonymous, cutter, generatedBy: `qunce ${version}` });
  const reportWords = wordsIn(words.language, ['report', 'picture']);
  const labels = {
    person: reportWords.t('report:label.person'),
    chat: reportWords.t('report:label.chat'),
    file: reportWords.t('report:label.file'),
  };
  const shown = pseudonymous ? pseudonymise(document, labels) : document;
  const report: Report = { checkup: shown, rejections: rejectedRows(sources, shown.source, pseudonymous) };

  if (shown.otherGroups.length > 0) {
    const names = shown.otherGroups.slice(0, 8).map(({ name, records }) => `${name} (${records})`);
    console.stderr.write(`${words.t('cli:checkup.others', { count: shown.otherGroups.length, names: names.join(' | ') })}\n`);
  }
  if (options.html !== undefined) await writeWhole(options.html, htmlReport(report, reportWords));
  if (options.json) console.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
  else if (options.html !== undefined) console.stdout.write(`${words.t('cli:checkup.written', { file: options.html })}\n`);
  else console.stdout.write(terminalReport(report, reportWords, { colour: wantsColour(console) }));
}

async function readAll(files: string[], options: CheckupOptions, console: Console, words: Words): Promise<ReadSource[]> {
  const pasted = { name: words.t('cli:checkup.pasted'), hint: words.t('cli:checkup.paste') };
  const open = (path: string) => openInput(path, console, pasted);
  const chats = await Promise.all(files.map(open));
  const rosters = await Promise.all((options.roster ?? []).map(open));
  const progress = new Progress(
    console,
    words,
    [...chats, ...rosters].reduce((sum, { blob }) => sum + blob.size, 0),
  );
  try {
    const read: ReadSource[] = [];
    for (const input of chats) read.push(...(await readInput(input, options.zone, undefined, progress)));
    for (const input of rosters) read.push(...(await readInput(input, options.zone, 'roster', progress)));
    return read;
  } finally {
    progress.clear();
  }
}

/** Two folders may each hold a `chat.txt`: the second is `chat.txt (2)`. */
function distinctNames(sources: readonly ReadSource[]): ReadSource[] {
  const seen = new Map<string, number>();
  return sources.map((source) => {
    const times = (seen.get(source.file) ?? 0) + 1;
    seen.set(source.file, times);
    return times === 1 ? source : { ...source, file: `${source.file} (${times})` };
  });
}

function rejectedRows(sources: readonly ReadSource[], shown: readonly { file: string }[], pseudonymous: boolean): RejectedRow[] {
  return sources.flatMap(({ rejections, file }, index) =>
    rejections.map(({ line, offset, reason, sample }) => ({
      file: shown[index]?.file ?? file,
      line,
      offset,
      reason,
      sample: pseudonymous ? '' : sample,
    })),
  );
}

/** See no-color.org. */
function wantsColour({ stdout, env }: Console): boolean {
  return stdout.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}
