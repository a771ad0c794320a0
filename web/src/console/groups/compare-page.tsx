import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Select, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card, Metric, StageTag } from '../../shared/card.tsx';
import { day, duration, number, percent } from '../../shared/format.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { SmallWeeks } from './small-weeks.tsx';
import './groups.css';

type Groups = InferContractRouterOutputs<Contract>['insights']['compare']['groups'];
/** Check-ins of all time say how long the records are; they are compared week by week below. */
type Figures = Omit<Groups[0]['figures'], 'checkins'>;

const written: Record<keyof Figures, 'count' | 'share' | 'seconds'> = {
  members: 'count',
  wau: 'count',
  mau: 'count',
  frequency: 'share',
  stickiness: 'share',
  newcomersAnswered: 'share',
  responsiveness: 'seconds',
  reciprocity: 'share',
  top20Share: 'share',
  halfBy: 'count',
};
const names = Object.keys(written) as (keyof Figures)[];

/** Two groups beside each other: the same figures, their differences, the same twelve weeks on the same scale. */
export function ComparePage() {
  const { t } = useTranslation();
  const { one, other } = useSearch({ from: '/inside/compare' });
  const navigate = useNavigate();
  const portfolio = useQuery(api.insights.portfolio.queryOptions({ input: {} }));
  const compared = useQuery({
    ...api.insights.compare.queryOptions({ input: { channelId: one ?? '', withChannelId: other ?? '' } }),
    enabled: one !== undefined && other !== undefined,
  });
  const problem = portfolio.error ?? compared.error;
  if (problem) return <Problem error={problem} retry={() => Promise.all([portfolio.refetch(), compared.refetch()])} />;
  if (!portfolio.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const options = portfolio.data.groups.map(({ channelId, name }) => ({ value: channelId, label: name }));
  const chooser = (label: string, value: string | undefined, key: 'one' | 'other') => (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      placeholder={label}
      value={value ?? null}
      style={{ flex: '1 1 220px', minWidth: 0 }}
      options={options}
      onChange={(chosen: string | null) => {
        if (!chosen) return;
        navigate({ to: '/compare', search: { ...(one && { one }), ...(other && { other }), [key]: chosen } });
      }}
    />
  );
  return (
    <>
      <PageHead title={t('compare.title')} sub={t('compare.about')} />
      <div className="filters">
        {chooser(t('compare.one'), one, 'one')}
        {chooser(t('compare.other'), other, 'other')}
      </div>
      {one === undefined || other === undefined ? (
        <Card>
          <p className="sub">{options.length < 2 ? t('compare.tooFew') : t('compare.choose')}</p>
        </Card>
      ) : compared.data ? (
        <Compared groups={compared.data.groups} />
      ) : (
        <Skeleton active paragraph={{ rows: 8 }} />
      )}
    </>
  );
}

function Compared({ groups }: { groups: Groups }) {
  const { t } = useTranslation();
  return (
    <div className="grid one-column">
      <Card title={t('compare.figures')} note={t('compare.each')}>
        <div className="lines-scroll">
          <table className="compared">
            <thead>
              <tr>
                <td />
                {groups.map((group, place) => (
                  <th key={place === 0 ? 'one' : 'other'} scope="col">
                    <Link to="/groups/$channelId/$tab" params={{ channelId: group.channelId, tab: 'overview' }}>
                      {group.name}
                    </Link>
                    <div className="frame">
                      {group.asOf ? t('compare.asOf', { day: day(group.asOf, group.zone ?? undefined) }) : t('group.noPicture')}
                    </div>
                  </th>
                ))}
                <th scope="col">{t('compare.difference')}</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">
                  <Metric name="stage" />
                </th>
                {groups.map((group, place) => (
                  <td key={place === 0 ? 'one' : 'other'}>{group.stage ? <StageTag stage={group.stage} trend={group.trend} /> : '—'}</td>
                ))}
                <td />
              </tr>
              <tr>
                <th scope="row">
                  <Metric name="outlook" />
                </th>
                {groups.map((group, place) => (
                  <td key={place === 0 ? 'one' : 'other'}>
                    {group.d90 ? t('outlook.band', { low: percent(group.d90[0]), high: percent(group.d90[1]) }) : '—'}
                  </td>
                ))}
                <td />
              </tr>
              {names.map((name) => (
                <tr key={name}>
                  <th scope="row">
                    <Metric name={name} />
                  </th>
                  {groups.map((group, place) => (
                    <td key={place === 0 ? 'one' : 'other'}>{shown(written[name], group.figures[name])}</td>
                  ))}
                  <td>
                    <Difference kind={written[name]} values={[groups[0].figures[name], groups[1].figures[name]]} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      <Card title={t('compare.weeks')} note={t('compare.scale')}>
        <SmallWeeks groups={groups} />
      </Card>
    </div>
  );
}

function shown(kind: 'count' | 'share' | 'seconds', value: number | null): string {
  if (kind === 'share') return percent(value);
  return kind === 'seconds' ? duration(value) : number(value);
}

/** The second against the first. Neither better nor worse: groups differ in what they are for. */
function Difference({ kind, values: [one, other] }: { kind: 'count' | 'share' | 'seconds'; values: [number | null, number | null] }) {
  const { t } = useTranslation();
  if (one === null || other === null) return <span className="sub">—</span>;
  const by = other - one;
  if (by === 0) return <span className="sub">{t('compare.same')}</span>;
  const sign = by > 0 ? '+' : '−';
  if (kind === 'share') return <>{t('compare.points', { n: `${sign}${Math.round(Math.abs(by) * 100)}` })}</>;
  return (
    <>
      {sign}
      {kind === 'seconds' ? duration(Math.abs(by)) : number(Math.abs(by))}
    </>
  );
}
