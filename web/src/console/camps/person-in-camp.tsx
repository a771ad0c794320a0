import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Drawer, Modal, Radio, Skeleton } from 'antd';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { dateTime, number } from '../../shared/format.ts';
import { Pictures, Voice } from '../../shared/pictures.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Reason } from '../../shared/reason.tsx';
import { PersonWelcome } from '../admissions/person-welcome.tsx';
import type { CampDetail, Checkins } from './state.tsx';

type Kind = NonNullable<Checkins['people']['people'][number]['today']>;
const shut = new Set(['future']);

/** Of somebody who joined within the week less is asked than may be there already. */
function weekWords({ have, need }: Checkins['person']['standing']['week']): string {
  const t = i18next.t;
  if (have >= need) return have === 0 ? t('camps.person.weekFree') : t('camps.person.weekMet', { have: number(have) });
  return t('camps.person.weekOpen', { have: number(have), left: number(need - have) });
}

/** One person's days in the camp; a day is corrected with a reason that stays on record. */
export function PersonInCamp({ camp, enrolmentId, onClose }: { camp: CampDetail; enrolmentId: string | null; onClose(): void }) {
  const { t } = useTranslation();
  const [day, setDay] = useState<string | null>(null);
  const query = useQuery({
    ...api.checkins.person.queryOptions({ input: { campaignId: camp.id, enrolmentId: enrolmentId ?? '' } }),
    enabled: enrolmentId !== null,
  });
  const person = query.data;
  return (
    <Drawer open={enrolmentId !== null} onClose={onClose} size={520} title={person?.nickname ?? ''}>
      {query.error && <Problem error={query.error} retry={() => query.refetch()} />}
      {!person && !query.error && <Skeleton active />}
      {person && enrolmentId && (
        <div className="grid">
          <dl className="facts">
            {(
              [
                ['streak', number(person.standing.streak)],
                ['total', number(person.standing.total)],
                ['best', number(person.standing.best)],
                ['week', weekWords(person.standing.week)],
                ['ticketsLeft', number(person.standing.ticketsLeft)],
                ['leavesLeft', number(person.standing.leavesLeft)],
              ] as const
            ).map(([key, value]) => (
              <div key={key}>
                <dt>{t(`camps.person.${key}`)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <section>
            <h3>{t('camps.person.days')}</h3>
            <p className="frame" style={{ marginBottom: 8 }}>
              {t('camps.person.daysHint')}
            </p>
            <div className="camp-calendar">
              {person.calendar.map((one) => (
                <button
                  type="button"
                  key={one.day}
                  data-state={one.state}
                  disabled={shut.has(one.state)}
                  onClick={() => setDay(one.day)}
                  aria-label={`${one.day} ${t(`camps.dayState.${one.state}`)}`}
                >
                  {one.day.slice(5).replace('-', '/')}
                  <br />
                  {t(`camps.dayState.${one.state}`)}
                </button>
              ))}
            </div>
          </section>
          {person.corrections.length > 0 && (
            <section>
              <h3>{t('camps.person.corrections')}</h3>
              <ul className="messages">
                {person.corrections.map(({ day: corrected, at, was, becomes, reason }) => (
                  <li key={`${corrected} ${at}`}>
                    <span className="frame">{dateTime(at, camp.policy.zone)}</span>{' '}
                    {t('camps.person.correction', {
                      day: corrected,
                      was: was ? t(`camps.kind.${was}`) : t('camps.kind.none'),
                      becomes: becomes ? t(`camps.kind.${becomes}`) : t('camps.kind.none'),
                    })}
                    <div className="frame">{reason}</div>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section>
            <h3>{t('camps.person.posts')}</h3>
            {person.posts.length === 0 && <p className="sub">{t('camps.person.noPosts')}</p>}
            <ul className="messages">
              {person.posts.map((post) => (
                <li key={post.day}>
                  <span className="frame">{dateTime(post.at, camp.policy.zone)}</span> {post.text || t(`camps.kind.${post.kind}`)}
                  {post.number !== null && ` · ${number(post.number)}${camp.policy.content.number?.unit ?? ''}`}
                  {post.photos.length > 0 && (
                    <Pictures
                      ids={post.photos}
                      nameOf={(n) => t('camps.person.photo', { name: post.nickname, day: post.day, n })}
                      close={t('camps.person.closePhoto')}
                    />
                  )}
                  {post.voice && <Voice id={post.voice} name={t('camps.person.voice', { name: post.nickname, day: post.day })} />}
                </li>
              ))}
            </ul>
          </section>
          <PersonWelcome enrolmentId={enrolmentId} />
          <Correct camp={camp} enrolmentId={enrolmentId} day={day} close={() => setDay(null)} />
        </div>
      )}
    </Drawer>
  );
}

/** Stays where it is while it is shut: only then does the dialog give the focus back to the day. */
function Correct({ camp, enrolmentId, day, close }: { camp: CampDetail; enrolmentId: string; day: string | null; close(): void }) {
  const { t } = useTranslation();
  const [becomes, setBecomes] = useState<Kind | 'none'>('onTime');
  const [reason, setReason] = useState('');
  const correct = useMutation({
    ...api.checkins.correct.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: api.checkins.key() });
      close();
    },
  });
  return (
    <Modal
      open={day !== null}
      title={t('camps.correct.title', { day: day ?? '' })}
      onCancel={close}
      destroyOnHidden
      afterClose={() => {
        setBecomes('onTime');
        setReason('');
        correct.reset();
      }}
      okText={t('camps.correct.do')}
      okButtonProps={{ disabled: reason.trim().length < 2 }}
      confirmLoading={correct.isPending}
      onOk={() =>
        day !== null &&
        correct.mutate({ campaignId: camp.id, enrolmentId, day, becomes: becomes === 'none' ? null : becomes, reason: reason.trim() })
      }
    >
      {correct.error && <Alert type="error" showIcon title={errorText(correct.error)} style={{ marginBottom: 12 }} />}
      <Radio.Group
        vertical
        value={becomes}
        onChange={(event) => setBecomes(event.target.value)}
        options={(['onTime', 'late', 'madeUp', 'leave', 'none'] as const).map((value) => ({ value, label: t(`camps.kind.${value}`) }))}
      />
      <Reason label={t('camps.correct.reason')} hint={t('camps.correct.reasonHint')} value={reason} onChange={setReason} />
    </Modal>
  );
}
