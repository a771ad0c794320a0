import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card, Metric } from '../../shared/card.tsx';
import { number, percent } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';

/** How outlooks turned out in rooms that were kept out of the rates: what was foretold beside what happened. */
export function BackTest() {
  const { t } = useTranslation(['console', 'picture']);
  const test = useQuery(api.insights.backTest.queryOptions({ input: {} }));
  if (test.error) return <Problem error={test.error} retry={() => test.refetch()} />;
  if (!test.data) return <Skeleton active />;
  const { population, rows } = test.data;
  const better = rows.filter(({ brier, brierConstant }) => brier < brierConstant).length;
  return (
    <Card title={<Metric name="backTest" />} note={t(`picture:population.${population}`)}>
      <p>{t('lifecycle.backTest', { rooms: new Set(rows.map(({ room }) => room)).size })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="lines-scroll" tabIndex={0} aria-label={t('picture:metric.backTest.name')}>
        <table className="data">
          <thead>
            <tr>
              {(['room', 'days', 'weeks', 'foretold', 'happened', 'brier', 'brierConstant'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(`lifecycle.column.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ room, days, weeks, foretold, happened, brier, brierConstant }) => (
              <tr key={`${room} ${days}`}>
                <th scope="row">{room}</th>
                <td>{t('lifecycle.within', { days })}</td>
                <td>{number(weeks)}</td>
                <td>{percent(foretold)}</td>
                <td>{percent(happened)}</td>
                <td>{brier.toFixed(4)}</td>
                <td>{brierConstant.toFixed(4)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="frame">{t('lifecycle.verdict', { better, all: rows.length })}</p>
    </Card>
  );
}
