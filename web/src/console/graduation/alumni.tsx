import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { joiningLines } from '../../shared/alumni.ts';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { saveTable } from '../../shared/save-file.ts';
import { localDay } from '../../shared/times.ts';
import type { CampDetail } from '../camps/state.tsx';
import { type Alumni, changed } from './alumni-state.ts';
import { InviteAlumni } from './invite-alumni.tsx';

type Person = Alumni['people'][number];

/** 校友: who said yes, asking them to the next class, and links for those who left. */
export default function AlumniView({ camp: { communityId } }: { camp: CampDetail }) {
  const { t } = useTranslation('alumni');
  const [search, setSearch] = useState('');
  const [campaignId, setCampaign] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [inviting, setInviting] = useState(false);
  const input = { communityId, search: search.trim(), ...(campaignId !== undefined && { campaignId }) };
  const query = useQuery({ ...api.alumni.list.queryOptions({ input }), placeholderData: keepPreviousData });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 6 }} />;
  const { people, more, total, waiting, classes, campaigns } = query.data;
  const ids = people.flatMap(({ enrolmentId }) => (chosen.has(enrolmentId) ? [enrolmentId] : []));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <div className="grid one-column">
      <Card title={t('console.title')} note={t('console.total', { count: total, n: number(total) })}>
        <p className="sub">{t('console.note')}</p>
        <div className="filters">
          <Input.Search
            aria-label={t('people.search')}
            placeholder={t('console.search')}
            allowClear
            maxLength={60}
            onChange={(event) => setSearch(event.target.value)}
            style={{ width: 280, maxWidth: '100%' }}
          />
          <Select
            aria-label={t('console.all')}
            value={campaignId ?? ''}
            onChange={(value) => setCampaign(value === '' ? undefined : value)}
            options={[{ value: '', label: t('console.all') }, ...campaigns.map((one) => ({ value: one.campaignId, label: one.name }))]}
            style={{ minWidth: 160 }}
          />
          <Button disabled={people.length === 0} onClick={() => save(people, t)}>
            {t('console.csv')}
          </Button>
          <Button type="primary" disabled={ids.length === 0} onClick={() => setInviting(true)}>
            {t('console.invite', { n: number(ids.length) })}
          </Button>
        </div>
        {people.length === 0 ? (
          <p className="sub">{t(total === 0 ? 'console.empty' : 'console.notFound')}</p>
        ) : (
          <Checkbox
            checked={ids.length === people.length}
            indeterminate={ids.length > 0 && ids.length < people.length}
            onChange={(event) => setChosen(new Set(event.target.checked ? people.map(({ enrolmentId }) => enrolmentId) : []))}
          >
            {t('console.chooseAll')}
          </Checkbox>
        )}
        <ul className="camp-people">
          {people.map((person) => (
            <li key={person.enrolmentId}>
              <Entry person={person} chosen={chosen.has(person.enrolmentId)} toggle={() => toggle(person.enrolmentId)} />
            </li>
          ))}
        </ul>
        {more && <p className="sub">{t('console.more')}</p>}
      </Card>
      <Waiting people={waiting} />
      {inviting && (
        <InviteAlumni
          communityId={communityId}
          enrolmentIds={ids}
          classes={classes}
          close={(done) => {
            setInviting(false);
            if (done) setChosen(new Set());
          }}
        />
      )}
    </div>
  );
}

type Say = ReturnType<typeof useTranslation<'alumni'>>['t'];

function save(people: readonly Person[], t: Say): void {
  const columns = ['name', 'doing', 'offers', 'seeks', 'contact', 'shared', 'since'] as const;
  const rows = people.map(({ name, doing, offers, seeks, contact, contactShared, agreedAt }) => [
    ...[name, doing, offers, seeks, contact],
    ...[t(contactShared ? 'console.column.yes' : 'console.column.no'), localDay(agreedAt)],
  ]);
  saveTable(t('console.file'), [columns.map((column) => t(`console.column.${column}`)), ...rows]);
}

function Entry({ person, chosen, toggle }: { person: Person; chosen: boolean; toggle(): void }) {
  const { t } = useTranslation('alumni');
  const { name, doing, offers, seeks, contact, contactShared, agreedAt, certificates, gone, invitation } = person;
  const told = [doing, offers && `${t('row.offers')} ${offers}`, seeks && `${t('row.seeks')} ${seeks}`].filter(Boolean);
  return (
    <>
      <span>
        <Checkbox checked={chosen} onChange={toggle} aria-label={t('console.choose', { name })} /> <b>{name}</b>{' '}
        {gone && <span className="tag grey">{t('console.gone')}</span>}
        {told.length > 0 && <div>{told.join(' · ')}</div>}
        {contact !== '' && (
          <div>
            {t('row.contact')} {contact} <span className="tag grey">{t(contactShared ? 'console.shared' : 'console.staffOnly')}</span>
          </div>
        )}
        <div className="frame">
          {t('console.since', { day: localDay(agreedAt) })}
          {certificates > 0 && ` · ${t('console.certificates', { count: certificates, n: number(certificates) })}`}
        </div>
      </span>
      {invitation && <Invited name={name} invitation={invitation} />}
    </>
  );
}

function Invited({ name, invitation }: { name: string; invitation: NonNullable<Person['invitation']> }) {
  const { t } = useTranslation('alumni');
  const { message } = App.useApp();
  const { alumniInvitationId, community, kind, state, until } = invitation;
  const withdraw = useMutation({
    ...api.alumni.withdrawInvitation.mutationOptions(),
    onSuccess: changed,
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <span className="filters">
      <span className="frame">
        {t('console.invitationIs', { community, kind: t(`console.kind.${kind}`), state: t(`console.state.${state}`) })}
        {state === 'open' && ` · ${t('console.until', { day: localDay(until) })}`}
      </span>
      {state === 'open' && (
        <Button
          aria-label={t('console.withdrawOf', { name })}
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ alumniInvitationId })}
        >
          {t('console.withdraw')}
        </Button>
      )}
    </span>
  );
}

/** Need, have and met of those who left and may join, and the link that lets them in. */
function Waiting({ people }: { people: Alumni['waiting'] }) {
  const { t } = useTranslation('alumni');
  const { message } = App.useApp();
  const link = useMutation({
    ...api.alumni.link.mutationOptions(),
    onSuccess: async ({ path }) => {
      try {
        await navigator.clipboard.writeText(`${location.origin}${path}`);
        void message.success(t('console.linkCopied'));
      } catch {
        void message.info(`${location.origin}${path}`, 20);
      }
    },
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <Card title={t('console.waiting')} note={people.length > 0 ? number(people.length) : undefined}>
      <p className="sub">{t('console.waitingNote')}</p>
      {people.length === 0 && <p className="sub">{t('console.waitingNone')}</p>}
      <ul className="camp-people">
        {people.map(({ enrolmentId, nickname, ...joining }) => (
          <li key={enrolmentId}>
            <span>
              {nickname}
              <div className="frame">
                {joiningLines(joining)
                  .map(({ text, met }) => (met === null ? text : `${text} (${t(met ? 'need.met' : 'need.notMet')})`))
                  .join(' · ')}
              </div>
            </span>
            <Button
              aria-label={t('console.linkOf', { name: nickname })}
              loading={link.isPending && link.variables.enrolmentId === enrolmentId}
              onClick={() => link.mutate({ enrolmentId })}
            >
              {t('console.link')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
