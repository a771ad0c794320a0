import { useTranslation } from 'react-i18next';
import { momentIn } from '../days.ts';
import { Section } from '../parts.tsx';
import type { Own } from './mine.ts';
import { Needs } from './needs.tsx';

/** What others said of the own work; before it may be seen, what is needed for that. */
export function Received({ own: { received, toSee, zone, policy } }: { own: Own }) {
  const { t } = useTranslation();
  return (
    <Section title={t('homework.received')}>
      {received === null ? (
        <>
          <p>{t('homework.toSee')}</p>
          <Needs zone={zone} needs={toSee} />
        </>
      ) : received.length === 0 ? (
        <p className="quiet-text">{t('homework.receivedNone')}</p>
      ) : (
        <ul className="lines">
          {received.map(({ reviewId, by, staff, at, text, scores, score }) => (
            <li key={reviewId}>
              <p>
                <b>{by ?? t(staff ? 'homework.staff' : 'homework.hidden')}</b>
                {staff && by !== null && <span className="tag">{t('homework.staff')}</span>}
              </p>
              <p className="written">{text}</p>
              {score !== null && (
                <p>
                  {t('homework.gave', { score })}
                  {policy.rubric.length > 0 && (
                    <span className="quiet-text">
                      {t('list.dot')}
                      {policy.rubric.map(({ name, points }, i) => `${name} ${scores[i] ?? 0}/${points}`).join(t('list.comma'))}
                    </span>
                  )}
                </p>
              )}
              <p className="quiet-text">{momentIn(zone, at)}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
