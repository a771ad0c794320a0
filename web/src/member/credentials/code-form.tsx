import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock.ts';
import { useSend } from '../deed.ts';
import { Problem } from '../parts.tsx';

interface CodeFormProps {
  /** Signing in, nobody is told whether the address is known; adding, it is the caller's own word. */
  what: 'signIn' | 'add';
  /** Of the button that gives the code. */
  give: string;
  ask: (address: string) => Promise<{ codeId: string }>;
  /** `right`: it was the code, and what it was for has begun. */
  use: (given: { codeId: string; code: string }) => Promise<{ right: boolean; triesLeft: number }>;
}

/** Messages take their time, and each counts. */
const AGAIN_MS = 60_000;

/** A phone number or mail address, then the six digits that went there. What is said never tells whether anybody has the address. */
export function CodeForm({ what, give, ask, use }: CodeFormProps) {
  const { t } = useTranslation();
  const now = useNow();
  const [address, setAddress] = useState('');
  const [asked, setAsked] = useState<{ codeId: string; at: number }>();
  const [code, setCode] = useState('');
  const [triesLeft, setTriesLeft] = useState<number>();
  const { busy, problem, send } = useSend();
  const askNow = () =>
    send(async () => {
      const { codeId } = await ask(address);
      setAsked({ codeId, at: now });
      setCode('');
      setTriesLeft(undefined);
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!asked) return void askNow();
    void send(async () => {
      const answer = await use({ codeId: asked.codeId, code });
      if (!answer.right) setTriesLeft(answer.triesLeft);
    });
  };
  const wrong = triesLeft !== undefined;
  if (!asked)
    return (
      <form className="fields" noValidate onSubmit={submit}>
        <div className="field">
          <label htmlFor="code-address">{t(`codes.address.${what}`)}</label>
          <input
            id="code-address"
            autoComplete="username"
            inputMode="email"
            autoCapitalize="none"
            maxLength={254}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        </div>
        <Problem of={problem} />
        <button type="submit" className="main wide" disabled={busy || address.trim() === ''}>
          {t(busy ? 'codes.asking' : 'codes.ask')}
        </button>
      </form>
    );
  const wait = Math.ceil((asked.at + AGAIN_MS - now) / 1000);
  return (
    <form className="fields" noValidate onSubmit={submit}>
      <p role="status">{t(`codes.sent.${what}`, { address: address.trim() })}</p>
      <div className="field">
        <label htmlFor="code-digits">{t('codes.digits')}</label>
        <input
          id="code-digits"
          // biome-ignore lint/a11y/noAutofocus: the one thing to do next, on a page that was just asked for
          autoFocus
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={6}
          value={code}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'code-wrong' : undefined}
          onChange={(event) => setCode(event.target.value.normalize('NFKC').replace(/\D/g, ''))}
        />
        {wrong && (
          <p className="missing" id="code-wrong" role="alert">
            {triesLeft > 0 ? t('codes.wrong', { count: triesLeft }) : t('codes.over')}
          </p>
        )}
      </div>
      <Problem of={problem} />
      <button type="submit" className="main wide" disabled={busy || code.length < 6 || triesLeft === 0}>
        {give}
      </button>
      <p className="quiet-text">{t('codes.notArrived')}</p>
      <button type="button" className="second" disabled={busy || wait > 0} onClick={() => void askNow()}>
        {wait > 0 ? t('codes.againIn', { count: wait }) : t('codes.again')}
      </button>
      <button type="button" className="quiet" onClick={() => setAsked(undefined)}>
        {t('codes.other')}
      </button>
    </form>
  );
}
