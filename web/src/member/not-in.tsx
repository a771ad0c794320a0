import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { coded } from '../shared/call.ts';
import { LanguageSwitch } from './language.tsx';
import { AlumniDoor, CodeSignIn, OwnData } from './later.tsx';
import { Front, NotOpened } from './parts.tsx';

/** How to get in, for whoever is not. */
export function NotIn({ signedIn }: { signedIn: boolean }) {
  const { t } = useTranslation();
  const why = signedIn ? 'nowhere' : 'signedOut';
  useEffect(() => {
    document.title = t('brand');
  }, [t]);
  return (
    <Front title={t(`notIn.${why}.title`)}>
      <p>{t(`notIn.${why}.how`)}</p>
      {signedIn && (
        <>
          <AlumniDoor />
          <p>{t('notIn.kept')}</p>
          <OwnData name={t('me.privacy')} />
        </>
      )}
      {!signedIn && (
        <>
          <p className="quiet-text">{t('notIn.once')}</p>
          <CodeSignIn />
        </>
      )}
      <LanguageSwitch />
    </Front>
  );
}

/** In the place of a page that could not be asked for: the way in, where that is what is missing. */
export function NotShown({ error, again }: { error: unknown; again: () => void }) {
  const { code } = coded(error);
  if (code === 'access.signIn' || code === 'access.denied') return <NotIn signedIn={code === 'access.denied'} />;
  return <NotOpened error={error} again={again} />;
}
