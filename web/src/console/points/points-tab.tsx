import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { api } from '../../shared/api.ts';
import { Problem } from '../../shared/problem.tsx';
import type { CampDetail } from '../camps/state.tsx';
import { Badges } from './badges.tsx';
import { Boards } from './boards.tsx';
import { Contests } from './contests.tsx';
import { LedgerCard } from './ledger-card.tsx';
import './points.css';
import { RulesCard } from './rules-card.tsx';

/** 积分: what earns them, every entry, boards, badges, contests of squads. */
export function PointsTab({ camp: { communityId } }: { camp: CampDetail }) {
  const query = useQuery(api.points.rules.queryOptions({ input: { communityId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { current, versions, today } = query.data;
  return (
    <div className="grid">
      <RulesCard communityId={communityId} rules={versions[0]?.rules ?? null} versions={versions} today={today} />
      <LedgerCard communityId={communityId} limit={current.rules.handLimit} />
      <Boards communityId={communityId} />
      <Contests communityId={communityId} today={today} />
      <Badges communityId={communityId} />
    </div>
  );
}
