import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Modal, QRCode, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, call, errorText } from '../../shared/api.ts';
import { dateTime } from '../../shared/format.ts';

/** A link by which this one person signs in: as a QR to be held up, and as a text to be sent. Each opening makes a new one. */
export function SignInLink({ id, nickname, close }: { id: string; nickname: string; close(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const made = useQuery({
    queryKey: [...api.admissions.signInLink.key(), id],
    queryFn: () => call.admissions.signInLink({ enrolmentId: id }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const address = made.data ? `${location.origin}${made.data.path}` : '';
  return (
    <Modal open title={t('camps.link.title', { name: nickname })} onCancel={close} footer={null}>
      {made.error && <Alert type="error" showIcon title={errorText(made.error)} />}
      {made.isPending && <Skeleton active />}
      {made.data && (
        <div className="camp-link">
          <p>{t('camps.link.note', { name: nickname, until: dateTime(made.data.until) })}</p>
          <div role="img" aria-label={t('camps.link.qr', { name: nickname })}>
            <div aria-hidden>
              <QRCode value={address} size={240} color="#1c2a28" bgColor="#ffffff" type="svg" />
            </div>
          </div>
          <Button
            type="primary"
            block
            onClick={async () => {
              await navigator.clipboard.writeText(t('camps.link.text', { name: nickname, address }));
              void message.success(t('camps.link.copied'));
            }}
          >
            {t('camps.link.copy')}
          </Button>
          <code>{address}</code>
        </div>
      )}
    </Modal>
  );
}
