import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { dayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Problem } from '../parts.tsx';
import { type Community, civilDay } from './mine.ts';

/** The rules in full, and the consent to this version of them. */
export function RulesStep({ community: { communityId, rules }, done }: { community: Community; done: boolean }) {
  const { t } = useTranslation();
  const [agreed, setAgreed] = useState(false);
  const { busy, problem, act } = useDeed();
  if (!rules) return null;
  const { version, text, decidedAt, accepted } = rules;
  const about = t('welcome.rules.version', { version, day: dayName(civilDay(decidedAt)) });
  if (done && accepted)
    return (
      <details className="step">
        <summary>{t('welcome.rules.accepted', { day: dayName(civilDay(accepted)) })}</summary>
        <p className="written long">{text}</p>
        <p className="quiet-text">{about}</p>
      </details>
    );
  return (
    <div className="step">
      <p className="written long">{text}</p>
      <p className="quiet-text">{about}</p>
      <label className="tick">
        <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
        <span>{t('welcome.rules.agree')}</span>
      </label>
      <Problem of={problem} />
      <button
        type="button"
        className="main"
        disabled={busy || !agreed}
        onClick={() => void act(() => call.welcome.acceptRules({ communityId, version }, patience()))}
      >
        {t('welcome.rules.accept')}
      </button>
    </div>
  );
}
