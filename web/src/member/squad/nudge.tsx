import { useTranslation } from 'react-i18next';
import { Link } from '../route.tsx';
import { useSquads } from './mine.ts';

/** On the first page: the way to the own squad, and to the desk for whoever leads one. Nothing for others, nor while it is not known. */
export default function SquadNudge() {
  const { t } = useTranslation();
  const { answer } = useSquads();
  const { squads = [], leads = [] } = answer ?? {};
  if (squads.length === 0 && leads.length === 0) return null;
  const [own] = squads;
  return (
    <section className="card glance">
      <div>
        <h2>{own?.name ?? t('desk.title')}</h2>
        {own?.campaign?.running && <p className="quiet-text">{t('squad.done', { done: own.doneToday, people: own.people.length })}</p>}
      </div>
      {leads.length > 0 && (
        <Link className="second" href="/m/desk">
          {t('desk.open')}
        </Link>
      )}
      {squads.length > 0 && (
        <Link className="second" href="/m/squad">
          {t('squad.title')}
        </Link>
      )}
    </section>
  );
}
