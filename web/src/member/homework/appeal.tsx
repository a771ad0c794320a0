import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { momentIn } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Problem } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';
import type { Own } from './mine.ts';

/** Asking for the grade to be looked at again, and what came of it. */
export function Appeal({ own: { id, appeal, zone } }: { own: Own }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const [text, setText] = useState<string | null>(null);
  const label = useId();
  if (appeal.asked)
    return (
      <>
        <p className="quiet-text">{t('grade.asked', { at: momentIn(zone, appeal.asked.at) })}</p>
        <p className="written">{appeal.asked.text}</p>
        <p role="status">{t(`grade.${appeal.asked.state}`)}</p>
        {/* A changed grade tells its reason itself. */}
        {appeal.asked.answer && appeal.asked.state === 'kept' && <p className="written">{appeal.asked.answer}</p>}
      </>
    );
  if (!appeal.canAsk || !appeal.until) return null;
  const send = async () => {
    if (await act(() => call.homework.appeal({ assignmentId: id, text: (text ?? '').trim() }, patience()))) setText(null);
  };
  return (
    <>
      <p className="quiet-text">{t('grade.appealUntil', { at: momentIn(zone, appeal.until) })}</p>
      <button type="button" className="second" onClick={() => setText('')}>
        {t('grade.appeal')}
      </button>
      {text !== null && (
        <Sheet title={t('grade.appealTitle')} onClose={() => setText(null)}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void send();
            }}
          >
            <div className="field">
              <label htmlFor={label}>{t('grade.appealLabel')}</label>
              <textarea
                id={label}
                className="short"
                maxLength={1000}
                aria-describedby={`${label}-hint`}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
              <p id={`${label}-hint`} className="quiet-text">
                {t('grade.appealOnce')}
              </p>
            </div>
            <Problem of={problem} />
            <button type="submit" className="main wide" disabled={busy || text.trim() === ''}>
              {t('grade.appealDo')}
            </button>
          </form>
        </Sheet>
      )}
    </>
  );
}
