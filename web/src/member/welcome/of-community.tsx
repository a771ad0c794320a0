import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Back, Notice, Picker, Trouble, Waiting } from '../parts.tsx';
import { useRoute } from '../route.tsx';
import { type Community, chosenCommunity, useWelcome } from './mine.ts';
import './welcome.css';

interface Props {
  page: 'welcome' | 'group' | 'directory' | 'raffles' | 'credit' | 'shop';
  title: (community: Community | undefined) => string;
  children: (community: Community) => ReactNode;
}

/** A page of one community: the one in the address, and the way to the others. Who is in none is told how to get in. */
export function OfCommunity({ page, title, children }: Props) {
  const { t } = useTranslation();
  const { query } = useRoute();
  const { answer, error, again } = useWelcome();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const community = chosenCommunity(answer.communities, query.get('community'));
  return (
    <div className="page">
      {page !== 'welcome' && <Back to="me" />}
      <h1>{title(community)}</h1>
      {community ? (
        <>
          <Picker
            label={t('welcome.pick')}
            current={community.communityId}
            of={answer.communities.map((one) => ({ id: one.communityId, name: one.community }))}
            to={(id) => `/m/${page}?community=${id}`}
          />
          {children(community)}
        </>
      ) : (
        <Notice title={t('notIn.nowhere.title')}>
          <p>{t('notIn.nowhere.how')}</p>
        </Notice>
      )}
    </div>
  );
}
