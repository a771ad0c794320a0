import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import type { CampDetail } from '../camps/state.tsx';
import { RitualForm } from './ritual-form.tsx';
import type { Script } from './words.ts';

/** 仪式: scripts to start, and those that are under way. */
export function Rituals({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const { communityId } = camp;
  const [chosen, setChosen] = useState<Script | null>(null);
  const scripts = useQuery(api.duties.communityScripts.queryOptions({ input: { communityId } }));
  const query = useQuery(api.duties.rituals.queryOptions({ input: { communityId } }));
  const cancel = useMutation({
    ...api.duties.cancelRitual.mutationOptions(),
    onSuccess: async ({ removed }) => {
      await queryClient.invalidateQueries();
      void message.success(t('duties.ritual.cancelled', { count: removed }));
    },
    onError: (error) => void message.error(errorText(error)),
  });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const running = query.data.rituals.filter(({ cancelledAt }) => cancelledAt === null);
  const askCancel = (ritualId: string, name: string) =>
    modal.confirm({
      title: t('duties.ritual.cancelTitle', { name }),
      content: t('duties.ritual.cancelGoes'),
      okText: t('duties.ritual.cancelDo'),
      cancelText: t('duties.ritual.cancelNot'),
      okButtonProps: { danger: true, type: 'default' },
      onOk: () => cancel.mutateAsync({ ritualId }).catch(() => undefined),
    });
  return (
    <Card title={t('duties.ritual.title')} note={t('duties.ritual.note')}>
      {running.length > 0 && (
        <ul className="camp-people">
          {running.map(({ id, name, beginsAt, items, done, missed }) => (
            <li key={id}>
              <span>
                <b>{name}</b>
                <div className="frame">
                  {t('duties.ritual.beginsAt', { at: dateTime(beginsAt, camp.policy.zone) })} ·{' '}
                  {t('duties.turnDone', { done: number(done), items: number(items) })}
                  {missed > 0 && ` · ${t('duties.turnMissed', { count: missed })}`}
                </div>
              </span>
              {done + missed < items && (
                <span>
                  <Button onClick={() => askCancel(id, name)}>
                    {t('duties.ritual.cancel')}
                    <span className="visually-hidden">{name}</span>
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <ul className="ritual-scripts">
        {(scripts.data?.scripts ?? []).map((script) => (
          <li key={script.script}>
            <div>
              <b>{script.name}</b> {script.own && <span className="tag">{t('duties.ritual.own')}</span>}
              <div className="frame">{script.summary}</div>
            </div>
            <Button onClick={() => setChosen(script)}>
              {t('duties.ritual.use')}
              <span className="visually-hidden">{script.name}</span>
            </Button>
          </li>
        ))}
      </ul>
      {chosen && <RitualForm camp={camp} script={chosen} close={() => setChosen(null)} />}
    </Card>
  );
}
