import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { FirstOf } from '../../shared/first-of.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { EntryLine } from './entry-line.tsx';
import { RecordForm } from './record-form.tsx';
import type { Rules } from './state.ts';

interface Person {
  enrolmentId: string;
  nickname: string;
}

/** Everyone's balance, the lowest first. */
export function Licences({ communityId, campaignId, rules }: { communityId: string; campaignId: string; rules: Rules }) {
  const { t } = useTranslation('credit');
  const [search, setSearch] = useState('');
  const [looked, setLooked] = useState<Person | null>(null);
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...api.credit.people.queryOptions({ input: { communityId, search } }), placeholderData: keepPreviousData });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { people, total, below, suspended } = query.data;
  return (
    <Card title={t('people.title')} note={t('people.note')}>
      <div className="filters">
        <Input.Search
          allowClear
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          style={{ maxWidth: 260 }}
          onChange={(event) => setSearch(event.target.value.trim())}
        />
        <span className="sub">{t('people.sum', { total: number(total), below: number(below), suspended: number(suspended) })}</span>
      </div>
      {people.length === 0 && <p className="sub">{t('people.none')}</p>}
      <ul className="camp-people">
        {people.map((one) => (
          <li key={one.enrolmentId}>
            <span>
              {one.nickname}{' '}
              <span className={`tag ${one.suspended ? 'red' : one.balance < 12 ? 'amber' : ''}`}>
                {t('people.balance', { balance: one.balance })}
                {one.suspended && ` · ${t('people.suspended')}`}
              </span>
            </span>
            <Button
              aria-label={t('people.openOf', { name: one.nickname })}
              onClick={() => {
                setLooked(one);
                setOpen(true);
              }}
            >
              {t('people.open')}
            </Button>
          </li>
        ))}
      </ul>
      {search === '' && <FirstOf shown={people.length} total={total} way="search" />}
      <Modal
        open={open}
        title={t('person.title', { name: looked?.nickname ?? '' })}
        onCancel={() => setOpen(false)}
        footer={null}
        destroyOnHidden
        width={640}
      >
        {looked && <Licence person={looked} campaignId={campaignId} rules={rules} />}
      </Modal>
    </Card>
  );
}

function Licence({ person, campaignId, rules }: { person: Person; campaignId: string; rules: Rules }) {
  const { t } = useTranslation('credit');
  const [recording, setRecording] = useState(false);
  const query = useQuery(api.credit.person.queryOptions({ input: { enrolmentId: person.enrolmentId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { standing, entries } = query.data;
  return (
    <>
      <div className="figure">{t('person.balance', { balance: standing.balance })}</div>
      <p className="sub">
        {standing.suspendedSince === null
          ? t('person.renews', { from: standing.cycleFrom, day: standing.renewsOn })
          : t('person.suspended')}
      </p>
      {recording ? (
        <RecordForm person={person} campaignId={campaignId} rules={rules} close={() => setRecording(false)} />
      ) : (
        <Button type="primary" onClick={() => setRecording(true)}>
          {t('person.record')}
        </Button>
      )}
      {entries.length === 0 && <p className="sub">{t('person.empty')}</p>}
      <ul className="camp-people">
        {entries.map((entry) => (
          <EntryLine key={entry.id} entry={entry} />
        ))}
      </ul>
    </>
  );
}
