import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** A panel from below. The browser's own dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  useEffect(() => aboveKeyboard(dialog.current), []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <div className="sheet-panel">
        <header>
          <h2 id={heading}>{title}</h2>
          <button type="button" className="quiet" onClick={onClose}>
            {t('sheet.close')}
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** Some phones lay the keyboard over the page instead of making room for it. */
function aboveKeyboard(dialog: HTMLDialogElement | null): (() => void) | undefined {
  const view = window.visualViewport;
  if (!view || !dialog) return undefined;
  const moved = () => dialog.style.setProperty('--keyboard', `${Math.max(0, innerHeight - view.height - view.offsetTop)}px`);
  view.addEventListener('resize', moved);
  return () => view.removeEventListener('resize', moved);
}
