import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { useAppearanceContext } from '../../shared/appearance.ts';
import { Card, Metric } from '../../shared/card.tsx';
import { Chart } from '../../shared/charts/chart.tsx';
import { stagesOption } from '../../shared/charts/history-options.ts';
import { day, number } from '../../shared/format.ts';
import { BackTest } from './back-test.tsx';
import type { TabProps } from './group-page.tsx';
import { Outlook } from './outlook.tsx';

/** 生命周期: how the group came here, what changed when, how it may go on, and how far such words can be trusted. */
export default function LifecycleTab({ channelId, picture }: TabProps) {
  const { t } = useTranslation(['console', 'picture']);
  const { isDark } = useAppearanceContext();
  const { history, lifecycle, risk, zone } = picture;
  const narrow = matchMedia('(max-width: 767px)').matches;
  const done = useQuery(api.insights.staffEvents.queryOptions({ input: { channelId } }));
  const weeks = useMemo(() => picture.activity.weeks.slice(-156), [picture]);
  const first = weeks[0]?.week ?? '';
  const events = useMemo(() => {
    const known = (done.data?.events ?? []).map(({ at, event }) => ({
      at,
      day: day(at, zone),
      name: t(`lifecycle.event.${event}`, { defaultValue: t('lifecycle.event.other') }),
    }));
    return known.filter((one) => one.day >= first);
  }, [done.data, zone, first, t]);
  const stages = useMemo(() => (history?.stages ?? []).filter(({ to }) => to >= first), [history, first]);
  const changes = useMemo(() => (history?.changes ?? []).filter(({ week }) => week >= first), [history, first]);
  const option = useMemo(
    () =>
      stagesOption(weeks, { stages, changes, events }, isDark, narrow ? 0.2 : 0.07, {
        messages: t('chart.messages'),
        change: t('lifecycle.change'),
        stage: (stage) => t(`picture:stage.${stage}`),
      }),
    [weeks, stages, changes, events, isDark, narrow, t],
  );
  const stageOf = (week: string) => stages.findLast(({ from }) => from <= week)?.stage;
  const reasons = [...lifecycle.reasons, ...(risk?.reasons ?? [])];
  return (
    <div className="grid">
      <Card title={<Metric name="stage" />} note={t('lifecycle.note')}>
        {weeks.length === 0 ? (
          <p className="sub">{t('group.tooLittle')}</p>
        ) : (
          <Chart
            option={option}
            height={300}
            label={t('lifecycle.label')}
            table={{
              columns: [t('chart.week'), t('chart.messages'), t('chart.speakers'), t('group.stage')],
              rows: weeks.map(({ week, covered, messages, speakers }) => {
                const stage = stageOf(week);
                return [week, covered ? messages : null, covered ? speakers : null, stage ? t(`picture:stage.${stage}`) : null];
              }),
            }}
            file="qunce-stages"
          />
        )}
        <p className="frame">{t('lifecycle.legend')}</p>
      </Card>
      <div className="grid halves">
        <Card title={<Metric name="changePoints" />}>
          {changes.length === 0 ? (
            <p className="sub">{t('lifecycle.noChanges')}</p>
          ) : (
            <ul className="asked">
              {[...changes].reverse().map(({ week, before, after }) => (
                <li key={week}>
                  <b>{week}</b> {t(after > before ? 'lifecycle.rose' : 'lifecycle.fell', { before: number(before), after: number(after) })}
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card title={t('lifecycle.done')} note={t('lifecycle.doneNote')}>
          {events.length === 0 ? (
            <p className="sub">{t('lifecycle.nothingDone')}</p>
          ) : (
            <ul className="asked">
              {events.slice(0, 12).map((event) => (
                <li key={`${event.at} ${event.name}`}>
                  <b>{event.day}</b> {event.name}
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
      <div className="grid halves">
        <Outlook picture={picture} />
        <Card title={t('lifecycle.why')}>
          <ul style={{ paddingInlineStart: 18 }}>
            {reasons.map(({ code, values }) => (
              <li key={code}>{t(`picture:reason.${code}`, values)}</li>
            ))}
          </ul>
          {risk && <p className="frame">{t('lifecycle.population', { name: t(`picture:population.${risk.basis.population}`) })}</p>}
        </Card>
      </div>
      <BackTest />
    </div>
  );
}
