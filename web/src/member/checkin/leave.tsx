import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { addDays, longDayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import type { Campaign } from '../mine.ts';
import { Problem } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';

/** Leave for today or tomorrow, and back again. */
export function Leave({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { today, endsOn, done, calendar } = campaign;
  const tomorrow = addDays(today, 1);
  const onLeave = (day: string) => calendar.some((row) => row.day === day && row.state === 'leave');
  const days = [today, tomorrow].filter((day) => day <= endsOn && !(day === today && done && done.kind !== 'leave'));
  if (days.length === 0) return null;
  return (
    <>
      <button type="button" className="quiet leave-door" onClick={() => setOpen(true)}>
        {t(onLeave(tomorrow) ? 'leave.tomorrowTaken' : done ? 'leave.askTomorrow' : 'leave.ask')}
      </button>
      {open && (
        <Sheet title={t('leave.title')} onClose={() => setOpen(false)}>
          <p>{t('leave.left', { count: campaign.standing.leavesLeft })}</p>
          {days.map((day) => (
            <LeaveDay
              key={day}
              campaign={campaign}
              day={day}
              taken={onLeave(day)}
              name={t(day === today ? 'leave.forToday' : 'leave.forTomorrow', { day: longDayName(day) })}
            />
          ))}
        </Sheet>
      )}
    </>
  );
}

function LeaveDay({ campaign, day, taken, name }: { campaign: Campaign; day: string; taken: boolean; name: string }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const none = campaign.standing.leavesLeft === 0 && !taken;
  const change = () => act(() => call.checkins[taken ? 'cancelLeave' : 'takeLeave']({ campaignId: campaign.id, day }, patience()));
  return (
    <fieldset className="leave-day">
      <legend className="visually-hidden">{name}</legend>
      <span>
        {name}
        {taken && <span className="tag leave">{t('leave.taken')}</span>}
      </span>
      <button type="button" className="second" disabled={busy || none} onClick={() => void change()}>
        {t(taken ? 'leave.cancel' : 'leave.take')}
      </button>
      <Problem of={problem} />
    </fieldset>
  );
}
