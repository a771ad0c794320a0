/**
 * The checkup as one printable file: no script, no request to anywhere (a content policy says so to the browser),
 * light and dark, screen, phone and A4.
 */
import { headline } from '../headline.ts';
import type { Report } from '../report.ts';
import type { Words } from '../words.ts';
import {
  activityCard,
  careCard,
  checkinsCard,
  hoursCard,
  networkCard,
  outlookCard,
  retentionCard,
  segmentsCard,
  sensesCard,
  weekCard,
} from './cards.ts';
import { html, type Markup, stranger } from './markup.ts';
import { Page } from './page.ts';
import { style } from './style.ts';
import { tablesCard } from './tables.ts';
import { talkCards } from './talk.ts';

/** @returns a complete HTML document in UTF-8 */
export function htmlReport(report: Report, words: Words): string {
  const page = new Page(report, words);
  const { checkup } = report;
  const title = checkup.group === null ? page.say('title') : page.say('titleOf', { group: checkup.group });
  const bad = ['decline', 'dead'].includes(checkup.lifecycle.stage) && !checkup.tooLittleData;
  const empty = checkup.messages.total === 0;
  const cards = empty
    ? [segmentsCard(page)]
    : [
        outlookCard(page),
        weekCard(page),
        segmentsCard(page),
        activityCard(page),
        hoursCard(page),
        networkCard(page),
        retentionCard(page),
        checkinsCard(page),
        careCard(page),
        ...talkCards(page),
        sensesCard(page),
        tablesCard(page),
      ];
  const body = html`<main>
<header><h1>${stranger(checkup.group ?? page.say('title'))} ${stageTag(page)}</h1><p class="sub">${subline(page)}</p></header>
<p class="lead${bad ? ' bad' : ''}">${headline(checkup, words, page.figures)}</p>
<div class="grid">${cards}${definitions(page)}</div>
${footer(page)}
</main>`;
  return `<!doctype html>
<html lang="${words.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><meta name="generator" content="${html`${checkup.generatedBy}`.text}"><title>${html`${title}`.text}</title><style>${style}</style></head><body>
${body.text}
</body></html>
`;
}

function stageTag(page: Page): Markup | null {
  const { lifecycle, tooLittleData, messages } = page.checkup;
  if (messages.total === 0) return null;
  if (tooLittleData) return html`<span class="tag y">${page.say('html.tooLittleTag')}</span>`;
  const kind = { introduction: 'b', growth: '', maturity: '', decline: 'y', dead: 'r' }[lifecycle.stage];
  return html`<span class="tag ${kind}">${page.words.t(`picture:stage.${lifecycle.stage}`)}</span>`;
}

function subline(page: Page): Markup {
  const { checkup, figures } = page;
  const { first, last } = checkup.period;
  const parts = [
    checkup.members.roster === null
      ? page.say('speakersOnly', { count: checkup.members.speakers })
      : page.say('speakersOf', { speakers: checkup.members.speakers, total: checkup.members.total }),
    first && last ? page.say('html.covers', { first: figures.day(first), last: figures.day(last) }) : page.say('noSpan'),
    page.say('messages', { count: checkup.messages.total, shown: figures.count(checkup.messages.total) }),
  ];
  const widest = page.gaps.toSorted((a, b) => b.days - a.days)[0];
  if (widest) parts.splice(2, 0, page.say(page.gaps.length > 1 ? 'gaps' : 'gap', { number: page.gaps.length, ...widest }));
  return html`${parts.join(' · ')}`;
}

function definitions(page: Page): Markup | null {
  if (page.defined.size === 0) return null;
  const items = [...page.defined].map(
    (metric) =>
      html`<div id="def-${metric}"><dt>${page.words.t(`picture:metric.${metric}.name`)}</dt><dd>${page.words.t(`picture:metric.${metric}.definition`)}</dd></div>`,
  );
  return page.card('long', page.say('html.definitions'), null, html`<dl class="defs">${items}</dl>`);
}

function footer(page: Page): Markup {
  const { checkup, figures, rejections } = page;
  const lines: Markup[] = [];
  for (const { file, format, records, bytes, zone, rejected } of checkup.source) {
    const values = { file, format: page.words.t(`picture:format.${format}`), records: figures.count(records), size: figures.size(bytes) };
    lines.push(html`<p>${page.say('sourceLine', { ...values, zone: zone === null ? '' : page.say('assumedZone', { zone }) })}</p>`);
    if (rejected.records === 0) continue;
    lines.push(
      html`<p class="warn">${page.say('rejected', { count: rejected.records, shown: figures.count(rejected.records), size: figures.size(rejected.bytes) })}</p>`,
    );
    for (const row of rejections.filter((one) => one.file === file)) {
      const place =
        row.line === null
          ? page.say('atByte', { offset: figures.count(row.offset) })
          : page.say('atLine', { line: figures.count(row.line) });
      lines.push(
        html`<p style="padding-left:1.5em">${page.say('rejectedRow', { place, reason: page.words.t(`picture:reject.${row.reason}`), sample: row.sample.slice(0, 120) })}</p>`,
      );
    }
  }
  lines.push(html`<p>${page.say(`identifiedBy.${checkup.members.identifiedBy}`)}</p>`);
  if (checkup.otherGroups.length > 0) {
    const names = figures.list(checkup.otherGroups.slice(0, 5).map(({ name }) => name));
    lines.push(html`<p class="warn">${page.say('otherGroups', { count: checkup.otherGroups.length, names })}</p>`);
  }
  if (checkup.pseudonymous) lines.push(html`<p>${page.say('pseudonymous')}</p>`);
  lines.push(
    html`<p>${page.say('asOf', { moment: figures.moment(checkup.asOf), zone: checkup.zone })}${page.say('html.madeBy', { program: checkup.generatedBy })}</p>`,
  );
  return html`<footer><h2 style="font-size:15px;margin:0 0 6px">${page.say('section.honesty')}</h2>${lines}</footer>`;
}
