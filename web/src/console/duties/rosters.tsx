import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Modal, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { RosterForm } from './roster-form.tsx';
import { type Roster, span, type Turn } from './words.ts';

/** 值日表: whose turn it is, how it went, and giving turns to others. */
export function Rosters({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const [form, setForm] = useState<Roster | 'new' | null>(null);
  const [turn, setTurn] = useState<{ roster: Roster; turn: Turn } | null>(null);
  const query = useQuery(api.duties.rosters.queryOptions({ input: { communityId } }));
  const end = useMutation({
    ...api.duties.endRoster.mutationOptions(),
    onSuccess: () => queryClient.invalidateQueries(),
    onError: (error) => void message.error(errorText(error)),
  });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { rosters, swaps, today } = query.data;
  const running = rosters.filter(({ endedAt }) => endedAt === null);
  const askEnd = ({ id, name }: Roster) =>
    modal.confirm({
      title: t('duties.roster.endTitle', { name }),
      content: t('duties.roster.endGoes'),
      okText: t('duties.roster.end'),
      okButtonProps: { danger: true, type: 'default' },
      onOk: () => end.mutateAsync({ dutyRosterId: id }).catch(() => undefined),
    });
  return (
    <Card title={t('duties.roster.title')} note={t('duties.roster.note')}>
      {running.length === 0 && <p className="sub duty-none">{t('duties.roster.none')}</p>}
      {running.map((roster) => (
        <section key={roster.id} className="duty-roster" aria-label={roster.name}>
          <div className="duty-roster-top">
            <div>
              <b>{roster.name}</b> <span className="tag grey">{t(`duties.rhythm.${roster.rhythm}`)}</span>
              <div className="frame">{roster.checklist.map(({ text, time }) => `${time} ${text}`).join(' · ')}</div>
            </div>
            <div className="page-actions">
              <Button onClick={() => setForm(roster)}>{t('duties.roster.edit')}</Button>
              <Button onClick={() => askEnd(roster)}>{t('duties.roster.end')}</Button>
            </div>
          </div>
          <Turns roster={roster} today={today} choose={(chosen) => setTurn({ roster, turn: chosen })} />
        </section>
      ))}
      {swaps.length > 0 && (
        <p className="frame">
          {t('duties.swap.waiting')}
          {swaps.map(({ id, by, of, turn: day, otherTurn }) => (
            <span key={id}>
              {' '}
              {t('duties.swap.line', { by: by.nickname, of: of.nickname, turn: span(day, day), other: span(otherTurn, otherTurn) })}
            </span>
          ))}
        </p>
      )}
      <Button type={running.length === 0 ? 'primary' : 'default'} onClick={() => setForm('new')}>
        {t('duties.roster.make')}
      </Button>
      {form !== null && (
        <RosterForm communityId={communityId} roster={form === 'new' ? null : form} today={today} close={() => setForm(null)} />
      )}
      {turn && <GiveTurn {...turn} communityId={communityId} close={() => setTurn(null)} />}
    </Card>
  );
}

/** What is past is folded away; what is to come can be given to somebody else. */
function Turns({ roster, today, choose }: { roster: Roster; today: string; choose(turn: Turn): void }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const from = roster.shown.findIndex(({ to }) => to >= today);
  const shown = all ? roster.shown : roster.shown.slice(Math.max(0, from - 1), Math.max(0, from - 1) + 7);
  return (
    <>
      <ul className="duty-turns">
        {shown.map((turn) => (
          <li key={turn.turn} className={turn.turn <= today && turn.to >= today ? 'now' : ''}>
            <span className="frame">{span(turn.turn, turn.to)}</span>
            <b>
              {turn.person?.nickname || t('duties.noName')}
              {turn.person?.gone && <span className="tag amber">{t('duties.gone')}</span>}
            </b>
            <span className="frame">
              {t('duties.turnDone', { done: number(turn.done), items: number(turn.items) })}
              {turn.missed > 0 && ` · ${t('duties.turnMissed', { count: turn.missed })}`}
            </span>
            {turn.open && (
              <Button size="small" onClick={() => choose(turn)}>
                {t('duties.roster.give')}
                <span className="visually-hidden">{span(turn.turn, turn.to)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {shown.length < roster.shown.length && (
        <Button type="link" className="more" onClick={() => setAll(true)}>
          {t('duties.roster.all', { count: roster.shown.length })}
        </Button>
      )}
    </>
  );
}

/** Two swap their turns, or one person gets what is left of this one. */
function GiveTurn({ roster, turn, communityId, close }: { roster: Roster; turn: Turn; communityId: string; close(): void }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<'swap' | 'give'>('swap');
  const [other, setOther] = useState<string | null>(null);
  const people = useQuery(api.admissions.enrolments.queryOptions({ input: { communityId } }));
  const onSuccess = async () => {
    await queryClient.invalidateQueries();
    close();
  };
  const swap = useMutation({ ...api.duties.swapTurns.mutationOptions(), onSuccess });
  const give = useMutation({ ...api.duties.setTurn.mutationOptions(), onSuccess });
  const error = swap.error ?? give.error;
  const ofTurn = { dutyRosterId: roster.id, turn: turn.turn };
  const options =
    way === 'swap'
      ? roster.shown
          .filter(({ open, person }) => open && person && !person.gone && person.enrolmentId !== turn.person?.enrolmentId)
          .map((one) => ({ value: one.turn, label: `${span(one.turn, one.to)} ${one.person?.nickname}` }))
      : (people.data?.enrolments ?? []).map(({ id, nickname }) => ({ value: id, label: nickname }));
  return (
    <Modal
      open
      title={t('duties.giveTitle', { turn: span(turn.turn, turn.to), name: turn.person?.nickname ?? '' })}
      onCancel={close}
      okText={t(`duties.give.${way}`)}
      okButtonProps={{ disabled: other === null }}
      confirmLoading={swap.isPending || give.isPending}
      onOk={() => {
        if (other === null) return;
        if (way === 'swap') swap.mutate({ ...ofTurn, otherTurn: other });
        else give.mutate({ ...ofTurn, enrolmentId: other });
      }}
    >
      <Segmented<'swap' | 'give'>
        value={way}
        onChange={(value) => {
          setWay(value);
          setOther(null);
        }}
        options={(['swap', 'give'] as const).map((value) => ({ value, label: t(`duties.give.${value}`) }))}
      />
      <Select<string>
        aria-label={t(`duties.giveTo.${way}`)}
        placeholder={t(`duties.giveTo.${way}`)}
        style={{ width: '100%', marginBlock: 12 }}
        value={other}
        onChange={setOther}
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
      />
      <p className="frame">{t('duties.giveKept')}</p>
      {error && <p role="alert">{errorText(error)}</p>}
    </Modal>
  );
}
