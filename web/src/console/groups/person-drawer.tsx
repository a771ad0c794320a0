import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { dateTime, day, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { MemberSection } from '../members/member-section.tsx';
import { PersonMenu } from '../privacy/person-menu.tsx';
import { useOwnSegments } from '../segments/own-segments.ts';
import { SegmentHistory } from '../segments/segment-history.tsx';
import { SegmentTags } from './members.tsx';

/** One person: who, since when, need / have / met of every rule, the days, the words. */
export function PersonDrawer({
  channelId,
  personId,
  zone,
  onClose,
}: {
  channelId: string;
  personId: string | null;
  zone: string;
  onClose: () => void;
}) {
  const { t } = useTranslation(['console', 'picture']);
  const query = useQuery({
    ...api.insights.person.queryOptions({ input: { channelId, personId: personId ?? '' } }),
    enabled: personId !== null,
  });
  const person = query.data?.person;
  const own = useOwnSegments(channelId);
  const named = [
    ...Object.entries(person?.rules ?? {}).map(([rule, rows]) => ({ rule, name: t(`picture:metric.${rule}.name`), rows: rows ?? [] })),
    ...Object.entries(person?.customRules ?? {}).map(([key, rows]) => ({
      rule: `own ${key}`,
      name: t('person.tagRule', { tag: own.get(key) ?? key }),
      rows,
    })),
  ];
  return (
    <Drawer
      open={personId !== null}
      onClose={onClose}
      size={520}
      title={person?.name ?? ''}
      extra={person && <PersonMenu channelId={channelId} personId={person.id} name={person.name} onErased={onClose} />}
      styles={{ body: { paddingTop: 12 } }}
    >
      {query.error && <Problem error={query.error} retry={() => query.refetch()} />}
      {!person && !query.error && <Skeleton active />}
      {person && (
        <div className="grid">
          <div>
            <SegmentTags person={person} />
            {person.aliases.length > 0 && (
              <p className="frame">{t('person.aliases', { names: person.aliases.join(t('list.separator')) })}</p>
            )}
            <p className="frame">{t(person.by === 'id' ? 'person.byId' : 'person.byName')}</p>
          </div>
          <dl className="facts">
            <Item name={t('members.messages28')} value={number(person.messages28)} />
            <Item name={t('members.messages')} value={number(person.messages)} />
            <Item name={t('person.activeDays')} value={number(person.activeDays)} />
            <Item name={t('members.answers')} value={number(person.answers)} />
            <Item name={t('members.answered')} value={number(person.answered)} />
            <Item name={t('members.first')} value={day(person.firstAt, zone)} />
            <Item name={t('members.last')} value={day(person.lastAt, zone)} />
            {person.checkinDays > 0 && (
              <Item
                name={t('person.checkins')}
                value={t('person.checkinsValue', { days: number(person.checkinDays), longest: number(person.longestStreak) })}
              />
            )}
          </dl>
          <MemberSection channelId={channelId} personId={person.id} name={person.name} zone={zone} />
          <section>
            <h3>{t('person.why')}</h3>
            <table className="data">
              <thead>
                <tr>
                  <th scope="col">{t('person.rule')}</th>
                  <th scope="col">{t('person.need')}</th>
                  <th scope="col">{t('person.have')}</th>
                  <th scope="col">{t('person.met')}</th>
                </tr>
              </thead>
              <tbody>
                {named.flatMap(({ rule, name, rows }) =>
                  rows.map(({ metric, op, need, have, met }, i) => (
                    <tr key={`${rule}.${metric}.${op}.${need}`}>
                      <th scope="row" style={{ whiteSpace: 'normal' }}>
                        {i === 0 && <b>{name} · </b>}
                        {t(`picture:requirement.${metric}`)}
                      </th>
                      <td>
                        {op} {number(Math.round(need * 10) / 10)}
                      </td>
                      <td>{have === null ? '—' : number(Math.round(have * 10) / 10)}</td>
                      <td>
                        <span className={`tag ${met ? '' : 'grey'}`}>{t(met ? 'person.yes' : 'person.no')}</span>
                      </td>
                    </tr>
                  )),
                )}
              </tbody>
            </table>
          </section>
          <SegmentHistory channelId={channelId} personId={person.id} zone={zone} />
          <section>
            <h3>{t('person.days')}</h3>
            <div className="days">
              {query.data?.days.slice(-60).map(({ day: date, messages, checkin }) => (
                <span key={date} className={`tag ${checkin ? '' : 'grey'}`}>
                  {date.slice(5)} · {number(messages)}
                  {checkin && ` · ${t('person.checkedIn')}`}
                </span>
              ))}
            </div>
          </section>
          <Messages channelId={channelId} personId={person.id} zone={zone} />
        </div>
      )}
    </Drawer>
  );
}

function Item({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Messages({ channelId, personId, zone }: { channelId: string; personId: string; zone: string }) {
  const { t } = useTranslation(['console', 'picture']);
  const messages = useInfiniteQuery(
    api.chat.messages.infiniteOptions({
      input: (before: string | undefined) => ({ channelId, person: personId, limit: 20, ...(before && { before }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const rows = messages.data?.pages.flatMap((page) => page.messages) ?? [];
  return (
    <section>
      <h3>{t('person.messages')}</h3>
      {rows.length === 0 && !messages.isPending && <p className="sub">{t('person.noMessages')}</p>}
      <ul className="messages">
        {rows.map((row) => (
          <li key={`${row.at}${row.text}${row.kind}`}>
            <span className="frame">{dateTime(row.at, zone)}</span> {row.text || t(`picture:kind.${row.kind}`)}
          </li>
        ))}
      </ul>
      {messages.hasNextPage && (
        <Button onClick={() => messages.fetchNextPage()} loading={messages.isFetchingNextPage}>
          {t('person.more')}
        </Button>
      )}
    </section>
  );
}
