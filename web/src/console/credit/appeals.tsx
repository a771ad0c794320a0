import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { AskReason } from './ask-reason.tsx';
import { EntryWords } from './entry-line.tsx';
import { creditChanged } from './state.ts';

/** 申诉: those that wait first; another person than the one who recorded it decides. */
export function Appeals({ communityId }: { communityId: string }) {
  const { t } = useTranslation('credit');
  const query = useQuery(api.credit.appeals.queryOptions({ input: { communityId } }));
  const [deciding, setDeciding] = useState<{ id: string; name: string; upheld: boolean } | null>(null);
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { appeals } = query.data;
  return (
    <Card title={t('appeals.title')}>
      {appeals.every(({ entry }) => entry.appeal?.decided) && <p className="sub">{t('appeals.none')}</p>}
      <ul className="camp-people">
        {appeals.map(({ nickname: name, entry, mayDecide }) => {
          const { appeal, id } = entry;
          if (!appeal) return null;
          const { decided } = appeal;
          return (
            <li key={id} className="credit-line">
              <div>
                <div>{t('appeals.says', { name, text: appeal.text })}</div>
                {!decided && (
                  <span className={`tag ${appeal.overdue ? 'red' : 'blue'}`}>
                    {appeal.overdue ? t('appeals.overdue') : t('appeals.by', { day: dateTime(appeal.decideBy) })}
                  </span>
                )}
                {decided && <div>{t(decided.upheld ? 'appeals.upheld' : 'appeals.kept', { answer: decided.answer })}</div>}
                <EntryWords entry={entry} />
                {!decided && !mayDecide && <p className="sub">{t('appeals.notYou')}</p>}
              </div>
              {!decided && mayDecide && (
                <span className="filters">
                  <Button
                    type="primary"
                    aria-label={t('appeals.upholdOf', { name })}
                    onClick={() => setDeciding({ id, name, upheld: true })}
                  >
                    {t('appeals.uphold')}
                  </Button>
                  <Button aria-label={t('appeals.rejectOf', { name })} onClick={() => setDeciding({ id, name, upheld: false })}>
                    {t('appeals.reject')}
                  </Button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <AskReason
        open={deciding !== null}
        title={t(deciding?.upheld === false ? 'appeals.rejectOf' : 'appeals.upholdOf', { name: deciding?.name ?? '' })}
        label={t('appeals.answer')}
        ok={t(deciding?.upheld === false ? 'appeals.reject' : 'appeals.uphold')}
        close={() => setDeciding(null)}
        go={async (answer) => {
          if (deciding) await api.credit.decideAppeal.call({ creditEntryId: deciding.id, upheld: deciding.upheld, answer });
          await creditChanged();
        }}
      />
    </Card>
  );
}
