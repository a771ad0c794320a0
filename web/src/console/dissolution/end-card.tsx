import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import type { Dissolution } from './dissolve-page.tsx';

/** The end, with the name typed and asked once more. */
export function EndCard({ communityId, data: { name, may } }: { communityId: string; data: Dissolution }) {
  const { t } = useTranslation('dissolution');
  const { message, modal } = App.useApp();
  const [typed, setTyped] = useState('');
  const dissolve = useMutation({
    ...api.dissolution.dissolve.mutationOptions(),
    onSuccess: async ({ moved, waiting }) => {
      await queryClient.invalidateQueries();
      void message.success(t(moved + waiting > 0 ? 'end.done' : 'end.doneAlone', { moved: number(moved), waiting: number(waiting) }));
    },
  });
  const ask = () =>
    modal.confirm({
      title: t('end.sureTitle', { name }),
      content: t('end.sureNote'),
      okText: t('end.do'),
      okButtonProps: { danger: true },
      onOk: () => dissolve.mutateAsync({ communityId, name: typed.trim() }).catch(() => undefined),
    });
  return (
    <Card title={t('end.title')} className="dissolution-end">
      <p>{t('end.note')}</p>
      {(may === 'notAnnounced' || may === 'tooSoon') && <p className="sub">{t(`end.${may}`)}</p>}
      {may === 'yes' && (
        <Form layout="vertical" onFinish={ask}>
          <Form.Item label={t('end.type', { name })} htmlFor="dissolve-name">
            <Input id="dissolve-name" autoComplete="off" maxLength={120} value={typed} onChange={({ target }) => setTyped(target.value)} />
          </Form.Item>
          {dissolve.error && <Alert type="error" showIcon title={errorText(dissolve.error)} style={{ marginBottom: 12 }} />}
          <Button danger type="primary" htmlType="submit" disabled={typed.trim() !== name} loading={dissolve.isPending}>
            {t('end.do')}
          </Button>
        </Form>
      )}
    </Card>
  );
}
