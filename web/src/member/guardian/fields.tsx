import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { call } from '../connection.ts';

export type Said = Parameters<typeof call.admissions.sayGuardian>[0]['said'];
const relations = ['mother', 'father', 'other'] as const;

interface Props {
  /** What a guardian agrees to, in the words of the community. */
  words: string;
  /** Something has to be said first: shown once sending was tried. */
  missing: boolean;
  /** What can be sent; null: not complete yet. */
  says(said: Said | null): void;
}

/** 监护人同意: whether whoever takes part is under fourteen, and the consent of a guardian then. */
export default function GuardianFields({ words, missing, says }: Props) {
  const { t } = useTranslation();
  const [needed, setNeeded] = useState<boolean>();
  const [guardian, setGuardian] = useState('');
  const [relation, setRelation] = useState<(typeof relations)[number]>('mother');
  const [agreed, setAgreed] = useState(false);
  const complete = needed === false || (needed === true && guardian.trim() !== '' && agreed);
  useEffect(() => {
    if (!complete) says(null);
    else says(needed ? { needed, guardian: guardian.trim(), relation } : { needed: false });
  }, [complete, needed, guardian, relation, says]);
  return (
    <div className="fields">
      <fieldset className="choices">
        <legend>{t('guardian.who')}</legend>
        {([false, true] as const).map((is) => (
          <label key={String(is)}>
            <input type="radio" name="guardian-needed" checked={needed === is} onChange={() => setNeeded(is)} />
            <span>{t(is ? 'guardian.under' : 'guardian.over')}</span>
          </label>
        ))}
      </fieldset>
      {needed === true && (
        <>
          <div className="field">
            <label htmlFor="guardian-name">{t('guardian.name')}</label>
            <input
              id="guardian-name"
              autoComplete="name"
              maxLength={40}
              value={guardian}
              aria-invalid={missing && guardian.trim() === ''}
              aria-describedby={missing && !complete ? 'guardian-lacks' : undefined}
              onChange={(event) => setGuardian(event.target.value)}
            />
          </div>
          <fieldset className="choices">
            <legend>{t('guardian.relation')}</legend>
            {relations.map((one) => (
              <label key={one}>
                <input type="radio" name="guardian-relation" checked={relation === one} onChange={() => setRelation(one)} />
                <span>{t(`guardian.relations.${one}`)}</span>
              </label>
            ))}
          </fieldset>
          <p className="written">{words}</p>
          <label className="tick quiet-text">
            <input
              type="checkbox"
              checked={agreed}
              aria-invalid={missing && !agreed}
              onChange={(event) => setAgreed(event.target.checked)}
            />
            <span>{t('guardian.agree')}</span>
          </label>
        </>
      )}
      {missing && !complete && (
        <p className="missing" id="guardian-lacks">
          {t(needed === undefined ? 'guardian.lacks.choice' : 'guardian.lacks.consent')}
        </p>
      )}
    </div>
  );
}
