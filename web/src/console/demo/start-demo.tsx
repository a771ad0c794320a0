import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient, signIn } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';

interface SignIn {
  email: string;
  password: string;
}

/** On the first-run page: a look at the product with simulated groups, where nothing else is there and nobody else can come. */
export function StartDemo({ onStarted }: { onStarted: (account: SignIn) => void }) {
  const { t } = useTranslation();
  const offer = useQuery(api.demo.offer.queryOptions({ input: {} }));
  const start = useMutation({
    ...api.demo.start.mutationOptions(),
    onSuccess: async (account) => {
      queryClient.clear();
      await signIn(account.email, account.password);
      onStarted(account);
    },
  });
  if (!offer.data?.offered) return null;
  return (
    <section style={{ marginTop: 20, paddingTop: 16, borderTop: '1px solid var(--line)' }}>
      <h2 style={{ fontSize: 15, fontWeight: 600 }}>{t('demo.title')}</h2>
      <p className="sub" style={{ margin: '4px 0 12px' }}>
        {t('demo.hint')}
      </p>
      {start.error && <Alert type="error" showIcon title={errorText(start.error)} style={{ marginBottom: 12 }} />}
      <Button block loading={start.isPending} onClick={() => start.mutate({})}>
        {t('demo.start')}
      </Button>
    </section>
  );
}

/** The groups come in; the password is shown while there is nothing to look at yet. */
export function DemoProgress({ account }: { account: SignIn }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const state = useQuery(api.demo.state.queryOptions({ input: {}, refetchInterval: (query) => (query.state.data?.done ? false : 1000) }));
  const done = state.data?.done ?? false;
  return (
    <div aria-live="polite">
      {state.error && <Alert type="error" showIcon title={errorText(state.error)} style={{ marginBottom: 12 }} />}
      <ul className="plain" style={{ marginBottom: 16 }}>
        {state.data?.groups.map(({ name, state: step, messages }) => (
          <li key={name} style={{ display: 'flex', gap: 8, alignItems: 'baseline' }}>
            {step === 'ready' ? (
              <CheckCircleFilled style={{ color: 'var(--zhuqing)' }} />
            ) : step === 'failed' ? (
              <CloseCircleFilled style={{ color: 'var(--zhusha)' }} />
            ) : (
              <Spin size="small" />
            )}
            <span style={{ flex: 1 }}>{name}</span>
            <span className="frame">{t(`demo.step.${step}`, { messages: number(messages) })}</span>
          </li>
        )) ?? <Spin />}
      </ul>
      <p className="sub">{t('demo.account')}</p>
      <dl style={{ display: 'grid', gridTemplateColumns: 'auto 1fr', gap: '4px 12px', margin: '8px 0 16px' }}>
        <dt>{t('account.email')}</dt>
        <dd style={{ margin: 0, userSelect: 'all' }}>{account.email}</dd>
        <dt>{t('account.password')}</dt>
        <dd style={{ margin: 0, userSelect: 'all' }}>
          <code>{account.password}</code>
        </dd>
      </dl>
      <Button
        type="primary"
        block
        size="large"
        disabled={!done}
        onClick={async () => {
          queryClient.clear();
          await navigate({ to: '/' });
        }}
      >
        {done ? t('demo.enter') : t('demo.making')}
      </Button>
    </div>
  );
}
