import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { bytes, dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { MergeSuggestions } from '../members/merge-suggestions.tsx';
import { HeadCountCard } from '../rosters/head-count-card.tsx';
import { RosterCard } from '../rosters/roster-card.tsx';
import { SourceCard } from '../sources/source-card.tsx';

/** A group that is pulled every hour has many. */
const SHOWN = 10;

/** 导入: what was brought into this group, and who is probably one person. */
export default function Imports({ channelId }: { channelId: string }) {
  const { t } = useTranslation(['console', 'picture']);
  const [all, setAll] = useState(false);
  const imports = useQuery(api.chat.imports.queryOptions({ input: { channelId } }));
  if (imports.error) return <Problem error={imports.error} retry={() => imports.refetch()} />;
  if (!imports.data) return <Skeleton active />;
  const tone = { done: '', running: 'blue', queued: 'blue', recognised: 'blue', failed: 'red', cancelled: 'grey' } as const;
  return (
    <div className="grid">
      <Card title={t('imports.title')}>
        {imports.data.imports.length === 0 && <p className="sub">{t('imports.none')}</p>}
        {imports.data.imports.slice(0, all ? undefined : SHOWN).map((run) => (
          <div className="todo" key={run.id} style={{ gridTemplateColumns: 'minmax(0,1fr) auto' }}>
            <div>
              <div className="what">
                {run.file} <span className={`tag ${tone[run.state]}`}>{t(`imports.state.${run.state}`)}</span>
              </div>
              <div className="frame">
                {[
                  t(`picture:format.${run.format}`, { defaultValue: run.format }),
                  bytes(run.bytes),
                  t('imports.figures', { records: number(run.records), added: number(run.added) }),
                  ...(run.rejectedRecords > 0
                    ? [t('imports.rejected', { count: run.rejectedRecords, n: number(run.rejectedRecords) })]
                    : []),
                  dateTime(run.createdAt),
                ].join(' · ')}
              </div>
              {run.error && (
                <div className="down">{t(`errors:${run.error.code}`, { ...run.error.data, defaultValue: t('errors:internal') })}</div>
              )}
            </div>
            <Link to="/import" search={{ importId: run.id }}>
              <Button>{t('imports.open')}</Button>
            </Link>
          </div>
        ))}
        {!all && imports.data.imports.length > SHOWN && (
          <Button type="link" className="more" onClick={() => setAll(true)}>
            {t('imports.all', { count: imports.data.imports.length })}
          </Button>
        )}
      </Card>
      <SourceCard channelId={channelId} />
      <RosterCard channelId={channelId} />
      <HeadCountCard channelId={channelId} always />
      <MergeSuggestions channelId={channelId} />
    </div>
  );
}
