import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { api } from '../../shared/api.ts';
import { Problem } from '../../shared/problem.tsx';
import type { CampDetail } from '../camps/state.tsx';
import { Appeals } from './appeals.tsx';
import { AtRisk } from './at-risk.tsx';
import './credit.css';
import { Licences } from './licences.tsx';
import { Purify } from './purify.tsx';
import { RulesCard } from './rules-card.tsx';

/** 信用与群规: of the community, so that several camps share it. */
export function CreditTab({ camp }: { camp: CampDetail }) {
  const { communityId, id: campaignId } = camp;
  const query = useQuery(api.credit.rules.queryOptions({ input: { communityId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { rules } = query.data;
  return (
    <div className="grid">
      {rules && <Appeals communityId={communityId} />}
      <AtRisk communityId={communityId} />
      {rules && <Licences communityId={communityId} campaignId={campaignId} rules={rules} />}
      <RulesCard communityId={communityId} held={query.data} />
      <Purify communityId={communityId} />
    </div>
  );
}
