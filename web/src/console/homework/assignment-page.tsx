import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { AssignmentForm } from './assignment-form.tsx';
import { People } from './people.tsx';
import { Reviewers } from './reviewers.tsx';
import { AssignmentState, type Detail, homeworkChanged } from './state.tsx';
import { Works } from './works.tsx';

/** One assignment: how it goes, the works, who has done what, how well was reviewed. */
export function AssignmentPage({ assignmentId, back }: { assignmentId: string; back(): void }) {
  const { t } = useTranslation();
  const query = useQuery({ ...api.homework.assignment.queryOptions({ input: { assignmentId } }), refetchInterval: 30_000 });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const one = query.data;
  return (
    <div className="grid">
      <div>
        <Button onClick={back}>{t('homework.back')}</Button>
      </div>
      <Head one={one} back={back} />
      {one.state !== 'draft' && (
        <>
          <Works assignment={one} />
          <People assignment={one} />
          {one.policy.reviews > 0 && <Reviewers assignment={one} />}
        </>
      )}
    </div>
  );
}

function Head({ one, back }: { one: Detail; back(): void }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const [writing, setWriting] = useState(false);
  const told = { onSuccess: homeworkChanged, onError: (error: unknown) => void message.error(errorText(error)) };
  const publish = useMutation({ ...api.homework.publish.mutationOptions(), ...told });
  const end = useMutation({ ...api.homework.closeNow.mutationOptions(), ...told });
  const remove = useMutation({
    ...api.homework.remove.mutationOptions(),
    onSuccess: async () => {
      back();
      await homeworkChanged();
    },
    onError: told.onError,
  });
  const { id, state, zone, policy } = one;
  const ask = (key: 'publish' | 'collect' | 'endReviews' | 'remove', act: () => Promise<unknown>) =>
    modal.confirm({
      title: t(`homework.ask.${key}.title`),
      content: t(`homework.ask.${key}.note`, { n: number(one.people), left: number(one.people - one.submitted) }),
      okText: t(`homework.ask.${key}.do`),
      okButtonProps: key === 'remove' ? { danger: true, type: 'default' } : {},
      onOk: () => act().catch(() => undefined),
    });
  const of = { assignmentId: id };
  const ends = state === 'published' ? 'collect' : state === 'reviewing' ? 'endReviews' : null;
  const times = [
    policy.reviews > 0
      ? t('homework.preview.reviews', { count: policy.reviews, n: number(policy.reviews), days: number(policy.days) })
      : t('homework.preview.staff'),
    one.lateUntilAt && t('homework.lateUntil', { at: dateTime(one.lateUntilAt, zone) }),
    policy.reviews > 0 && t('homework.closesAt', { at: dateTime(one.closesAt, zone) }),
  ];
  return (
    <Card
      title={
        <>
          {one.title} <AssignmentState state={state} />
        </>
      }
      note={t('homework.dueAt', { at: dateTime(one.dueAt, zone) })}
    >
      {one.asked && <p className="homework-words">{one.asked}</p>}
      <p className="sub">{times.filter(Boolean).join(' · ')}</p>
      {(state !== 'closed' || one.submitted === 0) && (
        <div className="filters" style={{ marginTop: 12 }}>
          {state === 'draft' && (
            <Button type="primary" onClick={() => ask('publish', () => publish.mutateAsync(of))}>
              {t('homework.ask.publish.do')}
            </Button>
          )}
          {state !== 'closed' && <Button onClick={() => setWriting(true)}>{t('homework.edit')}</Button>}
          {ends && <Button onClick={() => ask(ends, () => end.mutateAsync(of))}>{t(`homework.ask.${ends}.do`)}</Button>}
          {one.submitted === 0 && (
            <Button onClick={() => ask('remove', () => remove.mutateAsync(of))}>{t('homework.ask.remove.do')}</Button>
          )}
        </div>
      )}
      {writing && (
        <AssignmentForm communityId={one.communityId} campaignId={one.campaignId} assignment={one} close={() => setWriting(false)} />
      )}
    </Card>
  );
}
