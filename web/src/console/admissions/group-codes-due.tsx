import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';

/** On the workbench as long as a code wants a hand; nothing otherwise, nor for those who may not change them. */
export function GroupCodesDue() {
  const { t } = useTranslation();
  const { data } = useQuery(api.welcome.dueGroupCodes.queryOptions({ input: {} }));
  if (!data || data.due.length === 0) return null;
  return (
    <Card title={t('welcome.codes.title')}>
      <ul className="names">
        {data.due.map(({ communityId, community, campaignId, codes, shut }) => {
          const said = codes.map(({ name, state }) => t(`welcome.codes.due.${state}`, { name })).join(t('list.separator'));
          const line = t(shut ? 'welcome.codes.due.shut' : 'welcome.codes.due.some', { community, said });
          return (
            <li key={communityId}>
              {campaignId === null ? (
                line
              ) : (
                <Link to="/camps/$campaignId/$tab" params={{ campaignId, tab: 'people' }}>
                  {line}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
