import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { Problem } from '../../shared/problem.tsx';
import { DueLine } from './due-line.tsx';
import './duties.css';
import type { DueItem } from './words.ts';

const keyOf = ({ id, sourceId, turn }: DueItem) => id ?? `${sourceId} ${turn}`;
const left = (items: readonly DueItem[]) => items.filter(({ state }) => state === 'open').length;

interface Shown {
  items: readonly DueItem[];
  showDay?: boolean;
  showCommunity?: boolean;
  /** Is one of them the next to do? */
  now?: boolean;
}

function Lines({ items, now = false, ...shown }: Shown) {
  const first = now ? items.find(({ state }) => state === 'open') : undefined;
  return (
    <ul className="due-lines">
      {items.map((item) => (
        <DueLine key={keyOf(item)} item={item} first={item === first} {...shown} />
      ))}
    </ul>
  );
}

/** 今天要做的: overdue first, then by the clock; what comes next, and what was missed yesterday. */
export function DeskCard({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const query = useQuery({ ...api.duties.desk.queryOptions({ input: { communityId } }), refetchInterval: 60_000 });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { items, next, missed } = query.data;
  return (
    <Card title={t('duties.today')} note={items.length > 0 ? t('duties.leftToday', { count: left(items), all: items.length }) : undefined}>
      {items.length === 0 && <p className="sub">{t(next.length === 0 ? 'duties.nothingYet' : 'duties.nothingToday')}</p>}
      <Lines items={items} now />
      {missed.length > 0 && (
        <>
          <h3 className="due-part">{t('duties.missedYesterday')}</h3>
          <Lines items={missed} showDay />
        </>
      )}
      {next.length > 0 && (
        <>
          <h3 className="due-part">{t('duties.next')}</h3>
          <Lines items={more ? next : next.slice(0, 4)} showDay />
          {next.length > 4 && !more && (
            <Button type="link" className="more" onClick={() => setMore(true)}>
              {t('duties.more', { count: next.length - 4 })}
            </Button>
          )}
        </>
      )}
    </Card>
  );
}

/** On the workbench: what is due today over all communities. A workbench without any has nothing more to show. */
export function DueToday() {
  const { t } = useTranslation();
  const query = useQuery({ ...api.duties.desk.queryOptions({ input: {} }), refetchInterval: 60_000 });
  const items = (query.data?.items ?? []).filter(({ state }) => state === 'open');
  if (items.length === 0) return null;
  return (
    <Card title={t('duties.today')} note={t('duties.openToday', { count: items.length })}>
      <Lines items={items.slice(0, 6)} now showCommunity />
      {items.length > 6 && <p className="frame">{t('duties.moreToday', { count: items.length - 6 })}</p>}
    </Card>
  );
}
