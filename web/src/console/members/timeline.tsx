import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { day } from '../../shared/format.ts';

/** What is known of a person, latest first. */
export function Timeline({ channelId, personId, zone }: { channelId: string; personId: string; zone: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(api.members.timeline.queryOptions({ input: { channelId, personId } }));
  if (!data || data.entries.length === 0) return null;
  return (
    <section>
      <h3>{t('member.timeline')}</h3>
      <ol className="timeline">
        {data.entries.map((entry) => (
          <li key={`${entry.at} ${entry.kind} ${entry.channelName} ${JSON.stringify(entry.values)}`}>
            <span className="frame">{day(entry.at, zone)}</span> {t(`member.entry.${entry.kind}`, entry.values)}
            {entry.channelName !== null && <span className="frame"> · {entry.channelName}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
