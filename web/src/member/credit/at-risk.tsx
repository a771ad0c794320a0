import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { Section } from '../parts.tsx';
import { Link } from '../route.tsx';

const mine = () => call.removals.mine({}, patience());

/** A kind word where somebody is missed, and what helps. Nothing otherwise. */
export default function AtRisk() {
  const { t } = useTranslation('credit');
  const { answer } = useAsk('at-risk', mine);
  return (answer?.risks ?? []).map(({ communityId, community, reason, campaignId }) => (
    <Section key={communityId} title={t('risky.title')} note={community}>
      <p>{t(reason.code === 'checkins' || reason.code === 'homework' ? `risky.${reason.code}` : 'risky.other', { have: reason.have })}</p>
      <p className="quiet-text">{t('risky.help')}</p>
      <p className="quiet-text">{t('risky.later')}</p>
      {reason.code === 'homework' && (
        <Link className="second" href="/m/course">
          {t('risky.toHomework')}
        </Link>
      )}
      {campaignId && reason.code !== 'homework' && (
        <Link className="second" href={`/m/checkin?campaign=${campaignId}`}>
          {t('risky.go')}
        </Link>
      )}
    </Section>
  ));
}
