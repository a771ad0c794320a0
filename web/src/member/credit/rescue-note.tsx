import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { WordsSheet } from '../words-sheet.tsx';

interface Props {
  enrolmentId: string;
  name: string;
  squadId: string;
}

/** Who leads a squad notes that somebody at risk is back, with what was said. */
export default function RescueNote({ enrolmentId, name, squadId }: Props) {
  const { t } = useTranslation('credit');
  const [open, setOpen] = useState(false);
  return (
    <p className="acts">
      <button type="button" className="second" onClick={() => setOpen(true)}>
        {t('risk.back')}
        <span className="visually-hidden">{name}</span>
      </button>
      {open && (
        <WordsSheet
          title={t('risk.backOf', { name })}
          label={t('risk.backWhy')}
          most={300}
          action={t('risk.back')}
          send={(text) => call.removals.rescued({ enrolmentId, squadId, text }, patience())}
          onClose={() => setOpen(false)}
        />
      )}
    </p>
  );
}
