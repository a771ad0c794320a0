import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { AskReason } from './ask-reason.tsx';
import { RiskRules } from './risk-rules.tsx';
import { type Removals, removalsChanged } from './state.ts';

type Case = Removals['board']['open'][number];
type Deed = { kind: 'back' | 'confirm' | 'keep'; one: Case };

const tones = { rescue: 'blue', notice: 'amber', noticed: 'amber', proposed: 'red' } as const;

/** 掉队与挽回: everyone at risk with the step they are at; a person decides what ends it. */
export function AtRisk({ communityId }: { communityId: string }) {
  const { t } = useTranslation('credit');
  const query = useQuery(api.removals.board.queryOptions({ input: { communityId } }));
  const rules = useQuery(api.removals.rules.queryOptions({ input: { communityId } }));
  const [deed, setDeed] = useState<Deed | null>(null);
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (rules.error) return <Problem error={rules.error} retry={() => rules.refetch()} />;
  if (!query.data || !rules.data) return <Skeleton active />;
  const on = (rules.data.rules?.sources.length ?? 0) > 0;
  const { open, closed, refund } = query.data;
  return (
    <Card title={t('risk.title')} note={t('risk.note')}>
      <RiskRules communityId={communityId} held={rules.data} />
      {on && open.length === 0 && <p className="sub">{t('risk.none')}</p>}
      <ul className="camp-people">
        {open.map((one) => (
          <Line key={one.id} one={one} ask={(kind) => setDeed({ kind, one })} />
        ))}
      </ul>
      {closed.length > 0 && (
        <details>
          <summary>{t('risk.closed')}</summary>
          <ul className="camp-people">
            {closed.map(({ id, nickname, outcome, reason, closedAt, by, because }) => (
              <li key={id}>
                <span>
                  {nickname} <span className="tag grey">{t(`risk.outcome.${outcome}`)}</span>
                  <div className="frame">
                    {t(`risk.reason.${reason.code}`, reason)} · {dateTime(closedAt)}
                    {by && ` · ${by}`}
                  </div>
                  {because !== '' && <div>{because}</div>}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Deciding deed={deed} refund={refund} close={() => setDeed(null)} />
    </Card>
  );
}

function Line({ one, ask }: { one: Case; ask(kind: Deed['kind']): void }) {
  const { t } = useTranslation('credit');
  const { message } = App.useApp();
  const { nickname: name, stage, reason, nextAt, notice, squad, id } = one;
  const sent = useMutation({
    ...api.removals.noticeSent.mutationOptions(),
    onSuccess: removalsChanged,
    onError: (error) => void message.error(errorText(error)),
  });
  const copy = async () => {
    await navigator.clipboard.writeText(notice);
    void message.success(t('risk.copied'));
  };
  return (
    <li className="credit-line">
      <div>
        {name} <span className={`tag ${tones[stage]}`}>{t(`risk.stage.${stage}`)}</span>
        <div className="frame">
          {[t(`risk.reason.${reason.code}`, reason), squad?.name, nextAt && t('risk.next', { at: dateTime(nextAt) })]
            .filter(Boolean)
            .join(' · ')}
        </div>
        {stage === 'notice' && <blockquote className="credit-notice">{notice}</blockquote>}
      </div>
      <span className="filters">
        {stage === 'notice' && (
          <>
            <Button aria-label={t('risk.copyOf', { name })} onClick={() => void copy()}>
              {t('risk.copy')}
            </Button>
            <Button
              type="primary"
              aria-label={t('risk.sentOf', { name })}
              loading={sent.isPending}
              onClick={() => sent.mutate({ removalCaseId: id })}
            >
              {t('risk.sent')}
            </Button>
          </>
        )}
        <Button aria-label={t('risk.backOf', { name })} onClick={() => ask('back')}>
          {t('risk.back')}
        </Button>
        {stage === 'proposed' && (
          <>
            <Button aria-label={t('risk.keepOf', { name })} onClick={() => ask('keep')}>
              {t('risk.keep')}
            </Button>
            <Button aria-label={t('risk.confirmOf', { name })} onClick={() => ask('confirm')}>
              {t('risk.confirm')}
            </Button>
          </>
        )}
      </span>
    </li>
  );
}

function Deciding({ deed, refund, close }: { deed: Deed | null; refund: string; close(): void }) {
  const { t } = useTranslation('credit');
  const { kind = 'back', one } = deed ?? {};
  const name = one?.nickname ?? '';
  const go = async (reason: string) => {
    if (!one) return;
    if (kind === 'back') await api.removals.rescued.call({ enrolmentId: one.enrolmentId, text: reason });
    else await api.removals[kind].call({ removalCaseId: one.id, reason });
    await removalsChanged();
  };
  return (
    <AskReason
      open={deed !== null}
      title={t(`risk.${kind}Of`, { name })}
      label={t(kind === 'back' ? 'risk.backWhy' : 'risk.reasonLabel')}
      ok={t(`risk.${kind}`)}
      danger={kind === 'confirm'}
      close={close}
      go={go}
    >
      {kind !== 'back' && <p>{t(`risk.${kind}Note`, { name })}</p>}
      {kind === 'confirm' && refund !== '' && <p>{t('risk.refund', { text: refund })}</p>}
    </AskReason>
  );
}
