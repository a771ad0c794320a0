import { Alert, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { errorText } from '../../shared/api.ts';
import { Reason } from '../../shared/reason.tsx';

interface Props {
  open: boolean;
  title: string;
  label: string;
  ok: string;
  danger?: boolean;
  children?: ReactNode;
  close(): void;
  go(reason: string): Promise<unknown>;
}

/** A confirmation that asks why. Stays where it is while it is shut: only then does the dialog give the focus back to its button. */
export function AskReason({ open, title, label, ok, danger = false, children, close, go }: Props) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await go(reason.trim());
      close();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open}
      title={title}
      onCancel={close}
      destroyOnHidden
      afterClose={() => {
        setReason('');
        setError(undefined);
      }}
      okText={ok}
      okButtonProps={{ danger, disabled: reason.trim().length < 2 }}
      confirmLoading={busy}
      onOk={() => void send()}
    >
      {children}
      {error !== undefined && <Alert type="error" showIcon title={errorText(error)} style={{ marginBottom: 12 }} />}
      <Reason label={label} value={reason} onChange={setReason} />
    </Modal>
  );
}
