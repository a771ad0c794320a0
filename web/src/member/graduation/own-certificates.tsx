import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { fullDayName } from '../days.ts';
import { Section } from '../parts.tsx';

const mine = () => call.graduation.mine({}, patience());

/** Certificates of the caller; nothing before the first. */
export default function OwnCertificates() {
  const { t } = useTranslation();
  const { answer } = useAsk('certificates', mine);
  if (!answer || answer.certificates.length === 0) return null;
  return (
    <Section title={t('certificate.mine')}>
      <ul className="lines">
        {answer.certificates.map(({ path, campaign, have, need, awardedOn }) => (
          <li key={path}>
            <b>{campaign}</b>
            <span className="quiet-text">
              {t('certificate.daysOf', { count: have, need })} · {fullDayName(awardedOn)}
            </span>
            <span className="choices-row">
              <a className="to" href={path}>
                {t('certificate.look')}
                <span className="visually-hidden">{campaign}</span>
              </a>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
