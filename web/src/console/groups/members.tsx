import type { InferContractRouterOutputs } from '@orpc/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Input, Segmented, Select, Table, type TableColumnsType } from 'antd';
import type { Contract } from 'qunce/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { day, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { segmentColour } from '../../shared/tokens.ts';
import { MergeSuggestions } from '../members/merge-suggestions.tsx';
import type { GroupSearch } from '../router.tsx';
import { useOwnSegments } from '../segments/own-segments.ts';
import type { TabProps } from './group-page.tsx';
import { PersonDrawer } from './person-drawer.tsx';

type Person = InferContractRouterOutputs<Contract>['insights']['people']['people'][number];
const PAGE = 50;

/** 成员: everyone of the group, filtered by what the address says. */
export default function Members({ channelId, picture }: TabProps) {
  const { t } = useTranslation(['console', 'picture']);
  const search = useSearch({ from: '/inside/groups/$channelId/$tab' });
  const navigate = useNavigate({ from: '/groups/$channelId/$tab' });
  const change = (next: Partial<GroupSearch>) => navigate({ search: (now) => clean({ ...now, page: 1, ...next }), replace: true });
  const { person, page = 1, ...filters } = search;
  const people = useQuery({
    ...api.insights.people.queryOptions({ input: { channelId, ...filters, offset: (page - 1) * PAGE, limit: PAGE } }),
    placeholderData: keepPreviousData,
  });
  const own = useOwnSegments(channelId);
  const tags = useQuery(api.members.tags.queryOptions({ input: { channelId } }));
  const columns: TableColumnsType<Person> = [
    {
      title: t('members.name'),
      dataIndex: 'name',
      render: (name: string, row) => (
        <>
          <button type="button" className="link" onClick={() => change({ person: row.id, page })}>
            {name || t('members.noName')}
          </button>
          {row.by === 'name' && <span className="frame"> {t('members.byName')}</span>}
        </>
      ),
    },
    { title: t('members.segment'), dataIndex: 'segment', render: (_: unknown, row) => <SegmentTags person={row} own={own} /> },
    { title: t('members.messages28'), dataIndex: 'messages28', align: 'right', render: number },
    { title: t('members.messages'), dataIndex: 'messages', align: 'right', render: number, responsive: ['sm'] },
    { title: t('members.answers'), dataIndex: 'answers', align: 'right', render: number, responsive: ['md'] },
    { title: t('members.answered'), dataIndex: 'answered', align: 'right', render: number, responsive: ['md'] },
    { title: t('members.first'), dataIndex: 'firstAt', render: (at: string | null) => day(at, picture.zone), responsive: ['lg'] },
    { title: t('members.last'), dataIndex: 'lastAt', render: (at: string | null) => day(at, picture.zone), responsive: ['sm'] },
  ];
  return (
    <div className="grid">
      <MergeSuggestions channelId={channelId} />
      <Card>
        <div className="filters">
          <Segmented<'all' | 'active' | 'watching' | 'lurking'>
            value={filters.segment ?? 'all'}
            onChange={(value) => change({ segment: value === 'all' ? undefined : value })}
            options={[
              { value: 'all' as const, label: t('members.all') },
              ...(['active', 'watching', 'lurking'] as const).map((value) => ({
                value,
                label: `${t(`picture:metric.${value}.name`)} ${number(picture.segments[value])}`,
              })),
            ]}
          />
          <Select<string>
            value={filters.custom ? `own ${filters.custom}` : filters.tag ? `tag ${filters.tag}` : (filters.flag ?? 'any')}
            onChange={(value) => change(chosen(value))}
            aria-label={t('members.flag')}
            style={{ minWidth: 150 }}
            options={[
              { value: 'any', label: t('members.anyFlag') },
              ...(['newcomer', 'atRisk', 'lost', 'core'] as const).map((value) => ({
                value,
                label: `${t(`picture:metric.${value}.name`)} ${number(picture.segments[value])}`,
              })),
              ...(picture.segments.custom ?? []).map(({ key, name, count }) => ({
                value: `own ${key}`,
                label: t('members.tagByRule', { tag: name, people: number(count) }),
              })),
              ...(tags.data?.tags ?? []).map(({ tag, people: count }) => ({
                value: `tag ${tag}`,
                label: t('members.tagByHand', { tag, people: number(count) }),
              })),
            ]}
          />
          <Select
            value={filters.sort ?? 'messages28'}
            onChange={(sort) => change({ sort })}
            aria-label={t('members.sort')}
            style={{ minWidth: 150 }}
            options={(['messages28', 'messages', 'lastAt', 'firstAt', 'name'] as const).map((value) => ({
              value,
              label: t(`members.sortBy.${value}`),
            }))}
          />
          <SearchBox value={filters.search ?? ''} onSearch={(value) => change({ search: value || undefined })} />
        </div>
        {people.error ? (
          <Problem error={people.error} retry={() => people.refetch()} />
        ) : (
          <Table<Person>
            rowKey="id"
            columns={columns}
            dataSource={people.data?.people ?? []}
            loading={people.isFetching}
            size="middle"
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: t('members.none') }}
            pagination={{
              current: page,
              pageSize: PAGE,
              total: people.data?.total ?? 0,
              showSizeChanger: false,
              showTotal: (total) => t('members.total', { count: total, total: number(total) }),
              onChange: (next) => change({ page: next }),
            }}
          />
        )}
        <PersonDrawer
          channelId={channelId}
          personId={person ?? null}
          zone={picture.zone}
          onClose={() => change({ person: undefined, page })}
        />
      </Card>
    </div>
  );
}

/** A flag, a tag by rule or one put on by hand, never several. */
function chosen(value: string): Partial<GroupSearch> {
  const none = { flag: undefined, custom: undefined, tag: undefined };
  if (value.startsWith('own ')) return { ...none, custom: value.slice(4) };
  if (value.startsWith('tag ')) return { ...none, tag: value.slice(4) };
  return { ...none, flag: (['newcomer', 'atRisk', 'lost', 'core'] as const).find((flag) => flag === value) };
}

/** The address names only what differs from the plain list. */
function clean(search: Partial<GroupSearch>): GroupSearch {
  const kept = Object.entries(search).filter(([key, value]) => value !== undefined && !(key === 'page' && value === 1));
  return Object.fromEntries(kept) as GroupSearch;
}

/** Asks the server when typing pauses, not at each key. */
function SearchBox({ value, onSearch }: { value: string; onSearch: (value: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onSearch(text.trim()), 300);
    return () => clearTimeout(timer);
  });
  return (
    <Input
      allowClear
      value={text}
      onChange={(event) => setText(event.target.value)}
      placeholder={t('members.search')}
      aria-label={t('members.search')}
      style={{ width: 200 }}
    />
  );
}

interface SegmentTagsProps {
  person: Pick<Person, 'segment' | 'flags' | 'custom'>;
  /** Names of the tags by rule, by key; left out where they are told elsewhere. */
  own?: ReadonlyMap<string, string>;
}

export function SegmentTags({ person, own }: SegmentTagsProps) {
  const { t } = useTranslation(['picture', 'console']);
  const tone = { core: '', newcomer: 'blue', atRisk: 'red', lost: 'grey' } as const;
  return (
    <span style={{ display: 'inline-flex', gap: 6, flexWrap: 'wrap' }}>
      <span>
        <span className="dot" style={{ background: segmentColour[person.segment], marginInlineEnd: 6 }} aria-hidden />
        {t(`metric.${person.segment}.name`)}
      </span>
      {person.flags.map((flag) => (
        <span key={flag} className={`tag ${tone[flag]}`}>
          {t(`metric.${flag}.name`)}
        </span>
      ))}
      {own &&
        person.custom?.map((key) => (
          <span key={`own ${key}`} className="tag amber" title={t('console:member.byRule')}>
            {own.get(key) ?? key}
          </span>
        ))}
    </span>
  );
}
