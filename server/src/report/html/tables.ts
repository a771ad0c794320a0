/** The rows behind the pictures, folded away, each with its CSV inside the page. */
import { metricName } from '../picture-words.ts';
import { retentionTriangle } from './grids.ts';
import { html, type Markup, stranger } from './markup.ts';
import type { Page } from './page.ts';

/** A page with everyone of a group of thousands would not open on a phone; the JSON has them all. */
const MAX_PEOPLE = 500;
type Cell = string | number;

export function tablesCard(page: Page): Markup {
  const { activity, network, hours, messages } = page.checkup;
  const { figures } = page;
  const people = page.checkup.people.toSorted((a, b) => b.messages - a.messages);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const say = (key: string) => page.say(`html.column.${key}`);

  const peopleRows = people
    .slice(0, MAX_PEOPLE)
    .map((person): Cell[] => [
      person.name,
      metricName(person.segment, page.words),
      figures.list(person.flags.map((flag) => metricName(flag, page.words))),
      person.messages,
      person.messages28,
      person.activeDays,
      person.checkinDays,
      person.answers,
      person.answered,
      person.lastAt ? figures.day(person.lastAt) : '',
    ]);
  const peopleHead = ['name', 'segment', 'flags', 'messages', 'messages28', 'activeDays', 'checkinDays', 'answers', 'answered', 'last'].map(
    say,
  );
  const weekRows = activity.weeks.map((week): Cell[] =>
    week.covered
      ? [
          week.week,
          week.messages,
          week.speakers,
          week.newSpeakers,
          week.joins,
          week.leaves,
          week.checkins,
          week.complete ? '' : say('partly'),
        ]
      : [week.week, '', '', '', '', '', '', page.say('html.noRecord')],
  );
  const weekHead = ['week', 'messages', 'speakers', 'newSpeakers', 'joins', 'leaves', 'checkins', 'note'].map(say);
  const hourRows = hours.grid.map((row, weekday): Cell[] => [figures.weekday(weekday), ...row]);
  const edgeRows = network.edges
    .toSorted((a, b) => b.strong + b.weak - a.strong - a.weak)
    .slice(0, 100)
    .map(({ from, to, strong, weak }): Cell[] => [names.get(from) ?? from, names.get(to) ?? to, strong, weak]);
  const kindRows = Object.entries(messages.byKind)
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, count]): Cell[] => [page.words.t(`picture:kind.${kind}`), count]);
  const later = retentionTriangle(page, false, true);

  const note = people.length > MAX_PEOPLE ? page.say('html.peopleCut', { shown: MAX_PEOPLE, count: people.length }) : null;
  return page.card(
    'long',
    page.say('html.tablesTitle'),
    null,
    html`${table(page, 'people', peopleHead, peopleRows, note)}${table(page, 'weeks', weekHead, weekRows)}${table(page, 'hours', [say('weekday'), ...Array.from({ length: 24 }, (_, hour) => String(hour))], hourRows)}${later ? html`<details><summary>${page.say('html.table.retention')}</summary><div class="scroll">${later}</div></details>` : null}${edgeRows.length > 0 ? table(page, 'edges', ['from', 'to', 'strong', 'weak'].map(say), edgeRows) : null}${table(page, 'kinds', ['kind', 'messages'].map(say), kindRows)}`,
  );
}

function table(page: Page, name: string, head: string[], rows: Cell[][], note: string | null = null): Markup {
  const cell = (value: Cell, index: number) =>
    typeof value === 'number'
      ? html`<td class="n">${page.figures.count(value)}</td>`
      : html`<td${index === 0 ? html` class="t"` : null}>${stranger(value)}</td>`;
  const numeric = head.map((_, index) => rows.some((row) => typeof row[index] === 'number'));
  const title = page.say(`html.table.${name}`);
  const csv = html`<a class="csv" download="${name}.csv" href="data:text/csv;charset=utf-8,${encodeURIComponent(csvText([head, ...rows]))}">CSV</a>`;
  return html`<details><summary>${title} <span class="share">${page.figures.count(rows.length)}</span></summary>${csv}${note ? html`<p class="note">${note}</p>` : null}<div class="scroll"><table class="rows"><thead><tr>${head.map((text, index) => html`<th${numeric[index] ? html` class="n"` : null}>${text}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody></table></div></details>`;
}

/** With a byte order mark for Excel. A cell that a spreadsheet would run as a formula is made text. */
function csvText(rows: Cell[][]): string {
  const cell = (value: Cell) => {
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}`;
}
