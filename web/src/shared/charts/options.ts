import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { dark, light, segmentColour } from '../tokens.ts';
import type { Option } from './echarts.tsx';

export type Picture = NonNullable<InferContractRouterOutputs<Contract>['insights']['group']['picture']>;

const palette = (isDark: boolean) => (isDark ? dark : light);
const axis = (isDark: boolean) => ({
  axisLine: { lineStyle: { color: palette(isDark).line } },
  axisTick: { show: false },
  axisLabel: { color: palette(isDark).ink3, hideOverlap: true },
  splitLine: { lineStyle: { color: palette(isDark).line } },
});
const tooltip = (isDark: boolean) => ({
  backgroundColor: palette(isDark).card,
  borderColor: palette(isDark).line,
  textStyle: { color: palette(isDark).ink },
});

/** Speakers a week as a line, messages as pale bars behind; weeks without records are blank and shaded, never zero. */
export function weeksOption(
  weeks: Pick<Picture['activity']['weeks'][number], 'week' | 'covered' | 'complete' | 'speakers' | 'newSpeakers' | 'messages'>[],
  isDark: boolean,
  words: { speakers: string; newSpeakers: string; gap: string; partial: string },
): Option {
  const known = (value: (week: (typeof weeks)[number]) => number) => weeks.map((week) => (week.covered ? value(week) : null));
  // A week that is not over would look like a fall: it is drawn dashed, joined to the whole week before.
  const whole = weeks.map((week) => (week.covered && week.complete ? week.speakers : null));
  const partial = weeks.map((week, i) => {
    if (!week.covered) return null;
    const besides = [weeks[i - 1], weeks[i + 1]].some((other) => other?.covered && !other.complete);
    return !week.complete || besides ? week.speakers : null;
  });
  const gaps: [{ xAxis: string }, { xAxis: string }][] = [];
  weeks.forEach((week, i) => {
    if (week.covered) return;
    const last = gaps.at(-1);
    if (last && weeks[i - 1]?.week === last[1].xAxis) last[1].xAxis = week.week;
    else gaps.push([{ xAxis: week.week }, { xAxis: week.week }]);
  });
  const colours = palette(isDark);
  return {
    grid: { left: 8, right: 12, top: 24, bottom: 4, containLabel: true },
    tooltip: { trigger: 'axis', ...tooltip(isDark) },
    xAxis: {
      type: 'category',
      data: weeks.map(({ week }) => week),
      ...axis(isDark),
      axisLabel: { ...axis(isDark).axisLabel, formatter: (value: string) => value.slice(2).replaceAll('-', '/') },
    },
    yAxis: { type: 'value', minInterval: 1, ...axis(isDark) },
    series: [
      {
        name: words.newSpeakers,
        type: 'bar',
        stack: 'new',
        data: known(({ newSpeakers }) => newSpeakers),
        itemStyle: { color: segmentColour.newcomer },
        barMaxWidth: 18,
      },
      {
        name: words.speakers,
        type: 'line',
        data: whole,
        connectNulls: false,
        symbol: 'none',
        lineStyle: { width: 2.5, color: colours.zhuqing },
        itemStyle: { color: colours.zhuqing },
        areaStyle: { color: colours.zhuqing, opacity: 0.08 },
        ...(gaps.length > 0 && {
          markArea: {
            silent: true,
            itemStyle: { color: colours.line, opacity: 0.8 },
            label: { color: colours.ink3, position: 'insideTop' },
            data: gaps.map(([from, to]) => [{ ...from, name: words.gap }, to]),
          },
        }),
      },
      {
        name: words.partial,
        type: 'line',
        data: partial,
        symbol: 'none',
        lineStyle: { width: 1.5, type: 'dashed', color: colours.zhuqing },
        itemStyle: { color: colours.zhuqing },
      },
    ],
  };
}

/** Messages by weekday and hour. */
export function hoursOption(grid: number[][], weekdays: string[], isDark: boolean): Option {
  const colours = palette(isDark);
  const cells = grid.flatMap((row, weekday) => row.map((value, hour) => [hour, weekday, value]));
  return {
    grid: { left: 4, right: 8, top: 4, bottom: 4, containLabel: true },
    tooltip: {
      ...tooltip(isDark),
      formatter: ({ value }: { value: [number, number, number] }) => `${weekdays[value[1]]} ${value[0]}:00 · ${value[2]}`,
    },
    xAxis: { type: 'category', data: Array.from({ length: 24 }, (_, hour) => String(hour)), ...axis(isDark) },
    yAxis: { type: 'category', data: weekdays, inverse: true, ...axis(isDark) },
    visualMap: {
      show: false,
      min: 0,
      max: Math.max(1, ...grid.flat()),
      inRange: { color: isDark ? ['#1c2725', '#1d7a68', '#8fd6c4'] : ['#eef4f2', '#2f9e86', '#0f5a4c'] },
    },
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: colours.card, borderWidth: 2, borderRadius: 3 } }],
  };
}

/** Who answers whom, on a circle ordered by circle and rank; leaders are named. */
export function networkOption(network: Picture['network'], isDark: boolean, narrow: boolean): Option {
  const colours = palette(isDark);
  const nodes = [...network.nodes].sort((a, b) => a.circle - b.circle || b.pageRank - a.pageRank);
  const top = Math.max(1e-9, ...nodes.map(({ pageRank }) => pageRank));
  const named = new Set(
    [...nodes]
      .sort((a, b) => b.pageRank - a.pageRank)
      .slice(0, narrow ? 6 : 14)
      .map(({ id }) => id),
  );
  return {
    tooltip: tooltip(isDark),
    series: [
      {
        type: 'graph',
        layout: 'circular',
        circular: { rotateLabel: true },
        // Room for the names around the circle; a phone shows fewer of them.
        left: narrow ? 60 : 110,
        right: narrow ? 60 : 110,
        top: narrow ? 70 : 100,
        bottom: narrow ? 70 : 100,
        data: nodes.map((node) => ({
          id: node.id,
          name: node.name,
          value: node.answers,
          symbolSize: 6 + 22 * Math.sqrt(node.pageRank / top),
          itemStyle: { color: node.opinionLeader ? segmentColour.core : node.bridge ? segmentColour.watching : segmentColour.active },
          label: { show: named.has(node.id), color: colours.ink, fontSize: 12 },
        })),
        links: network.edges.map(({ from, to, strong, weak }) => ({
          source: from,
          target: to,
          lineStyle: {
            width: Math.min(4, 0.6 + Math.log2(1 + strong * 2 + weak) / 2),
            opacity: strong > 0 ? 0.55 : 0.25,
            color: colours.ink3,
            curveness: 0.2,
          },
        })),
      },
    ],
  };
}
