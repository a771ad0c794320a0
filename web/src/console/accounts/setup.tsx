import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient, signIn } from '../../shared/api.ts';
import { DemoProgress, StartDemo } from '../demo/start-demo.tsx';
import { Preferences } from '../shell.tsx';
import { Front } from './sign-in.tsx';

interface Fields {
  organisation: string;
  name: string;
  email: string;
  password: string;
}

/** First visit of a new installation: make the organisation and its owner. */
export function Setup() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [demo, setDemo] = useState<{ email: string; password: string } | null>(null);
  const create = useMutation({
    ...api.accounts.setup.mutationOptions(),
    onSuccess: async (_done, { email, password }) => {
      queryClient.clear();
      const result = await signIn(email, password);
      await navigate({ to: result.ok ? '/' : '/sign-in' });
    },
  });
  if (demo)
    return (
      <main className="front">
        <div className="card">
          <Front title={t('demo.makingTitle')} hint={t('demo.makingHint')} />
          <DemoProgress account={demo} />
        </div>
      </main>
    );
  return (
    <main className="front">
      <div className="card">
        <Front title={t('setup.title')} hint={t('setup.hint')} />
        {create.error && <Alert type="error" showIcon title={errorText(create.error)} style={{ marginBottom: 16 }} />}
        <Form<Fields> layout="vertical" onFinish={(fields) => create.mutate(fields)} requiredMark={false}>
          <Form.Item
            name="organisation"
            label={t('setup.organisation')}
            extra={t('setup.organisationHint')}
            rules={[{ required: true, whitespace: true, max: 80, message: t('setup.organisationNeeded') }]}
          >
            <Input autoComplete="organization" autoFocus />
          </Form.Item>
          <Form.Item
            name="name"
            label={t('account.name')}
            rules={[{ required: true, whitespace: true, max: 80, message: t('account.nameNeeded') }]}
          >
            <Input autoComplete="name" />
          </Form.Item>
          <Form.Item
            name="email"
            label={t('account.email')}
            extra={t('setup.emailHint')}
            rules={[{ required: true, type: 'email', message: t('account.emailNeeded') }]}
          >
            <Input autoComplete="username" inputMode="email" />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('account.password')}
            extra={t('account.passwordRule')}
            rules={[{ required: true, min: 10, max: 200, message: t('account.passwordRule') }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block size="large" loading={create.isPending}>
            {t('setup.do')}
          </Button>
        </Form>
        <StartDemo onStarted={setDemo} />
        <div style={{ marginTop: 12 }}>
          <Preferences />
        </div>
      </div>
    </main>
  );
}
