import { type Dispatch, type SetStateAction, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../parts.tsx';
import './directory.css';

const SOON_MS = 300;

/** What is typed, and what is looked for once typing paused. */
export function useTyped(): { typed: string; setTyped: Dispatch<SetStateAction<string>>; search: string } {
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const soon = setTimeout(() => setSearch(typed.trim()), SOON_MS);
    return () => clearTimeout(soon);
  }, [typed]);
  return { typed, setTyped, search };
}

export function SearchField({ label, hint, typed, to }: { label: string; hint: string; typed: string; to: (typed: string) => void }) {
  const field = useId();
  return (
    <div className="field">
      <label htmlFor={field}>{label}</label>
      <input id={field} type="search" maxLength={60} placeholder={hint} value={typed} onChange={(event) => to(event.target.value)} />
    </div>
  );
}

interface Found {
  enrolmentId: string;
  name: string;
  own: boolean;
  lead?: string;
  /** What each row is, and what is said there; empty ones are left out. */
  rows: readonly (readonly [string, string])[];
}

/** People who let themselves be found, each with what they tell. */
export function Entries({ label, people }: { label: string; people: readonly Found[] }) {
  const { t } = useTranslation('member');
  return (
    <ul className="entries" aria-label={label}>
      {people.map(({ enrolmentId, name, own, lead, rows }) => (
        <li key={enrolmentId} className="card">
          <header>
            <Avatar name={name} />
            <h2>
              {name}
              {own && <span className="tag">{t('self')}</span>}
            </h2>
          </header>
          {lead && <p>{lead}</p>}
          <dl>
            {rows
              .filter(([, said]) => said !== '')
              .map(([row, said]) => (
                <div key={row}>
                  <dt>{row}</dt>
                  <dd>{said}</dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
