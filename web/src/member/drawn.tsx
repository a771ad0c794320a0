import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** Where the server draws it. */
  path: string;
  query?: Record<string, string>;
  className: string;
  /** Of the picture; its file is named so too. */
  alt: string;
  words: { draw: string; making: string; failed: string };
  /** What can be had once it is drawn. */
  children?: ReactNode;
}

/** A picture that is drawn when it is asked for, since it takes the server a moment; it can be saved, and tried again. */
export function Drawn({ path, query, className, alt, words, children }: Props) {
  const { t, i18n } = useTranslation();
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<'closed' | 'drawing' | 'drawn' | 'failed'>('closed');
  const address = `${path}?${new URLSearchParams({ language: i18n.language, ...query, tries: String(tries) })}`;
  const draw = () => {
    setTries(tries + 1);
    setState('drawing');
  };
  if (state === 'closed' || state === 'failed')
    return (
      <>
        {state === 'failed' && <p role="alert">{words.failed}</p>}
        <button type="button" className="main wide" onClick={draw}>
          {words.draw}
        </button>
      </>
    );
  return (
    <>
      {state === 'drawing' && <p role="status">{words.making}</p>}
      <img className={className} src={address} alt={alt} onLoad={() => setState('drawn')} onError={() => setState('failed')} />
      {state === 'drawn' && (
        <>
          <a className="second wide" href={address} download={`${alt}.png`}>
            {t('certificate.save')}
          </a>
          <p className="quiet-text">{t('certificate.saveHow')}</p>
          {children}
        </>
      )}
    </>
  );
}
