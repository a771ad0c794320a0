import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDay } from '../shared/times.ts';
import { signOut } from './connection.ts';
import { dayName } from './days.ts';
import { useSend } from './deed.ts';
import { draftCount } from './drafts.ts';
import { LanguageSwitch } from './language.tsx';
import { AlumniDoor, DutyDoor, ExitDoor, GuardianCard, OwnAddresses, OwnCertificates, Recommend, SuccessionCard } from './later.tsx';
import { leave } from './leaving.ts';
import { useMine } from './mine.ts';
import OwnData from './own-data.tsx';
import { Problem, Section, Trouble, Waiting } from './parts.tsx';
import { Link } from './route.tsx';
import { Sheet } from './sheet.tsx';

export default function Me() {
  const { t } = useTranslation();
  const { answer, error, again } = useMine();
  const [leaving, setLeaving] = useState(false);
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const alive = answer.enrolments.filter(({ dissolvedAt }) => dissolvedAt === null);
  return (
    <div className="page">
      <h1>{answer.name || answer.enrolments[0]?.nickname}</h1>
      <Group name={t('me.group.waits')}>
        <DutyDoor waits />
        <SuccessionCard waits />
        {alive.map((one) => (
          <GuardianCard key={one.communityId} {...one} waits />
        ))}
        <ExitDoor />
      </Group>
      <Group name={t('me.group.camps')}>
        {answer.enrolments.map(({ enrolmentId, communityId, community, nickname, joinedAt, dissolvedAt }) => (
          <Section key={enrolmentId} title={community}>
            {dissolvedAt !== null && <p className="quiet-text">{t('me.dissolved')}</p>}
            <p className="quiet-text">{t('me.since', { nickname, day: dayName(localDay(joinedAt)) })}</p>
            <Ways communityId={communityId} community={community} />
          </Section>
        ))}
        <DutyDoor waits={false} />
        <SuccessionCard waits={false} />
        {alive.length > 0 && (
          <Section title={t('recommend.title')}>
            <p>{t('recommend.note')}</p>
            {alive.map(({ communityId, community }) => (
              <Recommend key={communityId} communityId={communityId} community={community} />
            ))}
          </Section>
        )}
      </Group>
      <Group name={t('me.group.records')}>
        <Link className="second wide" href="/m/report">
          {t('report.door')}
        </Link>
        <OwnCertificates />
        <AlumniDoor />
      </Group>
      <Group name={t('me.group.account')}>
        <OwnAddresses />
        {alive.map((one) => (
          <GuardianCard key={one.communityId} {...one} waits={false} />
        ))}
        <Section title={t('me.settings')}>
          <LanguageSwitch />
        </Section>
        <Section title={t('me.privacy')}>
          <p>{t('me.kept')}</p>
          <OwnData name={answer.name || t('me.privacy')} />
        </Section>
      </Group>
      <button type="button" className="second wide" onClick={() => setLeaving(true)}>
        {t('me.signOut')}
      </button>
      {leaving && <SigningOut onClose={() => setLeaving(false)} />}
    </div>
  );
}

/** Named only where something stands below it. */
function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="group">
      <p className="group-name">{name}</p>
      {children}
    </div>
  );
}

function Ways({ communityId, community }: { communityId: string; community: string }) {
  const { t } = useTranslation();
  return (
    <span className="choices-row">
      {(['points', 'shop', 'squad', 'raffles', 'credit', 'directory', 'group', 'welcome'] as const).map((page) => (
        <Link key={page} className="to" href={`/m/${page}?community=${communityId}`}>
          {t(`me.to.${page}`)}
          <span className="visually-hidden">{community}</span>
        </Link>
      ))}
    </span>
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
