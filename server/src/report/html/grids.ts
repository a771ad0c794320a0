/** The two grids: hours of the week, and who stayed. Plain tables, so they read, copy and print as such. */
import { html, type Markup } from './markup.ts';
import type { Page } from './page.ts';

export function hourGrid(page: Page): Markup {
  const { grid } = page.checkup.hours;
  const highest = Math.max(1, ...grid.flat());
  const head = Array.from({ length: 24 }, (_, hour) =>
    hour % 3 === 0 ? html`<th scope="col" colspan="3" style="text-align:left">${hour}</th>` : null,
  );
  const rows = grid.map(
    (hours, weekday) =>
      html`<tr><th scope="row">${page.figures.weekday(weekday)}</th>${hours.map((count) => html`<td style="--a:${shade(count / highest)}"><span class="hidden">${count}</span></td>`)}</tr>`,
  );
  return html`<table class="heat"><thead><tr><td class="corner"></td>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

const SHOWN_COHORTS = 8;
const SHOWN_WEEKS = 7;

/** Share of each week's newcomers who spoke in week k after. `bounded`: in that very week; else in it or later. */
export function retentionTriangle(page: Page, bounded: boolean, all: boolean): Markup | null {
  const cohorts = page.checkup.retention.cohorts.slice(all ? 0 : -SHOWN_COHORTS).filter(({ size }) => size > 0 || all);
  if (cohorts.length === 0) return null;
  const series = cohorts.map((cohort) => (bounded ? cohort.bounded : cohort.unbounded));
  const width = Math.min(all ? 13 : SHOWN_WEEKS, Math.max(...series.map(({ length }) => length)));
  const columns = Array.from({ length: width }, (_, k) => k);
  const cell = (value: number | null | undefined) => {
    if (value === null || value === undefined) return html`<td></td>`;
    // At most 55 % of the colour, so that the figure on it stays readable in both themes.
    return html`<td class="v" style="--a:${shade(value * 0.55)}">${Math.round(value * 100)}</td>`;
  };
  const rows = cohorts.map(
    ({ week, size }, index) =>
      html`<tr><th scope="row">${week.slice(5)}</th><td class="size">${size}</td>${columns.map((k) => cell(series[index]?.[k]))}</tr>`,
  );
  const head = columns.map(
    (k) => html`<th scope="col">${k === 0 ? page.say('html.weekZero') : page.say('html.weekNumber', { week: k })}</th>`,
  );
  return html`<table class="tri"><thead><tr><th scope="col">${page.say('html.cohort')}</th><th scope="col">${page.say('html.cohortSize')}</th>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

function shade(share: number): number {
  return Math.round(share * 100) / 100;
}
