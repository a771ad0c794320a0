import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../shared/call.ts';
import { notDelivered } from '../connection.ts';
import { Icon } from '../icons.tsx';
import { keepChosen, useChosen } from './chosen-file.ts';
import './media.css';
import { shrink } from './shrinking.ts';
import { drop } from './uploading.ts';

interface Props {
  label: string;
  communityId: string;
  max: number;
  chosen: readonly string[];
  choose: (chosen: string[]) => void;
  missing: string | undefined;
}

/** Photos from the camera or the album: kept here first, then sent while the rest is being written. */
export default function PhotoField({ label, communityId, max, chosen, choose, missing }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState(false);
  const [problem, setProblem] = useState<string>();
  const add = async (files: readonly File[]) => {
    const room = max - chosen.length;
    setReading(true);
    setProblem(files.length > room ? t('photos.tooMany', { count: max }) : undefined);
    const added: string[] = [];
    for (const file of files.slice(0, room)) {
      try {
        added.push(await keepChosen('photo', await shrink(file)));
      } catch {
        setProblem(t('photos.unreadable'));
      }
    }
    setReading(false);
    choose([...chosen, ...added]);
  };
  const shut = reading || chosen.length >= max;
  const remove = (key: string) => {
    choose(chosen.filter((one) => one !== key));
    void drop(key);
    // The button that was pressed is gone.
    input.current?.focus();
  };
  return (
    <div className="field">
      <span id={id} className="name">
        {label}
      </span>
      {chosen.length > 0 && (
        <ul className="pictures">
          {chosen.map((key, i) => (
            <Chosen key={key} communityId={communityId} file={key} n={i + 1} remove={() => remove(key)} />
          ))}
        </ul>
      )}
      <label className="second with-icon file-button" aria-disabled={shut}>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          accept="image/*"
          multiple={max > 1}
          disabled={shut}
          aria-labelledby={id}
          aria-describedby={`${id}-hint`}
          aria-invalid={missing !== undefined}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            // The same file may be chosen again.
            event.target.value = '';
            void add(files);
          }}
        />
        <Icon name="camera" />
        {t('photos.add')}
      </label>
      <p id={`${id}-hint`} role="status" className={missing || problem ? 'missing' : 'quiet-text'}>
        {reading ? t('photos.reading') : (problem ?? missing ?? t(chosen.length >= max ? 'photos.full' : 'photos.private'))}
      </p>
    </div>
  );
}

function Chosen({ communityId, file, n, remove }: { communityId: string; file: string; n: number; remove: () => void }) {
  const { t } = useTranslation();
  const { share, done, problem, src } = useChosen(communityId, file);
  const waiting = problem !== undefined && notDelivered(problem);
  return (
    <li>
      <img src={src} alt={t('photos.one', { n })} />
      {!done && problem === undefined && <progress value={share} aria-label={t('photos.sending', { n })} />}
      {waiting && <small className="warn">{t('photos.waiting')}</small>}
      {problem !== undefined && !waiting && (
        <small role="alert" className="missing">
          {errorText(problem)}
        </small>
      )}
      <button type="button" className="remove" aria-label={t('photos.remove', { n })} onClick={remove}>
        <span aria-hidden="true">×</span>
      </button>
    </li>
  );
}
