import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';

export type Metric = InferContractRouterOutputs<Contract>['segments']['metrics']['metrics'][number];

/** What each metric is called, how it is written in text, its unit and its definition. */
export function MetricList({ metrics }: { metrics: readonly Metric[] }) {
  const { t } = useTranslation(['console', 'picture']);
  return (
    <ul className="plain metric-list">
      {metrics.map(({ name, unit }) => (
        <li key={name}>
          <b>{t(`picture:requirement.${name}`)}</b> <code>{name}</code> <span className="tag grey">{t(`rules.units.${unit}`)}</span>
          <div className="sub">{t(`picture:requirementDefinition.${name}`)}</div>
        </li>
      ))}
    </ul>
  );
}
