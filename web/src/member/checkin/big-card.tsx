import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeIn } from '../../shared/times.ts';
import { askAgain } from '../ask.ts';
import { useNow } from '../clock.ts';
import { call, patience } from '../connection.ts';
import { dayName, durationName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { isBlank } from '../drafts.ts';
import type { Campaign } from '../mine.ts';
import { Problem } from '../parts.tsx';
import { asksContent, contentLines, draftOf } from '../rules.ts';
import { Brought } from './brought.tsx';
import { ContentSheet } from './content-sheet.tsx';
import { type Openness, openness } from './openness.ts';
import type { Sending } from './sending.ts';

/** What counts for me, the one big button, and how it went. */
export function BigCard({ campaign, sending }: { campaign: Campaign; sending: Sending }) {
  const { t } = useTranslation();
  const now = useNow();
  const is = openness(campaign, now);
  const { standing } = campaign;
  const over = campaign.window ? now >= Date.parse(campaign.window.endsAt) : false;
  // A day that ends while the page is open: what is asked for now is another day's.
  useEffect(() => {
    if (over) void askAgain();
  }, [over]);
  return (
    <section className="big" aria-label={t('checkin.mine')}>
      <dl className="figures">
        <Figure value={standing.streak} name={t('checkin.streak')} />
        <Figure value={standing.total} name={t('checkin.total')} />
        {campaign.state === 'ended' || campaign.policy.tickets === 0 ? (
          <Figure value={standing.best} name={t('checkin.best')} />
        ) : (
          <Figure value={standing.ticketsLeft} name={t('checkin.tickets')} tone="amber" />
        )}
      </dl>
      <Action campaign={campaign} is={is} now={now} sending={sending} />
      {campaign.state === 'running' && (
        <p className="hint">
          <TimeLeft is={is} now={now} />
          {t('checkin.doneToday', { count: campaign.doneToday, people: campaign.people })}
        </p>
      )}
    </section>
  );
}

function Figure({ value, name, tone }: { value: number; name: string; tone?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={tone}>{value}</dd>
    </div>
  );
}

function TimeLeft({ is, now }: { is: Openness; now: number }) {
  const { t } = useTranslation();
  if (is.next === null || is.why === 'closed') return null;
  const key = is.why === 'opens' ? 'checkin.opensIn' : is.late ? 'checkin.lateLeft' : 'checkin.left';
  return `${t(key, { time: durationName(is.next - now) })}${t('list.dot')}`;
}

function Action({ campaign, is, now, sending }: { campaign: Campaign; is: Openness; now: number; sending: Sending }) {
  const { t } = useTranslation();
  const [writing, setWriting] = useState(false);
  const { policy, window } = campaign;
  const asks = asksContent(policy);
  const undelivered = sending.state === 'waiting' || sending.state === 'retrying';
  const startsIn = (campaign.needs.find(({ code }) => code === 'campaign.starts')?.need ?? now) - now;
  useEffect(() => {
    if (is.state !== 'open') setWriting(false);
  }, [is.state]);
  if (is.state === 'done') return <Done campaign={campaign} sending={sending} />;
  if (is.state === 'leave') return <OnLeave campaign={campaign} />;
  if (is.state === 'upcoming')
    return (
      <State
        title={t('checkin.upcoming', { day: dayName(campaign.startsOn) })}
        more={t('checkin.upcomingHow', { time: durationName(startsIn) })}
      />
    );
  if (is.state === 'ended')
    return (
      <State title={t('checkin.ended')} more={t('checkin.endedHow', { total: campaign.standing.total, best: campaign.standing.best })} />
    );
  if (is.state === 'shut')
    return is.why === 'opens' && window ? (
      <State title={t('checkin.opensAt', { time: timeIn(policy.zone, window.opensAt) })} more={t('checkin.opensHow')} />
    ) : (
      <State title={t('checkin.closed')} more={t(campaign.standing.ticketsLeft > 0 ? 'checkin.closedHow' : 'checkin.closedTomorrow')} />
    );
  const edit = () => {
    sending.hold();
    setWriting(true);
  };
  return (
    <>
      {undelivered ? (
        <Unsent sending={sending} edit={asks ? edit : null} />
      ) : (
        <button type="button" className="cta" disabled={sending.state === 'sending'} onClick={asks ? () => setWriting(true) : sending.send}>
          {t(sending.state === 'sending' ? 'checkin.sending' : 'checkin.do')}
        </button>
      )}
      {is.late && <p className="warn">{t(`checkin.late.${is.late}`)}</p>}
      {!writing && <Problem of={sending.problem} />}
      {writing && sending.state === 'idle' && (
        <ContentSheet
          title={t('checkin.write')}
          lead={contentLines(policy).join(t('list.comma'))}
          action={t('checkin.do')}
          communityId={campaign.communityId}
          policy={policy}
          draft={sending.draft}
          change={sending.change}
          busy={false}
          problem={sending.problem}
          onSend={sending.send}
          onClose={() => setWriting(false)}
        />
      )}
    </>
  );
}

const State = ({ title, more }: { title: string; more: string }) => (
  <div className="state">
    <p className="state-title">{title}</p>
    <p className="quiet-text">{more}</p>
  </div>
);

/** Pressed but not delivered: it says so, and goes on trying. */
function Unsent({ sending, edit }: { sending: Sending; edit: (() => void) | null }) {
  const { t } = useTranslation();
  const busy = sending.state === 'retrying';
  return (
    <div className="unsent">
      <p role="status">{t('checkin.unsent')}</p>
      <div className="choices-row">
        <button type="button" className="main" disabled={busy} onClick={sending.send}>
          {t(busy ? 'checkin.trying' : 'checkin.sendNow')}
        </button>
        {edit && (
          <button type="button" className="second" disabled={busy} onClick={edit}>
            {t('checkin.edit')}
          </button>
        )}
      </div>
    </div>
  );
}

function Done({ campaign, sending }: { campaign: Campaign; sending: Sending }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const { done, policy, standing, canUndo } = campaign;
  const card = useRef<HTMLDivElement>(null);
  const sent = sending.outcome !== undefined;
  // The button that was pressed is gone: reading goes on with how it went.
  useEffect(() => {
    if (sent) card.current?.focus({ preventScroll: true });
  }, [sent]);
  if (!done) return null;
  const undo = async () => {
    // What was sent can be written on.
    const kept = isBlank(sending.draft) ? draftOf(done.content) : sending.draft;
    await call.checkins.undo({ campaignId: campaign.id }, patience());
    sending.change({ ...kept, sending: false });
    sending.forget();
  };
  const { outcome } = sending;
  const praise = outcome?.first
    ? t('checkin.place', { place: outcome.doneToday, count: standing.streak })
    : t('checkin.doneAt', { time: timeIn(policy.zone, done.at) });
  return (
    <div ref={card} tabIndex={-1} className="done" role="status">
      <p className="state-title">
        <span aria-hidden="true">✓ </span>
        {t(done.kind === 'late' ? 'checkin.doneLate' : 'checkin.done')}
      </p>
      <p>{praise}</p>
      {outcome && !outcome.first && <p className="quiet-text">{t('checkin.notFirst')}</p>}
      {!done.counted && <p className="warn">{t('checkin.notCounted')}</p>}
      {done.content.text && <blockquote>{done.content.text}</blockquote>}
      <Brought name={campaign.nickname} photos={done.content.photos ?? []} voice={done.content.voice ?? null} />
      <Problem of={problem} />
      {canUndo && (
        <button type="button" className="second" disabled={busy} onClick={() => void act(undo)}>
          {t('checkin.undo')}
        </button>
      )}
    </div>
  );
}

function OnLeave({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const back = () => act(() => call.checkins.cancelLeave({ campaignId: campaign.id, day: campaign.today }, patience()));
  return (
    <div className="done leave">
      <p className="state-title">{t('leave.today')}</p>
      <p>{t('leave.rest')}</p>
      <Problem of={problem} />
      <button type="button" className="second" disabled={busy} onClick={() => void back()}>
        {t('leave.cancel')}
      </button>
    </div>
  );
}
