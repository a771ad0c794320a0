import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppearanceContext } from '../../shared/appearance.ts';
import { Card, Metric } from '../../shared/card.tsx';
import { Chart } from '../../shared/charts/chart.tsx';
import { paceOption } from '../../shared/charts/history-options.ts';
import { hoursOption, type Picture } from '../../shared/charts/options.ts';
import { duration, number } from '../../shared/format.ts';

/** Fewer answers than this in 90 days say nothing about an hour. */
const ENOUGH = 10;

/** 最佳时段: when people talk, and when a question is answered fastest. */
export function AnswerHours({ picture }: { picture: Picture }) {
  const { t, i18n } = useTranslation();
  const { isDark } = useAppearanceContext();
  const { grid, best, pace = [] } = picture.hours;
  // 2024-01-01 was a Monday.
  const weekdays = useMemo(
    () =>
      Array.from({ length: 7 }, (_, i) =>
        new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + i)),
      ),
    [i18n.language],
  );
  const heat = useMemo(() => hoursOption(grid, weekdays, isDark), [grid, weekdays, isDark]);
  const bars = useMemo(() => paceOption(pace, ENOUGH, isDark, t('topics.minutes')), [pace, isDark, t]);
  const busiest = best.map(({ weekday, hour }) => `${weekdays[weekday]} ${hour}:00`).join(t('list.separator'));
  const fastest = pace
    .filter(({ replies }) => replies >= ENOUGH)
    .sort((a, b) => a.typicalSeconds - b.typicalSeconds)
    .slice(0, 3)
    .map(({ hour, typicalSeconds }) => t('topics.fastHour', { hour, wait: duration(typicalSeconds) }))
    .join(t('list.separator'));
  return (
    <div className="grid halves">
      <Card title={<Metric name="hours" />} note={busiest && t('overview.best', { hours: busiest })}>
        <Chart
          option={heat}
          height={220}
          label={t('overview.hoursLabel')}
          table={{
            columns: [t('chart.weekday'), ...Array.from({ length: 24 }, (_, hour) => `${hour}`)],
            rows: grid.map((row, i) => [weekdays[i] ?? '', ...row]),
          }}
          file="qunce-hours"
        />
      </Card>
      <Card title={<Metric name="answerPace" />} note={fastest ? t('topics.fastest', { hours: fastest }) : undefined}>
        {pace.length === 0 ? (
          <p className="sub">{t('topics.noPace')}</p>
        ) : (
          <Chart
            option={bars}
            height={220}
            label={t('topics.paceLabel')}
            table={{
              columns: [t('topics.hour'), t('topics.minutes'), t('topics.replies')],
              rows: pace.map(({ hour, replies, typicalSeconds }) => [`${hour}:00`, Math.round(typicalSeconds / 6) / 10, number(replies)]),
            }}
            file="qunce-answer-hours"
          />
        )}
      </Card>
    </div>
  );
}
