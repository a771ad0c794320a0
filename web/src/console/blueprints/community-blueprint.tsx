import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useMay } from '../members/may.ts';
import { FamilyCard } from './family-card.tsx';
import { BlueprintParts } from './parts.tsx';
import { ReadinessCard } from './readiness-card.tsx';
import './blueprints.css';

/** The document a community was opened from, its campaigns as they are now; and the ways on from it. */
export function CommunityBlueprint() {
  const { t } = useTranslation();
  const { communityId } = useParams({ from: '/inside/communities/$communityId/blueprint' });
  const kept = useQuery(api.blueprints.export.queryOptions({ input: { communityId }, retry: false }));
  const communities = useQuery(api.communities.list.queryOptions({ input: {} }));
  const operator = useMay('operator', communityId);
  const everywhere = useMay('operator', undefined);
  if (kept.error) return <Problem error={kept.error} retry={() => kept.refetch()} />;
  if (!kept.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const { document, startsOn } = kept.data;
  const name = communities.data?.communities.find(({ id }) => id === communityId)?.name;
  return (
    <>
      <PageHead title={name ?? document.name} sub={t('blueprints.keptSub', { day: startsOn })}>
        {operator && (
          <Link to="/communities/$communityId/blueprint/edit" params={{ communityId }}>
            {t('blueprints.edit.title')}
          </Link>
        )}
        <Link to="/communities/$communityId/brand" params={{ communityId }}>
          {t('brands.title')}
        </Link>
        <Link to="/communities/$communityId/blueprint/compare" params={{ communityId }}>
          {t('blueprints.compare.title')}
        </Link>
        {everywhere && (
          <Link to="/communities/$communityId/clone" params={{ communityId }}>
            {t('blueprints.clone.title')}
          </Link>
        )}
        <Link to="/camps">{t('blueprints.toCamps')}</Link>
      </PageHead>
      <div className="grid">
        {!kept.data.kept && <Alert type="info" showIcon title={t('blueprints.byHandOnly')} />}
        <FamilyCard communityId={communityId} />
        <ReadinessCard communityId={communityId} />
      </div>
      <div className="blueprint-below">
        <BlueprintParts document={document} />
      </div>
    </>
  );
}
