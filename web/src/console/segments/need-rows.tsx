import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';

type Requirement = InferContractRouterOutputs<Contract>['segments']['history']['changes'][number]['reason'][number];

const rounded = (value: number | null) => (value === null ? '—' : number(Math.round(value * 100) / 100));

/** Why, in one line: `近 28 天的消息 3（要求 >= 5）`. */
export function Needs({ rows }: { rows: readonly Requirement[] }) {
  const { t } = useTranslation(['console', 'picture']);
  return (
    <span className="frame">
      {rows
        .map(({ metric, op, need, have }) =>
          t('rules.needLine', { metric: t(`picture:requirement.${metric}`), have: rounded(have), op, need: rounded(need) }),
        )
        .join(t('list.separator'))}
    </span>
  );
}
