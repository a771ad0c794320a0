import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { joiningLines } from '../../shared/alumni.ts';
import { localDay } from '../../shared/times.ts';
import { call, patience } from '../connection.ts';
import { dayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { NotShown } from '../not-in.tsx';
import { Arriving, Back, Notice, Problem, Section } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';
import { EntryForm } from './entry-form.tsx';
import { type Mine, type Place, useAlumni } from './mine.ts';
import { People } from './people.tsx';

/** 校友: joining by one's own yes, the others, invitations. Also for those who left, so it stands without the tabs. */
export default function AlumniPage() {
  const { t } = useTranslation('alumni');
  const { answer, error, again } = useAlumni();
  useEffect(() => {
    document.title = `${t('title')} · ${t('member:brand')}`;
  }, [t]);
  if (!answer) return error ? <NotShown error={error} again={again} /> : <Arriving />;
  const { communities, invitations, words } = answer;
  return (
    <main className="page">
      {communities.some(({ gone }) => !gone) && <Back to="me" />}
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <Invitations of={invitations} />
      {communities.length === 0 && (
        <Notice title={t('none.title')}>
          <p>{t('none.how')}</p>
        </Notice>
      )}
      {communities.map((place) => (
        <Community key={place.communityId} place={place} words={words} />
      ))}
    </main>
  );
}

function Invitations({ of }: { of: Mine['invitations'] }) {
  const { t } = useTranslation('alumni');
  if (of.length === 0) return null;
  return (
    <Section title={t('invitation.title')}>
      {of.map((one) => (
        <Invitation key={one.alumniInvitationId} of={one} />
      ))}
    </Section>
  );
}

function Invitation({ of: { alumniInvitationId, kind, community, from, until, state, became } }: { of: Mine['invitations'][number] }) {
  const { t } = useTranslation('alumni');
  const { busy, problem, act } = useDeed();
  const answer = (agree: boolean) => void act(() => call.alumni.answer({ alumniInvitationId, agree }, patience()));
  const said = state === 'accepted' ? (became ?? 'accepted') : 'declined';
  return (
    <div className="step">
      <b>{t(`invitation.${kind}`, { community, from })}</b>
      {state === 'open' ? (
        <>
          <p className="quiet-text">{t('invitation.until', { day: dayName(localDay(until)) })}</p>
          <div className="acts">
            <button type="button" className="main" disabled={busy} onClick={() => answer(true)}>
              {t('invitation.yes')}
            </button>
            <button type="button" className="second" disabled={busy} onClick={() => answer(false)}>
              {t('invitation.no')}
            </button>
          </div>
        </>
      ) : (
        <p role="status">{t(`invitation.${said}`, { community })}</p>
      )}
      <Problem of={problem} />
    </div>
  );
}

function Community({ place, words }: { place: Place; words: Mine['words'] }) {
  const { t } = useTranslation('alumni');
  if (place.entry) return <Joined place={place} words={words} />;
  return (
    <Section title={t('join.title', { community: place.community })}>
      <p className="quiet-text">{t('need.one')}</p>
      <ul className="lines">
        {joiningLines(place).map(({ code, text, met }) => (
          <li key={code}>
            <span>
              {text}
              {met !== null && <span className={`tag ${met ? 'done' : ''}`}>{t(met ? 'need.met' : 'need.notMet')}</span>}
            </span>
          </li>
        ))}
      </ul>
      {place.met && <EntryForm place={place} words={words} />}
    </Section>
  );
}

function Joined({ place, words }: { place: Place; words: Mine['words'] }) {
  const { t } = useTranslation('alumni');
  const [open, setOpen] = useState<'change' | 'withdraw'>();
  const { busy, problem, act } = useDeed();
  const { communityId, entry } = place;
  const withdraw = async () => {
    if (await act(() => call.alumni.withdraw({ communityId }, patience()))) setOpen(undefined);
  };
  return (
    <>
      <Section title={t('people.title', { community: place.community })}>
        {entry && <p className="quiet-text">{t('own.since', { day: dayName(localDay(entry.agreedAt)) })}</p>}
        <div className="acts">
          <button type="button" className="second" onClick={() => setOpen('change')}>
            {t('own.change')}
          </button>
          <button type="button" className="quiet" onClick={() => setOpen('withdraw')}>
            {t('own.withdraw')}
          </button>
        </div>
      </Section>
      <People communityId={communityId} />
      {open === 'change' && (
        <Sheet title={t('join.change')} onClose={() => setOpen(undefined)}>
          <EntryForm place={place} words={words} saved={() => setOpen(undefined)} />
        </Sheet>
      )}
      {open === 'withdraw' && (
        <Sheet title={t('own.withdraw')} onClose={() => setOpen(undefined)}>
          <p>{t('own.withdrawAsk')}</p>
          <Problem of={problem} />
          <button type="button" className="danger wide" disabled={busy} onClick={() => void withdraw()}>
            {t('own.withdrawNow')}
          </button>
        </Sheet>
      )}
    </>
  );
}
