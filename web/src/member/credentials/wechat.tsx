import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** What the server puts behind `?wechat=` on the way back. */
const outcomes = ['unknown', 'again', 'failed', 'taken', 'linked'] as const;

/** Inside WeChat, where an account of the installation is behind it. */
export function useWechat(): boolean {
  const [there, setThere] = useState(false);
  useEffect(() => {
    if (!/MicroMessenger/i.test(navigator.userAgent)) return;
    const ask = async () => setThere((await fetch('/api/v1/wechat')).ok);
    ask().catch(() => undefined);
  }, []);
  return there;
}

/** How the last way to WeChat and back ended. */
export function WechatOutcome() {
  const { t } = useTranslation();
  const said = new URLSearchParams(location.search).get('wechat');
  const outcome = outcomes.find((one) => one === said);
  return outcome ? <p role="alert">{t(`codes.wechat.outcome.${outcome}`)}</p> : null;
}

export function WechatButton({ to }: { to: 'signIn' | 'link' }) {
  const { t } = useTranslation();
  return (
    <a className={to === 'signIn' ? 'main wide' : 'second'} href={`/api/v1/wechat/start?to=${to}`}>
      {t(`codes.wechat.${to}`)}
    </a>
  );
}
