import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from './language.tsx';
import { AlumniDoor, CodeSignIn, OwnData } from './later.tsx';
import { Front } from './parts.tsx';

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
