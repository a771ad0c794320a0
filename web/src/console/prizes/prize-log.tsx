import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Reason } from '../../shared/reason.tsx';
import type { CampDetail } from '../camps/state.tsx';
import { BudgetForm, PrizeForm } from './prize-form.tsx';
import { useYuan } from './yuan.ts';

type Log = InferContractRouterOutputs<Contract>['prizes']['list'];
type Given = Log['given'][number];
const changed = () => queryClient.invalidateQueries({ queryKey: api.prizes.key() });

/** 红包记录与奖品预算: what was given to whom and for what; money moves outside. */
export function PrizeLog({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const { communityId } = camp;
  const yuan = useYuan();
  const [open, setOpen] = useState<'budget' | 'prize' | null>(null);
  const [wrong, setWrong] = useState<Given | null>(null);
  const query = useQuery(api.prizes.list.queryOptions({ input: { communityId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { given, budgets } = query.data;
  return (
    <>
      <Card title={t('prizes.budget.title')}>
        {budgets.length === 0 && <p className="sub">{t('prizes.budget.none')}</p>}
        <ul className="camp-people">
          {budgets.map(({ id, name, amount, used }) => (
            <li key={id}>
              <span>
                {name} {used > amount && <span className="tag red">{t('prizes.budget.over')}</span>}
                <div className="frame">
                  {used > amount
                    ? t('prizes.budget.lineOver', { used: yuan(used), amount: yuan(amount), over: yuan(used - amount) })
                    : t('prizes.budget.line', { used: yuan(used), amount: yuan(amount), left: yuan(amount - used) })}
                </div>
              </span>
            </li>
          ))}
        </ul>
        <div className="prizes-acts">
          <Button onClick={() => setOpen('budget')}>{t('prizes.budget.make')}</Button>
        </div>
      </Card>
      <Card title={t('prizes.log.title')} note={t('prizes.log.note')}>
        {given.length === 0 && <p className="sub">{t('prizes.log.none')}</p>}
        <ul className="camp-people">
          {given.map((one) => (
            <li key={one.id}>
              <span>
                <b>{one.nickname ?? t('prizes.order.erased')}</b> {one.what}{' '}
                <span className={`tag ${one.takenBack ? 'grey' : 'blue'}`}>
                  {t(one.takenBack ? 'prizes.log.takenBack' : `prizes.kind.${one.kind}`)}
                </span>
                <div className="frame">
                  {[one.givenOn, ...(one.amount > 0 ? [yuan(one.amount)] : []), one.why].filter((part) => part !== '').join(' · ')}
                </div>
                {one.overReason && <div className="frame">{t('prizes.log.overReason', { reason: one.overReason })}</div>}
                {one.takenBack?.reason && <div className="frame">{t('prizes.log.reasonIs', { reason: one.takenBack.reason })}</div>}
              </span>
              {!one.takenBack && (
                <Button aria-label={t('prizes.log.takeBackOf', { name: one.nickname ?? '', what: one.what })} onClick={() => setWrong(one)}>
                  {t('prizes.log.takeBack')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <div className="prizes-acts">
          <Button type="primary" onClick={() => setOpen('prize')}>
            {t('prizes.log.make')}
          </Button>
        </div>
      </Card>
      {open === 'budget' && <BudgetForm camp={camp} close={() => setOpen(null)} />}
      {open === 'prize' && <PrizeForm camp={camp} budgets={budgets} close={() => setOpen(null)} />}
      <TakeBack prize={wrong} close={() => setWrong(null)} />
    </>
  );
}

function TakeBack({ prize, close }: { prize: Given | null; close(): void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const takeBack = useMutation({
    ...api.prizes.takeBack.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  return (
    <Modal
      open={prize !== null}
      title={t('prizes.log.takeBackOf', { name: prize?.nickname ?? '', what: prize?.what ?? '' })}
      onCancel={close}
      destroyOnHidden
      afterClose={() => {
        setReason('');
        takeBack.reset();
      }}
      okText={t('prizes.log.takeBack')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
      confirmLoading={takeBack.isPending}
      onOk={() => prize && takeBack.mutate({ prizeId: prize.id, reason: reason.trim() })}
    >
      <p>{t('prizes.log.takeBackNote')}</p>
      {takeBack.error && <Alert type="error" showIcon title={errorText(takeBack.error)} style={{ marginBottom: 12 }} />}
      <Reason label={t('prizes.log.reason')} value={reason} onChange={setReason} />
    </Modal>
  );
}
