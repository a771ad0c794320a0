import type { InferContractRouterOutputs } from '@orpc/contract';
import { Link } from '@tanstack/react-router';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { Metric, Sparkline, StageTag } from '../../shared/card.tsx';
import { number, percent } from '../../shared/format.ts';
import { noOutlook } from './no-outlook.ts';

export type GroupLine = InferContractRouterOutputs<Contract>['insights']['portfolio']['groups'][number];

/** The portfolio: a plain table on a desk, cards on a phone (see groups.css). Who needs help stands first. */
export function GroupLines({ groups }: { groups: GroupLine[] }) {
  const { t } = useTranslation();
  return (
    <div className="lines-scroll">
      <table className="lines">
        <thead>
          <tr>
            <th scope="col">{t('group.name')}</th>
            <th scope="col">
              <Metric name="stage" />
            </th>
            <th scope="col">
              <Metric name="outlook" />
            </th>
            <th scope="col">
              <Metric name="wau" />
            </th>
            <th scope="col">
              <Metric name="newcomersAnswered" />
            </th>
            <th scope="col">{t('group.twelveWeeks')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.channelId}>
              <th scope="row">
                <Link to="/groups/$channelId/$tab" params={{ channelId: group.channelId, tab: 'overview' }}>
                  {group.name}
                </Link>
              </th>
              <td data-label={t('group.stage')}>
                {group.stage ? <StageTag stage={group.stage} trend={group.trend} /> : <span className="sub">{t('group.noPicture')}</span>}
              </td>
              <td data-label={t('group.d90')}>
                <Risk group={group} />
              </td>
              <td data-label={t('group.wau')}>
                {group.stage ? number(group.wau) : '—'} <span className="sub">/ {group.stage ? number(group.members) : '—'}</span>
              </td>
              <td data-label={t('group.answered')}>{percent(group.newcomersAnswered)}</td>
              <td data-label={t('group.twelveWeeks')}>
                <Sparkline values={group.weeks} falling={group.trend === 'down'} label={t('group.trendLabel', { name: group.name })} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A band, not a figure: too few like groups were seen to say more. */
function Risk({ group }: { group: GroupLine }) {
  const { t } = useTranslation();
  const band = group.d90;
  if (band === null) return <span className="sub">{t(`outlook.none.${noOutlook(group)}`)}</span>;
  const [low, high] = band;
  const middle = (low + high) / 2;
  const colour = middle >= 0.5 ? 'var(--zhusha)' : middle >= 0.25 ? 'var(--tenghuang)' : 'var(--zhuqing)';
  return (
    <span className="risk">
      <span className="track" aria-hidden>
        <span style={{ left: `${low * 100}%`, width: `${Math.max(8, (high - low) * 100)}%`, background: colour }} />
      </span>
      {t('outlook.band', { low: percent(low), high: percent(high) })}
    </span>
  );
}
