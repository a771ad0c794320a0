import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Problem } from '../../shared/problem.tsx';
import { BlueprintParts } from './parts.tsx';
import './blueprints.css';

/** The document a community was opened from, its campaigns as they are now. */
export function CommunityBlueprint() {
  const { t } = useTranslation();
  const { communityId } = useParams({ from: '/inside/communities/$communityId/blueprint' });
  const kept = useQuery(api.blueprints.export.queryOptions({ input: { communityId }, retry: false }));
  if (kept.error) return <Problem error={kept.error} retry={() => kept.refetch()} />;
  if (!kept.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const { document, startsOn } = kept.data;
  return (
    <>
      <div className="page-top">
        <div>
          <h1>{document.name}</h1>
          <div className="sub">{t('blueprints.keptSub', { day: startsOn })}</div>
        </div>
        <div className="page-actions">
          <Link to="/camps">{t('blueprints.toCamps')}</Link>
        </div>
      </div>
      <BlueprintParts document={document} />
    </>
  );
}
