import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { CodeForm } from './code-form.tsx';
import { useWechat, WechatButton, WechatOutcome } from './wechat.tsx';

/** The ways back in without asking anybody for a link: inside WeChat one press, else a code. */
export default function CodeSignIn() {
  const { t } = useTranslation();
  const wechat = useWechat();
  return (
    <>
      <WechatOutcome />
      {wechat && <WechatButton to="signIn" />}
      <h2>{t('codes.title')}</h2>
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
    </>
  );
}
