import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { requestKey } from '../../shared/request-key.ts';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { Problem } from '../parts.tsx';
import { said } from '../raffles/words.ts';
import { Sheet } from '../sheet.tsx';
import type { Good } from './shop-page.tsx';

const fields = [
  { name: 'recipient', complete: 'name', most: 40 },
  { name: 'phone', complete: 'tel', most: 30 },
  { name: 'address', complete: 'street-address', most: 200 },
] as const;

/** What it costs and what is left, asked before; where to send it, only for what has to be sent. */
export function OrderSheet({ good, balance, onClose }: { good: Good; balance: number; onClose: () => void }) {
  const { t } = useTranslation('prizes');
  const { busy, problem, act } = useDeed();
  // Of this sheet: pressed again after a lost answer it is the same order.
  const [requestId] = useState(requestKey);
  const [to, setTo] = useState({ recipient: '', phone: '', address: '' });
  const sends = good.delivery === 'address';
  const order = async (event: FormEvent) => {
    event.preventDefault();
    const input = { goodId: good.id, requestId, price: good.price, to: sends ? to : null };
    if (await act(() => call.shop.order(input, patience()))) onClose();
  };
  return (
    <Sheet title={good.name} onClose={onClose}>
      <form className="shop-form" onSubmit={(event) => void order(event)}>
        <p>{t('shop.confirm', { n: said(good.price), left: said(balance - good.price) })}</p>
        {sends && <p className="quiet-text">{t('shop.addressWhy')}</p>}
        {sends &&
          fields.map(({ name, complete, most }) => (
            <div key={name} className="field">
              <label htmlFor={`shop-${name}`}>{t(`shop.field.${name}`)}</label>
              <input
                id={`shop-${name}`}
                required
                minLength={name === 'recipient' ? 1 : 5}
                maxLength={most}
                autoComplete={complete}
                inputMode={name === 'phone' ? 'tel' : 'text'}
                value={to[name]}
                onChange={(event) => setTo({ ...to, [name]: event.target.value })}
              />
            </div>
          ))}
        <Problem of={problem} />
        <button type="submit" className="main wide" disabled={busy}>
          {t('shop.orderNow')}
        </button>
      </form>
    </Sheet>
  );
}
