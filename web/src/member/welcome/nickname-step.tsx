import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { CopyButton } from '../copy.tsx';
import { useDeed } from '../deed.ts';
import { Problem } from '../parts.tsx';
import type { Community } from './mine.ts';

type Lint = Community['lint'];
const SOON_MS = 400;

/** The nickname by the community's format, with a proposal while it is typed. */
export function NicknameStep({ community, done }: { community: Community; done: boolean }) {
  const { t } = useTranslation();
  const { communityId, nickname, nicknameFormat } = community;
  const [typed, setTyped] = useState(community.lint.proposal ?? nickname);
  const [editing, setEditing] = useState(false);
  const { busy, problem, act } = useDeed();
  const lint = useLint(communityId, typed, community.lint);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (await act(() => call.welcome.setNickname({ communityId, nickname: typed.trim() }, patience()))) setEditing(false);
  };
  if (done && !editing)
    return (
      <div className="step">
        <p>
          <b>{nickname}</b>
        </p>
        <p className="quiet-text">{t('welcome.nickname.alsoInGroup')}</p>
        <div className="acts">
          <CopyButton text={nickname}>{t('welcome.nickname.copy')}</CopyButton>
          <button type="button" className="quiet" onClick={() => setEditing(true)}>
            {t('welcome.change')}
          </button>
        </div>
      </div>
    );
  return (
    <form className="step" onSubmit={(event) => void save(event)}>
      <p className="quiet-text" id="nickname-format">
        {t('welcome.nickname.format', { format: nicknameFormat })}
      </p>
      <div className="field">
        <label htmlFor="nickname">{t('welcome.nickname.label')}</label>
        <input
          id="nickname"
          maxLength={60}
          autoComplete="nickname"
          aria-describedby="nickname-format nickname-says"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <div id="nickname-says" role="status">
        {lint.met ? (
          <p className="quiet-text">{t('welcome.nickname.good')}</p>
        ) : lint.proposal !== null ? (
          <p>
            {t('welcome.nickname.proposal', { proposal: lint.proposal })}{' '}
            <button type="button" className="quiet" onClick={() => setTyped(lint.proposal ?? typed)}>
              {t('welcome.nickname.use')}
            </button>
          </p>
        ) : (
          <p className="warn">
            {lint.lacks.length > 0
              ? t('welcome.nickname.lacks', { parts: lint.lacks.join(t('welcome.comma')) })
              : t('welcome.nickname.format', { format: nicknameFormat })}
          </p>
        )}
      </div>
      <Problem of={problem} />
      <button type="submit" className="main" disabled={busy || !lint.met}>
        {t('welcome.nickname.save')}
      </button>
    </form>
  );
}

/** Asks the server once the fingers rest; the rule lives there alone. */
function useLint(communityId: string, typed: string, first: Lint): Lint {
  const [lint, setLint] = useState<{ of: string; lint: Lint }>();
  const nickname = typed.trim();
  useEffect(() => {
    if (nickname === '') return undefined;
    let gone = false;
    const ask = async () => {
      const answer = await call.welcome.lintNickname({ communityId, nickname }, patience()).catch(() => null);
      if (answer && !gone) setLint({ of: nickname, lint: answer });
    };
    const soon = setTimeout(() => void ask(), SOON_MS);
    return () => {
      gone = true;
      clearTimeout(soon);
    };
  }, [communityId, nickname]);
  if (nickname === '') return { met: false, proposal: first.met ? first.proposal : null, lacks: [] };
  if (lint) return lint.of === nickname ? lint.lint : { ...lint.lint, met: false };
  return nickname === first.proposal ? { ...first, met: true } : first;
}
