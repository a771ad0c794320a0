import type { InferContractRouterOutputs } from '@orpc/contract';
import { Link } from '@tanstack/react-router';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { Metric, Sparkline, StageTag } from '../../shared/card.tsx';
import { number, percent } from '../../shared/format.ts';

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
                <Risk value={group.d90} />
              </td>
              <td data-label={t('group.wau')}>
                {number(group.wau)} <span className="sub">/ {number(group.members)}</span>
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

function Risk({ value }: { value: number | null }) {
  const { t } = useTranslation();
  if (value == null) return <span className="sub">{t('group.tooLittle')}</span>;
  const colour = value >= 0.5 ? 'var(--zhusha)' : value >= 0.25 ? 'var(--tenghuang)' : 'var(--zhuqing)';
  return (
    <span className="risk">
      <span className="track" aria-hidden>
        <span style={{ width: `${Math.max(6, value * 100)}%`, background: colour }} />
      </span>
      {percent(value)}
    </span>
  );
}
