import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime } from '../../shared/format.ts';
import './admissions.css';

const AGAIN_MS = 15_000;

/** Members who wait for a code that no gateway has sent: whoever let them in passes it on. Nothing where nobody waits. */
export function SignInCodes({ communityId }: { communityId?: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { data } = useQuery({ ...api.credentials.waiting.queryOptions({ input: {} }), refetchInterval: AGAIN_MS });
  const show = useMutation(api.credentials.showCode.mutationOptions());
  const codes = (data?.codes ?? []).filter((one) => communityId === undefined || one.communityId === communityId);
  const shown = show.data;
  if (codes.length === 0 && !shown) return null;
  return (
    <Card title={t('signInCodes.title')} note={t('signInCodes.note')}>
      <ul className="sign-in-codes">
        {codes.map((one) => (
          <li key={one.codeId}>
            <span>
              <b>{one.nickname}</b>
              <div className="frame">
                {t(`signInCodes.${one.purpose}`, { community: one.community, hint: one.hint, until: dateTime(one.until) })}
              </div>
            </span>
            <Button loading={show.isPending} onClick={() => show.mutate({ communityId: one.communityId, codeId: one.codeId })}>
              {t('signInCodes.show')}
            </Button>
          </li>
        ))}
      </ul>
      {show.error && <Alert type="error" showIcon title={errorText(show.error)} />}
      {shown && (
        <Modal open title={t('signInCodes.of', { name: shown.nickname })} onCancel={() => show.reset()} footer={null}>
          <p>{t('signInCodes.how', { name: shown.nickname, until: dateTime(shown.until) })}</p>
          <p className="sign-in-digits">{shown.code}</p>
          <Button
            type="primary"
            block
            onClick={async () => {
              await navigator.clipboard.writeText(t('signInCodes.text', { code: shown.code, until: dateTime(shown.until) }));
              void message.success(t('signInCodes.copied'));
            }}
          >
            {t('signInCodes.copy')}
          </Button>
        </Modal>
      )}
    </Card>
  );
}
