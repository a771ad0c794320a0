import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { Picker, Trouble, Waiting } from '../parts.tsx';
import { NoPlaces, Places } from '../places.tsx';
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
  if (top.length === 0) return <NoPlaces how={t('points.noneYet')} />;
  const shown = ({ enrolmentId, rank, nickname, title, total, me: own }: (typeof top)[number]) => ({
    ...{ id: enrolmentId, rank, name: nickname, own: own ? t('self') : null, note: title },
    ...{ much: t('points.of', { count: total }), more: null },
  });
  return (
    <>
      <p className="quiet-text">{t('points.boardOf', { people, top: top.length })}</p>
      <Places top={top.map(shown)} me={me && shown(me)} />
    </>
  );
}

function Squads({ communityId, period, own }: { communityId: string; period: (typeof squadPeriods)[number]; own: OwnPoints | undefined }) {
  const { t } = useTranslation();
  const { answer, error, again } = useAsk(`squadBoard ${communityId} ${period}`, () =>
    call.points.squadRanking({ communityId, board: period }, patience()),
  );
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const shown = ({ squadId, rank, name, total, heads, perHead, mine }: (typeof answer.squads)[number]) => ({
    ...{ id: squadId, rank, name, own: mine ? t('points.mySquad') : null, note: t('points.squadTotal', { total, count: heads }) },
    ...{ much: t('points.perHead', { each: perHead }), more: null },
  });
  return (
    <>
      {own?.contest && <ContestCard contest={own.contest} />}
      {answer.squads.length === 0 ? (
        <NoPlaces how={t('points.noneYet')} />
      ) : (
        <>
          <p className="quiet-text">{t('points.perHeadNote')}</p>
          <Places top={answer.squads.map(shown)} me={null} />
        </>
      )}
    </>
  );
}
