import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../shared/call.ts';
import type { Campaign } from './mine.ts';
import { go, Link } from './route.tsx';

export function Section({ title, note, children }: { title: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
        {note && <small>{note}</small>}
      </header>
      {children}
    </section>
  );
}

/** A page or card that could not be shown: what happened, what to do. */
export function Trouble({ error, again }: { error: unknown; again: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="card" role="alert">
      <p>{errorText(error)}</p>
      <button type="button" className="second" onClick={again}>
        {t('again')}
      </button>
    </div>
  );
}

/** What went wrong with what was sent; nothing as long as nothing did. */
export const Problem = ({ of }: { of: unknown }) =>
  of === undefined ? null : (
    <p role="alert" className="missing">
      {errorText(of)}
    </p>
  );

/** One sentence where there is nothing to do yet, and what will be. */
export function Notice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="card notice">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** The one card of a page without tabs: before somebody is in. */
export function Front({ title, brand, children }: { title: string; brand?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <main className="front">
      <p className="brand">
        <img src="/logo.svg" alt="" width="32" height="32" />
        {t('brand')}
      </p>
      {brand}
      <div className="card notice">
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}

export function Waiting() {
  const { t } = useTranslation();
  return (
    <p className="waiting" role="status">
      {t('waiting')}
    </p>
  );
}

/** A page without tabs while it is not known what it will show. */
export const Arriving = () => (
  <main className="front">
    <Waiting />
  </main>
);

/** A page without tabs that could not be shown, and the one thing that may help. */
export function NotOpened({ error, again, action }: { error: unknown; again: () => void; action?: string }) {
  const { t } = useTranslation();
  return (
    <Front title={t('join.notOpened')}>
      <p role="alert">{errorText(error)}</p>
      <button type="button" className="second" onClick={again}>
        {action ?? t('again')}
      </button>
    </Front>
  );
}

/** The way to the page a page belongs to. */
export const Back = ({ to }: { to: 'home' | 'course' | 'me' }) => {
  const { t } = useTranslation();
  return (
    <Link className="back" href={to === 'home' ? '/m' : `/m/${to}`}>
      {t(`tab.${to}`)}
    </Link>
  );
};

/** Of a Chinese name the last character, else the first letter: many nicknames begin with a quotation mark or a bracket. */
export const Avatar = ({ name }: { name: string }) => {
  const letters = [...name.trim()];
  const shown = /^\p{Script=Han}+$/u.test(name.trim())
    ? letters.at(-1)
    : (letters.find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? letters[0]);
  return (
    <span className="avatar" aria-hidden="true">
      {shown}
    </span>
  );
};

interface Choice {
  id: string;
  name: string;
}

/** Which of several the page is about, each at an address of its own; nothing where there is one only. */
export function Picker({ label, current, of, to }: { label: string; current: string; of: readonly Choice[]; to: (id: string) => string }) {
  if (of.length < 2) return null;
  return (
    <select className="picker" aria-label={label} value={current} onChange={(event) => go(to(event.target.value), true)}>
      {of.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

export const withCommunity = ({ id, name, community }: Choice & { community: string }): Choice => ({ id, name: `${name} · ${community}` });

export function CampaignPicker({ campaigns, current, to }: { campaigns: readonly Campaign[]; current: string; to: string }) {
  const { t } = useTranslation();
  return <Picker label={t('pick')} current={current} of={campaigns.map(withCommunity)} to={(id) => `${to}?campaign=${id}`} />;
}
