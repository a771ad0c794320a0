import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import './camps.css';
import { type Camp, CampState } from './state.tsx';

/** Camps as a list, each leading to its today. */
export function CampLines({ camps }: { camps: readonly Camp[] }) {
  const { t } = useTranslation();
  return (
    <ul className="camps">
      {camps.map((camp) => (
        <li key={camp.id}>
          <Link to="/camps/$campaignId/$tab" params={{ campaignId: camp.id, tab: 'today' }} className="card">
            <div className="camp-name">
              <b>{camp.name}</b> <CampState camp={camp} />
              <div className="frame">{[camp.community, camp.goal].filter((part) => part !== '').join(' · ')}</div>
            </div>
            <div className="camp-today">
              {camp.state === 'running' ? (
                <>
                  <b>
                    {number(camp.doneToday)} / {number(camp.people)}
                  </b>
                  <span className="frame">{t('camps.doneToday')}</span>
                </>
              ) : (
                <span className="frame">{t('camps.peopleCount', { count: camp.people, n: number(camp.people) })}</span>
              )}
            </div>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** On the workbench: the camps that run today. A workbench without any has nothing more to show. */
export function RunningCamps() {
  const { t } = useTranslation();
  const list = useQuery(api.checkins.campaigns.queryOptions({ input: {} }));
  const running = (list.data?.campaigns ?? []).filter(({ state }) => state === 'running');
  if (running.length === 0) return null;
  return (
    <section aria-label={t('camps.runningToday')}>
      <CampLines camps={running.slice(0, 3)} />
      {running.length > 3 && (
        <p style={{ marginTop: 12 }}>
          <Link to="/camps">{t('camps.allRunning', { count: running.length, n: number(running.length) })}</Link>
        </p>
      )}
    </section>
  );
}
