import { useTranslation } from 'react-i18next';
import { useAsk } from './ask.ts';
import { call, patience } from './connection.ts';
import { PointsBoards, RankingTabs } from './later.tsx';
import { type Campaign, chosen, useToday } from './mine.ts';
import { CampaignPicker, Notice, Trouble, Waiting } from './parts.tsx';
import { NoPlaces, Places } from './places.tsx';
import { useRoute } from './route.tsx';

const TOP = 50;

export default function Ranking() {
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
          {by === 'days' ? <ByDays campaign={campaign} /> : <PointsBoards communityId={campaign.communityId} by={by} />}
        </>
      ) : (
        <Notice title={t('none.title')}>
          <p>{t('none.how')}</p>
        </Notice>
      )}
    </div>
  );
}

function ByDays({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { answer, error, again } = useAsk(`ranking ${campaign.id}`, () =>
    call.checkins.ranking({ campaignId: campaign.id, limit: TOP }, patience()),
  );
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const { top, me, people } = answer;
  if (top.length === 0) return <NoPlaces how={t('ranking.first')} />;
  const shown = ({ enrolmentId, rank, nickname, total, streak, me: own }: (typeof top)[number]) => ({
    ...{ id: enrolmentId, rank, name: nickname, own: own ? t('self') : null, note: null },
    ...{ much: t('days', { count: total }), more: t('ranking.streak', { count: streak }) },
  });
  return (
    <>
      <p className="quiet-text">{t('ranking.by', { people, top: top.length })}</p>
      <Places top={top.map(shown)} me={me && shown(me)} />
    </>
  );
}
