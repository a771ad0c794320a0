import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { dayName } from '../days.ts';
import { useSend } from '../deed.ts';
import { Problem, Section, Trouble, Waiting } from '../parts.tsx';

const pageOf = (communityId: string, before?: string) => call.points.myLedger({ communityId, ...(before && { before }) }, patience());
type Page = Awaited<ReturnType<typeof pageOf>>;

/** Every entry with what it is for, the latest first. */
export function Ledger({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const latest = useAsk(`points ${communityId}`, () => pageOf(communityId));
  const [older, setOlder] = useState<Page>();
  const { busy, problem, send } = useSend();
  if (!latest.answer) return latest.error ? <Trouble error={latest.error} again={latest.again} /> : <Waiting />;
  const seen = new Set<string>();
  const entries = [...latest.answer.entries, ...(older?.entries ?? [])].filter(({ entryId }) => !seen.has(entryId) && seen.add(entryId));
  const next = older ? older.next : latest.answer.next;
  const more = async (before: string) => {
    const page = await pageOf(communityId, before);
    setOlder({ entries: [...(older?.entries ?? []), ...page.entries], next: page.next });
  };
  return (
    <Section title={t('points.ledger')}>
      {entries.length === 0 && <p className="quiet-text">{t('points.noEntries')}</p>}
      <ul className="points-lines">
        {entries.map((entry) => (
          <li key={entry.entryId}>
            <span>
              {t(entry.reverses ? 'points.reversalOf' : 'points.plain', { what: t(`points.kind.${entry.kind}`) })}
              {entry.reason && <small>{t('points.reason', { reason: entry.reason })}</small>}
              <small>
                {dayName(entry.day)}
                {entry.reversedBy && `${t('list.dot')}${t('points.wasReversed')}`}
                {entry.short > 0 && `${t('list.dot')}${t('points.short', { count: entry.short })}`}
              </small>
            </span>
            <b>{entry.amount > 0 ? `+${entry.amount}` : `−${-entry.amount}`}</b>
          </li>
        ))}
      </ul>
      <Problem of={problem} />
      {next && (
        <button type="button" className="second wide" disabled={busy} onClick={() => void send(() => more(next))}>
          {t('feed.more')}
        </button>
      )}
    </Section>
  );
}
