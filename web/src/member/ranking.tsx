import { useTranslation } from 'react-i18next';
import { useAsk } from './ask.ts';
import { call, patience } from './connection.ts';
import { PointsBoards, RankingTabs } from './later.tsx';
import { type Campaign, chosen, useToday } from './mine.ts';
import { Avatar, CampaignPicker, Notice, Trouble, Waiting } from './parts.tsx';
import { useRoute } from './route.tsx';

const TOP = 50;

export function Ranking() {
  const { t } = useTranslation();
  const { query } = useRoute();
  const { answer, error, again } = useToday();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const campaign = chosen(answer.campaigns, query.get('campaign'));
  const asked = query.get('by');
  const by = asked === 'points' || asked === 'squads' ? asked : 'days';
  return (
    <div className="page">
      <h1>{t('tab.ranking')}</h1>
      {campaign ? (
        <>
          <CampaignPicker campaigns={answer.campaigns} current={campaign.id} to="/m/ranking" />
          {answer.campaigns.length === 1 && <p className="lead">{campaign.name}</p>}
          <RankingTabs communityId={campaign.communityId} current={by} />
          {by === 'days' ? <Places campaign={campaign} /> : <PointsBoards communityId={campaign.communityId} by={by} />}
        </>
      ) : (
        <Notice title={t('none.title')}>
          <p>{t('none.how')}</p>
        </Notice>
      )}
    </div>
  );
}

function Places({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { answer, error, again } = useAsk(`ranking ${campaign.id}`, () =>
    call.checkins.ranking({ campaignId: campaign.id, limit: TOP }, patience()),
  );
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const { top, me, people } = answer;
  if (top.length === 0)
    return (
      <Notice title={t('ranking.empty')}>
        <p>{t('ranking.first')}</p>
      </Notice>
    );
  return (
    <>
      <p className="quiet-text">{t('ranking.by', { people, top: Math.min(TOP, people) })}</p>
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

interface Row {
  rank: number;
  nickname: string;
  total: number;
  streak: number;
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
      </span>
      <span className="much">
        <b>{t('days', { count: row.total })}</b>
        <small>{t('ranking.streak', { count: row.streak })}</small>
      </span>
    </li>
  );
}
