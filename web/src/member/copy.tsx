import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Puts words where the next app can paste them; old browsers inside apps have no clipboard, there the words can be marked. */
export function CopyButton({ text, children }: { text: string; children: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<boolean>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <>
      <button type="button" className="second" onClick={() => void copy()}>
        {children}
      </button>
      <span role="status" className="quiet-text">
        {copied !== undefined && t(copied ? 'copied' : 'notCopied')}
      </span>
    </>
  );
}
