/** The report of a campaign as one printable file for staff: no script, no request to anywhere. */
import { type Figures, figuresIn } from '../figures.ts';
import { type Content, html, type Markup, stranger } from '../html/markup.ts';
import { card, plainPage } from '../html/plain-page.ts';
import type { Words } from '../words.ts';
import type { CampFacts } from './facts.ts';

interface Parts {
  report: CampFacts;
  figures: Figures;
  /** A key of `picture:camp`. */
  say(key: string, values?: Record<string, unknown>): string;
}

/** @returns a complete HTML document in UTF-8 */
export function campHtml(report: CampFacts, words: Words): string {
  const figures = figuresIn(words.language, report.zone);
  const say = (key: string, values?: Record<string, unknown>) => words.t(`picture:camp.${key}`, values);
  const parts: Parts = { report, figures, say };
  const { people, checkins } = report;
  const lead =
    checkins.rate === null
      ? say('leadNone')
      : say('lead', { people: people.all, checkedIn: people.checkedIn, counted: figures.count(checkins.counted), rate: checkins.rate });
  const span = say('span', { from: report.startsOn, to: report.endsOn });
  const body = html`<main>
<header><h1>${stranger(report.campaign)} <span class="tag b">${say('title')}</span></h1><p class="sub">${stranger(report.community)} · ${span}${report.over ? null : html` · ${say('until', { day: report.until })}`}</p></header>
<p class="lead">${lead}</p>
<div class="grid">${gapsCard(parts)}${nextCard(parts)}${figuresCard(parts)}${daysCard(parts)}${stoodOutCard(parts)}${lostCard(parts)}${ritualsCard(parts)}</div>
<footer><p class="warn">${say('staffOnly')}</p><p>${say('asOf', { moment: figures.moment(report.madeAt), zone: report.zone })}</p></footer>
</main>`;
  return plainPage(say('titleOf', { campaign: report.campaign }), body, words);
}

function gapsCard({ report, say }: Parts): Markup | null {
  if (report.gaps.length === 0) return null;
  const gaps = report.gaps.map(({ code, count }) => html`<li>${say(`gap.${code}`, { n: count })}</li>`);
  return card('', say('gaps'), null, html`<ul class="plain">${gaps}</ul>`);
}

function nextCard({ report, say }: Parts): Markup {
  const doings = report.conclusions.map(({ code, values, sure }, index) => {
    const hint = sure ? null : html` <span class="tag y">${say('hint')}</span>`;
    return html`<div class="todo"><span class="i">${index + 1}</span><div><div class="w">${say(`conclusion.${code}.title`, values)}${hint}</div><div class="e">${say(`conclusion.${code}.why`, values)}</div></div></div>`;
  });
  return card('s7', say('conclusions'), null, doings.length > 0 ? doings : html`<p>${say('conclusionsNone')}</p>`);
}

function figuresCard({ report, figures, say }: Parts): Markup {
  const { people, checkins, completion } = report;
  const row = (key: string, value: string, note: Content = null) =>
    html`<tr><th scope="row">${say(`figure.${key}`)}</th><td class="n"><b>${value}</b></td><td>${note}</td></tr>`;
  const all = say('ofPeople', { people: figures.count(people.all) });
  const rows = [
    row('people', figures.count(people.all)),
    row('checkedIn', figures.count(people.checkedIn), all),
    row('left', figures.count(people.left), all),
    row(
      'rate',
      figures.share(checkins.rate),
      say('ofPossible', { counted: figures.count(checkins.counted), possible: figures.count(checkins.possible) }),
    ),
    row('met', figures.count(completion.met), say('metBy', { need: completion.need })),
    row('certificates', figures.count(completion.awarded)),
    ...(['late', 'madeUp', 'leave'] as const).map((kind) => row(kind, figures.count(checkins[kind]))),
  ];
  return card('s5', say('happened'), null, html`<table class="rows">${rows}</table>`);
}

const [WIDTH, HEIGHT] = [760, 150];

function daysCard({ report, figures, say }: Parts): Markup {
  const most = Math.max(1, ...report.days.map(({ people }) => people));
  const step = WIDTH / report.days.length;
  const high = (value: number) => (value / most) * HEIGHT;
  const bars = report.days.map(({ day, counted, people }, index) => {
    const bar = (value: number, colour: string) =>
      html`<rect x="${(index * step + step * 0.1).toFixed(1)}" y="${(HEIGHT - high(value)).toFixed(1)}" width="${(step * 0.8).toFixed(1)}" height="${high(value).toFixed(1)}" fill="var(${colour})"/>`;
    return html`<g><title>${say('dayRow', { day, counted, people })}</title>${bar(people, '--empty')}${bar(counted, '--active')}</g>`;
  });
  const weeks = report.weeks.map(
    ({ week, from, to, counted, possible, rate }) =>
      html`<tr><th scope="row">${say('week', { week })}</th><td class="t">${figures.shortDay(from)} – ${figures.shortDay(to)}</td><td class="n"><b>${figures.share(rate)}</b></td><td>${say('weekRow', { counted: figures.count(counted), possible: figures.count(possible) })}</td></tr>`,
  );
  return card(
    '',
    say('days'),
    null,
    html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${say('days')}">${bars}</svg><table class="rows"><caption>${say('weeks')}</caption>${weeks}</table>`,
  );
}

function stoodOutCard({ report, figures, say }: Parts): Markup {
  const rows = report.stoodOut.map(({ nickname, evidence }) => {
    const told = figures.list(evidence.map(({ code, count }) => say(`evidence.${code}`, { n: figures.count(count) })));
    return html`<tr><th scope="row">${stranger(nickname)}</th><td>${told}</td></tr>`;
  });
  return card(
    's6',
    say('stoodOut'),
    null,
    rows.length > 0
      ? html`<table class="rows">${rows}</table><p class="note">${say('stoodOutNote')}</p>`
      : html`<p>${say('stoodOutNone')}</p>`,
  );
}

function lostCard({ report, figures, say }: Parts): Markup {
  const more = report.lostAll - report.lost.length;
  const rows = report.lost.map(({ nickname, how, lastDay, leftOn, notes, notedOn }) => {
    const was = [say(`how.${how}`, { day: leftOn }), ...(lastDay === null ? [] : [say('lastDay', { day: lastDay })])];
    const done = notes === 0 ? say('noNotes') : say('notes', { n: figures.count(notes), day: notedOn });
    return html`<tr><th scope="row">${stranger(nickname)}</th><td>${figures.list(was)}</td><td>${done}</td></tr>`;
  });
  return card(
    's6 long',
    say('lost'),
    null,
    rows.length > 0
      ? html`<table class="rows">${rows}</table>${more > 0 ? html`<p>${say('lostMore', { n: figures.count(more) })}</p>` : null}<p class="note">${say('lostNote')}</p>`
      : html`<p>${say('lostNone')}</p>`,
  );
}

function ritualsCard({ report, figures, say }: Parts): Markup {
  const rows = report.rituals.map(
    ({ name, at, items, done }) =>
      html`<tr><th scope="row">${stranger(name)}</th><td class="t">${figures.day(at)}</td><td>${say('ritualRow', { items, done })}</td></tr>`,
  );
  const { duties } = report;
  return card(
    '',
    say('rituals'),
    null,
    html`${rows.length > 0 ? html`<table class="rows">${rows}</table>` : html`<p>${say('ritualsNone')}</p>`}${duties.items > 0 ? html`<p class="note">${say('dutiesRow', { ...duties })}</p>` : null}`,
  );
}
