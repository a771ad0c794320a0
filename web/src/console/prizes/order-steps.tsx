import { useMutation } from '@tanstack/react-query';
import { Alert, App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import { Reason } from '../../shared/reason.tsx';
import type { Order } from './orders.tsx';

const changed = () => queryClient.invalidateQueries({ queryKey: api.shop.key() });

/** Several at once, each with its tracking number or code. */
export function SendOrders({ communityId, orders, close }: { communityId: string; orders: Order[]; close(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const send = useMutation({
    ...api.shop.send.mutationOptions(),
    onSuccess: async ({ sent }) => {
      await changed();
      void message.success(t('prizes.order.sent', { count: sent, n: number(sent) }));
      close();
    },
  });
  const lacking = orders.some(({ id, delivery }) => delivery === 'code' && (typed[id] ?? '').trim() === '');
  const given = orders.map(({ id, delivery }) => ({ orderId: id, [delivery === 'code' ? 'code' : 'tracking']: typed[id] ?? '' }));
  return (
    <Modal
      open
      title={t('prizes.order.sendTitle', { count: orders.length, n: number(orders.length) })}
      onCancel={close}
      okText={t('prizes.order.sendNow')}
      okButtonProps={{ disabled: lacking }}
      confirmLoading={send.isPending}
      onOk={() => send.mutate({ communityId, orders: given })}
    >
      <p>{t('prizes.order.sendNote')}</p>
      {send.error && <Alert type="error" showIcon title={errorText(send.error)} style={{ marginBottom: 12 }} />}
      <ul className="prizes-sending">
        {orders.map(({ id, name, nickname, delivery }) => (
          <li key={id}>
            <span>
              <b>{name}</b> {nickname}
            </span>
            {delivery !== 'hand' && (
              <Input
                aria-label={t(`prizes.order.${delivery === 'code' ? 'codeOf' : 'trackingOf'}`, { name: nickname ?? '', good: name })}
                placeholder={t(`prizes.order.${delivery === 'code' ? 'codeHint' : 'trackingHint'}`)}
                maxLength={delivery === 'code' ? 200 : 60}
                value={typed[id] ?? ''}
                onChange={(event) => setTyped({ ...typed, [id]: event.target.value })}
              />
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}

/** Stays where it is while it is shut: only then does the dialog give the focus back to its button. */
export function CancelOrder({ order, close }: { order: Order | null; close(): void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const cancel = useMutation({
    ...api.shop.cancelOrder.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  return (
    <Modal
      open={order !== null}
      title={t('prizes.order.cancelOf', { name: order?.nickname ?? '', good: order?.name ?? '' })}
      onCancel={close}
      destroyOnHidden
      afterClose={() => {
        setReason('');
        cancel.reset();
      }}
      okText={t('prizes.order.cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
      cancelText={t('prizes.order.keep')}
      confirmLoading={cancel.isPending}
      onOk={() => order && cancel.mutate({ orderId: order.id, reason: reason.trim() })}
    >
      <p>{t('prizes.order.cancelNote')}</p>
      {cancel.error && <Alert type="error" showIcon title={errorText(cancel.error)} style={{ marginBottom: 12 }} />}
      <Reason label={t('prizes.order.reason')} value={reason} onChange={setReason} />
    </Modal>
  );
}
