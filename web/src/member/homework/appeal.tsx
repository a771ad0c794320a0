import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { momentIn } from '../days.ts';
import { WordsSheet } from '../words-sheet.tsx';
import type { Own } from './mine.ts';

/** Asking for the grade to be looked at again, and what came of it. */
export function Appeal({ own: { id, appeal, zone } }: { own: Own }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
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
  return (
    <>
      <p className="quiet-text">{t('grade.appealUntil', { at: momentIn(zone, appeal.until) })}</p>
      <button type="button" className="second" onClick={() => setOpen(true)}>
        {t('grade.appeal')}
      </button>
      {open && (
        <WordsSheet
          title={t('grade.appealTitle')}
          label={t('grade.appealLabel')}
          hint={t('grade.appealOnce')}
          most={1000}
          action={t('grade.appealDo')}
          send={(text) => call.homework.appeal({ assignmentId: id, text }, patience())}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
