import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveJson } from '../shared/save-file.ts';
import { call, patience } from './connection.ts';
import { useSend } from './deed.ts';
import { leave } from './leaving.ts';
import './own-data.css';
import { Problem } from './parts.tsx';
import { Sheet } from './sheet.tsx';

/** What the caller may ask for without asking anybody: a copy of everything as a file, and to be erased. */
export default function OwnData({ name }: { name: string }) {
  const { t } = useTranslation();
  const { busy, problem, send } = useSend();
  const [erasing, setErasing] = useState(false);
  const copy = async () => saveJson(name, await call.privacy.exportMine({}, patience()));
  return (
    <>
      <Problem of={problem} />
      <div className="own-data">
        <button type="button" className="second" disabled={busy} onClick={() => void send(copy)}>
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
  const { busy, problem, send } = useSend();
  const erase = () => send(() => leave(call.privacy.eraseMine({ understood: true }, patience())));
  return (
    <Sheet title={t('me.erase')} onClose={onClose}>
      <p>{t('me.eraseGoes')}</p>
      <p>{t('me.eraseStays')}</p>
      <label className="tick">
        <input type="checkbox" checked={understood} onChange={(event) => setUnderstood(event.target.checked)} />
        <span>{t('me.eraseUnderstood')}</span>
      </label>
      <Problem of={problem} />
      <button type="button" className="danger wide" disabled={!understood || busy} onClick={() => void erase()}>
        {t('me.eraseNow')}
      </button>
    </Sheet>
  );
}
