import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';
import { Link } from '../route.tsx';
import { useAlbums, useAlumni } from './mine.ts';

/** After completing or leaving: the way to the alumni and to the albums, and the switch to be in none. */
export default function AlumniCard() {
  const { t } = useTranslation('alumni');
  const { answer } = useAlumni();
  const albums = useAlbums().answer?.communities ?? [];
  const open = answer?.invitations.filter(({ state }) => state === 'open').length ?? 0;
  const places = answer?.communities.filter(({ met, entry }) => met || entry) ?? [];
  const told = albums.filter(({ campaigns }) => campaigns.length > 0);
  if (places.length + open + told.length === 0) return null;
  return (
    <Section title={t('door.title')}>
      {open > 0 && <p>{t('door.invited', { count: open })}</p>}
      {places.map(({ communityId, community, entry }) => (
        <p key={communityId}>{t(entry ? 'door.in' : 'door.may', { community })}</p>
      ))}
      {places.length + open > 0 && (
        <Link className={open > 0 || places.some(({ entry }) => !entry) ? 'main wide' : 'second wide'} href="/m/alumni">
          {t('door.go')}
        </Link>
      )}
      {told.map((place) => (
        <Album key={place.communityId} place={place} />
      ))}
    </Section>
  );
}

function Album({
  place: { communityId, community, hidden, campaigns },
}: {
  place: NonNullable<ReturnType<typeof useAlbums>['answer']>['communities'][number];
}) {
  const { t } = useTranslation('alumni');
  const { busy, problem, act } = useDeed();
  return (
    <div className="step">
      {campaigns.map(({ campaignId, name }) => (
        <Link key={campaignId} className="to" href={`/m/album?campaign=${campaignId}`}>
          {t('album.door', { name })}
        </Link>
      ))}
      <label className="tick">
        <input
          type="checkbox"
          checked={hidden}
          disabled={busy}
          onChange={(event) => {
            const wanted = event.target.checked;
            void act(() => call.albums.hide({ communityId, hidden: wanted }, patience()));
          }}
        />
        <span>{t('album.hide', { community })}</span>
      </label>
      <p className="quiet-text">{t('album.hideNote')}</p>
      <Problem of={problem} />
    </div>
  );
}
