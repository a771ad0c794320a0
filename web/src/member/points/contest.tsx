import { useTranslation } from 'react-i18next';
import { dayName } from '../days.ts';
import { Section } from '../parts.tsx';
import type { Contest } from './mine.ts';
import './points.css';

/** A contest of squads: the score as it stands, or the result. */
export function ContestCard({ contest }: { contest: Contest }) {
  const { t } = useTranslation();
  const { name, measure, startsOn, endsOn, state, squads } = contest;
  const most = Math.max(0.01, ...squads.map(({ perHead }) => perHead));
  return (
    <Section title={t('points.contest.title', { name })} note={t(`points.contest.state.${state}`)}>
      <p className="quiet-text">{t(`points.contest.by.${measure}`, { from: dayName(startsOn), to: dayName(endsOn) })}</p>
      <ol className="points-lines">
        {squads.map((squad) => (
          <li key={squad.squadId}>
            <span>
              {t('points.place', { place: squad.place })} <b>{squad.name}</b>
            </span>
            <b>{t('points.contest.each', { each: squad.perHead })}</b>
            <div className="bar" aria-hidden="true">
              <i style={{ width: `${Math.max(0, (squad.perHead / most) * 100)}%` }} />
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
