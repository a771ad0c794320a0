import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { day, number } from '../../shared/format.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useMay } from '../members/may.ts';
import { AnnouncementCard } from './announcement-card.tsx';
import '../groups/groups.css';
import './dissolution.css';
import { EndCard } from './end-card.tsx';

export type Dissolution = InferContractRouterOutputs<Contract>['dissolution']['preview'];

/** 解散: what is open, who is still here, the announcement, and the end. */
export function DissolvePage() {
  const { t } = useTranslation('dissolution');
  const { communityId } = useParams({ from: '/inside/communities/$communityId/dissolve' });
  const query = useQuery(api.dissolution.preview.queryOptions({ input: { communityId } }));
  const owner = useMay('owner', communityId);
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const data = query.data;
  const over = data.dissolvedAt !== null;
  return (
    <>
      <PageHead title={t('titleOf', { name: data.name })} sub={t('sub')}>
        <Link to="/camps">{t('back')}</Link>
      </PageHead>
      <div className="grid">
        {data.dissolvedAt !== null && <Alert type="info" showIcon title={t('dissolvedOn', { day: day(data.dissolvedAt) })} />}
        {!over && <Open communityId={communityId} open={data.open} />}
        {!over && <AnnouncementCard communityId={communityId} data={data} owner={owner} />}
        <People data={data} />
        {!over && owner && <EndCard communityId={communityId} data={data} />}
      </div>
    </>
  );
}

/** Where each is cleared: a tab of any campaign of the community. */
const tabs = {
  campaigns: 'rules',
  assignments: 'homework',
  ungraded: 'homework',
  gradeAppeals: 'homework',
  creditAppeals: 'credit',
  orders: 'prizes',
  raffles: 'prizes',
  removals: 'credit',
  certificates: 'graduation',
  points: 'prizes',
} as const;

function Open({ communityId, open }: { communityId: string; open: Dissolution['open'] }) {
  const { t } = useTranslation('dissolution');
  const camps = useQuery(api.checkins.campaigns.queryOptions({ input: { communityId } }));
  const campaignId = camps.data?.campaigns[0]?.id;
  return (
    <Card title={t('open.title')}>
      <p className="sub">{t(open.length === 0 ? 'open.none' : 'open.note')}</p>
      <ul className="dissolution-lines">
        {open.map(({ code, count }) => (
          <li key={code}>
            <span>{t(`open.${code}`, { count, n: number(count) })}</span>
            {campaignId !== undefined && (
              <Link to="/camps/$campaignId/$tab" params={{ campaignId, tab: tabs[code] }}>
                {t('open.go')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function People({ data: { people, counts, rule, announcement, dissolvedAt } }: { data: Dissolution }) {
  const { t } = useTranslation('dissolution');
  const over = dissolvedAt !== null;
  if (over && counts.people === 0) return null;
  const asked = announcement?.successor != null;
  const rest = counts.people - counts.yes - counts.no;
  const said = (comes: boolean | null) =>
    over ? t('people.saidDone') : t(comes === null ? 'people.unsaid' : comes ? 'people.comes' : 'people.comesNot');
  return (
    <Card
      title={t(over ? 'people.titleDone' : 'people.title')}
      note={!over && counts.people > 0 && t('people.of', { people: number(counts.people), survivors: number(counts.survivors) })}
    >
      {!over && <p className="sub">{counts.people === 0 ? t('people.none') : t('people.rule', { days: rule.days, need: rule.need })}</p>}
      {asked && <p>{t('people.answers', { yes: number(counts.yes), no: number(counts.no), rest: number(rest) })}</p>}
      <ul className="dissolution-lines">
        {people.map(({ enrolmentId, nickname, have, met, comes, outcome }) => (
          <li key={enrolmentId}>
            <span>
              {nickname} {!over && <span className={`tag ${met ? '' : 'grey'}`}>{t(met ? 'people.active' : 'people.silent')}</span>}
              {!over && <div className="frame">{t('people.have', { count: have, n: number(have), days: rule.days })}</div>}
            </span>
            {asked && <span>{outcome === null ? said(comes) : t(`people.outcome.${outcome}`)}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
