import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { fullDayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Notice, Problem, Section, Trouble, Waiting } from '../parts.tsx';
import { said } from '../raffles/words.ts';
import { Sheet } from '../sheet.tsx';
import { civilDay } from '../welcome/mine.ts';
import { OfCommunity } from '../welcome/of-community.tsx';
import { OrderSheet } from './order-sheet.tsx';
import './shop.css';

type Answer = Awaited<ReturnType<typeof call.shop.mine>>;
export type Good = Answer['goods'][number];
type Order = Answer['orders'][number];

/** 积分商城: what there is for points, and the own orders. */
export default function ShopPage() {
  const { t } = useTranslation('prizes');
  return (
    <OfCommunity page="shop" title={() => t('shop.title')}>
      {({ communityId }) => <Shop key={communityId} communityId={communityId} />}
    </OfCommunity>
  );
}

function Shop({ communityId }: { communityId: string }) {
  const { t } = useTranslation('prizes');
  const { answer, error, again } = useAsk(`shop ${communityId}`, () => call.shop.mine({ communityId }, patience()));
  const [ordering, setOrdering] = useState<Good>();
  if (!answer) return error ? <Trouble error={error} again={again} /> : <Waiting />;
  const { balance, goods, orders, daysKept } = answer;
  return (
    <>
      <p className="lead">{t('shop.balance', { n: said(balance), count: balance })}</p>
      {goods.length === 0 && (
        <Notice title={t('shop.noneTitle')}>
          <p>{t('shop.none')}</p>
        </Notice>
      )}
      <ul className="shop-goods" aria-label={t('shop.goods')}>
        {goods.map((good) => (
          <li key={good.id} className="card">
            <h2>{good.name}</h2>
            {good.description !== '' && <p className="shop-words">{good.description}</p>}
            <p>
              <b>{t('shop.price', { n: said(good.price), count: good.price })}</b>{' '}
              <span className="quiet-text">
                {t('shop.left', { n: said(good.stock) })} · {t(`shop.delivery.${good.delivery}`)}
                {good.perPerson !== null && <> · {t('shop.limit', { n: said(good.perPerson) })}</>}
              </span>
            </p>
            {good.mayOrder === 'yes' ? (
              <button type="button" className="main wide" onClick={() => setOrdering(good)}>
                {t('shop.order')}
                <span className="visually-hidden">{good.name}</span>
              </button>
            ) : (
              <p className="quiet-text">{t(`shop.why.${good.mayOrder}`, { n: said(good.price - balance) })}</p>
            )}
          </li>
        ))}
      </ul>
      {orders.length > 0 && (
        <Section title={t('shop.orders')}>
          <ul className="lines shop-orders">
            {orders.map((order) => (
              <OneOrder key={order.id} order={order} />
            ))}
          </ul>
          <p className="quiet-text">{t('shop.kept', { received: daysKept.received, sent: daysKept.sent })}</p>
        </Section>
      )}
      {ordering && <OrderSheet good={ordering} balance={balance} onClose={() => setOrdering(undefined)} />}
    </>
  );
}

function OneOrder({ order }: { order: Order }) {
  const { t } = useTranslation('prizes');
  const { busy, problem, act } = useDeed();
  const [leaving, setLeaving] = useState(false);
  const { id: orderId, name, price, state, orderedAt, tracking, code, reason } = order;
  return (
    <li>
      <b>
        {name}{' '}
        <span className={`tag ${state === 'ordered' ? 'open' : state === 'cancelled' ? 'shut' : ''}`}>{t(`shop.state.${state}`)}</span>
      </b>
      <span className="quiet-text">
        {fullDayName(civilDay(orderedAt))} · {t('shop.price', { n: said(price), count: price })}
      </span>
      {tracking && <span>{t('shop.tracking', { number: tracking })}</span>}
      {code && (
        <span>
          {t('shop.code')} <code>{code}</code>
        </span>
      )}
      {reason && <span>{t('shop.reason', { reason })}</span>}
      <Problem of={problem} />
      {state === 'sent' && (
        <button type="button" className="second" disabled={busy} onClick={() => void act(() => call.shop.receive({ orderId }, patience()))}>
          {t('shop.receive')}
          <span className="visually-hidden">{name}</span>
        </button>
      )}
      {state === 'ordered' && (
        <button type="button" className="quiet" onClick={() => setLeaving(true)}>
          {t('shop.withdraw')}
          <span className="visually-hidden">{name}</span>
        </button>
      )}
      {leaving && (
        <Sheet title={t('shop.withdraw')} onClose={() => setLeaving(false)}>
          <p>{t('shop.withdrawAsk', { name, n: said(price) })}</p>
          <Problem of={problem} />
          <button
            type="button"
            className="danger wide"
            disabled={busy}
            onClick={() => void act(() => call.shop.withdrawOrder({ orderId }, patience())).then((done) => done && setLeaving(false))}
          >
            {t('shop.withdrawNow')}
          </button>
        </Sheet>
      )}
    </li>
  );
}
