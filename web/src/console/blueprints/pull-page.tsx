import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Alert, App, Button, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { Problem } from '../../shared/problem.tsx';
import { BlueprintHead } from './blueprint-head.tsx';
import { DifferenceRows, pathWords, Value } from './rows.tsx';
import { differenceWords } from './words.ts';
import './blueprints.css';

/** What has changed in the community this one was cloned from, and which of the two holds where both have changed it. */
export function PullPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { communityId } = useParams({ from: '/inside/communities/$communityId/pull' });
  const [take, setTake] = useState<string[]>([]);
  const plan = useQuery({
    ...api.blueprints.pullPlan.queryOptions({ input: { communityId, take }, retry: false }),
    placeholderData: (before) => before,
  });
  const pull = useMutation({
    ...api.blueprints.pull.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      void message.success(t('blueprints.pull.done'));
      await navigate({ to: '/communities/$communityId/blueprint', params: { communityId } });
    },
    onError: () => plan.refetch(),
  });
  if (plan.error) return <Problem error={plan.error} retry={() => plan.refetch()} />;
  if (!plan.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const { parent, changes, conflicts, differences, seen } = plan.data;
  const nothing = changes.length === 0 && conflicts.length === 0;
  const choose = (path: string, theirs: boolean) =>
    setTake((before) => (theirs ? [...before, path] : before.filter((one) => one !== path)));
  return (
    <>
      <BlueprintHead communityId={communityId} title={t('blueprints.pull.title', { name: parent.name })} sub={t('blueprints.pull.sub')} />
      {pull.error && <Alert type="error" showIcon title={errorText(pull.error)} style={{ marginBottom: 12 }} />}
      {nothing && <Card>{t('blueprints.pull.nothing')}</Card>}
      {!nothing && (
        <div className="grid">
          {conflicts.length > 0 && (
            <Card title={t('blueprints.pull.conflicts')} note={t('blueprints.pull.conflictsNote')}>
              {conflicts.map(({ path, here, there }) => (
                <fieldset key={path} className="blueprint-conflict">
                  <legend>{pathWords(path)}</legend>
                  <Radio.Group
                    value={take.includes(path) ? 'theirs' : 'ours'}
                    onChange={({ target }) => choose(path, target.value === 'theirs')}
                  >
                    <Radio value="ours">
                      <b>{t('blueprints.pull.ours')}</b> <Value of={here} path={path} />
                    </Radio>
                    <Radio value="theirs">
                      <b>{t('blueprints.pull.theirs')}</b> <Value of={there} path={path} />
                    </Radio>
                  </Radio.Group>
                </fieldset>
              ))}
            </Card>
          )}
          <Card title={t('blueprints.pull.changes')}>
            {changes.length === 0 && <p>{t('blueprints.pull.noChanges')}</p>}
            <DifferenceRows rows={changes} here={t('blueprints.pull.now')} there={t('blueprints.pull.then')} />
            {differences.length > 0 && (
              <>
                <h3 className="blueprint-then">{t('blueprints.plan.title')}</h3>
                <ol className="blueprint-plan">
                  {differences.map((difference) => (
                    <li key={`${difference.code} ${'key' in difference ? difference.key : ''}`}>
                      {differenceWords(difference, parent.name)}
                    </li>
                  ))}
                </ol>
              </>
            )}
            {changes.some(({ path, there }) => /^\/operate\/checkins\/[^/]+$/.test(path) && there === null) && (
              <p className="frame">{t('blueprints.pull.campaignsStay')}</p>
            )}
            <Button
              type="primary"
              loading={pull.isPending}
              disabled={plan.isFetching}
              onClick={() => pull.mutate({ communityId, take, seen })}
            >
              {t('blueprints.pull.do')}
            </Button>
          </Card>
        </div>
      )}
    </>
  );
}
