import { useTranslation } from 'react-i18next';
import { closingName } from '../../shared/times.ts';
import { serverNow } from '../clock.ts';
import { CopyButton } from '../copy.tsx';
import { dayName } from '../days.ts';
import { useDuties } from '../duties/mine.ts';
import { Avatar, Back, Notice, Picker, Section, Trouble, Waiting, withCommunity } from '../parts.tsx';
import { Link, useRoute } from '../route.tsx';
import { type Mate, type SquadToday, useSquads, useSquadToday } from './mine.ts';
import { Done } from './parts.tsx';
import { PersonPage } from './person-page.tsx';
import '../welcome/welcome.css';
import './squad.css';
import { OwnRoles } from './squad-page.tsx';

const addressOf = (squadId: string, more: Record<string, string | null> = {}) => {
  const query = new URLSearchParams({ squad: squadId });
  for (const [key, value] of Object.entries(more)) if (value !== null) query.set(key, value);
  return `/m/desk?${query}`;
};

/** 班委工作台: for whoever holds a right in a squad. One squad at a time, and one person of it. */
export default function DeskPage() {
  const { t } = useTranslation();
  const { query } = useRoute();
  const { answer, error, again } = useSquads();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const { leads } = answer;
  const squad = leads.find(({ id }) => id === query.get('squad')) ?? leads[0];
  if (!squad) {
    return (
      <div className="page">
        <Back to="home" />
        <h1>{t('desk.title')}</h1>
        <Notice title={t('desk.none')}>
          <p>{t('desk.noneHow')}</p>
        </Notice>
      </div>
    );
  }
  const [person, campaign] = [query.get('person'), query.get('campaign')];
  if (person !== null)
    return (
      <PersonPage
        key={person}
        squadId={squad.id}
        enrolmentId={person}
        campaignId={campaign}
        rights={squad.rights}
        back={addressOf(squad.id, { campaign })}
      />
    );
  return (
    <div className="page">
      <Back to="home" />
      <h1>{t('desk.title')}</h1>
      <Picker label={t('desk.pick')} current={squad.id} of={leads.map(withCommunity)} to={(id) => addressOf(id)} />
      <Today key={squad.id} squadId={squad.id} campaignId={campaign} />
      <DutiesDue />
      <OwnRoles />
    </div>
  );
}

function Today({ squadId, campaignId }: { squadId: string; campaignId: string | null }) {
  const { t } = useTranslation();
  const { answer, error, again } = useSquadToday(squadId, campaignId);
  if (!answer) return error ? <Trouble error={error} again={again} /> : <p role="status">{t('waiting')}</p>;
  const { name, community, people, campaign, campaigns, doneToday } = answer;
  const missing = people.filter(({ today }) => today === null);
  const here = people.filter(({ today }) => today !== null);
  return (
    <>
      <Section title={name} note={community}>
        <Picker label={t('pick')} current={campaign?.id ?? ''} of={campaigns} to={(id) => addressOf(squadId, { campaign: id })} />
        {people.length === 0 ? (
          <p>{t('desk.empty')}</p>
        ) : campaign?.running ? (
          <>
            <Done done={doneToday} people={people.length} />
            {campaign.closesAt && (
              <p className="quiet-text">
                {t('desk.closes', { campaign: campaign.name, time: closingName(campaign.zone, campaign.closesAt, serverNow()) })}
              </p>
            )}
          </>
        ) : (
          <p>{t('desk.notRunning')}</p>
        )}
      </Section>
      {campaign?.running && people.length > 0 && (
        <Section title={t('desk.missing', { count: missing.length })}>
          {missing.length === 0 ? <p>{t('desk.allHere')}</p> : <Reminder squad={answer} missing={missing} />}
          <Mates squadId={squadId} campaignId={campaignId} people={missing} />
        </Section>
      )}
      {(campaign?.running ? here : people).length > 0 && (
        <Section title={t(campaign?.running ? 'desk.here' : 'desk.people', { count: here.length })}>
          <Mates squadId={squadId} campaignId={campaignId} people={campaign?.running ? here : people} />
        </Section>
      )}
    </>
  );
}

/** The same words as staff copy, for the group of the squad. */
function Reminder({ squad: { campaign }, missing }: { squad: SquadToday; missing: readonly Mate[] }) {
  const { t } = useTranslation();
  if (!campaign?.closesAt) return null;
  const text = t('reminders:checkin', {
    camp: campaign.name,
    names: missing.map(({ nickname }) => `@${nickname}`).join(' '),
    closes: closingName(campaign.zone, campaign.closesAt, serverNow()),
  });
  return (
    <p className="acts">
      <CopyButton text={text}>{t('desk.copy')}</CopyButton>
    </p>
  );
}

function Mates({ squadId, campaignId, people }: { squadId: string; campaignId: string | null; people: readonly Mate[] }) {
  const { t } = useTranslation();
  return (
    <ul className="squad-people">
      {people.map(({ enrolmentId, nickname, lastDay, streak, total, today, me }) => (
        <li key={enrolmentId}>
          <Link href={addressOf(squadId, { person: enrolmentId, campaign: campaignId })}>
            <Avatar name={nickname} />
            <span>
              <b>{nickname}</b>
              {me && <span className="tag">{t('self')}</span>}
              {today !== null && <span className={`tag ${today}`}>{t(`day.${today}`)}</span>}
              <small>{lastDay ? t('desk.last', { day: dayName(lastDay), streak, total }) : t('desk.never')}</small>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** How much is due; nothing while it is not known. */
function DutiesDue() {
  const { t } = useTranslation();
  const open = useDuties().answer?.open ?? 0;
  if (open === 0) return null;
  return (
    <Section title={t('desk.duties')}>
      <p>{t('desk.dutiesDue', { count: open })}</p>
      <Link className="second" href="/m/duties">
        {t('desk.dutiesGo')}
      </Link>
    </Section>
  );
}
