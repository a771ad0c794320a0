import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Progress as Bar, Button, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { bytes, duration, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';

interface Live {
  bytesRead: number;
  records: number;
  added: number;
  secondsLeft: number | null;
  phase?: string;
}

/** Step 3: progress one can leave alone, then the report with the way on. */
export function Progress({ importId, onAgain }: { importId: string; onAgain: () => void }) {
  const { t } = useTranslation();
  const [live, setLive] = useState<Live | null>(null);
  const state = useQuery({
    ...api.chat.importState.queryOptions({ input: { importId } }),
    // The stream tells progress; this asks again in case the stream cannot get through.
    refetchInterval: ({ state: { data } }) => (data && ['done', 'failed', 'cancelled'].includes(data.state) ? false : 2000),
  });
  const finished = state.data && ['done', 'failed', 'cancelled'].includes(state.data.state);
  useEffect(() => {
    if (finished) {
      void queryClient.invalidateQueries({ queryKey: api.insights.key() });
      void queryClient.invalidateQueries({ queryKey: api.communities.key() });
      return;
    }
    const stream = new EventSource(`/api/v1/imports/${importId}/progress`);
    stream.onmessage = ({ data }) => setLive(JSON.parse(data) as Live);
    return () => stream.close();
  }, [importId, finished]);
  const settled = { onSuccess: () => state.refetch() };
  const cancel = useMutation({ ...api.chat.cancelImport.mutationOptions(), ...settled });
  const resume = useMutation({ ...api.chat.resumeImport.mutationOptions(), ...settled });
  if (state.error) return <Problem error={state.error} retry={() => state.refetch()} />;
  if (!state.data) return <Skeleton active />;
  const run = state.data;
  const read = Math.max(run.bytesRead, live?.bytesRead ?? 0);
  const share = run.bytes > 0 ? Math.min(1, read / run.bytes) : 0;
  const problem = cancel.error ?? resume.error;
  return (
    <Card title={run.file} note={t(`imports.state.${run.state}`)} className="narrow">
      {problem && <Alert type="error" showIcon title={errorText(problem)} style={{ marginBottom: 12 }} />}
      {!finished && (
        <div aria-live="polite">
          <Bar percent={Math.floor(share * 100)} status="active" aria-label={t('import.progress')} />
          <p className="frame">
            {t('import.readSoFar', { read: bytes(read), all: bytes(run.bytes), records: number(live?.records ?? run.records) })}
            {live?.secondsLeft != null && ` · ${t('import.left', { time: duration(Math.max(1, live.secondsLeft)) })}`}
          </p>
          <p className="frame">{t('import.leaveAlone')}</p>
          <Button style={{ marginTop: 12 }} onClick={() => cancel.mutate({ importId })} loading={cancel.isPending}>
            {t('import.cancel')}
          </Button>
        </div>
      )}
      {run.state === 'done' && (
        <>
          <p className="figure">
            {run.records === 0 && run.members > 0
              ? t('import.listed', { count: run.members, n: number(run.members) })
              : t('import.added', { count: run.added, n: number(run.added) })}
          </p>
          <p className="frame">
            {t('import.account', {
              records: number(run.records),
              members: number(run.members),
              parsed: bytes(run.bytesRead - run.rejectedBytes),
              rejected: bytes(run.rejectedBytes),
            })}
          </p>
          {run.records > 0 && run.added === 0 && <p style={{ marginTop: 8 }}>{t('import.nothingNew')}</p>}
        </>
      )}
      {run.state === 'failed' && run.error && (
        <Alert type="error" showIcon title={t(`errors:${run.error.code}`, { ...run.error.data, defaultValue: t('errors:internal') })} />
      )}
      {run.state === 'cancelled' && <p>{t('import.cancelled', { n: number(run.added) })}</p>}
      {run.rejectedRecords > 0 && (
        <p style={{ marginTop: 10 }}>
          <a href={`/api/v1/imports/${importId}/rejected.csv`} download>
            {t('import.downloadRejected', { count: run.rejectedRecords, n: number(run.rejectedRecords) })}
          </a>
        </p>
      )}
      {finished && (
        <div style={{ display: 'flex', gap: 8, marginTop: 16, flexWrap: 'wrap' }}>
          {run.channelId && run.records > 0 && (
            <Link to="/groups/$channelId/$tab" params={{ channelId: run.channelId, tab: 'overview' }}>
              <Button type="primary">{t('import.seeCheckup')}</Button>
            </Link>
          )}
          {run.channelId && run.records === 0 && run.members > 0 && (
            <Link to="/groups/$channelId/$tab" params={{ channelId: run.channelId, tab: 'imports' }}>
              <Button type="primary">{t('import.seeRoster')}</Button>
            </Link>
          )}
          {run.state !== 'done' && (
            <Button onClick={() => resume.mutate({ importId })} loading={resume.isPending}>
              {t('import.resume')}
            </Button>
          )}
          <Button onClick={onAgain}>{t('import.another')}</Button>
        </div>
      )}
    </Card>
  );
}
