import { SearchOutlined } from '@ant-design/icons';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const FindBox = lazy(() => import('./find-box.tsx'));
const apple = /Mac|iPhone|iPad/.test(navigator.platform);

/** Listens for ⌘K and Ctrl+K; the box itself is loaded when it is first opened. */
export function useFind() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
  const box = open && (
    <Suspense fallback={null}>
      <FindBox close={() => setOpen(false)} />
    </Suspense>
  );
  return { box, show: () => setOpen(true) };
}

export function FindButton({ show }: { show(): void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="find-button" onClick={show} aria-keyshortcuts={apple ? 'Meta+K' : 'Control+K'}>
      <SearchOutlined aria-hidden />
      <span>{t('find.open')}</span>
      <kbd>{apple ? '⌘K' : 'Ctrl K'}</kbd>
    </button>
  );
}
