import i18next from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetAnswers } from './ask.ts';
import { call, patience, redeem } from './connection.ts';
import { CodeSignIn } from './later.tsx';
import { Arriving, Front } from './parts.tsx';
import { go } from './route.tsx';
import { openSteps } from './welcome/mine.ts';

/** A link is good once: however often the page is drawn, it is redeemed by one request. */
let redeeming: { token: string; done: Promise<string | null> } | undefined;

function redeemOnce(token: string): Promise<string | null> {
  if (redeeming?.token !== token) redeeming = { token, done: redeem(token) };
  return redeeming.done;
}

/** Where a sign-in link leads. Whoever opens a used one on a phone that is still signed in goes on from there. */
export function Enter() {
  const { t } = useTranslation();
  const [token] = useState(() => location.hash.slice(1));
  const [tries, setTries] = useState(0);
  const [refused, setRefused] = useState<{ code: string; name: string | null }>();

  // A second link, opened where the first was refused, changes nothing but what stands after the sign.
  useEffect(() => {
    const anew = () => location.reload();
    addEventListener('hashchange', anew);
    return () => removeEventListener('hashchange', anew);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks anew
  useEffect(() => {
    document.title = t('enter.title');
    let gone = false;
    setRefused(undefined);
    const refuse = async (code: string) => {
      const mine = await call.admissions.mine({}, patience()).catch(() => null);
      if (!gone) setRefused({ code, name: mine && mine.enrolments.length > 0 ? mine.name : null });
    };
    const enter = async () => {
      const code = token === '' ? 'signIn.link' : await redeemOnce(token);
      if (gone) return;
      if (code !== null) return refuse(code);
      forgetAnswers();
      const steps = await call.welcome.mine({}, patience()).catch(() => null);
      if (gone) return;
      // Nothing of the token stays in the address or in the way back. Who is new has a few steps first.
      go(steps?.communities.some((one) => openSteps(one) > 0) ? '/m/welcome' : '/m/checkin', true);
    };
    void enter();
    return () => {
      gone = true;
    };
  }, [token, tries]);

  if (!refused) return <Arriving />;
  const later = refused.code !== 'signIn.link';
  return (
    <Front title={t('enter.refused')}>
      <p role="alert">{i18next.t(`errors:${refused.code}`)}</p>
      {later && (
        <button
          type="button"
          className="main"
          onClick={() => {
            redeeming = undefined;
            setTries(tries + 1);
          }}
        >
          {t('again')}
        </button>
      )}
      {refused.name === null && !later && <CodeSignIn />}
      {refused.name !== null && (
        <>
          <p>{t('enter.stillIn', { name: refused.name })}</p>
          <button type="button" className={later ? 'second' : 'main'} onClick={() => go('/m/checkin', true)}>
            {t('enter.goOn')}
          </button>
        </>
      )}
    </Front>
  );
}
