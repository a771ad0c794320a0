import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';
import type { Own } from './mine.ts';

/** Whether the own work may be shown as an example: asked, and to be changed at any time. */
export function Consent({ own, feature: { why, consent } }: { own: Own; feature: NonNullable<Own['feature']> }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const answer = (agree: boolean) => act(() => call.homework.answerFeature({ assignmentId: own.id, agree }, patience()));
  return (
    <Section title={t('examples.title')}>
      <div className="homework-part">
        <p role="status">{t(consent === 'asked' ? 'examples.asks' : `examples.${consent}`)}</p>
        <p className="written">{t('examples.why', { why })}</p>
        <Problem of={problem} />
        <div className="choices-row">
          {consent !== 'given' && (
            <button type="button" className={consent === 'asked' ? 'main' : 'second'} disabled={busy} onClick={() => void answer(true)}>
              {t('examples.agree')}
            </button>
          )}
          {consent !== 'refused' && (
            <button type="button" className="second" disabled={busy} onClick={() => void answer(false)}>
              {t('examples.decline')}
            </button>
          )}
        </div>
      </div>
    </Section>
  );
}
