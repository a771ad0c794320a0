import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';

export type Metric = InferContractRouterOutputs<Contract>['segments']['metrics']['metrics'][number];

/** What each metric is called, how it is written in text, its unit and its definition. */
export function MetricList({ metrics }: { metrics: readonly Metric[] }) {
  const { t } = useTranslation(['console', 'picture']);
  return (
    <div className="table-scroll">
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t('rules.metric')}</th>
            <th scope="col">{t('rules.written')}</th>
            <th scope="col">{t('rules.unit')}</th>
            <th scope="col">{t('rules.definition')}</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ name, unit }) => (
            <tr key={name}>
              <th scope="row">{t(`picture:requirement.${name}`)}</th>
              <td>
                <code>{name}</code>
              </td>
              <td>{t(`rules.units.${unit}`)}</td>
              <td>{t(`picture:requirementDefinition.${name}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
