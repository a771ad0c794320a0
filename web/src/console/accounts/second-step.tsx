import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth, refusal } from '../../shared/api.ts';

/** After the password: six digits from the telephone, or a recovery code. */
export function SecondStep({ onDone, onBack }: { onDone: () => Promise<void>; onBack: () => void }) {
  const { t } = useTranslation();
  const [recovery, setRecovery] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit({ code }: { code: string }) {
    setBusy(true);
    setProblem(null);
    const result = await auth(recovery ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp', { code: code.trim() });
    setBusy(false);
    if (result.ok) return onDone();
    // 400: too many wrong codes, so that this sign-in is over.
    setProblem(t(`errors:${refusal(result.status, result.status === 400 ? 'secondFactor.startAgain' : 'secondFactor.wrong')}`));
  }

  return (
    <>
      {problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 16 }} />}
      <Form key={String(recovery)} layout="vertical" onFinish={submit} requiredMark={false}>
        <Form.Item
          name="code"
          label={t(recovery ? 'secondFactor.recoveryCode' : 'secondFactor.code')}
          extra={t(recovery ? 'secondFactor.recoveryHint' : 'secondFactor.codeHint')}
          rules={[{ required: true, message: t('secondFactor.codeNeeded') }]}
        >
          <Input autoComplete="one-time-code" inputMode={recovery ? 'text' : 'numeric'} autoFocus size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          {t('signIn.do')}
        </Button>
      </Form>
      <div style={{ display: 'flex', justifyContent: 'space-between', flexWrap: 'wrap' }}>
        <Button type="link" onClick={() => setRecovery(!recovery)} className="more">
          {t(recovery ? 'secondFactor.useCode' : 'secondFactor.useRecovery')}
        </Button>
        <Button type="link" onClick={onBack} className="more">
          {t('secondFactor.back')}
        </Button>
      </div>
    </>
  );
}
