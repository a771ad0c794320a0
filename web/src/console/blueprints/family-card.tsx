import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { LadderTable } from './ladder-table.tsx';

/** The classes before and after this one, and the tiers beside it; nothing where it stands alone. */
export function FamilyCard({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const family = useQuery(api.blueprints.family.queryOptions({ input: { communityId } }));
  const ladder = useQuery(api.blueprints.ladder.queryOptions({ input: { communityId } }));
  const { parent = null, children = [] } = family.data ?? {};
  const tiers = ladder.data?.tiers ?? [];
  return (
    <>
      {(parent || children.length > 0) && (
        <Card title={t('blueprints.family.title')} className="blueprint-family">
          {parent && (
            <p>
              {t('blueprints.family.parent')}{' '}
              <Link to="/communities/$communityId/blueprint" params={{ communityId: parent.communityId }}>
                {parent.name}
              </Link>
              {parent.changed && (
                <>
                  {' '}
                  <span className="tag amber">{t('blueprints.family.changed')}</span>{' '}
                  <Link to="/communities/$communityId/pull" params={{ communityId }}>
                    {t('blueprints.family.look')}
                  </Link>
                </>
              )}
            </p>
          )}
          {children.length > 0 && (
            <>
              <p>{t('blueprints.family.children')}</p>
              <ul className="blueprint-lines">
                {children.map((child) => (
                  <li key={child.communityId}>
                    <Link to="/communities/$communityId/blueprint" params={{ communityId: child.communityId }}>
                      {child.name}
                    </Link>{' '}
                    <span className="frame">{t('blueprints.family.from', { day: child.startsOn })}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Card>
      )}
      {tiers.length > 0 && (
        <Card title={t('blueprints.ladder.title')}>
          <LadderTable tiers={tiers} here={communityId} />
        </Card>
      )}
    </>
  );
}
