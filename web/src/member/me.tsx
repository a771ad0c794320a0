import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from './connection.ts';
import { dayName } from './days.ts';
import { useSend } from './deed.ts';
import { draftCount } from './drafts.ts';
import { LanguageSwitch } from './language.tsx';
import { DutyDoor, ExitDoor, GuardianCard, OwnAddresses, OwnCertificates, Recommend, SuccessionCard } from './later.tsx';
import { leave } from './leaving.ts';
import { useMine } from './mine.ts';
import { OwnData } from './own-data.tsx';
import { Problem, Section, Trouble, Waiting } from './parts.tsx';
import { Link } from './route.tsx';
import { Sheet } from './sheet.tsx';

export function Me() {
  const { t } = useTranslation();
  const { answer, error, again } = useMine();
  const [leaving, setLeaving] = useState(false);
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  return (
    <div className="page">
      <h1>{answer.name || answer.enrolments[0]?.nickname}</h1>
      <Section title={t('me.communities')}>
        <ul className="lines">
          {answer.enrolments.map(({ enrolmentId, communityId, community, nickname, joinedAt }) => (
            <li key={enrolmentId}>
              <b>{community}</b>
              <span className="quiet-text">{t('me.since', { nickname, day: dayName(joinedAt.slice(0, 10)) })}</span>
              <span className="choices-row">
                {(['points', 'shop', 'squad', 'raffles', 'credit', 'directory', 'group', 'welcome'] as const).map((page) => (
                  <Link key={page} className="to" href={`/m/${page}?community=${communityId}`}>
                    {t(`me.to.${page}`)}
                    <span className="visually-hidden">{community}</span>
                  </Link>
                ))}
              </span>
            </li>
          ))}
        </ul>
        <Link className="to" href="/m/report">
          {t('report.door')}
        </Link>
      </Section>
      <OwnCertificates />
      <ExitDoor />
      <DutyDoor />
      <SuccessionCard />
      <Section title={t('recommend.title')}>
        <p>{t('recommend.note')}</p>
        {answer.enrolments.map(({ communityId, community }) => (
          <Recommend key={communityId} communityId={communityId} community={community} />
        ))}
      </Section>
      <OwnAddresses />
      {answer.enrolments.map(({ communityId, community }) => (
        <GuardianCard key={communityId} communityId={communityId} community={community} />
      ))}
      <Section title={t('me.settings')}>
        <LanguageSwitch />
      </Section>
      <Section title={t('me.privacy')}>
        <p>{t('me.kept')}</p>
        <OwnData name={answer.name || t('me.privacy')} />
      </Section>
      <button type="button" className="second wide" onClick={() => setLeaving(true)}>
        {t('me.signOut')}
      </button>
      {leaving && <SigningOut onClose={() => setLeaving(false)} />}
    </div>
  );
}

/** The way back in needs a new link, and what was written here goes: both are said before. */
function SigningOut({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { busy, problem, send } = useSend();
  const drafts = draftCount();
  return (
    <Sheet title={t('me.signOut')} onClose={onClose}>
      <p>{t('me.wayBack')}</p>
      {drafts > 0 && <p className="warn">{t('me.draftsGo', { count: drafts })}</p>}
      <Problem of={problem} />
      <button type="button" className="danger wide" disabled={busy} onClick={() => void send(() => leave(signOut()))}>
        {t('me.signOutNow')}
      </button>
    </Sheet>
  );
}
