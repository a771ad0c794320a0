import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { durationName } from '../days.ts';
import type { Draft } from '../drafts.ts';
import { PhotoField, VoiceField } from '../later.tsx';
import { type Asks, characters, type Shortfall, shortfalls } from '../rules.ts';

interface Props {
  communityId: string;
  policy: Asks;
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  /** What is missing is told in red once somebody has tried to send. */
  tried: boolean;
  /** Of the text; else that of a check-in. */
  textLabel?: string | undefined;
}

/** The fields that the rules ask for, each with what is still missing in it. */
export function ContentFields({ communityId, policy, draft, change, tried, textLabel }: Props) {
  const { t } = useTranslation();
  const { text, number, link, photos, voice } = policy.content;
  const missing = shortfalls(policy, draft);
  const of = (field: Shortfall['field']) => missing.find((row) => row.field === field)?.sentence;
  /** Where a bracket stands already, it says so in there. */
  const free = ({ needed }: { needed: boolean }) => (needed ? '' : 'Free');
  const label = (name: string, needed: boolean) => (needed ? name : t('content.optional', { name }));
  return (
    <div className="fields">
      {text && (
        <Field
          label={label(textLabel ?? t('content.text'), text.needed)}
          missing={of('text')}
          tried={tried}
          note={t('content.count', { count: characters(draft.text) })}
        >
          {(props) => <textarea {...props} rows={6} value={draft.text} onChange={(event) => change({ text: event.target.value })} />}
        </Field>
      )}
      {number && (
        <Field
          label={number.unit ? t(`content.number${free(number)}`, number) : label(number.label, number.needed)}
          missing={of('number')}
          tried={tried}
        >
          {(props) => (
            <input
              {...props}
              inputMode="decimal"
              autoComplete="off"
              value={draft.number}
              onChange={(event) => change({ number: event.target.value })}
            />
          )}
        </Field>
      )}
      {photos && (
        <PhotoField
          label={t(`photos.label${free(photos)}`, { count: photos.max })}
          communityId={communityId}
          max={photos.max}
          chosen={draft.photos}
          choose={(chosen) => change({ photos: chosen })}
          missing={tried ? of('photos') : undefined}
        />
      )}
      {voice && (
        <VoiceField
          label={t(`voice.label${free(voice)}`, { time: durationName(voice.maxSeconds * 1000) })}
          communityId={communityId}
          maxSeconds={voice.maxSeconds}
          chosen={draft.voice}
          choose={(chosen) => change({ voice: chosen })}
          missing={tried ? of('voice') : undefined}
        />
      )}
      {link && (
        <Field label={label(t('content.link'), link.needed)} missing={of('link')} tried={tried}>
          {(props) => (
            <input
              {...props}
              inputMode="url"
              autoComplete="off"
              value={draft.link}
              onChange={(event) => change({ link: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

interface FieldProps {
  label: string;
  missing: string | undefined;
  tried: boolean;
  note?: string;
  children: (props: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => ReactNode;
}

function Field({ label, missing, tried, note, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-hint`, 'aria-invalid': tried && missing !== undefined })}
      <p id={`${id}-hint`} className={tried && missing ? 'missing' : 'quiet-text'}>
        {[missing, note].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}
