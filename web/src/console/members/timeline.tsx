import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { day } from '../../shared/format.ts';
import { Needs } from '../segments/need-rows.tsx';

type Entry = InferContractRouterOutputs<Contract>['members']['timeline']['entries'][number];

/** What is known of a person, latest first. */
export function Timeline({ channelId, personId, zone }: { channelId: string; personId: string; zone: string }) {
  const { t } = useTranslation(['console', 'picture']);
  /** Segments are told by name; a person called "active" keeps theirs. */
  const told = ({ kind, values }: Entry) =>
    kind === 'rose' || kind === 'fell'
      ? { from: t(`picture:metric.${values.from}.name`), to: t(`picture:metric.${values.to}.name`) }
      : values;
  const { data } = useQuery(api.members.timeline.queryOptions({ input: { channelId, personId } }));
  if (!data || data.entries.length === 0) return null;
  return (
    <section>
      <h3>{t('member.timeline')}</h3>
      <ol className="timeline">
        {data.entries.map((entry) => (
          <li key={`${entry.at} ${entry.kind} ${entry.channelName} ${JSON.stringify(entry.values)}`}>
            <span className="frame">{day(entry.at, zone)}</span> {t(`member.entry.${entry.kind}`, told(entry))}
            {entry.channelName !== null && <span className="frame"> · {entry.channelName}</span>}
            {entry.reason && (
              <div className="frame">
                {t(`rules.cause.${entry.values.cause}`, entry.values)}
                {entry.reason.length > 0 && ' · '}
                <Needs rows={entry.reason} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
