import { useTranslation } from 'react-i18next';
import type { api } from '../../shared/api.ts';

type Consent = Awaited<ReturnType<typeof api.admissions.guardians.call>>['people'][number]['consent'];

/** How it stands with a guardian's consent, in a word. */
export function GuardianTag({ consent: { state, guardian, relation } }: { consent: Consent }) {
  const { t } = useTranslation();
  const open = state === 'missing' || state === 'withdrawn';
  return (
    <span className={`tag ${open ? 'amber' : ''}`}>
      {t(`admissions.guardian.${state}`, { guardian, relation: relation === '' ? '' : t(`admissions.guardian.relations.${relation}`) })}
    </span>
  );
}
