import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Modal, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { FirstOf } from '../../shared/first-of.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { GuardianTag } from './guardian-tag.tsx';

const states = ['waiting', 'waitlisted', 'approved', 'refused'] as const;
type State = (typeof states)[number];

/** Who applied: looked at one by one or decided on together. */
export function ApplicationQueue({ communityId, full }: { communityId: string; full: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [state, setState] = useState<State>('waiting');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [refusing, setRefusing] = useState(false);
  const query = useQuery({ ...api.admissions.applications.queryOptions({ input: { communityId, state } }), refetchInterval: 30_000 });
  const fail = (error: unknown) => void message.error(errorText(error));
  const changed = async (said: string) => {
    setChosen(new Set());
    setRefusing(false);
    void message.success(said);
    await queryClient.invalidateQueries();
  };
  const approve = useMutation({
    ...api.admissions.approve.mutationOptions(),
    onSuccess: ({ approved, waitlisted }) =>
      changed(
        t(waitlisted > 0 ? 'admissions.approvedSome' : 'admissions.approved', { n: number(approved), waitlisted: number(waitlisted) }),
      ),
    onError: fail,
  });
  const refuse = useMutation({
    ...api.admissions.refuse.mutationOptions(),
    onSuccess: (done) => changed(t('admissions.refused', { n: number(done.changed) })),
    onError: fail,
  });
  const reopen = useMutation({
    ...api.admissions.reopen.mutationOptions(),
    onSuccess: (done) => changed(t('admissions.reopened', { n: number(done.changed) })),
    onError: fail,
  });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  const counts = query.data?.counts;
  const all = query.data?.applications ?? [];
  const ids = all.flatMap(({ id }) => (chosen.has(id) ? [id] : []));
  const decidable = state === 'waiting' || state === 'waitlisted';
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const select = (value: State) => {
    setState(value);
    setChosen(new Set());
  };
  return (
    <section aria-label={t('admissions.queue')} className="queue">
      <Segmented<State>
        value={state}
        onChange={select}
        options={states.map((value) => ({ value, label: `${t(`admissions.states.${value}`)} ${counts ? number(counts[value]) : ''}` }))}
      />
      {!query.data ? (
        <Skeleton active />
      ) : all.length === 0 ? (
        <p className="sub">{t(`admissions.nobody.${state}`)}</p>
      ) : (
        <>
          {state !== 'approved' && (
            <div className="filters">
              <Checkbox
                checked={ids.length === all.length}
                indeterminate={ids.length > 0 && ids.length < all.length}
                onChange={(event) => setChosen(new Set(event.target.checked ? all.map(({ id }) => id) : []))}
              >
                {t('admissions.all', { n: number(all.length) })}
              </Checkbox>
              {decidable && (
                <>
                  <Button
                    type="primary"
                    disabled={ids.length === 0}
                    loading={approve.isPending}
                    onClick={() => approve.mutate({ communityId, applicationIds: ids })}
                  >
                    {t('admissions.approve', { n: number(ids.length) })}
                  </Button>
                  <Button disabled={ids.length === 0} onClick={() => setRefusing(true)}>
                    {t('admissions.refuse', { n: number(ids.length) })}
                  </Button>
                </>
              )}
              {state === 'refused' && (
                <Button
                  disabled={ids.length === 0}
                  loading={reopen.isPending}
                  onClick={() => reopen.mutate({ communityId, applicationIds: ids })}
                >
                  {t('admissions.reopen', { n: number(ids.length) })}
                </Button>
              )}
            </div>
          )}
          {decidable && full && <p className="frame">{t('admissions.full')}</p>}
          <ul className="applications">
            {all.map(({ id, name, answer, reason, signs, appliedAt, recommendedBy, match, quiz, guardian }) => (
              <li key={id}>
                {state !== 'approved' && (
                  <Checkbox checked={chosen.has(id)} onChange={() => toggle(id)} aria-label={t('admissions.choose', { name })} />
                )}
                <div>
                  <p>
                    <b>{name}</b> <span className="frame">{t('admissions.appliedAt', { at: dateTime(appliedAt) })}</span>
                  </p>
                  {answer !== '' && <p className="answer">{answer}</p>}
                  {reason !== '' && <p className="frame">{t('admissions.reasonIs', { reason })}</p>}
                  {(signs.length > 0 || match || recommendedBy || quiz || guardian) && (
                    <p className="signs">
                      {signs.map((sign) => (
                        <span key={sign} className="tag amber">
                          {t(`admissions.signs.${sign}`)}
                        </span>
                      ))}
                      {quiz && (
                        <span className="tag">
                          {t('admissions.quiz.did', { score: number(quiz.score), asked: number(quiz.asked), tries: number(quiz.tries) })}
                        </span>
                      )}
                      {guardian && <GuardianTag consent={guardian} />}
                      {recommendedBy && <span className="tag">{t('admissions.recommendedBy', { name: recommendedBy })}</span>}
                      {match && (
                        <span className="tag">
                          {t(match.inGroup ? 'admissions.inGroup' : 'admissions.inChat', { group: match.channel })}
                        </span>
                      )}
                    </p>
                  )}
                </div>
              </li>
            ))}
          </ul>
          <FirstOf shown={all.length} total={query.data.counts[state]} way={decidable ? 'next' : 'latest'} />
        </>
      )}
      {refusing && (
        <Refusing
          count={ids.length}
          pending={refuse.isPending}
          close={() => setRefusing(false)}
          refuse={(reason) => refuse.mutate({ communityId, applicationIds: ids, reason })}
        />
      )}
    </section>
  );
}

/** The reason is for the applicants: nobody is turned away without a word. */
function Refusing({ count, pending, close, refuse }: { count: number; pending: boolean; close(): void; refuse(reason: string): void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={t('admissions.refuse', { n: number(count) })}
      onCancel={close}
      okText={t('admissions.refuseDo')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={pending}
      onOk={() => refuse(reason)}
    >
      <p className="sub">{t('admissions.reasonNote')}</p>
      <Input.TextArea
        aria-label={t('admissions.reason')}
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={200}
        placeholder={t('admissions.reasonHint')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
