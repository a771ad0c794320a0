import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';
import { CodeForm } from './code-form.tsx';
import { useWechat, WechatButton, WechatOutcome } from './wechat.tsx';

/** 登录方式: by what the caller comes back in, on another phone. */
export default function OwnAddresses() {
  const { t } = useTranslation();
  const { answer, again } = useAsk('addresses', () => call.credentials.mine({}, patience()));
  const { busy, problem, act } = useDeed();
  const wechat = useWechat();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<{ id: string; hint: string }>();
  if (!answer) return null;
  return (
    <Section title={t('codes.own.title')}>
      <p>{t(answer.addresses.length === 0 ? 'codes.own.none' : 'codes.own.some')}</p>
      {answer.addresses.length > 0 && (
        <ul className="lines">
          {answer.addresses.map(({ id, hint }) => (
            <li key={id}>
              <b>{hint}</b>
              <span className="choices-row">
                <button type="button" className="second" onClick={() => setRemoving({ id, hint })}>
                  {t('codes.own.remove')}
                  <span className="visually-hidden">{hint}</span>
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <WechatOutcome />
      {answer.wechatSince !== null && <p>{t('codes.wechat.isLinked')}</p>}
      <span className="choices-row">
        <button type="button" className="second" onClick={() => setAdding(true)}>
          {t('codes.own.add')}
        </button>
        {answer.wechatSince === null && wechat && <WechatButton to="link" />}
        {answer.wechatSince !== null && (
          <button
            type="button"
            className="second"
            disabled={busy}
            onClick={() => void act(() => call.credentials.unlinkWechat({}, patience()))}
          >
            {t('codes.wechat.unlink')}
          </button>
        )}
      </span>
      {adding && (
        <Sheet title={t('codes.own.add')} onClose={() => setAdding(false)}>
          <p className="quiet-text">{t('codes.own.kept')}</p>
          <CodeForm
            what="add"
            give={t('codes.own.confirm')}
            ask={(address) => call.credentials.addAddress({ address }, patience())}
            use={async (given) => {
              const { address, triesLeft } = await call.credentials.confirmAddress(given, patience());
              if (address) {
                setAdding(false);
                again();
              }
              return { right: address !== null, triesLeft };
            }}
          />
        </Sheet>
      )}
      {removing && (
        <Sheet title={t('codes.own.remove')} onClose={() => setRemoving(undefined)}>
          <p>{t('codes.own.removeWhat', { hint: removing.hint })}</p>
          <Problem of={problem} />
          <button
            type="button"
            className="danger wide"
            disabled={busy}
            onClick={async () => {
              const gone = await act(() => call.credentials.removeAddress({ addressId: removing.id }, patience()));
              if (gone) setRemoving(undefined);
            }}
          >
            {t('codes.own.removeNow')}
          </button>
        </Sheet>
      )}
    </Section>
  );
}
