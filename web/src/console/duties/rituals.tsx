import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Dropdown, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import type { CampDetail } from '../camps/state.tsx';
import { useMay } from '../members/may.ts';
import { RitualForm } from './ritual-form.tsx';
import { ScriptForm } from './script-form.tsx';
import type { Offered, Script } from './words.ts';

/** 仪式: scripts to start, and those that are under way. */
export function Rituals({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const { communityId } = camp;
  const [chosen, setChosen] = useState<Script | null>(null);
  const [writing, setWriting] = useState<Offered['scripts'][number] | 'new' | null>(null);
  const may = useMay('operator', communityId);
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
  const document = useQuery(api.blueprints.form.queryOptions({ input: { communityId } }));
  const remove = useMutation({
    ...api.blueprints.removeScript.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      void message.success(t('duties.script.removed'));
    },
    onError: (error) => void message.error(errorText(error)),
  });
  const askRemove = ({ script, name }: Script) =>
    modal.confirm({
      title: t('duties.script.removeTitle', { name }),
      content: t('duties.script.removeGoes'),
      okText: t('duties.script.removeDo'),
      okButtonProps: { danger: true, type: 'default' },
      onOk: () => remove.mutateAsync({ communityId, script, version: document.data?.versions[0]?.version ?? 0 }).catch(() => undefined),
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
            <span className="script-acts">
              <Button onClick={() => setChosen(script)}>
                {t('duties.ritual.use')}
                <span className="visually-hidden">{script.name}</span>
              </Button>
              {may && (
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: [
                      { key: 'write', label: t(script.own ? 'duties.script.change' : 'duties.script.copy') },
                      ...(script.own ? [{ key: 'remove', label: t('duties.script.remove'), danger: true }] : []),
                    ],
                    onClick: ({ key }) => (key === 'write' ? setWriting(script) : askRemove(script)),
                  }}
                >
                  <Button aria-label={t('duties.script.more', { name: script.name })} aria-haspopup="menu">
                    …
                  </Button>
                </Dropdown>
              )}
            </span>
          </li>
        ))}
      </ul>
      {may && (
        <Button className="script-new" onClick={() => setWriting('new')}>
          {t('duties.script.write')}
        </Button>
      )}
      {writing && scripts.data && (
        <ScriptForm
          communityId={communityId}
          offered={scripts.data}
          script={writing === 'new' ? null : writing}
          close={() => setWriting(null)}
        />
      )}
      {chosen && <RitualForm camp={camp} script={chosen} close={() => setChosen(null)} />}
    </Card>
  );
}
