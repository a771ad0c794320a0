import { useTranslation } from 'react-i18next';
import { localDay } from '../../shared/times.ts';
import { dayName } from '../days.ts';
import { Avatar, Back, Notice, Section, Trouble, Waiting } from '../parts.tsx';
import { Link } from '../route.tsx';
import { type OwnRole, type OwnSquad, useRoles, useSquads } from './mine.ts';
import { Done, Sayings } from './parts.tsx';
import './squad.css';

/** 我的小组: names, who leads, how far it is today. Who is missing stands nowhere. */
export default function SquadPage() {
  const { t } = useTranslation();
  const { answer, error, again } = useSquads();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const { squads, praises, leads } = answer;
  return (
    <div className="page">
      <Back to="me" />
      <h1>{t('squad.title')}</h1>
      {leads.length > 0 && (
        <Link className="main" href="/m/desk">
          {t('desk.open')}
        </Link>
      )}
      {squads.length === 0 && (
        <Notice title={t('squad.none')}>
          <p>{t('squad.noneHow')}</p>
        </Notice>
      )}
      {squads.map((squad) => (
        <OneSquad key={squad.id} squad={squad} />
      ))}
      {praises.length > 0 && (
        <Section title={t('squad.praises')}>
          <Sayings said={praises} />
        </Section>
      )}
      <OwnRoles />
    </div>
  );
}

function OneSquad({ squad: { name, community, leader, people, campaign, doneToday } }: { squad: OwnSquad }) {
  const { t } = useTranslation();
  return (
    <Section title={name} note={community}>
      {campaign?.running && <Done done={doneToday} people={people.length} />}
      <p className="quiet-text">{leader ? t('squad.leader', { name: leader.nickname }) : t('squad.noLeader')}</p>
      <ul className="squad-mates" aria-label={t('squad.mates')}>
        {people.map(({ enrolmentId, nickname, me }) => (
          <li key={enrolmentId}>
            <Avatar name={nickname} />
            {nickname}
            {me && <span className="tag">{t('self')}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What a role asks of the caller, in the words staff gave it: once, also for who holds it in several squads. */
export function OwnRoles() {
  const { t } = useTranslation();
  const held = Map.groupBy(useRoles().answer?.roles ?? [], ({ holderId: _, squad: _squad, since: _since, ...asked }) =>
    JSON.stringify(asked),
  );
  return [...held.values()].map(
    (roles) =>
      roles[0] && (
        <OneRole
          key={roles[0].holderId}
          role={roles[0]}
          where={roles.map(({ squad, community }) => squad ?? community).join(t('list.comma'))}
        />
      ),
  );
}

function OneRole({ role, where }: { role: OwnRole; where: string }) {
  const { t } = useTranslation();
  const { name, until, responsibilities, behaviours, reward, sanction } = role;
  return (
    <Section title={t('squad.role', { role: name })} note={where}>
      <div className="sentences">
        {until && <p className="quiet-text">{t('squad.until', { day: dayName(localDay(until)) })}</p>}
        <Lines title={t('squad.responsibilities')} lines={responsibilities} />
        <Lines title={t('squad.behaviours')} lines={behaviours} />
        <Lines title={t('squad.reward')} lines={reward === '' ? [] : [reward]} />
        <Lines title={t('squad.sanction')} lines={sanction === '' ? [] : [sanction]} />
      </div>
    </Section>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul className="squad-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
