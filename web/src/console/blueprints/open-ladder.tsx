import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { LadderTable } from './ladder-table.tsx';
import type { Blueprint } from './words.ts';

const tomorrow = () => new Intl.DateTimeFormat('sv-SE').format(new Date(Date.now() + 86_400_000));

/** The tiers of a document with a ladder, and opening them all at once. */
export function OpenLadder({ document }: { document: Blueprint }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [startsOn, setStartsOn] = useState(tomorrow);
  const [name, setName] = useState(document.name.slice(0, 60));
  const wanted = { document, startsOn, name: name.trim() };
  const complete = startsOn !== '' && wanted.name !== '';
  const plan = useQuery({
    ...api.blueprints.ladderPlan.queryOptions({ input: complete ? wanted : skipToken, retry: false }),
    placeholderData: (before) => before,
  });
  const open = useMutation({
    ...api.blueprints.openLadder.mutationOptions(),
    onSuccess: async ({ communityIds: [first] }) => {
      await queryClient.invalidateQueries();
      if (first) await navigate({ to: '/communities/$communityId/blueprint', params: { communityId: first } });
    },
  });
  return (
    <Card title={t('blueprints.ladder.openTitle')}>
      {(open.error ?? plan.error) && (
        <Alert type="error" showIcon title={errorText(open.error ?? plan.error)} style={{ marginBottom: 12 }} />
      )}
      {plan.isLoading && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {plan.data && <LadderTable tiers={plan.data.tiers} />}
      <Form layout="vertical" onFinish={() => open.mutate(wanted)} className="blueprint-ladder-form">
        <Form.Item label={t('blueprints.ladder.startsOn')} htmlFor="ladder-starts">
          <Input id="ladder-starts" type="date" value={startsOn} onChange={({ target }) => setStartsOn(target.value)} />
        </Form.Item>
        <Form.Item label={t('blueprints.ladder.name')} htmlFor="ladder-name">
          <Input id="ladder-name" maxLength={60} value={name} onChange={({ target }) => setName(target.value)} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={open.isPending} disabled={!complete || !plan.data}>
          {t('blueprints.ladder.do', { count: plan.data?.tiers.length ?? 0 })}
        </Button>
      </Form>
    </Card>
  );
}
