import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../shared/page-head.tsx';

/** Of a page that goes on from the blueprint of a community, with the way back to it. */
export function BlueprintHead({ communityId, title, sub }: { communityId: string; title: string; sub: string }) {
  const { t } = useTranslation();
  return (
    <PageHead title={title} sub={sub}>
      <Link to="/communities/$communityId/blueprint" params={{ communityId }}>
        {t('blueprints.back')}
      </Link>
    </PageHead>
  );
}
