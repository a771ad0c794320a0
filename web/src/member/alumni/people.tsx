import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import '../directory/directory.css';
import { Avatar, Notice, Trouble, Waiting } from '../parts.tsx';

const SOON_MS = 300;
const rows = ['doing', 'offers', 'seeks', 'contact'] as const;

/** Those who said yes, found by name, its sound, or what they tell. */
export function People({ communityId }: { communityId: string }) {
  const { t } = useTranslation('alumni');
  const field = useId();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const soon = setTimeout(() => setSearch(typed.trim()), SOON_MS);
    return () => clearTimeout(soon);
  }, [typed]);
  const { answer, error, again } = useAsk(`alumni ${communityId} ${search}`, () => call.alumni.people({ communityId, search }, patience()));
  const alone = search === '' && answer?.people.every(({ own }) => own);
  return (
    <>
      <div className="field">
        <label htmlFor={field}>{t('people.search')}</label>
        <input
          id={field}
          type="search"
          maxLength={60}
          placeholder={t('people.hint')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {!answer && (error ? <Trouble error={error} again={again} /> : <Waiting />)}
      {answer && (alone || answer.people.length === 0) && (
        <Notice title={t(alone ? 'people.empty' : 'people.notFound')}>
          <p>{t(alone ? 'people.emptyHow' : 'people.notFoundHow')}</p>
        </Notice>
      )}
      {answer && answer.people.length > 0 && (
        <ul className="entries" aria-label={t('title')}>
          {answer.people.map((person) => (
            <li key={person.enrolmentId} className="card">
              <header>
                <Avatar name={person.name} />
                <h2>
                  {person.name}
                  {person.own && <span className="tag">{t('member:self')}</span>}
                </h2>
              </header>
              <dl>
                {rows
                  .filter((row) => person[row] !== '')
                  .map((row) => (
                    <div key={row}>
                      <dt>{t(`row.${row}`)}</dt>
                      <dd>{person[row]}</dd>
                    </div>
                  ))}
              </dl>
            </li>
          ))}
        </ul>
      )}
      {answer?.more && <p className="quiet-text">{t('people.more')}</p>}
    </>
  );
}
