import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import './camp-report.css';

type Album = InferContractRouterOutputs<Contract>['albums']['look'];

const numbers = ['people', 'days', 'checkins', 'works', 'certificates'] as const;

/** 纪念册: what stays of a camp, as its members see it. */
export default function AlbumView({ campaignId }: { campaignId: string }) {
  const { t, i18n } = useTranslation('alumni');
  const query = useQuery(api.albums.look.queryOptions({ input: { campaignId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const album = query.data;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction', style: 'narrow' });
  const { startsOn, endsOn, timeline, completed, thanks, gaps } = album;
  return (
    <div className="grid one-column">
      <Card title={t('album.title')}>
        <p className="weekly-lead">{t('album.lead', { from: startsOn, to: endsOn, people: number(album.numbers.people) })}</p>
        <div className="filters">
          <Button href={`/api/v1/campaigns/${campaignId}/album.html?${new URLSearchParams({ language: i18n.language })}`} download>
            {t('console.download')}
          </Button>
        </div>
        <p className="sub">{t('console.albumNote')}</p>
      </Card>
      <div className="grid split">
        <Card title={t('album.numbers')}>
          <dl className="report-figures">
            {numbers.map((key) => (
              <div key={key}>
                <dt>{t(`album.number.${key}`)}</dt>
                <dd>
                  <b>{number(album.numbers[key])}</b>
                </dd>
              </div>
            ))}
          </dl>
        </Card>
        <Card title={t('album.timeline')}>
          <ul className="report-people">
            {timeline.map((moment) => (
              <li key={`${moment.code} ${moment.on} ${'name' in moment ? moment.name : ''}`}>
                <span className="frame">{moment.on}</span>{' '}
                {t(`album.moment.${moment.code}`, { ...moment, squads: 'squads' in moment ? list.format(moment.squads) : '' })}
              </li>
            ))}
          </ul>
        </Card>
      </div>
      <Words album={album} />
      {(completed.length > 0 || thanks.length > 0) && (
        <div className="grid split">
          {completed.length > 0 && (
            <Card title={t('album.completed')} note={t('album.completedNote')}>
              <p>{list.format(completed)}</p>
            </Card>
          )}
          {thanks.length > 0 && (
            <Card title={t('album.thanks')}>
              <ul className="report-people">
                {thanks.map(({ role, names }) => (
                  <li key={role}>
                    <b>{role}</b> {list.format(names)}
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
      )}
      {gaps.length > 0 && (
        <Card title={t('album.gaps')}>
          <ul className="names">
            {gaps.map((code) => (
              <li key={code}>{t(`album.gap.${code}`)}</li>
            ))}
          </ul>
        </Card>
      )}
      <p className="sub">{t('album.asOf', { moment: dateTime(album.madeAt, album.zone), zone: album.zone })}</p>
    </div>
  );
}

/** Works and check-ins in their authors' words. */
function Words({ album: { campaignId: id, works, posts } }: { album: Album }) {
  const { t } = useTranslation('alumni');
  if (works.length + posts.length === 0) return null;
  return (
    <div className="grid split">
      {works.length > 0 && (
        <Card title={t('album.works')}>
          <ul className="report-people">
            {works.map(({ nickname, title, why, text }) => (
              <li key={`${nickname} ${title}`}>
                <b>
                  {nickname} · {title}
                </b>
                {text !== '' && <p>{text}</p>}
                <div className="frame">{t('album.why', { why })}</div>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {posts.length > 0 && (
        <Card title={t('album.posts')}>
          <ul className="report-people">
            {posts.map(({ nickname, day, likes, text, photos }) => (
              <li key={`${nickname} ${day}`}>
                <b>{nickname}</b>
                {text !== '' && <p>{text}</p>}
                {photos.map((photo) => (
                  <img
                    key={photo}
                    className="album-photo"
                    loading="lazy"
                    src={`/api/v1/campaigns/${id}/album/photos/${photo}`}
                    alt={t('album.photo', { name: nickname })}
                  />
                ))}
                <div className="frame">
                  {day} · {t('album.likes', { count: likes })}
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
