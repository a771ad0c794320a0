import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, call } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { saveTable } from '../../shared/save-file.ts';
import { Changes } from './changes.tsx';
import './rosters.css';

/** 名册: the member lists brought so far, and what one says against the list before it. */
export function RosterCard({ channelId }: { channelId: string }) {
  const { t } = useTranslation(['console', 'picture']);
  const lists = useQuery(api.rosters.snapshots.queryOptions({ input: { channelId } }));
  const [asked, setAsked] = useState<string | null>(null);
  if (lists.error) return <Problem error={lists.error} retry={() => lists.refetch()} />;
  if (!lists.data) return <Skeleton active />;
  const { snapshots } = lists.data;
  const chosen = snapshots.find(({ importId }) => importId === asked) ?? snapshots[0];
  if (!chosen) {
    return (
      <Card title={t('roster.title')}>
        <p className="sub" style={{ marginBottom: 12 }}>
          {t('roster.none')}
        </p>
        <Link to="/import" search={{ channelId }}>
          <Button>{t('roster.bring')}</Button>
        </Link>
      </Card>
    );
  }
  const first = snapshots.at(-1)?.importId === chosen.importId;
  return (
    <Card title={t('roster.title')} note={t('roster.kept', { count: snapshots.length, n: number(snapshots.length) })}>
      <div className="page-actions" style={{ justifyContent: 'flex-start', flexWrap: 'wrap', gap: 8 }}>
        <Select
          aria-label={t('roster.choose')}
          style={{ minWidth: 200, maxWidth: '100%' }}
          value={chosen.importId}
          options={snapshots.map(({ importId, at, members }) => ({
            value: importId,
            label: t('roster.option', { at: dateTime(at), count: members, n: number(members) }),
          }))}
          onChange={setAsked}
        />
        <Button onClick={() => void download(channelId, chosen.importId, columnNames())}>{t('roster.download')}</Button>
      </div>
      <p className="frame" style={{ marginTop: 8, overflowWrap: 'anywhere' }}>
        {[
          t(`picture:format.${chosen.format}`, { defaultValue: chosen.format }),
          chosen.file,
          chosen.byId === chosen.members
            ? t('roster.allById')
            : chosen.byId === 0
              ? t('roster.allByName')
              : t('roster.someById', { n: number(chosen.byId), of: number(chosen.members) }),
        ].join(' · ')}
      </p>
      {!chosen.whole && <Alert type="info" showIcon title={t('roster.part')} style={{ marginTop: 10 }} />}
      {first ? (
        <p className="sub" style={{ marginTop: 10 }}>
          {t('roster.first')}
        </p>
      ) : (
        <Changes channelId={channelId} importId={chosen.importId} />
      )}
    </Card>
  );

  function columnNames(): string[] {
    return (['name', 'id', 'role', 'joinedAt', 'invitedBy'] as const).map((name) => t(`roster.column.${name}`));
  }
}

async function download(channelId: string, importId: string, head: string[]): Promise<void> {
  const { people } = await call.rosters.entries({ channelId, importId });
  const rows = people.map(({ id, name, role, joinedAt, invitedBy }) => [
    name,
    id.startsWith('id:') ? id.slice(3) : '',
    role ?? '',
    joinedAt ?? '',
    invitedBy ?? '',
  ]);
  saveTable('qunce-roster', [head, ...rows]);
}
