import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longDayName, monthName, weekdays, weeksOf } from '../days.ts';
import type { CalendarDay, Campaign } from '../mine.ts';
import { Section } from '../parts.tsx';
import { MakeUp } from './make-up.tsx';

type State = CalendarDay['state'];
/** A sign beside the colour. */
export const signs: Partial<Record<State, string>> = { onTime: '✓', late: '~', madeUp: '+', leave: '–', missed: '×' };
const legend = ['onTime', 'late', 'madeUp', 'leave', 'missed'] as const satisfies State[];

/** A month of one's own days. A missed one that can still be made up is a button. */
export function Calendar({ campaign, who }: { campaign: Campaign; who: string }) {
  const { t } = useTranslation();
  const { calendar, today, standing, startsOn, endsOn, state } = campaign;
  const [month, setMonth] = useState(today.slice(0, 7));
  const [making, setMaking] = useState<string>();
  const byDay = new Map(calendar.map((day) => [day.day, day]));
  const shown = new Set(calendar.map((day) => day.state));
  const owed = calendar.filter(({ canMakeUp }) => canMakeUp);
  const move = (months: number) => {
    const [year = 0, index = 0] = month.split('-').map(Number);
    setMonth(new Date(Date.UTC(year, index - 1 + months, 1)).toISOString().slice(0, 7));
  };
  const several = startsOn.slice(0, 7) !== endsOn.slice(0, 7);
  return (
    <Section title={monthName(month)} note={state === 'running' ? t('calendar.week', standing.week) : undefined}>
      {several && (
        <div className="months">
          <button type="button" className="quiet" disabled={month <= startsOn.slice(0, 7)} onClick={() => move(-1)}>
            {t('calendar.before')}
          </button>
          <button type="button" className="quiet" disabled={month >= endsOn.slice(0, 7)} onClick={() => move(1)}>
            {t('calendar.after')}
          </button>
        </div>
      )}
      <Month month={month} today={state === 'running' ? today : null} byDay={byDay} onMakeUp={setMaking} />
      <ul className="legend">
        {legend
          .filter((name) => shown.has(name))
          .map((name) => (
            <li key={name}>
              <i className={name} aria-hidden="true">
                {signs[name]}
              </i>
              {t(`day.${name}`)}
            </li>
          ))}
      </ul>
      {owed.length > 0 && <p className="quiet-text">{t('calendar.makeUp', { count: standing.ticketsLeft })}</p>}
      {making && <MakeUp campaign={campaign} who={who} day={making} onClose={() => setMaking(undefined)} />}
    </Section>
  );
}

interface MonthProps {
  month: string;
  /** None before and after the campaign. */
  today: string | null;
  byDay: ReadonlyMap<string, CalendarDay>;
  onMakeUp: (day: string) => void;
}

function Month({ month, today, byDay, onMakeUp }: MonthProps) {
  const names = weekdays('long');
  return (
    <table className="month">
      <thead>
        <tr>
          {weekdays('narrow').map((name, i) => (
            <th key={names[i]} scope="col" aria-label={names[i]}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, i) =>
              day === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: an empty place has nothing but its place
                <td key={i} />
              ) : (
                <td key={day} aria-current={day === today ? 'date' : undefined}>
                  <Day day={day} known={byDay.get(day)} onMakeUp={onMakeUp} />
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, known, onMakeUp }: { day: string; known: CalendarDay | undefined; onMakeUp: (day: string) => void }) {
  const { t } = useTranslation();
  const state = known?.state ?? 'outside';
  const face = (
    <>
      <span aria-hidden="true">{Number(day.slice(8))}</span>
      {known && signs[known.state] && <small aria-hidden="true">{signs[known.state]}</small>}
      <span className="visually-hidden">{t('calendar.day', { day: longDayName(day), state: t(`day.${state}`) })}</span>
    </>
  );
  if (!known?.canMakeUp) return <span className={`day ${state}`}>{face}</span>;
  return (
    <button type="button" className={`day ${state}`} onClick={() => onMakeUp(day)}>
      {face}
      <span className="visually-hidden">{t('makeUp.do')}</span>
    </button>
  );
}
