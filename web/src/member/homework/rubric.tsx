import { useTranslation } from 'react-i18next';
import type { Own } from './mine.ts';

/** What a work is judged by; nothing where nothing was said. */
export function Rubric({ rubric, graded }: Pick<Own['policy'], 'rubric' | 'graded'>) {
  const { t } = useTranslation();
  if (rubric.length === 0) return null;
  return (
    <details>
      <summary>{t('homework.rubric')}</summary>
      <ul className="rubric">
        {rubric.map(({ name, good, points }) => (
          <li key={name}>
            <b>{name}</b>
            {graded && <span className="quiet-text">{t('homework.points', { points })}</span>}
            {good && <p>{good}</p>}
          </li>
        ))}
      </ul>
    </details>
  );
}
