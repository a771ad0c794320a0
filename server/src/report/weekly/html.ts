/** A weekly report as one printable file for staff: no script, no request to anywhere. */
import type { WeeklyReport } from '#picture';
import { type Figures, figuresIn } from '../figures.ts';
import { weeksChart } from '../html/charts.ts';
import { type Content, html, type Markup, stranger } from '../html/markup.ts';
import { card, plainPage } from '../html/plain-page.ts';
import { namesOf, suggestionText } from '../picture-words.ts';
import type { Words } from '../words.ts';
import { spokeSentence } from './words.ts';

interface Parts {
  report: WeeklyReport;
  words: Words;
  figures: Figures;
  /** A key of `picture:weekly`. */
  say(key: string, values?: Record<string, unknown>): string;
}

/** @returns a complete HTML document in UTF-8 */
export function weeklyHtml(report: WeeklyReport, words: Words): string {
  const figures = figuresIn(words.language, report.zone);
  const say = (key: string, values?: Record<string, unknown>) => words.t(`picture:weekly.${key}`, values);
  const parts: Parts = { report, words, figures, say };
  const bad = report.stage?.stage === 'decline' || report.stage?.stage === 'dead';
  const body = html`<main>
<header><h1>${stranger(report.group)} <span class="tag b">${say('title')}</span></h1><p class="sub">${say('span', report.week)}</p></header>
<p class="lead${bad ? ' bad' : ''}">${spokeSentence(report.spoke, words)}</p>
<div class="grid">${gapsCard(parts)}${weeksCard(parts)}${figuresCard(parts)}${standingCard(parts)}${nextCard(parts)}${praiseCard(parts)}${questionsCard(parts)}</div>
<footer><p class="warn">${say('staffOnly')}</p><p>${say('asOf', { moment: figures.moment(report.asOf), zone: report.zone })}</p></footer>
</main>`;
  return plainPage(say('titleOf', { group: report.group }), body, words);
}

function gapsCard({ report, say }: Parts): Markup | null {
  if (report.gaps.length === 0) return null;
  return card('', say('gaps'), null, html`<ul class="plain">${report.gaps.map((gap) => html`<li>${say(`gap.${gap}`)}</li>`)}</ul>`);
}

function weeksCard({ report, words, figures, say }: Parts): Markup {
  const page = {
    checkup: { activity: { weeks: report.weeks } },
    figures,
    say: (key: string, values?: Record<string, unknown>) => words.t(`report:${key}`, values),
  };
  const title = say('weeks', { count: report.weeks.length });
  const { messages, messagesBefore } = report.spoke;
  const said =
    messages === null
      ? null
      : messagesBefore === null
        ? say('messages', { shown: figures.count(messages) })
        : say('messagesBefore', { shown: figures.count(messages), before: figures.count(messagesBefore) });
  return card('s7 long', title, said, html`<div class="scroll weeks">${weeksChart(page)}</div>`);
}

function figuresCard({ report, words, figures, say }: Parts): Markup {
  const { newcomers, checkins } = report;
  const row = (name: string, value: Content, note: Content) =>
    html`<tr><th scope="row">${name}</th><td class="n"><b>${value}</b></td><td>${note}</td></tr>`;
  const count = (value: number | null) => (value === null ? '—' : figures.count(value));
  const answered =
    newcomers.total === 0
      ? say('newcomersNone')
      : newcomers.answered === null
        ? say('newcomersUnknown')
        : html`${say('newcomersAnswered', { answered: newcomers.answered })}${newcomers.waiting.length > 0 ? html`<br>${say('newcomersWaiting', { names: namesOf(newcomers.waiting, 5, words, figures) })}` : null}`;
  const checked =
    checkins.now === 0 ? say('checkinsNone') : checkins.before === null ? null : say('checkinsBefore', { count: checkins.before });
  const before = report.spoke.before === null ? null : say('before', { count: report.spoke.before });
  return card(
    's5',
    say('title'),
    null,
    html`<table class="rows">${row(say('spoke'), count(report.spoke.now), before)}${row(say('newcomers'), count(newcomers.total), answered)}${row(say('checkins'), count(checkins.now), checked)}${row(say('questions'), count(report.questions.open), report.questions.open === null ? say('questionsUnknown') : null)}</table>`,
  );
}

function standingCard({ report, words, figures, say }: Parts): Markup {
  const { stage, outlook, atRisk } = report;
  const lines: Content[] = [];
  if (report.gaps.includes('notLatest')) lines.push(say('gap.notLatest'));
  else {
    lines.push(stage ? words.t(`picture:stage.${stage.stage}`) + (stage.since ? ` · ${stage.since}` : '') : say('stageUnknown'));
    const [low, high] = outlook?.interval ?? [];
    lines.push(outlook ? say('outlook', { low: figures.share(low ?? null), high: figures.share(high ?? null) }) : say('outlookNone'));
    if (atRisk !== null) lines.push(atRisk > 0 ? say('atRisk', { count: atRisk }) : say('atRiskNone'));
  }
  return card('s5', say('stage'), null, html`<ul class="plain">${lines.map((text) => html`<li>${text}</li>`)}</ul>`);
}

function nextCard({ report, words, figures, say }: Parts): Markup {
  const doings = report.next.map((doing, index) => {
    const text = (part: 'title' | 'why' | 'do') => suggestionText({ ...doing, evidence: [] }, part, words, figures);
    const names = doing.people.length > 0 ? html`<div class="e">${namesOf(doing.people, 5, words, figures)}</div>` : null;
    return html`<div class="todo"><span class="i">${index + 1}</span><div><div class="w">${text('title')}</div><div class="e">${text('why')}</div>${names}<div>${text('do')}</div></div></div>`;
  });
  const none = report.gaps.includes('notLatest') ? say('nextOld') : say('nextNone');
  return card('s7 long', say('next'), null, doings.length > 0 ? doings : html`<p>${none}</p>`);
}

function praiseCard({ report, say }: Parts): Markup {
  const rows = report.stoodOut.map(
    ({ name, why, value }) => html`<tr><th scope="row">${stranger(name)}</th><td>${say(`why.${why}`, { count: value })}</td></tr>`,
  );
  return card(
    's5',
    say('stoodOut'),
    null,
    rows.length > 0 ? html`<table class="rows">${rows}</table>` : html`<p>${say('stoodOutNone')}</p>`,
  );
}

function questionsCard({ report, figures, say }: Parts): Markup {
  const { open, rows } = report.questions;
  if (open === null || open === 0)
    return card('s7', say('questions'), null, html`<p>${say(open === 0 ? 'questionsNone' : 'questionsUnknown')}</p>`);
  const more = open > rows.length ? html`<p class="note">${say('questionsMore', { count: open - rows.length })}</p>` : null;
  const asked = rows.map(
    ({ at, person, text }) =>
      html`<tr><td class="t">${figures.moment(at).slice(5)}</td><td class="t">${stranger(person.name)}</td><td>${stranger(text)}</td></tr>`,
  );
  return card('s7', say('questions'), say('questionsFrame'), html`<div class="scroll"><table class="rows">${asked}</table></div>${more}`);
}
