import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { Problem } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';

interface Props {
  enrolmentId: string;
  name: string;
  squadId: string;
}

/** Who leads a squad notes that somebody at risk is back, with what was said. */
export default function RescueNote({ enrolmentId, name, squadId }: Props) {
  const { t } = useTranslation('credit');
  const { busy, problem, act } = useDeed();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const send = async () => {
    if (await act(() => call.removals.rescued({ enrolmentId, squadId, text: text.trim() }, patience()))) setOpen(false);
  };
  return (
    <p className="acts">
      <button type="button" className="second" onClick={() => setOpen(true)}>
        {t('risk.back')}
        <span className="visually-hidden">{name}</span>
      </button>
      {open && (
        <Sheet title={t('risk.backOf', { name })} onClose={() => setOpen(false)}>
          <div className="field">
            <label htmlFor="rescue-note">{t('risk.backWhy')}</label>
            <textarea id="rescue-note" rows={3} maxLength={300} value={text} onChange={(event) => setText(event.target.value)} />
          </div>
          <Problem of={problem} />
          <button type="button" className="main wide" disabled={busy || text.trim() === ''} onClick={() => void send()}>
            {t('risk.back')}
          </button>
        </Sheet>
      )}
    </p>
  );
}
