import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { number, percent } from '../../shared/format.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Tabs } from '../../shared/tabs.tsx';
import { InvitationCard } from '../admissions/invitation-card.tsx';
import { SignInCodes } from '../admissions/sign-in-codes.tsx';
import { WelcomeCard } from '../admissions/welcome-card.tsx';
import { CreditTab } from '../credit/credit-tab.tsx';
import { DutiesTab } from '../duties/duties-tab.tsx';
import { GraduationTab } from '../graduation/graduation-tab.tsx';
import { HomeworkTab } from '../homework/homework-tab.tsx';
import { PointsTab } from '../points/points-tab.tsx';
import { PrizesTab } from '../prizes/prizes-tab.tsx';
import { campTabs } from '../router.tsx';
import { SquadsTab } from '../squads/squads-tab.tsx';
import '../groups/groups.css';
import { CampRules } from './camp-rules.tsx';
import { CampToday } from './camp-today.tsx';
import './camps.css';
import { Roster } from './roster.tsx';
import { CampState } from './state.tsx';

/** One campaign: how today goes, who takes part, the rules. */
export function CampPage() {
  const { t } = useTranslation();
  const { campaignId, tab } = useParams({ from: '/inside/camps/$campaignId/$tab' });
  const query = useQuery({ ...api.checkins.campaign.queryOptions({ input: { campaignId } }), refetchInterval: 30_000 });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const camp = query.data;
  const parts = [
    t('camps.from', { from: camp.startsOn, to: camp.endsOn }),
    t('camps.peopleCount', { count: camp.people, n: number(camp.people) }),
    ...(camp.possible > 0 ? [t('camps.rate', { share: percent(camp.counted / camp.possible) })] : []),
  ];
  return (
    <>
      <PageHead
        title={
          <>
            {camp.name} <CampState camp={camp} />
          </>
        }
        sub={
          <>
            {parts.join(' · ')}
            {camp.goal !== '' && <div>{t('camps.goalIs', { goal: camp.goal })}</div>}
          </>
        }
      />
      <Tabs label={t('camps.tabs.label')} current={tab}>
        {campTabs.map((key) => (
          <Link key={key} to="/camps/$campaignId/$tab" params={{ campaignId, tab: key }}>
            {t(`camps.tabs.${key}`)}
          </Link>
        ))}
      </Tabs>
      {tab === 'today' && <CampToday camp={camp} />}
      {tab === 'people' && (
        <div className="grid">
          <SignInCodes communityId={camp.communityId} />
          <InvitationCard communityId={camp.communityId} name={camp.name} />
          <WelcomeCard communityId={camp.communityId} />
          <Roster camp={camp} />
        </div>
      )}
      {tab === 'squads' && <SquadsTab camp={camp} />}
      {tab === 'duties' && <DutiesTab camp={camp} />}
      {tab === 'points' && <PointsTab camp={camp} />}
      {tab === 'homework' && <HomeworkTab camp={camp} />}
      {tab === 'graduation' && <GraduationTab camp={camp} />}
      {tab === 'prizes' && <PrizesTab camp={camp} />}
      {tab === 'credit' && <CreditTab camp={camp} />}
      {tab === 'rules' && <CampRules camp={camp} />}
    </>
  );
}
