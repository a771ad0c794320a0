import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { requestKey } from '../../shared/request-key.ts';
import { BlueprintHead } from './blueprint-head.tsx';
import { ReadinessCard } from './readiness-card.tsx';
import './blueprints.css';

const inFourWeeks = () => new Intl.DateTimeFormat('sv-SE').format(new Date(Date.now() + 28 * 86_400_000));

/** 开下一期: the first day and the name; what it will be; and only then the button that opens it. */
export function ClonePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { communityId } = useParams({ from: '/inside/communities/$communityId/clone' });
  const [startsOn, setStartsOn] = useState(inFourWeeks);
  const [name, setName] = useState<string | null>(null);
  // One id however often it is sent: a lost answer opens no second class.
  const [cloneId] = useState(requestKey);
  const given = name?.trim() ? { name: name.trim() } : {};
  const plan = useQuery({
    ...api.blueprints.clonePlan.queryOptions({ input: startsOn ? { communityId, startsOn, ...given } : skipToken, retry: false }),
    placeholderData: (before) => before,
  });
  const clone = useMutation({
    ...api.blueprints.clone.mutationOptions(),
    onSuccess: async ({ communityId: made }) => {
      await queryClient.invalidateQueries();
      await navigate({ to: '/communities/$communityId/blueprint', params: { communityId: made } });
    },
  });
  const data = plan.data;
  return (
    <>
      <BlueprintHead communityId={communityId} title={t('blueprints.clone.title')} sub={t('blueprints.clone.sub')} />
      <div className="blueprint">
        <ReadinessCard communityId={communityId} />
        <Card title={t('blueprints.clone.when')}>
          {clone.error && <Alert type="error" showIcon title={errorText(clone.error)} style={{ marginBottom: 12 }} />}
          <Form layout="vertical" onFinish={() => data && clone.mutate({ communityId, startsOn, name: data.name, cloneId })}>
            <Form.Item label={t('blueprints.clone.startsOn')} htmlFor="clone-starts">
              <Input id="clone-starts" type="date" value={startsOn} onChange={({ target }) => setStartsOn(target.value)} />
            </Form.Item>
            <Form.Item label={t('blueprints.clone.name')} htmlFor="clone-name">
              <Input id="clone-name" maxLength={120} value={name ?? data?.name ?? ''} onChange={({ target }) => setName(target.value)} />
            </Form.Item>
            <h3 className="blueprint-then">{t('blueprints.plan.title')}</h3>
            {plan.error && <Alert type="error" showIcon title={errorText(plan.error)} />}
            {plan.isLoading && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
            {data && (
              <ol className="blueprint-plan" aria-live="polite">
                <li>{t('blueprints.plan.createCommunity', { name: data.name })}</li>
                {data.campaigns.map(({ key, name: campaign, startsOn: from, endsOn: to, was }) => (
                  <li key={key}>
                    {t('blueprints.clone.campaign', { name: campaign, from, to })}{' '}
                    <span className="frame">{t('blueprints.clone.was', { from: was.startsOn, to: was.endsOn })}</span>
                  </li>
                ))}
                {data.vacant.length > 0 && (
                  <li>
                    {t('blueprints.clone.vacant', {
                      roles: data.vacant
                        .map(({ name: role, people }) => (people > 1 ? `${role} × ${number(people)}` : role))
                        .join(t('blueprints.comma')),
                    })}
                  </li>
                )}
                <li>{t('blueprints.clone.noPeople')}</li>
              </ol>
            )}
            {data?.nameTaken && (
              <Alert type="warning" showIcon title={t('blueprints.clone.taken', { name: data.name })} style={{ marginBottom: 12 }} />
            )}
            <Button type="primary" htmlType="submit" loading={clone.isPending} disabled={!data || plan.isFetching}>
              {t('blueprints.clone.do')}
            </Button>
          </Form>
        </Card>
      </div>
    </>
  );
}
