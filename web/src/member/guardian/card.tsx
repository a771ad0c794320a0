import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { dayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';
import { civilDay } from '../welcome/mine.ts';
import GuardianFields, { type Said } from './fields.tsx';

interface Props {
  communityId: string;
  community: string;
  /** Only where something is still to be said, or only where it was; both where it is left out. */
  waits?: boolean;
}

/** Where a community asks for a guardian's consent: giving it, seeing it, withdrawing it. Nothing elsewhere. */
export default function GuardianCard({ communityId, community, waits }: Props) {
  const { t } = useTranslation();
  const { answer } = useAsk(`guardian ${communityId}`, () => call.admissions.ownGuardian({ communityId }, patience()));
  const { busy, problem, act } = useDeed();
  const [said, setSaid] = useState<Said | null>(null);
  const [tried, setTried] = useState(false);
  const [leaving, setLeaving] = useState(false);
  if (!answer) return null;
  const { words, consent } = answer;
  const { state, guardian, relation, at } = consent;
  if (words === '' && state === 'missing') return null;
  const say = () => {
    setTried(true);
    if (said) void act(() => call.admissions.sayGuardian({ communityId, said }, patience()));
  };
  const open = state === 'missing' || state === 'withdrawn';
  if (waits !== undefined && waits !== (open && words !== '')) return null;
  return (
    <Section title={t('guardian.title', { community })}>
      <div className="step">
        {!open && (
          <p role="status">
            {t(`guardian.state.${state}`, {
              guardian,
              relation: relation === '' ? '' : t(`guardian.relations.${relation}`),
              day: at === null ? '' : dayName(civilDay(at)),
            })}
          </p>
        )}
        {open && words !== '' && (
          <>
            <p>{t('guardian.asked')}</p>
            <GuardianFields words={words} missing={tried} says={setSaid} />
            <Problem of={problem} />
            <button type="button" className="main" disabled={busy} onClick={say}>
              {t('guardian.save')}
            </button>
          </>
        )}
        {state === 'given' && (
          <button type="button" className="quiet" onClick={() => setLeaving(true)}>
            {t('guardian.withdraw')}
            <span className="visually-hidden">{community}</span>
          </button>
        )}
      </div>
      {leaving && (
        <Sheet title={t('guardian.withdraw')} onClose={() => setLeaving(false)}>
          <p>{t('guardian.withdrawGoes', { community })}</p>
          <Problem of={problem} />
          <button
            type="button"
            className="danger wide"
            disabled={busy}
            onClick={() =>
              void act(() => call.admissions.withdrawGuardian({ communityId, understood: true }, patience())).then(
                (gone) => gone && setLeaving(false),
              )
            }
          >
            {t('guardian.withdrawNow')}
          </button>
        </Sheet>
      )}
    </Section>
  );
}
