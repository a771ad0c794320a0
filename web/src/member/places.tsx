import { useTranslation } from 'react-i18next';
import { Avatar, Notice } from './parts.tsx';

interface Place {
  id: string;
  rank: number;
  name: string;
  /** Of the caller or theirs: how that is said; null of others. */
  own: string | null;
  /** Below the name. */
  note: string | null;
  much: string;
  /** Below how much it is. */
  more: string | null;
}

/** Who stands where, with the caller's place at the end where it is not among the first. */
export function Places({ top, me }: { top: readonly Place[]; me: Place | null }) {
  const { t } = useTranslation();
  return (
    <>
      <ol className="card rows places">
        {top.map((place) => (
          <Row key={place.id} place={place} />
        ))}
      </ol>
      {me && !top.some(({ own }) => own !== null) && (
        <ol className="rows pinned" aria-label={t('ranking.mine')}>
          <Row place={me} />
        </ol>
      )}
    </>
  );
}

const Row = ({ place: { rank, name, own, note, much, more } }: { place: Place }) => (
  <li className={own === null ? undefined : 'me'}>
    <b className="rank">{rank}</b>
    <Avatar name={name} />
    <span className="who">
      {name}
      {own !== null && <span className="tag">{own}</span>}
      {note && <small>{note}</small>}
    </span>
    <span className="much">
      <b>{much}</b>
      {more && <small>{more}</small>}
    </span>
  </li>
);

/** No place yet. @param how when there will be */
export function NoPlaces({ how }: { how: string }) {
  const { t } = useTranslation();
  return (
    <Notice title={t('ranking.empty')}>
      <p>{how}</p>
    </Notice>
  );
}
