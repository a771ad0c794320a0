import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { changed } from './state.ts';

/** 小组 PK: what runs, what came out, and a new one. */
export function Contests({ communityId, today }: { communityId: string; today: string }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const [adding, setAdding] = useState(false);
  const query = useQuery(api.points.contests.queryOptions({ input: { communityId } }));
  const cancel = useMutation({
    ...api.points.cancelContest.mutationOptions(),
    onSuccess: changed,
    onError: (error) => void message.error(errorText(error)),
  });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  const contests = query.data?.contests ?? [];
  const ask = (contestId: string, name: string) =>
    modal.confirm({
      title: t('points.contest.cancelTitle', { name }),
      content: t('points.contest.cancelNote'),
      okText: t('points.contest.cancel'),
      okButtonProps: { danger: true },
      onOk: () => cancel.mutateAsync({ contestId }).catch(() => undefined),
    });
  return (
    <Card title={t('points.contest.title')} note={t('points.contest.note')}>
      {query.data && contests.length === 0 && !adding && <p className="sub">{t('points.contest.none')}</p>}
      {contests.map(({ contestId, name, measure, startsOn, endsOn, state, squads }) => (
        <section key={contestId} aria-label={name}>
          <div className="points-row">
            <span>
              <b>{name}</b> <span className={`tag ${state === 'running' ? 'blue' : 'grey'}`}>{t(`points.contest.state.${state}`)}</span>
              <div className="frame">{t('points.contest.of', { by: t(`points.contest.by.${measure}`), from: startsOn, to: endsOn })}</div>
            </span>
            {state !== 'ended' && (
              <Button aria-label={t('points.contest.cancelTitle', { name })} onClick={() => ask(contestId, name)}>
                {t('points.contest.cancel')}
              </Button>
            )}
          </div>
          <ol className="points-ways">
            {squads.map((squad) => (
              <li key={squad.squadId}>
                <span>
                  {t('points.board.place', { place: number(squad.place) })} {squad.name}{' '}
                  <span className="frame">{t('points.contest.have', { have: number(squad.have), days: number(squad.personDays) })}</span>
                </span>
                <b>{number(squad.perHead)}</b>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {adding ? (
        <NewContest communityId={communityId} today={today} close={() => setAdding(false)} />
      ) : (
        <Button onClick={() => setAdding(true)}>{t('points.contest.add')}</Button>
      )}
    </Card>
  );
}

const measures = ['checkins', 'points', 'homework'] as const;

interface Fields {
  name: string;
  measure: (typeof measures)[number];
  startsOn: string;
  endsOn: string;
  squadIds: string[];
}

const WEEK_MS = 6 * 86_400_000;

function NewContest({ communityId, today, close }: { communityId: string; today: string; close(): void }) {
  const { t } = useTranslation();
  const tree = useQuery(api.squads.tree.queryOptions({ input: { communityId } }));
  const start = useMutation({
    ...api.points.startContest.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  if (tree.error) return <Problem error={tree.error} retry={() => tree.refetch()} />;
  if (!tree.data) return null;
  const squads = tree.data.squads.map(({ id, name }) => ({ value: id, label: name }));
  const needed = [{ required: true, message: t('points.rules.needed') }];
  if (squads.length < 2) return <p className="sub">{t('points.contest.fewSquads')}</p>;
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      initialValues={{
        ...{ name: '', measure: 'checkins', startsOn: today, squadIds: squads.map(({ value }) => value) },
        endsOn: new Date(Date.parse(today) + WEEK_MS).toISOString().slice(0, 10),
      }}
      onFinish={(fields) => start.mutate({ communityId, ...fields })}
    >
      {start.error && <Alert type="error" showIcon title={errorText(start.error)} style={{ marginBottom: 12 }} />}
      <div className="camp-fields">
        <Form.Item name="name" label={t('points.contest.name')} rules={needed}>
          <Input maxLength={40} placeholder={t('points.contest.nameHint')} />
        </Form.Item>
        <Form.Item name="startsOn" label={t('points.contest.starts')} rules={needed}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="endsOn" label={t('points.contest.ends')} rules={needed}>
          <Input type="date" min={today} />
        </Form.Item>
      </div>
      <Form.Item name="measure" label={t('points.contest.measure')}>
        <Segmented options={measures.map((value) => ({ value, label: t(`points.contest.by.${value}`) }))} />
      </Form.Item>
      <Form.Item name="squadIds" label={t('points.contest.squads')} rules={needed}>
        <Select mode="multiple" options={squads} maxCount={100} />
      </Form.Item>
      <div className="filters">
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {t('points.contest.start')}
        </Button>
        <Button onClick={close}>{t('points.rules.leave')}</Button>
      </div>
    </Form>
  );
}
