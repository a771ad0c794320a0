import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { dayName } from '../days.ts';
import { Section } from '../parts.tsx';
import { Link } from '../route.tsx';
import { civilDay } from '../welcome/mine.ts';

const mine = () => call.removals.mine({}, patience());

/** A kind word where somebody is missed, and what helps. Nothing otherwise. */
export default function AtRisk() {
  const { t } = useTranslation('credit');
  const { answer } = useAsk('at-risk', mine);
  return (answer?.risks ?? []).map(({ communityId, community, stage, reason, nextAt, campaignId }) => (
    <Section key={communityId} title={t('risky.title')} note={community}>
      <p>{t(reason.code === 'checkins' || reason.code === 'homework' ? `risky.${reason.code}` : 'risky.other', { have: reason.have })}</p>
      <p className="quiet-text">{t(`risky.rule.${reason.code}`, { need: reason.need, have: reason.have })}</p>
      <p className="quiet-text">{t('risky.help')}</p>
      <p className="quiet-text">
        {nextAt === null
          ? t('risky.later')
          : t(stage === 'noticed' ? 'risky.laterDecided' : 'risky.laterOn', { day: dayName(civilDay(nextAt)) })}
      </p>
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
