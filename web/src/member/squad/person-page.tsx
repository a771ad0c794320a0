import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signs } from '../checkin/calendar.tsx';
import { call, patience } from '../connection.ts';
import { dayName, momentIn } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section, Trouble, Waiting } from '../parts.tsx';
import { Link } from '../route.tsx';
import { CorrectDay } from './correct-day.tsx';
import { type SquadPerson, useNotes, useSquadPerson } from './mine.ts';
import { Sayings } from './parts.tsx';

interface Props {
  squadId: string;
  enrolmentId: string;
  campaignId: string | null;
  rights: readonly string[];
  back: string;
}

/** One person of a squad, for who leads it: days, words, the one-to-one log, praise. */
export function PersonPage({ squadId, enrolmentId, campaignId, rights, back }: Props) {
  const { t } = useTranslation();
  const { answer, error, again } = useSquadPerson(squadId, enrolmentId, campaignId);
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const { nickname, standing, posts, praises, campaign, me } = answer;
  const of = { squadId, enrolmentId };
  return (
    <div className="page">
      <Link className="back" href={back}>
        {t('desk.back')}
      </Link>
      <h1>{nickname}</h1>
      {standing && <p className="lead">{t('home.standing', { streak: standing.streak, total: standing.total })}</p>}
      {campaign && <Days person={answer} squadId={squadId} mayCorrect={rights.includes('squad.correct') && !me} />}
      {!me && rights.includes('squad.praise') && (
        <Write key={`praise ${enrolmentId}`} what="praise" send={(text) => call.squads.praise({ ...of, text }, patience())} most={500} />
      )}
      {praises.length > 0 && (
        <Section title={t('desk.praised')}>
          <Sayings said={praises} />
        </Section>
      )}
      {!me && rights.includes('squad.care') && <Log {...of} />}
      {campaign && (
        <Section title={t('desk.posts')}>
          {posts.length === 0 && <p className="quiet-text">{t('desk.noPosts')}</p>}
          <ul className="lines">
            {posts.map(({ day, at, kind, text, number, link }) => (
              <li key={day}>
                <span className="quiet-text">{t('desk.postOf', { day: dayName(day), at: momentIn(campaign.zone, at) })}</span>
                <span className="squad-said">{[text || t(`day.${kind}`), number, link].filter((part) => part !== null).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Days({ person, squadId, mayCorrect }: { person: SquadPerson; squadId: string; mayCorrect: boolean }) {
  const { t } = useTranslation();
  const [day, setDay] = useState<string>();
  const { calendar, campaign, enrolmentId } = person;
  return (
    <Section title={t('desk.days')} note={campaign?.name}>
      {mayCorrect && <p className="quiet-text">{t('desk.daysHow')}</p>}
      <ul className="squad-days">
        {calendar.map(({ day: one, state }) => {
          const said = `${dayName(one)} ${t(`day.${state}`)}`;
          const face = (
            <>
              <span aria-hidden="true">{Number(one.slice(8))}</span>
              <small aria-hidden="true">{signs[state] ?? ''}</small>
              <span className="visually-hidden">{said}</span>
            </>
          );
          return (
            <li key={one}>
              {mayCorrect && state !== 'future' ? (
                <button type="button" className={`day ${state}`} onClick={() => setDay(one)}>
                  {face}
                </button>
              ) : (
                <span className={`day ${state}`}>{face}</span>
              )}
            </li>
          );
        })}
      </ul>
      {day !== undefined && campaign && (
        <CorrectDay squadId={squadId} enrolmentId={enrolmentId} campaignId={campaign.id} day={day} onClose={() => setDay(undefined)} />
      )}
    </Section>
  );
}

/** Only grows: what was written stays as it is. */
function Log({ squadId, enrolmentId }: { squadId: string; enrolmentId: string }) {
  const { t } = useTranslation();
  const { answer, error, again } = useNotes(squadId, enrolmentId);
  const notes = answer?.notes ?? [];
  return (
    <>
      <Write
        key={`note ${enrolmentId}`}
        what="note"
        send={(text) => call.squads.note({ squadId, enrolmentId, text }, patience())}
        most={1_000}
      />
      {!answer && error !== undefined && <Trouble error={error} again={again} />}
      {notes.length > 0 && (
        <Section title={t('desk.noted')}>
          <Sayings said={notes} />
        </Section>
      )}
    </>
  );
}

/** Praise, or a line of the log: says who will read it before it is written. */
function Write({ what, send, most }: { what: 'praise' | 'note'; send: (text: string) => Promise<unknown>; most: number }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [sent, setSent] = useState(false);
  const { busy, problem, act } = useDeed();
  const give = async () => {
    if (!(await act(() => send(text.trim())))) return;
    setText('');
    setSent(true);
  };
  return (
    <Section title={t(`desk.${what}.title`)}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void give();
        }}
      >
        <div className="field squad-write">
          <label htmlFor={what}>{t(`desk.${what}.label`)}</label>
          <p className="quiet-text" id={`${what}-who`}>
            {t(`desk.${what}.who`)}
          </p>
          <textarea
            id={what}
            className="short"
            aria-describedby={`${what}-who`}
            maxLength={most}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setSent(false);
            }}
          />
        </div>
        <Problem of={problem} />
        <button type="submit" className="second" disabled={busy || text.trim() === ''}>
          {t(`desk.${what}.do`)}
        </button>
        <span role="status" className="quiet-text">
          {sent && t(`desk.${what}.sent`)}
        </span>
      </form>
    </Section>
  );
}
