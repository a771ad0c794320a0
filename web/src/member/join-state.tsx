import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, notDelivered, patience } from './connection.ts';
import { useSend } from './deed.ts';
import { Arriving, Front, NotOpened, Problem } from './parts.tsx';
import { go } from './route.tsx';

type State = Awaited<ReturnType<typeof call.admissions.application>>;

/** Who waits at the page hears soon; who leaves it open asks ever less often. */
const SOON_MS = 15_000;
const LATER_MS = 120_000;

/** How the application stands; once it is approved, the way in. */
export function JoinState({ secret, anew }: { secret: string; anew(): void }) {
  const { t } = useTranslation();
  const [state, setState] = useState<State>();
  const [problem, setProblem] = useState<unknown>();
  const { busy, problem: refused, send } = useSend();
  const ask = useCallback(async () => {
    try {
      setState(await call.admissions.application({ secret }, patience()));
      setProblem(undefined);
    } catch (error) {
      setProblem(error);
    }
  }, [secret]);
  const undecided = state === undefined || state.state === 'waiting' || state.state === 'waitlisted';
  useEffect(() => {
    void ask();
  }, [ask]);
  useEffect(() => {
    if (!undecided) return undefined;
    let wait = SOON_MS;
    let timer: ReturnType<typeof setTimeout>;
    const again = () => {
      timer = setTimeout(() => {
        if (!document.hidden) void ask();
        wait = Math.min(LATER_MS, wait * 1.3);
        again();
      }, wait);
    };
    const back = () => document.hidden || void ask();
    again();
    document.addEventListener('visibilitychange', back);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', back);
    };
  }, [undecided, ask]);

  if (!state) {
    if (problem === undefined) return <Arriving />;
    return notDelivered(problem) ? (
      <NotOpened error={problem} again={() => void ask()} />
    ) : (
      <NotOpened error={problem} again={anew} action={t('join.anew')} />
    );
  }
  const enter = async () => {
    const went = await send(async () => go((await call.admissions.enter({ secret }, patience())).path, true));
    if (!went) void ask();
  };
  const { community, name, reason, place, canEnter } = state;
  const shown = state.state === 'approved' && !canEnter ? 'entered' : state.state;
  return (
    <Front title={t(`join.state.${shown}.title`)}>
      <p role="status">{t(`join.state.${shown}.how`, { community, name, place })}</p>
      {shown === 'refused' && reason !== '' && <blockquote className="written">{reason}</blockquote>}
      <Problem of={refused ?? problem} />
      {shown === 'approved' && (
        <button type="button" className="cta" disabled={busy} onClick={() => void enter()}>
          {t('join.enter')}
        </button>
      )}
      {shown === 'entered' && (
        <button type="button" className="main" onClick={() => go('/m/checkin', true)}>
          {t('join.goOn')}
        </button>
      )}
      {shown === 'refused' && (
        <button type="button" className="second" onClick={anew}>
          {t('join.anew')}
        </button>
      )}
      {undecided && (
        <button type="button" className="second" onClick={() => void ask()}>
          {t('join.look')}
        </button>
      )}
    </Front>
  );
}
