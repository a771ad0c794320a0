import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { fullDayName } from '../days.ts';
import { NotShown } from '../not-in.tsx';
import { Arriving, Back, Notice, NotOpened, Picker, Section } from '../parts.tsx';
import { useRoute } from '../route.tsx';
import './album.css';
import { useAlbums } from './mine.ts';

type Album = Awaited<ReturnType<typeof call.albums.mine>>;
const numbers = ['people', 'days', 'checkins', 'works', 'certificates'] as const;

/** 纪念册 of a campaign on the phone, also for those who left. */
export default function AlbumPage() {
  const { t } = useTranslation('alumni');
  const { query } = useRoute();
  const { answer, error, again } = useAlbums();
  useEffect(() => {
    document.title = `${t('album.title')} · ${t('member:brand')}`;
  }, [t]);
  if (!answer) return error ? <NotShown error={error} again={again} /> : <Arriving />;
  const campaigns = answer.communities.flatMap((one) =>
    one.campaigns.map(({ campaignId, name }) => ({ id: campaignId, name: `${name} · ${one.community}` })),
  );
  const current = campaigns.find(({ id }) => id === query.get('campaign')) ?? campaigns[0];
  return (
    <main className="page">
      <Back to="me" />
      {current ? (
        <>
          <Picker label={t('album.title')} current={current.id} of={campaigns} to={(id) => `/m/album?campaign=${id}`} />
          <Told key={current.id} campaignId={current.id} />
        </>
      ) : (
        <Notice title={t('album.title')}>
          <p>{t('album.none')}</p>
        </Notice>
      )}
    </main>
  );
}

function Told({ campaignId }: { campaignId: string }) {
  const { t, i18n } = useTranslation('alumni');
  const { answer, error, again } = useAsk(`album ${campaignId}`, () => call.albums.mine({ campaignId }, patience()));
  if (!answer) return error ? <NotOpened error={error} again={again} /> : <Arriving />;
  const { campaign, startsOn, endsOn, timeline, works, posts, completed, thanks, gaps } = answer;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction', style: 'narrow' });
  return (
    <>
      <h1>{campaign}</h1>
      <p className="lead">{t('album.lead', { from: fullDayName(startsOn), to: fullDayName(endsOn), people: answer.numbers.people })}</p>
      <Section title={t('album.numbers')}>
        <dl className="album-numbers">
          {numbers.map((key) => (
            <div key={key}>
              <dt>{t(`album.number.${key}`)}</dt>
              <dd>{answer.numbers[key]}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t('album.timeline')}>
        <ol className="lines">
          {timeline.map((moment) => (
            <li key={`${moment.code} ${moment.on} ${'name' in moment ? moment.name : ''}`}>
              <span className="quiet-text">{fullDayName(moment.on)}</span>
              <span>{t(`album.moment.${moment.code}`, { ...moment, squads: 'squads' in moment ? list.format(moment.squads) : '' })}</span>
            </li>
          ))}
        </ol>
      </Section>
      {works.length > 0 && (
        <Section title={t('album.works')}>
          {works.map(({ nickname, title, why, text }) => (
            <div key={`${nickname} ${title}`} className="step">
              <b>
                {nickname} · {title}
              </b>
              {text !== '' && <p className="album-words">{text}</p>}
              <p className="quiet-text">{t('album.why', { why })}</p>
            </div>
          ))}
        </Section>
      )}
      {posts.length > 0 && (
        <Section title={t('album.posts')}>
          {posts.map((post) => (
            <Post key={`${post.nickname} ${post.day}`} campaignId={campaignId} post={post} />
          ))}
        </Section>
      )}
      {completed.length > 0 && (
        <Section title={t('album.completed')} note={t('album.completedNote')}>
          <p>{list.format(completed)}</p>
        </Section>
      )}
      {thanks.length > 0 && (
        <Section title={t('album.thanks')}>
          <ul className="lines">
            {thanks.map(({ role, names }) => (
              <li key={role}>
                <b>{role}</b>
                <span>{list.format(names)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {gaps.length > 0 && (
        <Section title={t('album.gaps')}>
          <ul className="lines">
            {gaps.map((code) => (
              <li key={code}>{t(`album.gap.${code}`)}</li>
            ))}
          </ul>
        </Section>
      )}
      <a
        className="second wide"
        href={`/api/v1/campaigns/${campaignId}/album.html?${new URLSearchParams({ language: i18n.language })}`}
        download
      >
        {t('album.save')}
      </a>
      <p className="quiet-text">{t('album.saveHow')}</p>
    </>
  );
}

function Post({ campaignId, post: { nickname, day, likes, text, photos } }: { campaignId: string; post: Album['posts'][number] }) {
  const { t } = useTranslation('alumni');
  return (
    <div className="step">
      <b>{nickname}</b>
      {text !== '' && <p className="album-words">{text}</p>}
      {photos.map((id) => (
        <img
          key={id}
          className="album-photo"
          loading="lazy"
          src={`/api/v1/campaigns/${campaignId}/album/photos/${id}`}
          alt={t('album.photo', { name: nickname })}
        />
      ))}
      <p className="quiet-text">
        {fullDayName(day)} · {t('album.likes', { count: likes })}
      </p>
    </div>
  );
}
