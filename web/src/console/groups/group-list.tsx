import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Pagination, Select, Skeleton } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { type GroupListSearch, listFilters, listOrders } from '../router.tsx';
import { FirstSteps } from './first-steps.tsx';
import { type GroupLine, GroupLines } from './group-lines.tsx';
import './groups.css';

const PAGE = 50;

/** Every group, those in need first; filters live in the address. Hundreds of groups are shown fifty at a time. */
export function GroupList() {
  const { t, i18n } = useTranslation();
  const search = useSearch({ from: '/inside/groups' });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(search.name ?? '');
  const dissolved = search.dissolved === true;
  const portfolio = useQuery(api.insights.portfolio.queryOptions({ input: { dissolved } }));
  const communities = useQuery(api.communities.list.queryOptions({ input: {} }));
  const someDissolved = communities.data?.communities.some(({ dissolvedAt, channels }) => dissolvedAt !== null && channels > 0) ?? false;
  const all = portfolio.data?.groups;
  const wanted = useDeferredValue(typed);
  const groups = useMemo(() => chosen(all ?? [], { ...search, name: wanted }, i18n.language), [all, search, wanted, i18n.language]);
  if (portfolio.error) return <Problem error={portfolio.error} retry={() => portfolio.refetch()} />;
  if (!all) return <Skeleton active paragraph={{ rows: 8 }} />;
  const change = (to: { [K in keyof GroupListSearch]?: GroupListSearch[K] | undefined }) => {
    const { page: _page, ...kept } = search;
    const next = Object.fromEntries(Object.entries({ ...kept, ...to }).filter(([, value]) => value !== undefined && value !== ''));
    navigate({ to: '/groups', search: next, replace: true });
  };
  const page = Math.min(search.page ?? 1, Math.max(1, Math.ceil(groups.length / PAGE)));
  return (
    <>
      <PageHead title={t('groups.title')} sub={t('workbench.groups', { count: all.length })}>
        {(someDissolved || dissolved) && (
          <Link to="/groups" search={dissolved ? {} : { dissolved: true }}>
            {t(dissolved ? 'groups.alive' : 'groups.dissolved')}
          </Link>
        )}
        {all.length > 1 && (
          <Link to="/compare">
            <Button>{t('compare.open')}</Button>
          </Link>
        )}
        <Link to="/import">
          <Button type="primary">{t('import.start')}</Button>
        </Link>
      </PageHead>
      {all.length === 0 && !dissolved && !someDissolved ? (
        <FirstSteps />
      ) : (
        <Card>
          <div className="filters">
            <Input.Search
              allowClear
              placeholder={t('groups.search')}
              aria-label={t('groups.search')}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onBlur={() => typed !== (search.name ?? '') && change({ name: typed })}
              onSearch={(name) => change({ name })}
              style={{ flex: '1 1 200px', maxWidth: 280 }}
            />
            <Select
              aria-label={t('groups.show.label')}
              value={search.show ?? 'all'}
              style={{ minWidth: 132 }}
              onChange={(show: string) => change({ show: listFilters.find((one) => one === show) })}
              options={['all', ...listFilters].map((value) => ({ value, label: filterName(value, t) }))}
            />
            <Select
              aria-label={t('groups.order.label')}
              value={search.order ?? 'need'}
              style={{ minWidth: 132 }}
              onChange={(order: string) => change({ order: listOrders.find((one) => one === order) })}
              options={['need', ...listOrders].map((value) => ({ value, label: t(`groups.order.${value}`) }))}
            />
          </div>
          {groups.length === 0 ? (
            <p className="sub">{t('groups.none')}</p>
          ) : (
            <GroupLines groups={groups.slice((page - 1) * PAGE, page * PAGE)} />
          )}
          {groups.length > PAGE && (
            <div className="list-foot">
              <Pagination
                current={page}
                total={groups.length}
                pageSize={PAGE}
                showSizeChanger={false}
                responsive
                showTotal={(count) => t('workbench.groups', { count })}
                onChange={(to) => {
                  navigate({ to: '/groups', search: { ...search, page: to } });
                  window.scrollTo({ top: 0 });
                }}
              />
            </div>
          )}
        </Card>
      )}
    </>
  );
}

function filterName(value: string, t: (key: string) => string): string {
  return ['introduction', 'growth', 'maturity', 'decline', 'dead'].includes(value)
    ? t(`picture:stage.${value}`)
    : t(`groups.show.${value}`);
}

/** The server's order is by need; sorting by another figure keeps it among equals. */
function chosen(groups: GroupLine[], { name = '', show, order }: GroupListSearch, language: string): GroupLine[] {
  const wanted = name.trim().toLowerCase();
  const kept = groups.filter((group) => (wanted === '' || group.name.toLowerCase().includes(wanted)) && (!show || keeps(group, show)));
  if (!order) return kept;
  const collator = new Intl.Collator(language, { numeric: true });
  if (order === 'name') return kept.toSorted((a, b) => collator.compare(a.name, b.name));
  if (order === 'lastAt') return kept.toSorted((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''));
  return kept.toSorted((a, b) => b[order] - a[order]);
}

function keeps(group: GroupLine, show: NonNullable<GroupListSearch['show']>): boolean {
  if (show === 'falling') return group.trend === 'down';
  if (show === 'todo') return group.firstSuggestion !== null;
  if (show === 'noPicture') return group.stage === null;
  return group.stage === show;
}
