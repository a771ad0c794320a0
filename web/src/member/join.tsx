import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from './ask.ts';
import { InvitedBrand } from './brand.tsx';
import { call, notDelivered, patience } from './connection.ts';
import { useSend } from './deed.ts';
import type { Said } from './guardian/fields.tsx';
import { JoinState } from './join-state.tsx';
import { LanguageSwitch } from './language.tsx';
import { GuardianFields, Quiz } from './later.tsx';
import { Arriving, Front, NotOpened, Problem } from './parts.tsx';
import { draftSecret, forgetDraft } from './quiz/draft-secret.ts';

const kept = (code: string) => `qunce.join.${code}`;

/** Where an invitation leads: the form, and from then on how the application stands, also after the page was closed. */
export default function Join() {
  const { t } = useTranslation();
  // A member's own link ends in what tells who recommended the applicant.
  const [[code = '', recommendation = '']] = useState(() => location.hash.slice(1).split('~'));
  const [secret, setSecret] = useState(() => localStorage.getItem(kept(code)));
  useEffect(() => {
    document.title = t('join.opening');
  }, [t]);
  if (code === '') return <NoWayIn why="badLink" />;
  const anew = () => {
    localStorage.removeItem(kept(code));
    forgetDraft(code);
    setSecret(null);
  };
  return secret === null ? (
    <JoinForm code={code} recommendation={recommendation} applied={setSecret} />
  ) : (
    <JoinState secret={secret} anew={anew} />
  );
}

/** What happened to the invitation, and whom to ask: trying again would be answered the same. */
function NoWayIn({ why, community = '' }: { why: 'badLink' | 'dead' | 'closed' | 'over'; community?: string }) {
  const { t } = useTranslation();
  return (
    <Front title={t(`join.${why}.title`)}>
      <p role="alert">{t(`join.${why}.how`, { community })}</p>
      <LanguageSwitch />
    </Front>
  );
}

function JoinForm({ code, recommendation, applied }: { code: string; recommendation: string; applied(secret: string): void }) {
  const { t } = useTranslation();
  const { answer: invitation, error, again } = useAsk(`join ${code}`, () => call.admissions.invitation({ code }, patience()));
  // One secret however often it is sent: a lost answer makes no second application.
  const [secret] = useState(() => draftSecret(code));
  const [form, setForm] = useState({ name: '', answer: '', address: '', agreed: false });
  const [said, setSaid] = useState<Said | null>(null);
  const [answered, setAnswered] = useState(false);
  const [missing, setMissing] = useState(false);
  const { busy, problem, send } = useSend();
  if (!invitation) {
    if (error === undefined) return <Arriving />;
    return notDelivered(error) ? <NotOpened error={error} again={again} /> : <NoWayIn why="dead" />;
  }
  const { community, greeting, question, state, decide, placesLeft, consent, quiz, guardian } = invitation;
  if (state !== 'open') return <NoWayIn why={state} community={community} />;
  const lacks = {
    name: form.name.trim() === '',
    answer: question !== '' && form.answer.trim() === '',
    agreed: !form.agreed,
    quiz: quiz !== null && !answered,
    guardian: guardian !== '' && said === null,
  };
  const apply = async () => {
    // Kept before it is sent: whoever closes the page before the answer comes finds the application again.
    localStorage.setItem(kept(code), secret);
    try {
      await call.admissions.apply(
        { code, name: form.name, answer: form.answer, consent, secret, recommendation, guardian: said ?? undefined },
        patience(),
      );
    } catch (failed) {
      if (!notDelivered(failed)) localStorage.removeItem(kept(code));
      throw failed;
    }
    // What is no address is put right on this page: sent again, the application is the same one.
    if (form.address.trim() !== '') await call.credentials.leaveAddress({ secret, address: form.address }, patience());
    applied(secret);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(true);
    if (!busy && !Object.values(lacks).includes(true)) void send(apply);
  };
  const lack = (field: Exclude<keyof typeof lacks, 'guardian'>) =>
    missing &&
    lacks[field] && (
      <p className="missing" id={`join-${field}-lacks`}>
        {t(`join.lacks.${field}`)}
      </p>
    );
  const described = (field: keyof typeof lacks) => ({
    id: `join-${field}`,
    'aria-invalid': missing && lacks[field],
    'aria-describedby': missing && lacks[field] ? `join-${field}-lacks` : undefined,
  });
  return (
    <Front title={t('join.title', { community })} brand={<InvitedBrand code={code} />}>
      {greeting !== '' && <p className="written">{greeting}</p>}
      <p className="quiet-text">{placesLeft === 0 ? t('join.full') : t(`join.${decide}`)}</p>
      {placesLeft !== null && placesLeft > 0 && <p className="quiet-text">{t('join.placesLeft', { count: placesLeft })}</p>}
      <form className="fields" noValidate onSubmit={submit}>
        <div className="field">
          <label htmlFor="join-name">{t('join.name')}</label>
          <input
            {...described('name')}
            autoComplete="nickname"
            maxLength={40}
            placeholder={t('join.nameHint')}
            value={form.name}
            onChange={(event) => setForm({ ...form, name: event.target.value })}
          />
          {lack('name')}
        </div>
        {question !== '' && (
          <div className="field">
            <label htmlFor="join-answer">{question}</label>
            <textarea
              {...described('answer')}
              className="short"
              maxLength={500}
              value={form.answer}
              onChange={(event) => setForm({ ...form, answer: event.target.value })}
            />
            {lack('answer')}
          </div>
        )}
        <div className="field">
          <label htmlFor="join-address">{t('join.address')}</label>
          <input
            id="join-address"
            aria-describedby="join-address-note"
            inputMode="email"
            autoCapitalize="none"
            maxLength={254}
            value={form.address}
            onChange={(event) => setForm({ ...form, address: event.target.value })}
          />
          <p className="quiet-text" id="join-address-note">
            {t('join.addressNote')}
          </p>
        </div>
        {guardian !== '' && <GuardianFields words={guardian} missing={missing} says={setSaid} />}
        {quiz && (
          <div>
            <Quiz code={code} secret={secret} terms={quiz} ready={setAnswered} />
            {lack('quiz')}
          </div>
        )}
        <div>
          <label className="tick quiet-text">
            <input
              type="checkbox"
              {...described('agreed')}
              checked={form.agreed}
              onChange={(event) => setForm({ ...form, agreed: event.target.checked })}
            />
            <span>{t('join.consent', { community })}</span>
          </label>
          {lack('agreed')}
        </div>
        <Problem of={problem} />
        <button type="submit" className="main wide" disabled={busy}>
          {t(busy ? 'join.sending' : 'join.send')}
        </button>
      </form>
      <LanguageSwitch />
    </Front>
  );
}
