import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Checkbox, Input, Modal, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { FirstOf } from '../../shared/first-of.tsx';
import { number } from '../../shared/format.ts';
import type { CampDetail } from './state.tsx';

const MOST = 1000;

/** Names pasted one a line, or people of a chat group of the same community: those bring their past along. */
export function AddPeople({ camp, close }: { camp: CampDetail; close(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [way, setWay] = useState<'names' | 'chat'>('names');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, { name: string; channelId: string }>>(new Map());
  const enrol = useMutation({
    ...api.admissions.enrol.mutationOptions(),
    onSuccess: ({ added, known }) => {
      void queryClient.invalidateQueries();
      void message.success(
        t(known > 0 ? 'camps.add.doneKnown' : 'camps.add.done', { count: added, added: number(added), known: number(known) }),
      );
      close();
    },
  });
  const names = [...new Set(text.split(/[\n,，、;；]/).map((line) => line.replace(/^\s*\d+\s*[.、．)）]\s*/, '').trim()))].filter(
    (name) => name !== '',
  );
  const people =
    way === 'names'
      ? names.map((name) => ({ name: name.slice(0, 60) }))
      : [...chosen].map(([personId, { name, channelId }]) => ({ name: name.slice(0, 60) || personId, from: { channelId, personId } }));
  return (
    <Modal
      open
      title={t('camps.roster.add')}
      onCancel={close}
      okText={t('camps.add.do', { count: people.length, n: number(people.length) })}
      okButtonProps={{ disabled: people.length === 0 || people.length > MOST }}
      confirmLoading={enrol.isPending}
      onOk={() => enrol.mutate({ communityId: camp.communityId, people })}
    >
      {enrol.error && <Alert type="error" showIcon title={errorText(enrol.error)} style={{ marginBottom: 12 }} />}
      <Segmented<'names' | 'chat'>
        block
        value={way}
        onChange={setWay}
        style={{ marginBottom: 12 }}
        options={(['names', 'chat'] as const).map((value) => ({ value, label: t(`camps.add.${value}`) }))}
      />
      {way === 'names' ? (
        <>
          <Input.TextArea
            aria-label={t('camps.add.names')}
            autoSize={{ minRows: 6, maxRows: 14 }}
            placeholder={t('camps.add.namesHint')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <p className="frame" style={{ marginTop: 6 }}>
            {people.length > MOST ? t('camps.add.tooMany', { most: number(MOST) }) : t('camps.add.namesNote')}
          </p>
        </>
      ) : (
        <FromChat camp={camp} chosen={chosen} choose={setChosen} />
      )}
    </Modal>
  );
}

type Chosen = ReadonlyMap<string, { name: string; channelId: string }>;

function FromChat({ camp, chosen, choose }: { camp: CampDetail; chosen: Chosen; choose(next: Chosen): void }) {
  const { t } = useTranslation();
  const channels = useQuery(api.communities.channels.queryOptions({ input: {} }));
  const own = channels.data?.channels.filter(({ communityId }) => communityId === camp.communityId);
  const [channelId, setChannelId] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const shown = channelId ?? own?.[0]?.id ?? null;
  const people = useQuery({
    ...api.insights.people.queryOptions({ input: { channelId: shown ?? '', limit: 200, sort: 'messages', search: search.trim() } }),
    enabled: shown !== null,
    placeholderData: keepPreviousData,
  });
  if (!own) return <Skeleton active />;
  if (shown === null) return <p className="sub">{t('camps.add.noChat')}</p>;
  const all = people.data?.people ?? [];
  const here = all.filter(({ id }) => chosen.has(id)).length;
  const toggleAll = (on: boolean) => {
    const next = new Map(chosen);
    for (const { id, name } of all) {
      if (on) next.set(id, { name, channelId: shown });
      else next.delete(id);
    }
    choose(next);
  };
  const toggle = (personId: string, name: string) => {
    const next = new Map(chosen);
    if (!next.delete(personId)) next.set(personId, { name, channelId: shown });
    choose(next);
  };
  return (
    <>
      {own.length > 1 && (
        <Select
          aria-label={t('camps.add.group')}
          value={shown}
          style={{ width: '100%', marginBottom: 12 }}
          options={own.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => {
            setChannelId(id);
            choose(new Map());
            setSearch('');
          }}
        />
      )}
      {people.error ? (
        <Alert type="error" showIcon title={errorText(people.error)} />
      ) : (
        <>
          <Input.Search
            allowClear
            value={search}
            aria-label={t('camps.add.search')}
            placeholder={t('camps.add.search')}
            style={{ marginBottom: 12 }}
            onChange={(event) => setSearch(event.target.value)}
          />
          <Checkbox
            checked={all.length > 0 && here === all.length}
            indeterminate={here > 0 && here < all.length}
            disabled={all.length === 0}
            onChange={(event) => toggleAll(event.target.checked)}
          >
            {t('camps.add.all', { count: all.length, n: number(all.length) })}
          </Checkbox>
          <ul className="camp-people" style={{ maxHeight: 320, overflow: 'auto' }}>
            {all.map(({ id, name, messages }) => (
              <li key={id}>
                <Checkbox checked={chosen.has(id)} onChange={() => toggle(id, name)}>
                  {name}
                </Checkbox>
                <span className="frame">{t('camps.add.messages', { count: messages, n: number(messages) })}</span>
              </li>
            ))}
          </ul>
          {people.data && all.length === 0 && <p className="sub">{t(search.trim() === '' ? 'camps.add.nobody' : 'camps.add.notFound')}</p>}
          <FirstOf shown={all.length} total={people.data?.total ?? 0} way="search" />
        </>
      )}
    </>
  );
}
