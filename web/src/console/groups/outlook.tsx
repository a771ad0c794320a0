import { useTranslation } from 'react-i18next';
import { Card, Metric } from '../../shared/card.tsx';
import type { Picture } from '../../shared/charts/options.ts';
import { percent } from '../../shared/format.ts';

/** How likely the group falls silent: a figure with its interval and the population it comes from, or "too little data". */
export function Outlook({ picture }: { picture: Picture }) {
  const { t } = useTranslation(['console', 'picture']);
  const { risk, lifecycle } = picture;
  const reasons = (risk?.reasons.length ? risk.reasons : lifecycle.reasons)
    .slice(0, 3)
    .map(({ code, values }) => t(`picture:reason.${code}`, values));
  return (
    <Card title={<Metric name="outlook" />} note={risk ? t('outlook.uncalibrated') : undefined}>
      {risk ? (
        <>
          <div className="outlook">
            <span className={`figure ${risk.d90 >= 0.5 ? 'down' : ''}`}>{percent(risk.d90)}</span>
            <div className="horizons">
              {(['d30', 'd60', 'd90'] as const).map((key) => (
                <div key={key}>
                  <div>{percent(risk[key])}</div>
                  <div className="frame">{t(`outlook.${key}`)}</div>
                </div>
              ))}
            </div>
          </div>
          <p className="frame">
            {t('outlook.interval', { low: percent(risk.interval.d90[0]), high: percent(risk.interval.d90[1]) })} ·{' '}
            {t('outlook.population', { rooms: risk.basis.rooms, weeks: risk.basis.weeks })}
          </p>
        </>
      ) : (
        <p style={{ fontSize: 18, fontWeight: 600, margin: '6px 0' }}>{t('group.tooLittle')}</p>
      )}
      {!risk && <p className="frame">{t('outlook.tooLittle')}</p>}
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
