import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { Reason } from '../../shared/reason.tsx';
import { Hand } from './hand.tsx';
import { changed, type Entry, signed } from './state.ts';

/** Every entry, of everyone or of one; given and taken by hand, and taken back. */
export function LedgerCard({ communityId, limit }: { communityId: string; limit: number }) {
  const { t } = useTranslation();
  const [enrolmentId, setEnrolmentId] = useState<string>();
  const [giving, setGiving] = useState(false);
  const [reversing, setReversing] = useState<Entry | null>(null);
  const people = useQuery(api.admissions.enrolments.queryOptions({ input: { communityId } }));
  const query = useInfiniteQuery(
    api.points.ledger.infiniteOptions({
      input: (before: string | undefined) => ({ communityId, ...(enrolmentId && { enrolmentId }), ...(before && { before }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  );
  const options = (people.data?.enrolments ?? []).map(({ id, nickname }) => ({ value: id, label: nickname }));
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Card title={t('points.ledger.title')}>
      <div className="filters">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('points.ledger.who')}
          placeholder={t('points.ledger.everyone')}
          options={options}
          value={enrolmentId ?? null}
          onChange={(value) => setEnrolmentId(value ?? undefined)}
          style={{ width: 180 }}
        />
        <Button type="primary" disabled={options.length === 0} onClick={() => setGiving(true)}>
          {t('points.hand.open')}
        </Button>
      </div>
      {query.error && <Problem error={query.error} retry={() => query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {query.data && entries.length === 0 && <p className="sub">{t('points.ledger.none')}</p>}
      <ul className="camp-people">
        {entries.map((entry) => (
          <li key={entry.entryId}>
            <span>
              <span className="points-amount">{signed(entry.amount)}</span> {entry.nickname || t('points.nobody')}
              {entry.reversedBy && <span className="tag grey">{t('points.ledger.reversed')}</span>}
              <div className="frame">
                {t(entry.reverses ? 'points.ledger.reversal' : 'points.ledger.plain', {
                  what: t(`points.kind.${entry.kind}`),
                  day: entry.day,
                })}
                {entry.short > 0 && ` · ${t('points.ledger.short', { count: entry.short, n: number(entry.short) })}`}
              </div>
              {entry.reason && <div className="frame">{t('points.ledger.reason', { reason: entry.reason })}</div>}
            </span>
            {canReverse(entry) && (
              <Button
                aria-label={t('points.ledger.reverseOf', { name: entry.nickname, points: signed(entry.amount) })}
                onClick={() => setReversing(entry)}
              >
                {t('points.ledger.reverse')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button onClick={() => query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {t('points.ledger.more')}
        </Button>
      )}
      <Hand communityId={communityId} limit={limit} options={options} open={giving} close={() => setGiving(false)} />
      <Reverse entry={reversing} close={() => setReversing(null)} />
    </Card>
  );
}

const canReverse = ({ reverses, reversedBy, kind }: Entry) =>
  reverses === null && reversedBy === null && !['spent', 'prize', 'expired'].includes(kind);

/** Stays where it is while it is shut: only then does the dialog give the focus back to its button. */
function Reverse({ entry, close }: { entry: Entry | null; close(): void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const reverse = useMutation({
    ...api.points.reverse.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  return (
    <Modal
      open={entry !== null}
      title={t('points.ledger.reverseTitle', { name: entry?.nickname ?? '', points: signed(entry?.amount ?? 0) })}
      onCancel={close}
      destroyOnHidden
      afterClose={() => {
        setReason('');
        reverse.reset();
      }}
      okText={t('points.ledger.reverse')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
      confirmLoading={reverse.isPending}
      onOk={() => entry && reverse.mutate({ entryId: entry.entryId, reason: reason.trim() })}
    >
      <p>{t('points.ledger.reverseNote')}</p>
      {reverse.error && <Alert type="error" showIcon title={errorText(reverse.error)} style={{ marginBottom: 12 }} />}
      <Reason label={t('points.reason')} value={reason} onChange={setReason} />
    </Modal>
  );
}
