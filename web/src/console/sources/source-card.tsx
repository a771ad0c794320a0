import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Popconfirm, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { useMay } from '../members/may.ts';
import { SourceForm } from './source-form.tsx';
import './sources.css';

export type Source = NonNullable<InferContractRouterOutputs<Contract>['sources']['source']['source']>;

const tone = { waiting: '', pulling: 'blue', paused: 'grey' } as const;

/** 自动拉取: where new messages come from by themselves, how that went, and what to do when it did not. For operators. */
export function SourceCard({ channelId }: { channelId: string }) {
  const channels = useQuery(api.communities.channels.queryOptions({ input: {} }));
  const channel = channels.data?.channels.find(({ id }) => id === channelId);
  const may = useMay('operator', channel?.communityId);
  return channel && may ? <OperatorCard channelId={channelId} zone={channel.zone} /> : null;
}

function OperatorCard({ channelId, zone }: { channelId: string; zone: string }) {
  const { t } = useTranslation(['console', 'errors']);
  const [editing, setEditing] = useState(false);
  const wide = useMay('operator', undefined);
  const query = useQuery({
    ...api.sources.source.queryOptions({ input: { channelId } }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.source) ? 2000 : 60_000),
  });
  const pulledAt = query.data?.source?.pulledAt;
  // What a pull brought belongs into the list of imports beside this card.
  useEffect(() => {
    if (pulledAt) void queryClient.invalidateQueries({ queryKey: api.chat.key() });
  }, [pulledAt]);
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { source } = query.data;
  const broken = source?.error != null && source.state === 'waiting';
  return (
    <Card
      title={t('sources.title')}
      note={
        source && (
          <span className={`tag ${broken ? 'red' : tone[source.state]}`}>
            {t(broken ? 'sources.broken' : `sources.state.${source.state}`)}
          </span>
        )
      }
    >
      <p className="frame">{t('sources.about')}</p>
      {source ? (
        <State source={source} zone={zone} {...(wide && { onChange: () => setEditing(true) })} />
      ) : wide ? (
        <Button style={{ marginTop: 12 }} onClick={() => setEditing(true)}>
          {t('sources.setUp')}
        </Button>
      ) : (
        <p className="sub" style={{ marginTop: 8 }}>
          {t('sources.onlyWide')}
        </p>
      )}
      {wide && <SourceForm key={String(editing)} channelId={channelId} source={source} open={editing} onClose={() => setEditing(false)} />}
    </Card>
  );
}

/** A first pull begins a moment after it was set up. */
function isUnderWay(source: Source | null | undefined): boolean {
  if (!source) return false;
  return source.state === 'pulling' || (source.state === 'waiting' && !source.pulledAt && !source.error);
}

function State({ source, zone, onChange }: { source: Source; zone: string; onChange?: () => void }) {
  const { t } = useTranslation(['console', 'errors']);
  const { message } = App.useApp();
  const { channelId, error, state } = source;
  const refreshed = () => queryClient.invalidateQueries({ queryKey: api.sources.key() });
  const pull = useMutation({
    ...api.sources.pull.mutationOptions(),
    onSuccess: async () => {
      void message.success(t('sources.started'));
      await refreshed();
      // The queue takes it a moment later.
      setTimeout(() => void refreshed(), 2500);
    },
  });
  const pause = useMutation({ ...api.sources.pause.mutationOptions(), onSuccess: refreshed });
  const resume = useMutation({ ...api.sources.resume.mutationOptions(), onSuccess: refreshed });
  const remove = useMutation({
    ...api.sources.remove.mutationOptions(),
    onSuccess: () => {
      void message.success(t('sources.removed'));
      return refreshed();
    },
  });
  const failed = pull.error ?? pause.error ?? resume.error ?? remove.error;
  const gained = source.added > 0 ? t('sources.added', { count: source.added, n: number(source.added) }) : t('sources.nothingNew');
  const facts: [string, string][] = [
    [t('sources.conversationShown'), source.conversationName || source.conversation],
    [t('sources.addressShown'), source.hasToken ? `${source.baseUrl} · ${t('sources.withToken')}` : source.baseUrl],
    [t('sources.every'), t(`sources.hours.${source.everyHours}`)],
    [t('sources.last'), source.pulledAt ? `${dateTime(source.pulledAt, zone)} · ${gained}` : t('sources.never')],
    [t('sources.latest'), dateTime(source.latestAt, zone)],
    [t('sources.next'), dateTime(source.nextAt, zone)],
  ];
  return (
    <>
      <dl className="source-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="sub">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div aria-live="polite">
        {error && state !== 'pulling' && (
          <Alert
            type="error"
            showIcon
            title={t(`errors:${error.code}`, { ...error.data, defaultValue: t('errors:internal') })}
            style={{ marginTop: 12 }}
          />
        )}
        {failed && <Alert type="error" showIcon title={errorText(failed)} style={{ marginTop: 12 }} />}
      </div>
      <div className="source-actions">
        {state === 'paused' ? (
          <Button loading={resume.isPending} onClick={() => resume.mutate({ channelId })}>
            {t('sources.resume')}
          </Button>
        ) : (
          <>
            <Button loading={pull.isPending || state === 'pulling'} onClick={() => pull.mutate({ channelId })}>
              {t('sources.pull')}
            </Button>
            <Button loading={pause.isPending} onClick={() => pause.mutate({ channelId })}>
              {t('sources.pause')}
            </Button>
          </>
        )}
        {onChange && <Button onClick={onChange}>{t('sources.change')}</Button>}
        <Popconfirm
          title={t('sources.removeSure')}
          description={<div style={{ maxWidth: 260 }}>{t('sources.removeWhat')}</div>}
          okText={t('sources.remove')}
          okButtonProps={{ danger: true }}
          onConfirm={() => remove.mutate({ channelId })}
        >
          <Button loading={remove.isPending}>{t('sources.remove')}</Button>
        </Popconfirm>
      </div>
    </>
  );
}
