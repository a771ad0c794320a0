import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../shared/api.ts';

interface Props {
  title: string;
  goes: string;
  okText: string;
  needed: boolean;
  danger?: boolean;
  /** Rejects where the server refuses: the words stay. */
  send(reason: string): Promise<unknown>;
  close(): void;
}

/** A decision about a person, with the reason that stays on record. */
export function WithReason({ title, goes, okText, needed, danger = false, send, close }: Props) {
  const { t } = useTranslation('succession');
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const decide = async () => {
    setBusy(true);
    try {
      await send(reason.trim());
      close();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={okText}
      okButtonProps={{ disabled: needed && reason.trim().length < 2, ...(danger && { danger: true, type: 'default' as const }) }}
      confirmLoading={busy}
      onCancel={close}
      onOk={() => void decide()}
    >
      {error !== null && <Alert type="error" showIcon title={errorText(error)} style={{ marginBottom: 12 }} />}
      <p>{goes}</p>
      <Form layout="vertical" requiredMark={false}>
        <Form.Item label={t('reasonLabel')} htmlFor="succession-reason" extra={needed ? undefined : t('reasonOptional')}>
          <Input.TextArea
            id="succession-reason"
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            maxLength={300}
            autoSize={{ minRows: 2, maxRows: 6 }}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
