/** Two hand-made SVG pictures: weeks, and who answers whom. Colours come from the style sheet, so both themes and paper work. */
import { clip } from '../columns.ts';
import { html, type Markup } from './markup.ts';
import type { Page } from './page.ts';

/** What a chart of weeks needs of a page; a weekly report is no checkup and has it, too. */
interface WeeksPage {
  checkup: { activity: { weeks: readonly Pick<Page['checkup']['activity']['weeks'][number], WeekPart>[] } };
  figures: Page['figures'];
  say(key: string, values?: Record<string, unknown>): string;
}
type WeekPart = 'week' | 'covered' | 'complete' | 'speakers' | 'newSpeakers' | 'messages';

const W = 760;
const H = 262;
const LEFT = 34;
const TOP = 26;
const BASE = H - 26;
const MAX_WEEKS = 156;

/** People who spoke, by week: those new that week at the foot, unknown weeks hatched, partly covered weeks pale. */
export function weeksChart(page: WeeksPage): Markup {
  const weeks = page.checkup.activity.weeks.slice(-MAX_WEEKS);
  const highest = Math.max(1, ...weeks.map(({ speakers }) => speakers));
  const ticks = ticksUpTo(highest);
  const top = ticks.at(-1) ?? highest;
  const step = (W - LEFT - 8) / Math.max(weeks.length, 8);
  const width = Math.max(1.5, Math.min(28, step * 0.78));
  const y = (value: number) => Math.round((BASE - (value / top) * (BASE - TOP)) * 10) / 10;
  const x = (index: number) => Math.round((LEFT + 6 + index * step) * 10) / 10;
  const peak = weeks.findIndex(({ speakers }) => speakers === highest);
  const last = weeks.findLastIndex(({ covered, complete }) => covered && complete);

  const bars = weeks.map((week, index) => {
    if (!week.covered) return null;
    const fresh = Math.min(week.newSpeakers, week.speakers);
    const title = page.say('html.weekTitle', {
      week: week.week,
      count: week.speakers,
      fresh: week.newSpeakers,
      messages: page.figures.count(week.messages),
    });
    return html`<g opacity="${week.complete ? 1 : 0.5}"><title>${title}</title><rect x="${x(index)}" y="${y(week.speakers)}" width="${width}" height="${Math.max(0, y(fresh) - y(week.speakers))}" fill="var(--active)"/><rect x="${x(index)}" y="${y(fresh)}" width="${width}" height="${BASE - y(fresh)}" fill="var(--newcomer)"/></g>`;
  });
  const labelled = [...new Set([peak, last])].filter((index) => index >= 0 && (index === last || Math.abs(x(index) - x(last)) > 40));
  const every = Math.max(1, Math.ceil(64 / step));
  return html`<svg viewBox="0 0 ${W} ${H}" role="img" aria-label="${page.say('html.weeksAria', { count: weeks.length })}">
<defs><pattern id="none" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--empty)"/><path d="M0 0V6" stroke="var(--lurking)" stroke-width="1.4"/></pattern></defs>
${ticks.map((tick) => html`<path class="axis" d="M${LEFT} ${y(tick)}H${W}"/><text x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>`)}
${gapRuns(weeks).map(
  ({ from, to }) =>
    html`<rect x="${x(from) - 1}" y="${TOP}" width="${x(to) - x(from) + width + 2}" height="${BASE - TOP}" fill="url(#none)"/><text x="${(x(from) + x(to) + width) / 2}" y="${TOP - 7}" text-anchor="middle">${page.say('html.noRecord')}</text>`,
)}
${bars}
${labelled.map((index) => html`<text x="${x(index) + width / 2}" y="${y(weeks[index]?.speakers ?? 0) - 6}" text-anchor="middle" style="fill:var(--ink);font-weight:600">${weeks[index]?.speakers}</text>`)}
${weeks.map((week, index) => (index % every === 0 && index < weeks.length - 1 ? html`<text x="${x(index)}" y="${H - 6}">${shortWeek(week.week, index, weeks)}</text>` : null))}
</svg>`;
}

/** Month and day; the year too where it begins or changes. */
function shortWeek(week: string, index: number, weeks: readonly { week: string }[]): string {
  const year = week.slice(0, 4);
  const crossed = weeks[0]?.week.slice(0, 4) !== weeks.at(-1)?.week.slice(0, 4);
  return crossed && (index === 0 || weeks.length > 60)
    ? week.slice(0, 7)
    : `${Number(week.slice(5, 7))}-${Number(week.slice(8, 10))}${crossed && weeks[index - 1]?.week.slice(0, 4) !== year ? `, ${year}` : ''}`;
}

function gapRuns(weeks: readonly { covered: boolean }[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const [index, { covered }] of weeks.entries()) {
    if (covered) continue;
    const run = runs.at(-1);
    if (run && run.to === index - 1) run.to = index;
    else runs.push({ from: index, to: index });
  }
  return runs;
}

function ticksUpTo(highest: number): number[] {
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = Math.max(
    1,
    [1, 2, 2.5, 5, 10].map((m) => m * power).find((candidate) => candidate >= rough && Number.isInteger(candidate)) ?? 10 * power,
  );
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, index) => index * step);
}

const MAX_NODES = 40;
const CX = 142;
const CY = 150;
const R = 118;

/** Who answers whom on a circle: the opinion leaders and bridges on the right with their names, larger = answers more. */
export function networkChart(page: Page): Markup | null {
  const { network, people } = page.checkup;
  if (network.nodes.length < 2) return null;
  const named = network.nodes.filter((node) => node.opinionLeader || node.bridge).slice(0, 9);
  const others = network.nodes
    .filter((node) => !named.includes(node))
    .slice(0, MAX_NODES - named.length)
    .toSorted((a, b) => a.circle - b.circle || b.pageRank - a.pageRank);
  const order = [...named, ...others];
  const slot = (2 * Math.PI) / Math.max(order.length, 12);
  const gapped = (2 * Math.PI) / Math.max(order.length, 1);
  const places = new Map(
    order.map((node, index) => {
      const angle = (index - (named.length - 1) / 2) * (index < named.length ? Math.max(slot, 0.15) : gapped);
      return [node.id, { node, x: round(CX + R * Math.cos(angle)), y: round(CY + R * Math.sin(angle)) }] as const;
    }),
  );
  const segments = new Map(people.map(({ id, segment, flags }) => [id, flags.includes('core') ? 'core' : segment]));
  const busiest = Math.max(1, ...order.map(({ answers }) => answers));
  const lines = network.edges.flatMap((edge) => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (!from || !to) return [];
    const weight = edge.strong + edge.weak / 3;
    const bend = (a: number, b: number, centre: number) => round((a + b) / 2 + (centre - (a + b) / 2) * 0.6);
    const d = `M${from.x} ${from.y}Q${bend(from.x, to.x, CX)} ${bend(from.y, to.y, CY)} ${to.x} ${to.y}`;
    return [
      html`<path d="${d}" stroke-width="${round(Math.min(3, 0.5 + Math.sqrt(weight) / 3))}" opacity="${round(Math.min(0.8, 0.22 + weight / 40))}"/>`,
    ];
  });
  const dots = [...places.values()].map(({ node, x, y }) => {
    const radius = round(3.5 + 8.5 * Math.sqrt(node.answers / busiest));
    const label = named.includes(node)
      ? html`<text x="${x + radius + 5}" y="${y + 4}" style="fill:var(--ink)">${clip(node.name, 14)}</text>`
      : null;
    return html`<g><title>${page.say('html.nodeTitle', { name: node.name, answers: node.answers, answered: node.answered })}</title><circle cx="${x}" cy="${y}" r="${radius}" fill="var(--${segments.get(node.id) ?? 'lurking'})"/>${label}</g>`;
  });
  return html`<svg viewBox="0 0 370 300" role="img" aria-label="${page.say('html.networkAria', { count: network.allNodes })}"><g fill="none" stroke="var(--ink3)">${lines}</g>${dots}</svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
