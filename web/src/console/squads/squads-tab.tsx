import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { withWords } from '../../shared/i18n.ts';
import { Problem } from '../../shared/problem.tsx';
import { successionWords } from '../../shared/words.ts';
import type { CampDetail } from '../camps/state.tsx';
import { Appoint, type Appointing } from './appoint.tsx';
import { MoveBar } from './move-bar.tsx';
import { PlanPreview } from './plan-preview.tsx';
import { Roles } from './roles.tsx';
import { SquadCard } from './squad-card.tsx';
import './squads.css';
import { Tools } from './tools.tsx';
import { Warnings } from './warnings.tsx';

const BenchCard = lazy(withWords(() => import('../succession/bench-card.tsx'), successionWords));

/** 小组: who is in which, what is out of proportion, who holds which role. */
export function SquadsTab({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const { communityId } = camp;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [planning, setPlanning] = useState<{ anew: boolean } | null>(null);
  const [appointing, setAppointing] = useState<Appointing | null>(null);
  const query = useQuery(api.squads.tree.queryOptions({ input: { communityId, campaignId: camp.id } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const tree = query.data;
  const { squads, without } = tree;
  const choose = (enrolmentId: string, on: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      if (on) after.add(enrolmentId);
      else after.delete(enrolmentId);
      return after;
    });
  const shape = [
    t('squads.people', { count: tree.people, n: number(tree.people) }),
    t('squads.count', { count: squads.length, n: number(squads.length) }),
  ];
  return (
    <div className="grid">
      <Card title={t('squads.title')} note={shape.join(' · ')}>
        <Tools tree={tree} communityId={communityId} plan={(anew) => setPlanning({ anew })} />
        <Warnings tree={tree} communityId={communityId} />
        {tree.people === 0 ? (
          <p className="sub">{t('squads.nobody')}</p>
        ) : squads.length === 0 ? (
          <p className="sub">{t('squads.none')}</p>
        ) : null}
        <div className="squads">
          {squads.map((squad) => (
            <SquadCard
              key={squad.id}
              squad={squad}
              running={tree.campaign?.running ?? false}
              chosen={chosen}
              choose={choose}
              appoint={() => setAppointing({ squad })}
            />
          ))}
          {without.length > 0 && (
            <SquadCard
              squad={{ id: null, name: t('squads.without'), leader: null, people: without }}
              running={tree.campaign?.running ?? false}
              chosen={chosen}
              choose={choose}
            />
          )}
        </div>
      </Card>
      <Roles communityId={communityId} appoint={(role) => setAppointing({ role })} />
      <Suspense fallback={<Skeleton active />}>
        <BenchCard communityId={communityId} />
      </Suspense>
      {chosen.size > 0 && <MoveBar tree={tree} communityId={communityId} chosen={chosen} clear={() => setChosen(new Set())} />}
      {planning && <PlanPreview communityId={communityId} anew={planning.anew} close={() => setPlanning(null)} />}
      <Appoint tree={tree} communityId={communityId} appointing={appointing} close={() => setAppointing(null)} />
    </div>
  );
}
