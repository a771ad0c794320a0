import { useTranslation } from 'react-i18next';
import { coded } from '../../shared/call.ts';
import { useNow } from '../clock.ts';
import { foreignZone } from '../days.ts';
import { draftKey } from '../drafts.ts';
import { Feed, PointsChip } from '../later.tsx';
import { type Campaign, chosen, useMine, useToday } from '../mine.ts';
import { CampaignPicker, Notice, Trouble, Waiting } from '../parts.tsx';
import { Link, useRoute } from '../route.tsx';
import { ruleLine } from '../rules.ts';
import { BigCard } from './big-card.tsx';
import { Calendar } from './calendar.tsx';
import { FirstOnes } from './first-ones.tsx';
import { Leave } from './leave.tsx';
import { LeftOver } from './left-over.tsx';
import { Progress } from './progress.tsx';
import { useSending } from './sending.ts';

export function CheckinPage() {
  const { t } = useTranslation();
  const { query } = useRoute();
  const today = useToday();
  const mine = useMine();
  const error = today.error ?? mine.error;
  const again = () => {
    today.again();
    mine.again();
  };
  if (!today.answer || !mine.answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const campaign = chosen(today.answer.campaigns, query.get('campaign'));
  if (!campaign)
    return (
      <div className="page">
        <h1>{t('tab.checkin')}</h1>
        <Notice title={t('none.title')}>
          <p>{t('none.how')}</p>
        </Notice>
      </div>
    );
  const who = mine.answer.enrolments.find(({ communityId }) => communityId === campaign.communityId)?.enrolmentId ?? '';
  return (
    <>
      <Hero campaign={campaign} campaigns={today.answer.campaigns} />
      <div className="page under-hero">
        {error !== undefined && (
          <p className="offline" role="status">
            {t(coded(error).code === 'network' ? 'offline' : 'stale')}
          </p>
        )}
        <Parts key={`${campaign.id} ${who} ${campaign.today}`} campaign={campaign} who={who} />
      </div>
    </>
  );
}

function Parts({ campaign, who }: { campaign: Campaign; who: string }) {
  const sending = useSending(campaign, draftKey(campaign.id, who, campaign.today));
  const begun = campaign.state !== 'upcoming';
  return (
    <>
      <BigCard campaign={campaign} sending={sending} />
      <PointsChip communityId={campaign.communityId} done={campaign.done !== null} />
      <LeftOver campaign={campaign} who={who} sending={sending} />
      {campaign.state === 'running' && <Leave campaign={campaign} />}
      {begun && <Progress campaign={campaign} />}
      <Calendar campaign={campaign} who={who} />
      {campaign.state === 'running' && <FirstOnes campaign={campaign} />}
      {begun && <Feed campaign={campaign} />}
    </>
  );
}

function Hero({ campaign, campaigns }: { campaign: Campaign; campaigns: readonly Campaign[] }) {
  const { t } = useTranslation();
  const zone = foreignZone(campaign.policy.zone, useNow());
  const { id, name, community, nickname, dayNumber, days, state, policy } = campaign;
  return (
    <div className="hero">
      <div className="hero-top">
        <span>
          {community} · {nickname}
        </span>
        <Link href={`/m/rules?campaign=${id}`}>{t('rules.title')}</Link>
      </div>
      <h1>{name}</h1>
      <p>
        {state === 'running' && `${t('checkin.dayNumber', { day: dayNumber, days })}${t('list.dot')}`}
        {ruleLine(policy)}
      </p>
      {zone && <p>{t('rule.zone', { zone })}</p>}
      <CampaignPicker campaigns={campaigns} current={id} to="/m/checkin" />
    </div>
  );
}
