import { useTranslation } from 'react-i18next';
import { localDay } from '../../shared/times.ts';
import { dayName } from '../days.ts';

/** So many of so many have checked in today. */
export function Done({ done, people }: { done: number; people: number }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('squad.done', { done, people })}</p>
      <div className="bar" aria-hidden="true">
        <i style={{ width: `${people > 0 ? (done / people) * 100 : 0}%` }} />
      </div>
    </>
  );
}

/** What somebody said, when, and who. */
export function Sayings({ said }: { said: readonly { id: string; at: string; text: string; by: string | null }[] }) {
  const { t } = useTranslation();
  return (
    <ul className="lines">
      {said.map(({ id, at, text, by }) => (
        <li key={id}>
          <span className="squad-said">{text}</span>
          <span className="quiet-text">{t('squad.saidBy', { by: by ?? t('squad.staff'), day: dayName(localDay(at)) })}</span>
        </li>
      ))}
    </ul>
  );
}
