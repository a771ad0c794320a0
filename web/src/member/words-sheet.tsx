import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeed } from './deed.ts';
import { Problem } from './parts.tsx';
import { Sheet } from './sheet.tsx';

interface Props {
  title: string;
  label: string;
  /** What follows from it. */
  hint?: string;
  most: number;
  action: string;
  /** @param text without blanks around it, never empty */
  send(text: string): Promise<unknown>;
  onClose(): void;
}

/** A few words to be sent, which close when they have arrived. */
export function WordsSheet({ title, label, hint, most, action, send, onClose }: Props) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const [text, setText] = useState('');
  const id = useId();
  const give = async () => {
    if (await act(() => send(text.trim()))) onClose();
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void give();
        }}
      >
        <div className="field">
          <label htmlFor={id}>{label}</label>
          <textarea
            id={id}
            className="short"
            maxLength={most}
            aria-describedby={hint && `${id}-hint`}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {hint && (
            <p id={`${id}-hint`} className="quiet-text">
              {hint}
            </p>
          )}
        </div>
        <Problem of={problem} />
        <button type="submit" className="main wide" disabled={busy || text.trim() === ''}>
          {busy ? t('checkin.sending') : action}
        </button>
      </form>
    </Sheet>
  );
}
