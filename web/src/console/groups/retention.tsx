import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, Metric } from '../../shared/card.tsx';
import { number, percent } from '../../shared/format.ts';
import type { TabProps } from './group-page.tsx';

/** 留存: who came back, by week of first speaking. Weeks that are not over stay blank. */
export default function Retention({ picture }: TabProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<'bounded' | 'unbounded'>('bounded');
  const { cohorts, averageBounded } = picture.retention;
  const columns = Array.from({ length: Math.max(0, ...cohorts.map(({ bounded }) => bounded.length)) }, (_, week) => week);
  if (cohorts.length === 0) return <Card>{t('retention.none')}</Card>;
  const row = (values: (number | null)[]) =>
    columns
      .map((week) => ({ week, value: values[week] ?? null }))
      .map(({ week, value }) => (
        <td
          key={week}
          style={
            value === null
              ? undefined
              : {
                  background: `color-mix(in srgb, var(--zhuqing) ${Math.round(value * 40)}%, var(--card))`,
                  color: 'var(--ink)',
                }
          }
        >
          {value === null ? '' : percent(value)}
        </td>
      ));
  return (
    <Card title={<Metric name="retention" />} note={t('retention.note')}>
      <Segmented
        value={kind}
        onChange={setKind}
        options={[
          { value: 'bounded', label: t('retention.bounded') },
          { value: 'unbounded', label: t('retention.unbounded') },
        ]}
      />
      <p className="frame" style={{ margin: '8px 0 12px' }}>
        {t(`retention.${kind}Meaning`)}
      </p>
      <section className="lines-scroll" aria-label={t('group.tabs.retention')}>
        <table className="triangle">
          <thead>
            <tr>
              <th scope="col">{t('retention.week')}</th>
              <th scope="col">{t('retention.people')}</th>
              {columns.map((week) => (
                <th key={week} scope="col">
                  {week === 0 ? t('retention.first') : t('retention.nth', { n: week })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map((cohort) => (
              <tr key={cohort.week}>
                <th scope="row">{cohort.week}</th>
                <td>{number(cohort.size)}</td>
                {row(cohort[kind])}
              </tr>
            ))}
            {kind === 'bounded' && (
              <tr>
                <th scope="row">{t('retention.average')}</th>
                <td />
                {row(averageBounded)}
              </tr>
            )}
          </tbody>
        </table>
      </section>
    </Card>
  );
}
