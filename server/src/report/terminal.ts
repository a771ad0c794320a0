/** The checkup for a terminal of 80 columns: what matters first, then who, then what to do, then how far to trust it. */
import type { Checkup } from '#picture';
import { clip, harmless, padEnd, padStart, whole, widthOf, wrap } from './columns.ts';
import { type Figures, figuresIn } from './figures.ts';
import { headline } from './headline.ts';
import { type Colour, colourInk, type Ink, plainInk } from './ink.ts';
import {
  andMore,
  busiest,
  gapsOf,
  leavingPeople,
  metricName,
  namesOf,
  reasonText,
  silentDays,
  suggestionReach,
  suggestionText,
} from './picture-words.ts';
import type { Report } from './report.ts';
import type { Words } from './words.ts';

const COLUMNS = 80;
const BAR = 30;
const TOPICS = 8;

export interface TerminalOptions {
  colour: boolean;
}

/** Ends with a line feed; no line is wider than 80 columns. */
export function terminalReport(report: Report, words: Words, options: TerminalOptions): string {
  const page = new Page(report.checkup, words, options.colour ? colourInk : plainInk);
  for (const part of [top, outlook, who, leaving, rhythm, week, honesty]) part(page, report);
  return page.text();
}

/** Lines in the making. The label column is as wide as the language needs. */
class Page {
  readonly checkup: Checkup;
  readonly words: Words;
  readonly figures: Figures;
  readonly ink: Ink;
  readonly label: number;
  private readonly lines: string[] = [];

  constructor(checkup: Checkup, words: Words, ink: Ink) {
    this.checkup = checkup;
    this.words = words;
    this.figures = figuresIn(words.language, checkup.zone);
    this.ink = ink;
    this.label = words.language === 'zh-CN' ? 10 : 14;
  }

  say(key: string, values?: Record<string, unknown>): string {
    return this.words.t(`report:${key}`, values);
  }

  names(people: readonly { name: string }[], limit: number, total = people.length): string {
    return namesOf(
      people.map(({ name }) => ({ name: whole(name) })),
      limit,
      this.words,
      this.figures,
      total,
    );
  }

  gap(): void {
    this.lines.push('');
  }

  section(key: string): void {
    this.gap();
    this.lines.push(this.ink('bold', this.say(key)));
  }

  paragraph(text: string, indent = 0, colour?: Colour): void {
    for (const line of wrap(harmless(text), COLUMNS - indent))
      this.lines.push(' '.repeat(indent) + (colour ? this.ink(colour, line) : line));
  }

  /** Label, then text that hangs beside it. */
  row(label: string, text: string, colour?: Colour): void {
    const lines = wrap(harmless(text), COLUMNS - 2 - this.label);
    for (const [index, line] of lines.entries()) {
      const head = `  ${padEnd(index === 0 ? label : '', this.label)}`;
      this.lines.push(this.ink('grey', head) + (colour ? this.ink(colour, line) : line));
    }
  }

  /** A line built by the caller, already within the width. */
  raw(line: string): void {
    this.lines.push(line);
  }

  text(): string {
    return `${this.lines.map((line) => line.trimEnd()).join('\n')}\n`;
  }
}

function top(page: Page, { checkup }: Report): void {
  const { figures } = page;
  const title = checkup.group === null ? page.say('title') : page.say('titleOf', { group: checkup.group });
  page.raw(page.ink('bold', clip(harmless(title), COLUMNS)));
  page.paragraph(coverageLine(page, checkup), 0, 'grey');
  page.gap();
  const tone: Colour = ['decline', 'dead'].includes(checkup.lifecycle.stage) ? 'red' : 'green';
  for (const line of wrap(harmless(headline(checkup, page.words, figures)), COLUMNS - 2))
    page.raw(`${page.ink(tone, '▍')} ${page.ink('bold', line)}`);
}

function coverageLine(page: Page, checkup: Checkup): string {
  const { figures } = page;
  const { first, last } = checkup.period;
  const parts = [
    first && last ? page.say('span', { first: figures.day(first), last: figures.day(last) }) : page.say('noSpan'),
    page.say('messages', { count: checkup.messages.total, shown: figures.count(checkup.messages.total) }),
    checkup.members.roster === null
      ? page.say('speakersOnly', { count: checkup.members.speakers })
      : page.say('speakersOf', { speakers: checkup.members.speakers, total: checkup.members.total }),
  ];
  const gaps = gapsOf(checkup, figures);
  const widest = gaps.toSorted((a, b) => b.days - a.days)[0];
  if (widest) parts.push(page.say(gaps.length > 1 ? 'gaps' : 'gap', { number: gaps.length, from: widest.from, to: widest.to }));
  return parts.join(' · ');
}

function outlook(page: Page, { checkup }: Report): void {
  page.section('section.outlook');
  const { lifecycle, risk } = checkup;
  const { figures } = page;
  if (checkup.tooLittleData) page.row(page.say('stageLabel'), page.say('tooLittle'), 'yellow');
  else {
    const since = lifecycle.since ? page.say('since', { day: lifecycle.since }) : '';
    page.row(page.say('stageLabel'), `${page.words.t(`picture:stage.${lifecycle.stage}`)}${since}`);
  }
  for (const reason of lifecycle.reasons) page.row('', `· ${reasonText(reason, page.words, figures)}`);
  if (risk) {
    const band = (days: 'd30' | 'd60' | 'd90') => figures.range(...risk.interval[days]);
    page.row(page.say('riskLabel'), page.say('riskLine', { d30: band('d30'), d60: band('d60'), d90: band('d90') }));
    page.row(
      '',
      page.say('riskBasis', { share: figures.share(risk.d90), population: page.words.t(`picture:population.${risk.basis.population}`) }),
    );
    for (const reason of risk.reasons) page.row('', `· ${reasonText(reason, page.words, figures)}`);
  } else if (!checkup.tooLittleData) page.row(page.say('riskLabel'), page.say('noRisk'));
}

function who(page: Page, { checkup }: Report): void {
  page.section('section.who');
  const { segments, members } = checkup;
  const colours = { active: 'green', watching: 'yellow', lurking: 'grey' } as const;
  for (const name of ['active', 'watching', 'lurking'] as const) {
    const value = segments[name];
    const filled = members.total > 0 ? Math.round((value / members.total) * BAR) : 0;
    const bar =
      page.ink(colours[name], '█'.repeat(value > 0 ? Math.max(1, filled) : 0)) + ' '.repeat(BAR - (value > 0 ? Math.max(1, filled) : 0));
    const share = page.figures.share(members.total > 0 ? value / members.total : null);
    page.raw(`  ${padEnd(metricName(name, page.words), page.label)}${bar} ${padStart(page.figures.count(value), 6)} ${padStart(share, 5)}`);
  }
  const flags = (['newcomer', 'atRisk', 'lost', 'core'] as const).map(
    (flag) => `${metricName(flag, page.words)} ${page.figures.count(segments[flag])}`,
  );
  page.row('', flags.join(' · '));
  if (members.zeroMessage === null) page.row('', page.say('noRoster'), 'grey');
  else if (members.zeroMessage > 0) page.row('', page.say('zeroMessage', { count: members.zeroMessage }));
  const { halfBy, top20Share } = checkup.concentration;
  if (halfBy !== null) {
    const names = page.names(busiest(checkup, halfBy), 4);
    const text = page.say(halfBy === 1 ? 'halfOne' : 'half', { number: halfBy, top: page.figures.share(top20Share) });
    page.row(page.say('concentrationLabel'), names ? page.say('withNames', { text, names }) : text);
  }
}

function leaving(page: Page, { checkup }: Report): void {
  const { figures } = page;
  const going = leavingPeople(checkup);
  const { newcomers } = checkup;
  if (going.length > 0) {
    const names = going
      .slice(0, 6)
      .map((person) => page.say('silentFor', { name: whole(person.name), days: figures.decimal(silentDays(person)) }));
    page.row(page.say('atRiskLabel'), andMore(page.figures.list(names), going.length - names.length, page.words), 'red');
  }
  if (newcomers.total > 0) {
    const text = page.say('newcomers', { total: newcomers.total, answered: newcomers.answered, days: newcomers.windowDays });
    const waiting = page.names(newcomers.unanswered, 5, newcomers.total - newcomers.answered);
    page.row(page.say('newcomersLabel'), waiting ? page.say('stillWaiting', { text, names: waiting }) : text);
  }
}

function rhythm(page: Page, { checkup }: Report): void {
  page.section('section.rhythm');
  const { activity, checkins, hours, responsiveness } = checkup;
  const { figures } = page;
  const before = activity.wauBefore === null ? '' : page.say('weekBefore', { count: activity.wauBefore });
  page.row(
    page.say('activityLabel'),
    page.say('activity', { wau: activity.wau, before, mau: activity.mau, frequency: figures.share(activity.frequency) }),
  );
  if (responsiveness.medianSeconds !== null)
    page.row(
      page.say('responseLabel'),
      page.say('response', { median: figures.duration(responsiveness.medianSeconds), share: figures.share(responsiveness.withinHour) }),
    );
  if (checkins.found === 0) page.row(page.say('checkinsLabel'), page.say('noCheckins'));
  else {
    const first = checkins.streaks[0];
    const text = page.say('checkins', { found: figures.count(checkins.found), people: checkins.people, longest: checkins.longestStreak });
    page.row(
      page.say('checkinsLabel'),
      first && first.current > 1 ? page.say('checkinsNow', { text, name: whole(first.name), days: first.current }) : text,
    );
  }
  const best = hours.best.map(({ weekday, hour }) =>
    page.say('hour', { weekday: figures.weekday(weekday), hour: String(hour).padStart(2, '0') }),
  );
  if (best.length > 0) page.row(page.say('hoursLabel'), figures.list(best));
  const { topics, questions } = checkup;
  if (topics && topics.phrases.length > 0)
    page.row(page.say('topicsLabel'), figures.list(topics.phrases.slice(0, TOPICS).map(({ phrase }) => whole(phrase))));
  const asked = questions?.repeated[0];
  if (asked?.examples[0])
    page.row(page.say('repeatedLabel'), page.say('repeated', { people: asked.people, text: clip(whole(asked.examples[0].text), 40) }));
  const open = questions?.open[0];
  if (questions && open)
    page.row(
      page.say('openLabel'),
      page.say('open', { count: questions.allOpen, n: figures.count(questions.allOpen), text: clip(whole(open.text), 40) }),
    );
}

function week(page: Page, { checkup }: Report): void {
  page.section('section.week');
  if (checkup.suggestions.length === 0) page.paragraph(page.say('noSuggestions'), 2);
  for (const suggestion of checkup.suggestions) {
    const number = `  ${padStart(String(suggestion.rank), 2)}  `;
    const text = (part: 'title' | 'why' | 'do') => suggestionText(suggestion, part, page.words, page.figures);
    const title = wrap(harmless(text('title')), COLUMNS - widthOf(number));
    for (const [index, line] of title.entries())
      page.raw((index === 0 ? page.ink('red', number) : ' '.repeat(widthOf(number))) + page.ink('bold', line));
    const names = page.names(suggestion.people, 6, suggestionReach(suggestion));
    if (names) page.paragraph(names, 6);
    page.paragraph(text('why'), 6, 'grey');
    page.paragraph(text('do'), 6);
  }
}

function honesty(page: Page, { checkup, rejections }: Report): void {
  page.section('section.honesty');
  const { figures } = page;
  for (const source of checkup.source) {
    const format = page.words.t(`picture:format.${source.format}`);
    const zone = source.zone === null ? '' : page.say('assumedZone', { zone: source.zone });
    const text = page.say('sourceLine', {
      file: source.file,
      format,
      records: figures.count(source.records),
      size: figures.size(source.bytes),
      zone,
    });
    page.paragraph(text, 2);
    if (source.rejected.records > 0) {
      page.paragraph(
        page.say('rejected', {
          count: source.rejected.records,
          shown: figures.count(source.rejected.records),
          size: figures.size(source.rejected.bytes),
        }),
        4,
        'yellow',
      );
      for (const row of rejections.filter(({ file }) => file === source.file).slice(0, 3)) {
        const place =
          row.line === null
            ? page.say('atByte', { offset: figures.count(row.offset) })
            : page.say('atLine', { line: figures.count(row.line) });
        const line = page.say('rejectedRow', {
          place,
          reason: page.words.t(`picture:reject.${row.reason}`),
          sample: clip(harmless(row.sample), 30),
        });
        page.paragraph(line, 6, 'grey');
      }
    }
  }
  page.paragraph(page.say(`identifiedBy.${checkup.members.identifiedBy}`), 2);
  if (checkup.otherGroups.length > 0)
    page.paragraph(page.say('otherGroups', { count: checkup.otherGroups.length, names: page.names(checkup.otherGroups, 5) }), 2, 'yellow');
  if (checkup.pseudonymous) page.paragraph(page.say('pseudonymous'), 2);
  page.paragraph(page.say('asOf', { moment: figures.moment(checkup.asOf), zone: checkup.zone }), 2);
}
