import { useTranslation } from 'react-i18next';
import { Card, Metric } from '../../shared/card.tsx';
import type { Picture } from '../../shared/charts/options.ts';
import { percent } from '../../shared/format.ts';
import { noOutlook } from './no-outlook.ts';

/** How likely the group falls silent: a band, the population it comes from, or "too little data". */
export function Outlook({ picture }: { picture: Picture }) {
  const { t } = useTranslation(['console', 'picture']);
  const { risk, lifecycle, tooLittleData } = picture;
  const none = noOutlook({ tooLittleData, stage: lifecycle.stage });
  const band = ([low, high]: readonly [number, number]) => t('outlook.band', { low: percent(low), high: percent(high) });
  // Why the group is in this stage; that the population is small is said beside the band.
  const reasons = lifecycle.reasons.slice(0, 3).map(({ code, values }) => t(`picture:reason.${code}`, values));
  return (
    <Card title={<Metric name="outlook" />} note={risk ? t('outlook.uncalibrated') : undefined}>
      {risk ? (
        <>
          <div className={`figure ${risk.interval.d90[1] >= 0.5 ? 'warn' : ''}`}>{band(risk.interval.d90)}</div>
          <p className="frame">{t('outlook.within', { days: 90 })}</p>
          <div className="horizons">
            {(['d30', 'd60'] as const).map((key) => (
              <span key={key} className="frame">
                {t(`outlook.${key}`)} <b>{band(risk.interval[key])}</b>
              </span>
            ))}
          </div>
          <p className="frame">
            {t('outlook.observed', { share: percent(risk.d90) })} ·{' '}
            {t('outlook.population', { rooms: risk.basis.rooms, weeks: risk.basis.weeks })}
          </p>
        </>
      ) : (
        <>
          <p style={{ fontSize: 18, fontWeight: 600, margin: '6px 0' }}>{t(`outlook.none.${none}`)}</p>
          <p className="frame">{t(`outlook.why.${none}`)}</p>
        </>
      )}
      {reasons.length > 0 && (
        <ul style={{ margin: '8px 0 0', paddingInlineStart: 18, color: 'var(--ink2)' }}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </Card>
  );
}
