import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../shared/call.ts';
import { useAsk } from './ask.ts';
import { call, notDelivered, patience } from './connection.ts';
import './join.css';
import { JoinState } from './join-state.tsx';
import { LanguageSwitch } from './language.tsx';
import { Front, Waiting } from './parts.tsx';

const kept = (code: string) => `qunce.join.${code}`;

/** Where an invitation leads: the form, and from then on how the application stands, also after the page was closed. */
export function Join() {
  const { t } = useTranslation();
  // A member's own link ends in what tells who recommended the applicant.
  const [[code = '', recommendation = '']] = useState(() => location.hash.slice(1).split('~'));
  const [secret, setSecret] = useState(() => localStorage.getItem(kept(code)));
  useEffect(() => {
    document.title = t('join.opening');
  }, [t]);
  if (code === '')
    return (
      <Front title={t('join.badLink.title')}>
        <p>{t('join.badLink.how')}</p>
      </Front>
    );
  const anew = () => {
    localStorage.removeItem(kept(code));
    setSecret(null);
  };
  return secret === null ? (
    <JoinForm code={code} recommendation={recommendation} applied={setSecret} />
  ) : (
    <JoinState secret={secret} anew={anew} />
  );
}

function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_');
}

function JoinForm({ code, recommendation, applied }: { code: string; recommendation: string; applied(secret: string): void }) {
  const { t } = useTranslation();
  const { answer: invitation, error, again } = useAsk(`join ${code}`, () => call.admissions.invitation({ code }, patience()));
  // One secret however often it is sent: a lost answer makes no second application.
  const [secret] = useState(newSecret);
  const [form, setForm] = useState({ name: '', answer: '', agreed: false });
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  if (!invitation)
    return error ? (
      <Front title={t('join.notOpened')}>
        <p role="alert">{errorText(error)}</p>
        <button type="button" className="second" onClick={again}>
          {t('again')}
        </button>
      </Front>
    ) : (
      <main className="front">
        <Waiting />
      </main>
    );
  const { community, greeting, question, open, decide, placesLeft, consent } = invitation;
  if (!open)
    return (
      <Front title={t('join.closed.title')}>
        <p>{t('join.closed.how', { community })}</p>
      </Front>
    );
  const lacks = { name: form.name.trim() === '', answer: question !== '' && form.answer.trim() === '', agreed: !form.agreed };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(true);
    if (sending || lacks.name || lacks.answer || lacks.agreed) return;
    setSending(true);
    setProblem(undefined);
    // Kept before it is sent: whoever closes the page before the answer comes finds the application again.
    localStorage.setItem(kept(code), secret);
    try {
      await call.admissions.apply({ code, name: form.name, answer: form.answer, consent, secret, recommendation }, patience());
      applied(secret);
    } catch (failed) {
      if (!notDelivered(failed)) localStorage.removeItem(kept(code));
      setProblem(failed);
      setSending(false);
    }
  };
  const lack = (field: keyof typeof lacks) =>
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
    <Front title={t('join.title', { community })}>
      {greeting !== '' && <p className="greeting">{greeting}</p>}
      <p className="quiet-text">{placesLeft === 0 ? t('join.full') : t(`join.${decide}`)}</p>
      {placesLeft !== null && placesLeft > 0 && <p className="quiet-text">{t('join.placesLeft', { count: placesLeft })}</p>}
      <form className="fields" noValidate onSubmit={(event) => void send(event)}>
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
        <div>
          <label className="consent">
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
        {problem !== undefined && (
          <p className="missing" role="alert">
            {errorText(problem)}
          </p>
        )}
        <button type="submit" className="main wide" disabled={sending}>
          {t(sending ? 'join.sending' : 'join.send')}
        </button>
      </form>
      <LanguageSwitch />
    </Front>
  );
}
