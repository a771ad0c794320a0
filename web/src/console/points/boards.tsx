import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';

const boards = ['day', 'week', 'all', 'newcomers', 'squads'] as const;

/** Who earned most; squads by points a head. */
export function Boards({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const [board, setBoard] = useState<(typeof boards)[number]>('week');
  return (
    <Card title={t('points.board.title')}>
      <div className="filters">
        <Segmented value={board} onChange={setBoard} options={boards.map((value) => ({ value, label: t(`points.board.of.${value}`) }))} />
      </div>
      {board === 'squads' ? <Squads communityId={communityId} /> : <People communityId={communityId} board={board} />}
    </Card>
  );
}

function People({ communityId, board }: { communityId: string; board: Exclude<(typeof boards)[number], 'squads'> }) {
  const { t } = useTranslation();
  const query = useQuery({
    ...api.points.board.queryOptions({ input: { communityId, board, limit: 20 } }),
    placeholderData: keepPreviousData,
  });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return null;
  const { top, people } = query.data;
  if (top.length === 0) return <p className="sub">{t('points.board.none')}</p>;
  return (
    <>
      <p className="sub">{t('points.board.people', { people: number(people), top: number(top.length) })}</p>
      <ol className="points-ways">
        {top.map(({ enrolmentId, nickname, title, total, rank }) => (
          <li key={enrolmentId}>
            <span>
              {t('points.board.place', { place: number(rank) })} {nickname} {title && <span className="tag blue">{title}</span>}
            </span>
            <b>{number(total)}</b>
          </li>
        ))}
      </ol>
    </>
  );
}

function Squads({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const query = useQuery(api.points.squadBoard.queryOptions({ input: { communityId, board: 'week' } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return null;
  const { squads } = query.data;
  if (squads.length === 0) return <p className="sub">{t('points.board.none')}</p>;
  return (
    <>
      <p className="sub">{t('points.board.perHead')}</p>
      <ol className="points-ways">
        {squads.map(({ squadId, name, total, heads, perHead, rank }) => (
          <li key={squadId}>
            <span>
              {t('points.board.place', { place: number(rank) })} {name}{' '}
              <span className="frame">{t('points.board.squad', { total: number(total), count: heads, n: number(heads) })}</span>
            </span>
            <b>{number(perHead)}</b>
          </li>
        ))}
      </ol>
    </>
  );
}
