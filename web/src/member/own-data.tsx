import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../shared/call.ts';
import { saveJson } from '../shared/save-file.ts';
import { forgetAnswers } from './ask.ts';
import { call, patience } from './connection.ts';
import { removeAllDrafts } from './drafts.ts';
import './own-data.css';
import { Sheet } from './sheet.tsx';

/** What the caller may ask for without asking anybody: a copy of everything as a file, and to be erased. */
export function OwnData({ name }: { name: string }) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [erasing, setErasing] = useState(false);
  const copy = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      saveJson(name, await call.privacy.exportMine({}, patience()));
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <>
      {problem !== undefined && <p role="alert">{errorText(problem)}</p>}
      <div className="own-data">
        <button type="button" className="second" disabled={busy} onClick={() => void copy()}>
          {t('me.copy')}
        </button>
        <button type="button" className="second" onClick={() => setErasing(true)}>
          {t('me.erase')}
        </button>
      </div>
      {erasing && <Erasing onClose={() => setErasing(false)} />}
    </>
  );
}

/** Says what goes and what stays; only who has ticked that can go on. */
function Erasing({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [understood, setUnderstood] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const erase = async () => {
    setBusy(true);
    try {
      await call.privacy.eraseMine({ understood: true }, patience());
    } catch (error) {
      setProblem(error);
      return setBusy(false);
    }
    removeAllDrafts();
    forgetAnswers();
    location.assign('/m');
  };
  return (
    <Sheet title={t('me.erase')} onClose={onClose}>
      <p>{t('me.eraseGoes')}</p>
      <p>{t('me.eraseStays')}</p>
      <label className="own-data">
        <input type="checkbox" checked={understood} onChange={(event) => setUnderstood(event.target.checked)} /> {t('me.eraseUnderstood')}
      </label>
      {problem !== undefined && <p role="alert">{errorText(problem)}</p>}
      <button type="button" className="danger wide" disabled={!understood || busy} onClick={() => void erase()}>
        {t('me.eraseNow')}
      </button>
    </Sheet>
  );
}
