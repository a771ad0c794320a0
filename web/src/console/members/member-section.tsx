import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { dateTime, day, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { useMay } from './may.ts';
import { MergeChooser } from './merge-chooser.tsx';
import { useMerging } from './merging.tsx';
import { Notes } from './notes.tsx';
import { Tags } from './tags.tsx';
import { Timeline } from './timeline.tsx';
import './members.css';

/** In the drawer of a person: everything that makes it one person, and what staff know. */
export function MemberSection({ channelId, personId, name, zone }: { channelId: string; personId: string; name: string; zone: string }) {
  const { t } = useTranslation(['console', 'picture']);
  const query = useQuery(api.members.member.queryOptions({ input: { channelId, personId } }));
  const member = query.data;
  const mayMerge = useMay('operator', member?.communityId);
  const mayNote = useMay('coach', member?.communityId);
  const [choosing, setChoosing] = useState(false);
  const channels = [...new Set([channelId, ...(member?.identities.map((one) => one.channelId) ?? [])])];
  const { undo } = useMerging(channels);
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!member) return <Skeleton active paragraph={{ rows: 2 }} />;
  return (
    <>
      <Tags
        channelId={channelId}
        personId={personId}
        communityId={member.communityId}
        tags={member.tags}
        ruleTags={member.ruleTags}
        editable={mayNote}
      />
      <section>
        <h3>{member.identities.length > 1 ? t('member.identities', { count: member.identities.length }) : t('member.identity')}</h3>
        <ul className="identities">
          {member.identities.map((one) => (
            <li key={`${one.channelId} ${one.personId}`}>
              <div>
                <b>{one.name}</b> <span className="tag grey">{one.channelName}</span>{' '}
                <span className="frame">
                  {t(one.by === 'id' ? 'member.account' : 'member.byName', { id: one.personId.slice(one.personId.indexOf(':') + 1) })}
                </span>
              </div>
              <div className="frame">
                {[
                  t('member.messages', { count: one.messages, n: number(one.messages) }),
                  ...(one.firstAt ? [`${day(one.firstAt, zone)} – ${day(one.lastAt, zone)}`] : []),
                  ...(one.names.length > 1
                    ? [
                        t('person.aliases', {
                          names: one.names
                            .slice(1)
                            .map((alias) => alias.name)
                            .join(t('list.separator')),
                        }),
                      ]
                    : []),
                ].join(' · ')}
              </div>
            </li>
          ))}
        </ul>
        {member.merges.length > 0 && (
          <ul className="identities" aria-label={t('member.merges')}>
            {member.merges.map((merge) => (
              <li key={merge.number} className="merge">
                <div>
                  {t('member.mergeOf', { one: merge.one.name, other: merge.other.name })}
                  <div className="frame">{dateTime(merge.at, zone)}</div>
                </div>
                {mayMerge && (
                  <Popconfirm
                    title={t('member.undoSure')}
                    okText={t('member.undo')}
                    onConfirm={() => undo.mutate({ communityId: merge.communityId, number: merge.number })}
                  >
                    <Button size="small" loading={undo.isPending}>
                      {t('member.undoMerge')}
                    </Button>
                  </Popconfirm>
                )}
              </li>
            ))}
          </ul>
        )}
        {mayMerge && (
          <Button onClick={() => setChoosing(true)} style={{ marginTop: 8 }}>
            {t('member.mergeWith')}
          </Button>
        )}
        <MergeChooser
          person={{ channelId, personId }}
          name={name}
          communityId={member.communityId}
          own={member.identities}
          open={choosing}
          onClose={() => setChoosing(false)}
        />
      </section>
      {mayNote && <Notes channelId={channelId} personId={personId} zone={zone} />}
      <Timeline channelId={channelId} personId={personId} zone={zone} />
    </>
  );
}
