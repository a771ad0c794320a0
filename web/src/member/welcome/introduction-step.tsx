import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../route.tsx';
import { IntroductionForm } from './introduction-form.tsx';
import type { Community } from './mine.ts';

export function IntroductionStep({ community, done }: { community: Community; done: boolean }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { introduction, communityId } = community;
  if (!done || editing || !introduction) return <IntroductionForm community={community} saved={() => setEditing(false)} />;
  return (
    <div className="step">
      <p>{introduction.who}</p>
      <p className="quiet-text">{t(introduction.listed ? 'welcome.introduction.isListed' : 'welcome.introduction.notListed')}</p>
      <div className="acts">
        <Link className="second" href={`/m/directory?community=${communityId}`}>
          {t('welcome.introduction.toDirectory')}
        </Link>
        <button type="button" className="quiet" onClick={() => setEditing(true)}>
          {t('welcome.change')}
        </button>
      </div>
    </div>
  );
}
