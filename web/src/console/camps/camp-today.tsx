import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { closingName, timeIn } from '../../shared/times.ts';
import { PersonInCamp } from './person-in-camp.tsx';
import type { CampDetail, Checkins } from './state.tsx';

type Person = Checkins['people']['people'][number];

/** Who has checked in, who has not, and what to send them. */
export function CampToday({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const [show, setShow] = useState<'missing' | 'done' | 'all'>('missing');
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useQuery({ ...api.checkins.people.queryOptions({ input: { campaignId: camp.id, show } }), refetchInterval: 30_000 });
  if (camp.people === 0) {
    return (
      <Card title={t('camps.nobodyTitle')}>
        <p style={{ marginBottom: 12 }}>{t('camps.nobody')}</p>
        <Link to="/camps/$campaignId/$tab" params={{ campaignId: camp.id, tab: 'people' }}>
          <Button type="primary">{t('camps.roster.add')}</Button>
        </Link>
      </Card>
    );
  }
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  const people = query.data?.people;
  return (
    <Card
      title={t('camps.todayTitle', { done: number(camp.doneToday), people: number(camp.people) })}
      note={[
        camp.onLeaveToday > 0 ? t('camps.onLeave', { count: camp.onLeaveToday, n: number(camp.onLeaveToday) }) : '',
        camp.state === 'running' && camp.window
          ? t('camps.closesAt', { at: closingName(camp.policy.zone, camp.window.closesAt, Date.now()) })
          : '',
      ]
        .filter((part) => part !== '')
        .join(' · ')}
    >
      <div className="filters">
        <Segmented<'missing' | 'done' | 'all'>
          value={show}
          onChange={setShow}
          options={(['missing', 'done', 'all'] as const).map((value) => ({ value, label: t(`camps.show.${value}`) }))}
        />
        {show === 'missing' && people && people.length > 0 && <Reminder camp={camp} people={people} />}
      </div>
      {!people ? (
        <Skeleton active />
      ) : people.length === 0 ? (
        <p className="sub">{t(`camps.noneShown.${show}`)}</p>
      ) : (
        <ul className="camp-people">
          {people.map((person) => (
            <li key={person.enrolmentId}>
              <span>
                <button type="button" className="link" onClick={() => setChosen(person.enrolmentId)}>
                  {person.nickname}
                </button>
                {person.missedDays > 1 && person.today === null && (
                  <span className="tag red" style={{ marginInlineStart: 8 }}>
                    {t('camps.missed', { count: person.missedDays, n: number(person.missedDays) })}
                  </span>
                )}
                <div className="frame">
                  {t('camps.standing', { streak: number(person.standing.streak), total: number(person.standing.total) })}
                </div>
              </span>
              <span>
                {person.today ? (
                  <span className={`tag ${person.today === 'leave' ? 'blue' : person.today === 'onTime' ? '' : 'amber'}`}>
                    {t(`camps.kind.${person.today}`)}
                    {person.at && person.today !== 'leave' && ` ${timeIn(camp.policy.zone, person.at)}`}
                  </span>
                ) : (
                  <span className="tag grey">{t('camps.notYet')}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <PersonInCamp camp={camp} enrolmentId={chosen} onClose={() => setChosen(null)} />
    </Card>
  );
}

/** A text for the group, to be copied and sent by a person. */
function Reminder({ camp, people }: { camp: CampDetail; people: Person[] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const text = t('camps.reminder', {
    camp: camp.name,
    names: people.map(({ nickname }) => `@${nickname}`).join(' '),
    closes: camp.window ? closingName(camp.policy.zone, camp.window.closesAt, Date.now()) : '',
  });
  return (
    <Button
      onClick={async () => {
        await navigator.clipboard.writeText(text);
        void message.success(t('camps.reminderCopied'));
      }}
      disabled={camp.state !== 'running'}
    >
      {t('camps.copyReminder')}
    </Button>
  );
}
