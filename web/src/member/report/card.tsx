import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Drawn } from '../drawn.tsx';
import { Section } from '../parts.tsx';
import type { Report } from './page.tsx';

/** The card to show around: drawn when it is asked for, the place in the ranking only as its owner wants. */
export function ReportCard({ report: { campaignId, place, invitation, campaign } }: { report: Report }) {
  const { t } = useTranslation();
  const [withPlace, setWithPlace] = useState(true);
  const words = { draw: t('report.card.draw'), making: t('report.card.making'), failed: t('report.card.failed') };
  return (
    <Section title={t('report.card.title')}>
      <p>{t(invitation === null ? 'report.card.note' : 'report.card.noteCode')}</p>
      {place && (
        <label className="tick">
          <input type="checkbox" checked={withPlace} onChange={(event) => setWithPlace(event.target.checked)} />
          <span>{t('report.card.place')}</span>
        </label>
      )}
      {/* Another card is drawn anew. */}
      <Drawn
        key={String(withPlace)}
        path={`/api/v1/me/reports/${campaignId}/card.png`}
        query={{ place: withPlace ? '1' : '0' }}
        className="report-card"
        alt={t('report.card.alt', { campaign })}
        words={words}
      />
    </Section>
  );
}
