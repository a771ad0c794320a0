import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { percent } from '../../shared/format.ts';

type Evidence = InferContractRouterOutputs<Contract>['members']['compare']['evidence'];

/** How likely two people are one, and what speaks for and against it. */
export function EvidenceList({ score, evidence }: { score: number; evidence: Evidence }) {
  const { t } = useTranslation();
  return (
    <div>
      <p>
        {t('member.score')} <b>{percent(score)}</b>
      </p>
      {evidence.length === 0 && <p className="sub">{t('member.noEvidence')}</p>}
      <ul className="evidence">
        {evidence.map(({ code, points, values }) => (
          <li key={code}>
            <span className={`tag ${points > 0 ? '' : 'grey'}`}>{points > 0 ? t('member.for') : t('member.against')}</span>{' '}
            {t(`member.evidence.${code}`, values)}
          </li>
        ))}
      </ul>
    </div>
  );
}
