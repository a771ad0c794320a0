import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, signIn } from '../../shared/api.ts';
import { Preferences } from '../shell.tsx';
import { SecondStep } from './second-step.tsx';

export function SignIn() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { back } = useSearch({ from: '/sign-in' });
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [second, setSecond] = useState(false);

  async function submit({ email, password }: { email: string; password: string }) {
    setBusy(true);
    setProblem(null);
    const result = await signIn(email, password);
    setBusy(false);
    if (!result.ok) return setProblem(t(`errors:${result.code}`));
    if (result.second) return setSecond(true);
    await enter();
  }

  async function enter() {
    queryClient.clear();
    await navigate({ href: back ?? '/' });
  }

  return (
    <main className="front">
      <div className="card">
        <Front title={t(second ? 'secondFactor.signInTitle' : 'signIn.title')} />
        {second && <SecondStep onDone={enter} onBack={() => setSecond(false)} />}
        {problem && !second && <Alert type="error" showIcon title={problem} style={{ marginBottom: 16 }} />}
        <Form layout="vertical" onFinish={submit} requiredMark={false} hidden={second}>
          <Form.Item name="email" label={t('account.email')} rules={[{ required: true, type: 'email', message: t('account.emailNeeded') }]}>
            <Input autoComplete="username" inputMode="email" autoFocus size="large" />
          </Form.Item>
          <Form.Item name="password" label={t('account.password')} rules={[{ required: true, message: t('account.passwordNeeded') }]}>
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block size="large" loading={busy}>
            {t('signIn.do')}
          </Button>
        </Form>
        <div style={{ marginTop: 12 }}>
          <Preferences />
        </div>
      </div>
    </main>
  );
}

/** Logo and title of the pages before sign-in. */
export function Front({ title, hint }: { title: string; hint?: string }) {
  return (
    <div style={{ marginBottom: 20 }}>
      <img src="/logo.svg" alt="" width={40} height={40} />
      <h1 style={{ fontSize: 22, fontWeight: 600, marginTop: 12 }}>{title}</h1>
      {hint && (
        <p className="sub" style={{ marginTop: 4 }}>
          {hint}
        </p>
      )}
    </div>
  );
}
