import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import type { CampDetail } from '../camps/state.tsx';
import { GoodForm } from './good-form.tsx';
import { Orders } from './orders.tsx';

export type Good = InferContractRouterOutputs<Contract>['shop']['goods']['goods'][number];

/** 积分商城: the shelf, and the orders that wait. */
export function Shop({ camp: { communityId } }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<{ good: Good | null } | null>(null);
  const query = useQuery(api.shop.goods.queryOptions({ input: { communityId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { goods } = query.data;
  return (
    <>
      <Orders communityId={communityId} />
      <Card title={t('prizes.shop.goods')} note={t('prizes.shop.note')}>
        {goods.length === 0 && <p className="sub">{t('prizes.shop.none')}</p>}
        <ul className="camp-people">
          {goods.map((good) => (
            <li key={good.id}>
              <span>
                {good.name} {!good.onSale && <span className="tag grey">{t('prizes.shop.offSale')}</span>}
                {good.stock === 0 && <span className="tag red">{t('prizes.shop.soldOut')}</span>}
                <div className="frame">
                  {t('prizes.shop.line', { price: number(good.price), stock: number(good.stock), ordered: number(good.ordered) })} ·{' '}
                  {t(`prizes.shop.delivery.${good.delivery}`)}
                  {good.perPerson !== null && <> · {t('prizes.shop.limitIs', { n: number(good.perPerson) })}</>}
                </div>
              </span>
              <Button aria-label={t('prizes.shop.changeOf', { name: good.name })} onClick={() => setForm({ good })}>
                {t('prizes.shop.change')}
              </Button>
            </li>
          ))}
        </ul>
        <div className="prizes-acts">
          <Button type={goods.length === 0 ? 'primary' : 'default'} onClick={() => setForm({ good: null })}>
            {t('prizes.shop.make')}
          </Button>
        </div>
      </Card>
      {form && <GoodForm communityId={communityId} good={form.good} close={() => setForm(null)} />}
    </>
  );
}
