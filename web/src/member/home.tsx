import { useTranslation } from 'react-i18next';
import { timeIn } from '../shared/times.ts';
import { openness } from './checkin/openness.ts';
import { useNow } from './clock.ts';
import { dayName } from './days.ts';
import { AtRisk, DissolutionNotices, RulesChanged, SquadNudge } from './later.tsx';
import { type Campaign, useToday } from './mine.ts';
import { Next } from './next.tsx';
import { Notice, Trouble, Waiting } from './parts.tsx';
import { Link } from './route.tsx';
import { WelcomeNudge } from './welcome/nudge.tsx';

/** What is left to do comes first. */
const order = ['open', 'shut', 'leave', 'done', 'upcoming', 'ended'] as const;

/** Today over all campaigns in one glance. */
export function Home() {
  const { t } = useTranslation();
  const { answer, error, again } = useToday();
  const now = useNow();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const states = answer.campaigns.map((campaign) => ({ campaign, is: openness(campaign, now).state }));
  const sorted = states.toSorted((a, b) => order.indexOf(a.is) - order.indexOf(b.is));
  const open = states.filter(({ is }) => is === 'open').length;
  const running = states.filter(({ is }) => is !== 'upcoming' && is !== 'ended').length;
  const nickname = answer.campaigns[0]?.nickname;
  const glance = running === 0 ? 'idle' : open === 0 ? 'allDone' : 'toDo';
  return (
    <div className="page">
      <h1>{nickname ? t('home.hello', { name: nickname }) : t('tab.home')}</h1>
      {answer.campaigns.length === 0 ? (
        <Notice title={t('none.title')}>
          <p>{t('none.how')}</p>
        </Notice>
      ) : (
        <p className="lead">{t(`home.${glance}`, { count: open })}</p>
      )}
      <DissolutionNotices />
      <Next campaigns={answer.campaigns} />
      <WelcomeNudge />
      <RulesChanged />
      {sorted.map(({ campaign, is }) => (
        <HomeCard key={campaign.id} campaign={campaign} is={is} />
      ))}
      <AtRisk />
      <SquadNudge />
    </div>
  );
}

function HomeCard({ campaign, is }: { campaign: Campaign; is: (typeof order)[number] }) {
  const { t } = useTranslation();
  const { id, name, community, standing, done, policy } = campaign;
  const when = { day: dayName(is === 'upcoming' ? campaign.startsOn : campaign.endsOn), time: done ? timeIn(policy.zone, done.at) : '' };
  return (
    <section className="card glance">
      <div>
        <h2>{name}</h2>
        <p className="quiet-text">{community}</p>
        <p>
          <span className={`tag ${is}`}>{t(`home.state.${is}`, when)}</span>{' '}
          {is !== 'upcoming' && t('home.standing', { streak: standing.streak, total: standing.total })}
        </p>
      </div>
      <Link className="second" href={`/m/checkin?campaign=${id}`}>
        {t('home.look')}
        <span className="visually-hidden">{name}</span>
      </Link>
    </section>
  );
}
