import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { Avatar, Notice, Picker, Trouble, Waiting } from '../parts.tsx';
import { useRoute } from '../route.tsx';
import { ContestCard } from './contest.tsx';
import { type OwnPoints, usePoints } from './mine.ts';
import './points.css';

const periods = ['day', 'week', 'all', 'newcomers'] as const;
const squadPeriods = ['day', 'week', 'all'] as const;

/** Boards by points, of people or of squads. */
export default function Boards({ communityId, by }: { communityId: string; by: 'points' | 'squads' }) {
  const { t } = useTranslation();
  const { query } = useRoute();
  const own = usePoints().answer?.communities.find((one) => one.communityId === communityId);
  const offered: readonly (typeof periods)[number][] = by === 'squads' ? squadPeriods : periods;
  const period = offered.find((one) => one === query.get('period')) ?? 'week';
  const campaign = query.get('campaign');
  const to = (id: string) => `/m/ranking?${new URLSearchParams({ by, period: id, ...(campaign && { campaign }) })}`;
  return (
    <>
      <Picker label={t('points.period')} current={period} of={offered.map((id) => ({ id, name: t(`points.periods.${id}`) }))} to={to} />
      {by === 'points' ? (
        <People communityId={communityId} period={period} />
      ) : (
        <Squads communityId={communityId} period={period === 'newcomers' ? 'week' : period} own={own} />
      )}
    </>
  );
}

function People({ communityId, period }: { communityId: string; period: (typeof periods)[number] }) {
  const { t } = useTranslation();
  const { answer, error, again } = useAsk(`board ${communityId} ${period}`, () =>
    call.points.ranking({ communityId, board: period }, patience()),
  );
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const { top, me, people } = answer;
  if (top.length === 0) return <Empty />;
  return (
    <>
      <p className="quiet-text">{t('points.boardOf', { people, top: top.length })}</p>
      <ol className="card rows places">
        {top.map((row) => (
          <Place key={row.enrolmentId} row={row} />
        ))}
      </ol>
      {me && !top.some((row) => row.me) && (
        <ol className="rows pinned" aria-label={t('ranking.mine')}>
          <Place row={me} />
        </ol>
      )}
    </>
  );
}

const Empty = () => {
  const { t } = useTranslation();
  return (
    <Notice title={t('ranking.empty')}>
      <p>{t('points.noneYet')}</p>
    </Notice>
  );
};

interface Row {
  rank: number;
  nickname: string;
  title: string | null;
  total: number;
  me: boolean;
}

function Place({ row }: { row: Row }) {
  const { t } = useTranslation();
  return (
    <li className={row.me ? 'me' : undefined}>
      <b className="rank">{row.rank}</b>
      <Avatar name={row.nickname} />
      <span className="who">
        {row.nickname}
        {row.me && <span className="tag">{t('self')}</span>}
        {row.title && <small>{row.title}</small>}
      </span>
      <span className="much">
        <b>{t('points.of', { count: row.total })}</b>
      </span>
    </li>
  );
}

function Squads({ communityId, period, own }: { communityId: string; period: (typeof squadPeriods)[number]; own: OwnPoints | undefined }) {
  const { t } = useTranslation();
  const { answer, error, again } = useAsk(`squadBoard ${communityId} ${period}`, () =>
    call.points.squadRanking({ communityId, board: period }, patience()),
  );
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  return (
    <>
      {own?.contest && <ContestCard contest={own.contest} />}
      {answer.squads.length === 0 ? (
        <Empty />
      ) : (
        <>
          <p className="quiet-text">{t('points.perHeadNote')}</p>
          <ol className="card rows places">
            {answer.squads.map((squad) => (
              <li key={squad.squadId} className={squad.mine ? 'me' : undefined}>
                <b className="rank">{squad.rank}</b>
                <Avatar name={squad.name} />
                <span className="who">
                  {squad.name}
                  {squad.mine && <span className="tag">{t('points.mySquad')}</span>}
                  <small>{t('points.squadTotal', { total: squad.total, count: squad.heads })}</small>
                </span>
                <span className="much">
                  <b>{t('points.perHead', { each: squad.perHead })}</b>
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
