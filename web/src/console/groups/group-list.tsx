import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { Problem } from '../../shared/problem.tsx';
import { FirstSteps } from './first-steps.tsx';
import { GroupLines } from './group-lines.tsx';

export function GroupList() {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const portfolio = useQuery(api.insights.portfolio.queryOptions({ input: {} }));
  if (portfolio.error) return <Problem error={portfolio.error} retry={() => portfolio.refetch()} />;
  if (!portfolio.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const wanted = search.trim().toLowerCase();
  const groups = portfolio.data.groups.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <>
      <div className="page-top">
        <div>
          <h1>{t('groups.title')}</h1>
          <div className="sub">{t('workbench.groups', { count: portfolio.data.groups.length })}</div>
        </div>
        <div className="page-actions">
          <Input.Search
            allowClear
            placeholder={t('groups.search')}
            aria-label={t('groups.search')}
            onChange={(event) => setSearch(event.target.value)}
            style={{ width: 220 }}
          />
          <Link to="/import">
            <Button type="primary">{t('import.start')}</Button>
          </Link>
        </div>
      </div>
      {portfolio.data.groups.length === 0 ? (
        <FirstSteps />
      ) : (
        <Card>{groups.length === 0 ? <p className="sub">{t('groups.none', { search })}</p> : <GroupLines groups={groups} />}</Card>
      )}
    </>
  );
}
