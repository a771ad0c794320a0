import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { day } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { Needs } from './need-rows.tsx';

/** How one member's segment changed, and why; what is held although the rules say less. */
export function SegmentHistory({ channelId, personId, zone }: { channelId: string; personId: string; zone: string }) {
  const { t } = useTranslation(['console', 'picture']);
  const query = useQuery(api.segments.history.queryOptions({ input: { channelId, personId } }));
  const name = (segment: string) => t(`picture:metric.${segment}.name`);
  return (
    <section>
      <h3>{t('rules.history')}</h3>
      {query.error && <Problem error={query.error} retry={() => query.refetch()} />}
      {query.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
      {query.data?.below && (
        <p className="sub">
          {t('rules.below', {
            judged: name(query.data.below.judged),
            held: name(query.data.segment),
            since: day(query.data.below.since, zone),
            until: day(query.data.below.until, zone),
          })}
        </p>
      )}
      {query.data?.changes.length === 0 && <p className="sub">{t('rules.noHistory', { segment: name(query.data.segment) })}</p>}
      <ul className="plain">
        {query.data?.changes.map((change) => (
          <li key={`${change.at} ${change.from} ${change.to}`}>
            <b>{t('rules.fromTo', { from: name(change.from), to: name(change.to) })}</b>{' '}
            <span className="frame">
              {day(change.at, zone)} · {t(`rules.cause.${change.cause}`, { version: change.version })}
            </span>
            <div>
              <Needs rows={change.reason} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
