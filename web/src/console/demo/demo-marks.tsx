import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useRouteContext } from '@tanstack/react-router';
import { Alert, App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';

/** What the server gives the channels of the demo as their platform. */
const DEMO_PLATFORM = 'demo';

function useDemo(): boolean {
  const { data } = useQuery(api.communities.channels.queryOptions({ input: {} }));
  return data?.channels.some(({ platform }) => platform === DEMO_PLATFORM) ?? false;
}

/** Above every page while there are demo groups. */
export function DemoBanner() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: '/inside' });
  const present = useDemo();
  if (!present) return null;
  const owner = me.grants.some(({ role, communityId }) => role === 'owner' && communityId === null);
  return (
    <aside className="demo-banner" aria-label={t('demo.mark')}>
      <span className="tag amber">{t('demo.mark')}</span> {t('demo.banner')} {owner && <Link to="/settings">{t('demo.toRemove')}</Link>}
    </aside>
  );
}

/** In the settings, for the owner. */
export function RemoveDemo() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const present = useDemo();
  const remove = useMutation({
    ...api.demo.remove.mutationOptions(),
    onSuccess: ({ groups, messages }) => {
      void message.success(t('demo.removed', { groups, messages: number(messages) }));
      void queryClient.invalidateQueries();
    },
  });
  if (!present) return null;
  return (
    <Card title={t('demo.mark')}>
      <p style={{ color: 'var(--ink2)', maxWidth: 620, marginBottom: 12 }}>{t('demo.removeHint')}</p>
      {remove.error && <Alert type="error" showIcon title={errorText(remove.error)} style={{ marginBottom: 12 }} />}
      <Popconfirm
        title={t('demo.removeSure')}
        description={<div style={{ maxWidth: 260 }}>{t('demo.removeWhat')}</div>}
        okText={t('demo.remove')}
        okButtonProps={{ danger: true }}
        onConfirm={() => remove.mutate({})}
      >
        <Button loading={remove.isPending}>{t('demo.remove')}</Button>
      </Popconfirm>
    </Card>
  );
}
