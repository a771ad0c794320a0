import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';

/** The way to the document of a community; nothing where it was opened without one. */
export function KeptLink({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const kept = useQuery(api.blueprints.export.queryOptions({ input: { communityId }, retry: false }));
  if (!kept.data) return null;
  return (
    <Card title={t('blueprints.kept')}>
      <Link to="/communities/$communityId/blueprint" params={{ communityId }}>
        {t('blueprints.keptLink', { name: kept.data.document.name })}
      </Link>
    </Card>
  );
}
