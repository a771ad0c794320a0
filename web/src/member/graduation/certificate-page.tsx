import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { coded } from '../../shared/call.ts';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { fullDayName } from '../days.ts';
import { Drawn } from '../drawn.tsx';
import { LanguageSwitch } from '../language.tsx';
import { Arriving, Front, NotOpened } from '../parts.tsx';
import './certificate.css';

/** Where the code of a certificate leads: what it says and whether it holds, for anybody, and its picture. */
export default function CertificatePage() {
  const { t } = useTranslation();
  const [code] = useState(() => location.hash.slice(1));
  useEffect(() => {
    document.title = `${t('certificate.title')} · ${t('brand')}`;
  }, [t]);
  return code.length < 16 ? <Unknown /> : <Certificate code={code} />;
}

/** Trying again would be answered the same. */
function Unknown() {
  const { t } = useTranslation();
  return (
    <Front title={t('certificate.title')}>
      <p role="alert">{t('certificate.unknown')}</p>
      <LanguageSwitch />
    </Front>
  );
}

function Certificate({ code }: { code: string }) {
  const { t } = useTranslation();
  const { answer, error, again } = useAsk(`certificate ${code}`, () => call.graduation.verify({ code }, patience()));
  if (error && ['certificate.unknown', 'input.invalid'].includes(coded(error).code)) return <Unknown />;
  if (!answer) return error ? <NotOpened error={error} again={again} /> : <Arriving />;
  const { name, campaign, community, have, need, startsOn, endsOn, awardedOn, revokedOn } = answer;
  const said = [
    ['name', name],
    ['campaign', campaign],
    ['community', community],
    ['days', t('certificate.daysOf', { count: have, need })],
    ['span', t('certificate.spanOf', { from: fullDayName(startsOn), to: fullDayName(endsOn) })],
    ['awarded', fullDayName(awardedOn)],
  ] as const;
  return (
    <Front title={t('certificate.title')}>
      <p className={revokedOn ? 'missing' : 'holds'} role="status">
        {revokedOn ? t('certificate.revoked', { day: fullDayName(revokedOn) }) : t('certificate.holds')}
      </p>
      <dl className="said">
        {said.map(([what, value]) => (
          <div key={what}>
            <dt className="quiet-text">{t(`certificate.${what}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {!revokedOn && <Picture code={code} name={name} />}
      <LanguageSwitch />
    </Front>
  );
}

function Picture({ code, name }: { code: string; name: string }) {
  const { t, i18n } = useTranslation();
  const alt = t('certificate.pictureAlt', { name });
  const words = { draw: t('certificate.picture'), making: t('certificate.making'), failed: t('certificate.failed') };
  const print = `/api/v1/certificates/${code}/certificate.pdf?${new URLSearchParams({ language: i18n.language })}`;
  return (
    <Drawn path={`/api/v1/certificates/${code}/picture.png`} className="certificate" alt={alt} words={words}>
      <a className="second wide" href={print} download={`${alt}.pdf`}>
        {t('certificate.pdf')}
      </a>
    </Drawn>
  );
}
