import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Segmented, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { saveFile } from '../../shared/save-file.ts';
import { CancelOrder, SendOrders } from './order-steps.tsx';

export type Order = InferContractRouterOutputs<Contract>['shop']['orders']['orders'][number];
const states = ['ordered', 'sent', 'received', 'cancelled'] as const;
const tones = { ordered: 'amber', sent: 'blue', received: '', cancelled: 'grey' } as const;

/** 兑换订单: what waits to be sent first. */
export function Orders({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<Order['state']>('ordered');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [sending, setSending] = useState(false);
  const [cancelling, setCancelling] = useState<Order | null>(null);
  const query = useQuery({ ...api.shop.orders.queryOptions({ input: { communityId, state } }), refetchInterval: 30_000 });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  const counts = query.data?.counts;
  const orders = query.data?.orders ?? [];
  const picked = orders.filter(({ id, state: now }) => now === 'ordered' && chosen.includes(id));
  const all = orders.length > 0 && picked.length === orders.length;
  return (
    <Card title={t('prizes.order.title')} note={query.data && t('prizes.order.kept', query.data.daysKept)}>
      <div className="filters">
        <Segmented
          aria-label={t('prizes.order.title')}
          value={state}
          onChange={(value) => {
            setState(value);
            setChosen([]);
          }}
          options={states.map((value) => ({ value, label: `${t(`prizes.order.state.${value}`)} ${number(counts?.[value])}` }))}
        />
        <Button disabled={orders.length === 0} onClick={() => saveOrders(orders, t)}>
          {t('prizes.order.export')}
        </Button>
      </div>
      {!query.data && <Skeleton active />}
      {query.data && orders.length === 0 && <p className="sub">{t(`prizes.order.none.${state}`)}</p>}
      {state === 'ordered' && orders.length > 0 && (
        <div className="prizes-acts">
          <Checkbox
            checked={all}
            indeterminate={picked.length > 0 && !all}
            onChange={() => setChosen(all ? [] : orders.map(({ id }) => id))}
          >
            {t('prizes.order.all')}
          </Checkbox>
          <Button type="primary" disabled={picked.length === 0} onClick={() => setSending(true)}>
            {t('prizes.order.send', { count: picked.length, n: number(picked.length) })}
          </Button>
        </div>
      )}
      <ul className="camp-people">
        {orders.map((order) => (
          <li key={order.id}>
            <span>
              {order.state === 'ordered' ? (
                <Checkbox
                  checked={chosen.includes(order.id)}
                  onChange={({ target }) => setChosen(target.checked ? [...chosen, order.id] : chosen.filter((id) => id !== order.id))}
                >
                  <Head order={order} />
                </Checkbox>
              ) : (
                <Head order={order} />
              )}{' '}
              <span className={`tag ${tones[order.state]}`}>{t(`prizes.order.state.${order.state}`)}</span>
              <div className="frame">
                {dateTime(order.orderedAt)} · {t('prizes.order.points', { n: number(order.price), count: order.price })}
              </div>
              {order.address && (
                <div className="frame">
                  {order.address.recipient} {order.address.phone} {order.address.address}
                </div>
              )}
              {order.tracking && <div className="frame">{t('prizes.order.trackingIs', { number: order.tracking })}</div>}
              {order.code && <div className="frame">{t('prizes.order.codeIs', { code: order.code })}</div>}
              {order.reason && <div className="frame">{t('prizes.order.reasonIs', { reason: order.reason })}</div>}
            </span>
            {(order.state === 'ordered' || order.state === 'sent') && (
              <Button
                aria-label={t('prizes.order.cancelOf', { name: order.nickname ?? '', good: order.name })}
                onClick={() => setCancelling(order)}
              >
                {t('prizes.order.cancel')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sending && <SendOrders communityId={communityId} orders={picked} close={() => setSending(false)} />}
      <CancelOrder order={cancelling} close={() => setCancelling(null)} />
    </Card>
  );
}

function Head({ order: { nickname, name } }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <>
      <b>{name}</b> {nickname ?? t('prizes.order.erased')}
    </>
  );
}

/** A cell that would be a formula in a spreadsheet begins with an apostrophe. */
const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

function saveOrders(orders: readonly Order[], t: (key: string) => string): void {
  const columns = ['good', 'who', 'state', 'at', 'recipient', 'phone', 'address', 'tracking', 'id'] as const;
  const rows = orders.map(({ id, name, nickname, state, orderedAt, address, tracking }) => [
    ...[name, nickname ?? '', t(`prizes.order.state.${state}`), orderedAt],
    ...[address?.recipient ?? '', address?.phone ?? '', address?.address ?? '', tracking ?? '', id],
  ]);
  const lines = [columns.map((column) => t(`prizes.order.column.${column}`)), ...rows].map((row) => row.map(cell).join(','));
  // Spreadsheets take it for UTF-8 by its first character alone.
  saveFile(`${t('prizes.order.title')}.csv`, 'text/csv', `\ufeff${lines.join('\r\n')}\r\n`);
}
