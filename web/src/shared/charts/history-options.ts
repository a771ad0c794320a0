import { dark, light, segmentColour } from '../tokens.ts';
import type { Option } from './echarts.tsx';
import type { Picture } from './options.ts';

const palette = (isDark: boolean) => (isDark ? dark : light);
const axis = (isDark: boolean) => ({
  axisLine: { lineStyle: { color: palette(isDark).line } },
  axisTick: { show: false },
  axisLabel: { color: palette(isDark).ink3, hideOverlap: true },
  splitLine: { lineStyle: { color: palette(isDark).line } },
});
const tooltip = (isDark: boolean) => ({
  trigger: 'axis' as const,
  backgroundColor: palette(isDark).card,
  borderColor: palette(isDark).line,
  textStyle: { color: palette(isDark).ink },
});
const short = (value: string) => value.slice(2).replaceAll('-', '/');

type History = NonNullable<Picture['history']>;
type Stage = Picture['lifecycle']['stage'];

/** Segments at the end of each week, stacked; lurking last, because it is the ground. */
export function segmentsOption(
  weeks: History['segments'],
  isDark: boolean,
  names: Record<'active' | 'watching' | 'lurking', string>,
): Option {
  return {
    grid: { left: 8, right: 12, top: 36, bottom: 4, containLabel: true },
    tooltip: tooltip(isDark),
    legend: { top: 0, textStyle: { color: palette(isDark).ink2 } },
    xAxis: { type: 'category', data: weeks.map(({ day }) => short(day)), ...axis(isDark) },
    yAxis: { type: 'value', minInterval: 1, ...axis(isDark) },
    series: (['active', 'watching', 'lurking'] as const).map((key) => ({
      name: names[key],
      type: 'bar',
      stack: 'segments',
      barMaxWidth: 36,
      itemStyle: { color: segmentColour[key], borderColor: palette(isDark).card, borderWidth: 1 },
      data: weeks.map((week) => week[key]),
    })),
  };
}

/** Pale grounds of the stages; the name of the stage is written on each. */
const ground = (isDark: boolean): Record<Stage, string> => {
  const colours = palette(isDark);
  return {
    introduction: colours.dailanPale,
    growth: colours.zhuqingPale,
    maturity: colours.ground,
    decline: colours.tenghuangPale,
    dead: colours.zhushaPale,
  };
};

export interface StageMarks {
  stages: History['stages'];
  changes: History['changes'];
  /** Civil days on which staff did something, with its name. */
  events: { day: string; name: string }[];
}

/** Messages a week over the stages the group went through; changes of level and what staff did as upright lines. */
export function stagesOption(
  weeks: Picture['activity']['weeks'],
  { stages, changes, events }: StageMarks,
  isDark: boolean,
  /** Share of the width a stage's name takes. */
  room: number,
  words: { messages: string; change: string; stage: (stage: Stage) => string },
): Option {
  const colours = palette(isDark);
  const days = weeks.map(({ week }) => week);
  const monday = (day: string) => days.findLast((week) => week <= day) ?? days[0] ?? day;
  const backgrounds = ground(isDark);
  // A name needs room: narrow stretches go without, the table has them all.
  const wide = (from: string, to: string) => days.filter((week) => week >= from && week <= to).length >= days.length * room;
  return {
    grid: { left: 8, right: 16, top: 30, bottom: 4, containLabel: true },
    tooltip: tooltip(isDark),
    xAxis: { type: 'category', data: days, ...axis(isDark), axisLabel: { ...axis(isDark).axisLabel, formatter: short } },
    yAxis: { type: 'value', minInterval: 1, ...axis(isDark) },
    series: [
      {
        name: words.messages,
        type: 'line',
        symbol: 'none',
        connectNulls: false,
        data: weeks.map(({ covered, messages }) => (covered ? messages : null)),
        lineStyle: { width: 2.5, color: colours.zhuqing },
        itemStyle: { color: colours.zhuqing },
        markArea: {
          silent: true,
          label: { color: colours.ink2, position: 'insideTop', fontSize: 12 },
          data: stages.map(({ stage, from, to }, index) => [
            { name: wide(from, to) ? words.stage(stage) : '', xAxis: monday(from), itemStyle: { color: backgrounds[stage] } },
            { xAxis: monday(stages[index + 1]?.from ?? to) },
          ]),
        },
        markLine: {
          symbol: 'none',
          label: { show: false },
          data: [
            ...changes.map(({ week }) => ({
              name: words.change,
              xAxis: monday(week),
              lineStyle: { color: colours.zhusha, type: 'dashed', width: 1.5 },
            })),
            ...events.map(({ day, name }) => ({
              name,
              xAxis: monday(day),
              lineStyle: { color: colours.dailan, type: 'dotted', width: 1.5 },
            })),
          ],
        },
      },
    ],
  };
}

/** Minutes until somebody answers, by the hour of the question; hours with few answers are pale. */
export function paceOption(pace: NonNullable<Picture['hours']['pace']>, enough: number, isDark: boolean, name: string): Option {
  const byHour = new Map(pace.map((row) => [row.hour, row]));
  const colours = palette(isDark);
  // One answer at four in the morning must not flatten the day.
  const longest = Math.max(0, ...pace.filter(({ replies }) => replies >= enough).map(({ typicalSeconds }) => typicalSeconds / 60));
  return {
    grid: { left: 8, right: 12, top: 16, bottom: 4, containLabel: true },
    tooltip: tooltip(isDark),
    xAxis: { type: 'category', data: Array.from({ length: 24 }, (_, hour) => String(hour)), ...axis(isDark) },
    yAxis: { type: 'value', max: Math.ceil(longest * 1.2) || null, ...axis(isDark) },
    series: [
      {
        name,
        type: 'bar',
        barMaxWidth: 22,
        data: Array.from({ length: 24 }, (_, hour) => {
          const row = byHour.get(hour);
          if (!row) return null;
          const value = Math.round(row.typicalSeconds / 6) / 10;
          return { value, itemStyle: { color: row.replies >= enough ? colours.zhuqing : colours.line } };
        }),
      },
    ],
  };
}
