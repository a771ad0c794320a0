import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { StageTag } from '../../shared/card.tsx';
import { day, number } from '../../shared/format.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Tabs } from '../../shared/tabs.tsx';
import { HeadCountCard } from '../rosters/head-count-card.tsx';
import { groupTabs } from '../router.tsx';
import './groups.css';

const tabs = {
  overview: lazy(() => import('./overview.tsx')),
  members: lazy(() => import('./members.tsx')),
  segments: lazy(() => import('./segments-tab.tsx')),
  lifecycle: lazy(() => import('./lifecycle-tab.tsx')),
  topics: lazy(() => import('./topics-tab.tsx')),
  retention: lazy(() => import('./retention.tsx')),
  network: lazy(() => import('./network.tsx')),
  imports: lazy(() => import('./imports.tsx')),
};

/** One group: its checkup in tabs. */
export function GroupPage() {
  const { t } = useTranslation();
  const { channelId, tab } = useParams({ from: '/inside/groups/$channelId/$tab' });
  const group = useQuery({
    ...api.insights.group.queryOptions({ input: { channelId } }),
    // While an import is being worked in, look again every few seconds.
    refetchInterval: ({ state }) => (state.data?.updating ? 3000 : false),
  });
  if (group.error) return <Problem error={group.error} retry={() => group.refetch()} />;
  if (!group.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const { communityId, name, picture, updating } = group.data;
  const Tab = tabs[tab];
  return (
    <>
      <PageHead
        title={
          <>
            {name} {picture && <StageTag stage={picture.lifecycle.stage} trend={picture.lifecycle.trend} />}
          </>
        }
        sub={picture ? <Coverage picture={picture} /> : t('group.noPicture')}
      >
        {picture && (
          <Link to="/groups/$channelId/weekly" params={{ channelId }}>
            <Button>{t('weekly.open')}</Button>
          </Link>
        )}
        <Link to="/communities/$communityId/segment-rules" params={{ communityId }} search={{ channelId }}>
          <Button>{t('rules.edit')}</Button>
        </Link>
        <Link to="/import" search={{ channelId }}>
          <Button>{t('group.importMore')}</Button>
        </Link>
      </PageHead>
      {updating && <Alert type="info" showIcon title={t('group.updating')} style={{ marginBottom: 16 }} />}
      <Tabs label={t('group.tabs.label')} current={tab}>
        {groupTabs.map((key) => (
          <Link key={key} to="/groups/$channelId/$tab" params={{ channelId, tab: key }}>
            {t(`group.tabs.${key}`)}
          </Link>
        ))}
      </Tabs>
      <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
        {picture ? (
          <Tab channelId={channelId} picture={picture} />
        ) : tab === 'imports' ? (
          <tabs.imports channelId={channelId} />
        ) : (
          <NothingYet channelId={channelId} />
        )}
      </Suspense>
    </>
  );
}

type Picture = import('../../shared/charts/options.ts').Picture;
export interface TabProps {
  channelId: string;
  picture: Picture;
}

function Coverage({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const { first, last, coverage } = picture.period;
  const { total, roster } = picture.members;
  const parts = [
    roster === null
      ? t('group.people', { count: total, total: number(total) })
      : t('group.peopleRoster', { count: total, total: number(total), roster: number(roster) }),
    t('group.covered', { from: day(first, picture.zone), to: day(last, picture.zone) }),
    ...(coverage.length > 1 ? [t('group.gaps', { count: coverage.length - 1 })] : []),
    t('group.messages', { count: picture.messages.total, total: number(picture.messages.total) }),
  ];
  return <>{parts.join(' · ')}</>;
}

function NothingYet({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  return (
    <div className="grid">
      <div className="card">
        <p style={{ marginBottom: 12 }}>{t('group.nothingYet')}</p>
        <Link to="/import" search={{ channelId }}>
          <Button type="primary">{t('import.start')}</Button>
        </Link>
      </div>
      <HeadCountCard channelId={channelId} always />
    </div>
  );
}
