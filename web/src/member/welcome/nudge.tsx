import { useTranslation } from 'react-i18next';
import { Link } from '../route.tsx';
import { openSteps, useWelcome } from './mine.ts';

/** On the first page as long as something is left to do; nothing otherwise, nor while it is not known. */
export function WelcomeNudge() {
  const { t } = useTranslation();
  const { answer } = useWelcome();
  const communities = (answer?.communities ?? []).filter((one) => openSteps(one) > 0);
  return communities.map((one) => (
    <section key={one.communityId} className="card glance">
      <div>
        <h2>{t('welcome.hello', { community: one.community })}</h2>
        <p>
          <span className="tag open">{t('welcome.left', { count: openSteps(one) })}</span>
        </p>
      </div>
      <Link className="second" href={`/m/welcome?community=${one.communityId}`}>
        {t('welcome.go')}
        <span className="visually-hidden">{one.community}</span>
      </Link>
    </section>
  ));
}
