import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../parts.tsx';
import type { Report } from './page.tsx';

/** The card to show around: drawn when it is asked for, the place in the ranking only as its owner wants. */
export function ReportCard({ report: { campaignId, place, invitation, campaign } }: { report: Report }) {
  const { t, i18n } = useTranslation();
  const [withPlace, setWithPlace] = useState(true);
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<'closed' | 'drawing' | 'drawn' | 'failed'>('closed');
  const query = new URLSearchParams({ language: i18n.language, place: withPlace ? '1' : '0', tries: String(tries) });
  const address = `/api/v1/me/reports/${campaignId}/card.png?${query}`;
  const shown = state === 'drawing' || state === 'drawn';
  return (
    <Section title={t('report.card.title')}>
      <p>{t(invitation === null ? 'report.card.note' : 'report.card.noteCode')}</p>
      {place && (
        <label className="tick">
          <input
            type="checkbox"
            checked={withPlace}
            onChange={(event) => {
              setWithPlace(event.target.checked);
              setState('closed');
            }}
          />
          <span>{t('report.card.place')}</span>
        </label>
      )}
      {state === 'failed' && <p role="alert">{t('report.card.failed')}</p>}
      {!shown && (
        <button
          type="button"
          className="main wide"
          onClick={() => {
            setTries(tries + 1);
            setState('drawing');
          }}
        >
          {t('report.card.draw')}
        </button>
      )}
      {state === 'drawing' && <p role="status">{t('report.card.making')}</p>}
      {shown && (
        <img
          className="report-card"
          src={address}
          alt={t('report.card.alt', { campaign })}
          onLoad={() => setState('drawn')}
          onError={() => setState('failed')}
        />
      )}
      {state === 'drawn' && (
        <>
          <a className="second wide" href={address} download={`${t('report.card.alt', { campaign })}.png`}>
            {t('certificate.save')}
          </a>
          <p className="quiet-text">{t('certificate.saveHow')}</p>
        </>
      )}
    </Section>
  );
}
