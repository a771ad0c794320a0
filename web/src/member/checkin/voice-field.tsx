import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../shared/call.ts';
import { notDelivered } from '../connection.ts';
import { durationName } from '../days.ts';
import { Icon } from '../icons.tsx';
import { keepChosen, useChosen } from './chosen-file.ts';
import './media.css';
import { canRecord, secondsOf, useRecording } from './recording.ts';
import { drop } from './uploading.ts';

interface Props {
  label: string;
  communityId: string;
  maxSeconds: number;
  chosen: string | null;
  choose: (chosen: string | null) => void;
  missing: string | undefined;
}

/** A recording made here, or a sound file where the browser cannot record. */
export default function VoiceField({ label, communityId, maxSeconds, chosen, choose, missing }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const main = useRef<HTMLButtonElement>(null);
  const [problem, setProblem] = useState<string>();
  const add = async (blob: Blob) => {
    setProblem(undefined);
    choose(await keepChosen('voice', blob));
  };
  const recording = useRecording(maxSeconds, (blob) => void add(blob));
  const pick = async (file: File | undefined) => {
    if (!file) return;
    const seconds = await secondsOf(file);
    if (seconds !== null && seconds > maxSeconds + 1) setProblem(t('voice.tooLong', { time: durationName(maxSeconds * 1000) }));
    else await add(file);
  };
  const remove = () => {
    if (chosen) void drop(chosen);
    choose(null);
    main.current?.focus();
  };
  const able = canRecord();
  const refused = recording.state === 'refused';
  const files = !able || refused;
  const clock = (ms: number) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
  return (
    <fieldset className="field" aria-describedby={`${id}-hint`}>
      <legend>{label}</legend>
      {chosen ? (
        <Chosen communityId={communityId} file={chosen} remove={remove} />
      ) : recording.state === 'recording' ? (
        <button ref={main} type="button" className="second with-icon recording" onClick={recording.stop}>
          {t('voice.stop')} <span className="clock">{clock(recording.ms)}</span>
        </button>
      ) : (
        <>
          {able && (
            <button ref={main} type="button" className="second with-icon" aria-describedby={`${id}-hint`} onClick={recording.start}>
              <Icon name="microphone" />
              {t('voice.record')}
            </button>
          )}
          {files && (
            <label className="second with-icon file-button">
              <input
                className="visually-hidden"
                type="file"
                accept="audio/*"
                aria-describedby={`${id}-hint`}
                onChange={(event) => {
                  const file = event.target.files?.[0];
                  void pick(file);
                }}
              />
              {t('voice.choose')}
            </label>
          )}
        </>
      )}
      <p id={`${id}-hint`} role="status" className={missing || problem || refused ? 'missing' : 'quiet-text'}>
        {problem ?? (refused ? t('voice.refused') : (missing ?? hint()))}
      </p>
    </fieldset>
  );

  function hint(): string {
    if (chosen) return t('voice.kept');
    return t(able ? 'voice.how' : 'voice.cannot');
  }
}

function Chosen({ communityId, file, remove }: { communityId: string; file: string; remove: () => void }) {
  const { t } = useTranslation();
  const { share, done, problem, src } = useChosen(communityId, file);
  const waiting = problem !== undefined && notDelivered(problem);
  return (
    <div className="voice-chosen">
      {/* biome-ignore lint/a11y/useMediaCaption: one's own words, not written down */}
      <audio className="voice" controls src={src} aria-label={t('voice.own')} />
      {!done && problem === undefined && <progress value={share} aria-label={t('voice.sending')} />}
      {waiting && <small className="warn">{t('photos.waiting')}</small>}
      {problem !== undefined && !waiting && (
        <small role="alert" className="missing">
          {errorText(problem)}
        </small>
      )}
      <button type="button" className="quiet" onClick={remove}>
        {t('voice.remove')}
      </button>
    </div>
  );
}
