import { useQuery } from '@tanstack/react-query';
import { Button, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Candidates } from './candidates.tsx';
import { Ladder } from './ladder.tsx';
import { NextClass } from './next-class.tsx';
import { RulesForm } from './rules-form.tsx';
import type { Role } from './state.ts';
import './succession.css';
import { Terms } from './terms.tsx';
import { Trials } from './trials.tsx';

/** 储备班委: of one role who could take it, who is on trial, who held it; and who moves up into the next class. */
export default function BenchCard({ communityId }: { communityId: string }) {
  const { t } = useTranslation('succession');
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useQuery(api.roles.list.queryOptions({ input: { communityId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { roles } = query.data;
  const role = roles.find(({ id }) => id === chosen) ?? roles[0];
  return (
    <Card title={t('title')} note={t('note')}>
      {role ? (
        <>
          <Select
            aria-label={t('role')}
            value={role.id}
            onChange={setChosen}
            options={roles.map(({ id, name }) => ({ value: id, label: name }))}
            style={{ minWidth: 160 }}
          />
          <OfRole key={role.id} communityId={communityId} role={role} />
        </>
      ) : (
        <p className="sub">{t('noRoles')}</p>
      )}
      <NextClass communityId={communityId} />
    </Card>
  );
}

function OfRole({ communityId, role }: { communityId: string; role: Role }) {
  const { t } = useTranslation('succession');
  const [editing, setEditing] = useState(false);
  const input = { roleId: role.id };
  const bench = useQuery(api.succession.bench.queryOptions({ input }));
  const posts = useQuery(api.succession.posts.queryOptions({ input }));
  const error = bench.error ?? posts.error;
  if (error) return <Problem error={error} retry={() => Promise.all([bench.refetch(), posts.refetch()])} />;
  if (!bench.data || !posts.data) return <Skeleton active />;
  return (
    <>
      <Trials trials={posts.data.trials} />
      <section className="bench-part">
        <header>
          <h3>{t('bench')}</h3>
          <Button onClick={() => setEditing(true)}>{t('rules.edit')}</Button>
        </header>
        <Candidates role={role} bench={bench.data} />
      </section>
      <Terms posts={posts.data} />
      <Ladder communityId={communityId} bench={bench.data} />
      {editing && <RulesForm role={role} bench={bench.data} close={() => setEditing(false)} />}
    </>
  );
}
