import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { dayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Problem } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';

const choices = ['onTime', 'late', 'madeUp', 'leave', 'none'] as const;

interface Props {
  squadId: string;
  enrolmentId: string;
  campaignId: string;
  day: string;
  onClose: () => void;
}

/** A day of somebody put right, with a reason that stays on record. */
export function CorrectDay({ onClose, day, ...of }: Props) {
  const { t } = useTranslation();
  const [becomes, setBecomes] = useState<(typeof choices)[number]>('onTime');
  const [reason, setReason] = useState('');
  const { busy, problem, act } = useDeed();
  const correct = async () => {
    const input = { ...of, day, becomes: becomes === 'none' ? null : becomes, reason: reason.trim() };
    if (await act(() => call.squads.correctDay(input, patience()))) onClose();
  };
  return (
    <Sheet title={t('desk.correct.title', { day: dayName(day) })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void correct();
        }}
      >
        <fieldset className="choices">
          <legend>{t('desk.correct.becomes')}</legend>
          {choices.map((choice) => (
            <label key={choice}>
              <input type="radio" name="becomes" checked={becomes === choice} onChange={() => setBecomes(choice)} />
              {t(choice === 'none' ? 'desk.correct.none' : `day.${choice}`)}
            </label>
          ))}
        </fieldset>
        <div className="field">
          <label htmlFor="reason">{t('desk.correct.reason')}</label>
          <textarea id="reason" className="short" maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        <Problem of={problem} />
        <button type="submit" className="main wide" disabled={busy || reason.trim().length < 2}>
          {t('desk.correct.do')}
        </button>
      </form>
    </Sheet>
  );
}
