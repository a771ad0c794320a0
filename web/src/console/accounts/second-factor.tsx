import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth, queryClient, refusal } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';

interface Enabled {
  totpURI: string;
  picture: string;
  backupCodes: string[];
}
const key = ['second factor'];

/** In the settings: one's own second factor, switched on and off with the password. */
export function SecondFactor() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<'on' | 'off' | null>(null);
  const [enabled, setEnabled] = useState<Enabled | null>(null);
  const session = useQuery({
    queryKey: key,
    queryFn: async () => {
      const result = await auth<{ user?: { twoFactorEnabled?: boolean } } | null>('/get-session');
      return result.ok && result.answer?.user?.twoFactorEnabled === true;
    },
  });
  const password = useMutation({
    mutationFn: async ({ password: given, on }: { password: string; on: boolean }) => {
      const result = await auth<Enabled>(on ? '/two-factor/enable' : '/two-factor/disable', { password: given });
      if (!result.ok) throw new Error(refusal(result.status, 'secondFactor.password'));
      return on ? result.answer : null;
    },
    onSuccess: (answer) => {
      setAsking(null);
      setEnabled(answer);
      if (answer) return;
      void message.success(t('secondFactor.isOff'));
      void queryClient.invalidateQueries({ queryKey: key });
    },
  });
  const ask = (what: 'on' | 'off') => {
    password.reset();
    setAsking(what);
  };
  return (
    <Card
      title={t('secondFactor.title')}
      note={
        session.data === undefined ? null : (
          <Button onClick={() => ask(session.data ? 'off' : 'on')}>
            {t(session.data ? 'secondFactor.turnOff' : 'secondFactor.turnOn')}
          </Button>
        )
      }
    >
      <p>{t(session.data ? 'secondFactor.on' : 'secondFactor.off')}</p>
      <Modal
        open={asking !== null}
        onCancel={() => setAsking(null)}
        footer={null}
        title={t(asking === 'off' ? 'secondFactor.turnOff' : 'secondFactor.turnOn')}
        destroyOnHidden
      >
        {password.error && <Alert type="error" showIcon title={t(`errors:${password.error.message}`)} style={{ marginBottom: 12 }} />}
        <Form<{ password: string }>
          layout="vertical"
          requiredMark={false}
          onFinish={(form) => password.mutate({ ...form, on: asking === 'on' })}
        >
          <Form.Item name="password" label={t('secondFactor.password')} rules={[{ required: true, message: t('account.passwordNeeded') }]}>
            <Input.Password autoComplete="current-password" autoFocus />
          </Form.Item>
          <Button type="primary" danger={asking === 'off'} htmlType="submit" loading={password.isPending}>
            {t(asking === 'off' ? 'secondFactor.turnOff' : 'secondFactor.next')}
          </Button>
        </Form>
      </Modal>
      {enabled && (
        <Enrol
          enabled={enabled}
          onClose={() => {
            setEnabled(null);
            void queryClient.invalidateQueries({ queryKey: key });
          }}
        />
      )}
    </Card>
  );
}

/** Nothing is on before the telephone has shown a code: whoever closes this signs in as before. */
function Enrol({ enabled, onClose }: { enabled: Enabled; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const verify = useMutation({
    mutationFn: async ({ code }: { code: string }) => {
      const result = await auth('/two-factor/verify-totp', { code: code.trim() });
      if (!result.ok) throw new Error(refusal(result.status, 'secondFactor.wrong'));
    },
    onSuccess: () => {
      void message.success(t('secondFactor.isOn'));
      onClose();
    },
  });
  return (
    <Modal open onCancel={onClose} footer={null} title={t('secondFactor.turnOn')}>
      <p>{t('secondFactor.scan')}</p>
      <img src={enabled.picture} alt={t('secondFactor.picture')} width={200} height={200} style={{ background: '#fff', margin: '8px 0' }} />
      <p className="frame">
        {t('secondFactor.byHand')}{' '}
        <code style={{ userSelect: 'all', overflowWrap: 'anywhere' }}>{new URL(enabled.totpURI).searchParams.get('secret')}</code>
      </p>
      <h3 style={{ marginTop: 12 }}>{t('secondFactor.recovery')}</h3>
      <p>{t('secondFactor.recoveryNote')}</p>
      <pre style={{ userSelect: 'all', columns: 2, margin: '8px 0' }}>{enabled.backupCodes.join('\n')}</pre>
      {verify.error && <Alert type="error" showIcon title={t(`errors:${verify.error.message}`)} style={{ marginBottom: 12 }} />}
      <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={(form) => verify.mutate(form)}>
        <Form.Item name="code" label={t('secondFactor.code')} rules={[{ required: true, message: t('secondFactor.codeNeeded') }]}>
          <Input inputMode="numeric" autoComplete="one-time-code" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={verify.isPending}>
          {t('secondFactor.confirm')}
        </Button>
      </Form>
    </Modal>
  );
}
