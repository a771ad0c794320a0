import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { CodeForm } from './code-form.tsx';

/** The way back in without asking anybody for a link: a right code is one. */
export default function CodeSignIn() {
  const { t } = useTranslation();
  return (
    <CodeForm
      what="signIn"
      give={t('codes.signIn')}
      ask={(address) => call.credentials.askCode({ address }, patience())}
      use={async (given) => {
        const { path, triesLeft } = await call.credentials.enter(given, patience());
        if (path !== null) location.replace(path);
        return { right: path !== null, triesLeft };
      }}
    />
  );
}
