import { useTranslation } from 'react-i18next';
import { number, percent } from '../../shared/format.ts';
import type { Campaign } from '../mine.ts';
import { Section } from '../parts.tsx';

/** How far the group has come towards its goal: check-ins that count, of those there could be. */
export function Progress({ campaign: { goal, counted, possible } }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const share = possible > 0 ? Math.min(1, counted / possible) : 0;
  return (
    <Section title={t('goal.title')} note={percent(share)}>
      {goal && <p>{goal}</p>}
      <div className="bar" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <p className="quiet-text">{t('goal.counted', { counted: number(counted), possible: number(possible) })}</p>
    </Section>
  );
}
