import type { InferContractRouterOutputs } from '@orpc/contract';
import { Alert } from 'antd';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';
import { Needs } from './need-rows.tsx';

export type Preview = InferContractRouterOutputs<Contract>['segments']['preview'];
type Mover = Preview['moves'][number]['people'][number];

/** Who would move, from where to where, and the rows that decide. */
export function RulePreview({ preview }: { preview: Preview }) {
  const { t } = useTranslation(['console', 'picture']);
  const { members, unknown, moves, flags, custom, several, none } = preview;
  const changed = flags.filter(({ enters, leaves }) => enters.length + leaves.length > 0);
  const moved = moves.reduce((sum, { count }) => sum + count, 0);
  const segment = (name: string) => t(`picture:metric.${name}.name`);
  return (
    <div className="grid" aria-live="polite">
      <p>
        {moved === 0
          ? t('rules.nobodyMoves', { members: number(members) })
          : t('rules.moved', { count: moved, moved: number(moved), members: number(members) })}
      </p>
      {unknown > 0 && <Alert type="info" showIcon title={t('rules.unknown', { count: unknown, unknown: number(unknown) })} />}
      {several + none > 0 && <Alert type="warning" showIcon title={t('rules.unclear', { several: number(several), none: number(none) })} />}
      {moves.length + changed.length + custom.length > 0 && (
        <div className="table-scroll">
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{t('rules.change')}</th>
                <th scope="col">{t('rules.people')}</th>
                <th scope="col">{t('rules.who')}</th>
              </tr>
            </thead>
            <tbody>
              {moves.map(({ from, to, count, people }) => (
                <Line
                  key={`${from} ${to}`}
                  what={t('rules.fromTo', { from: segment(from), to: segment(to) })}
                  count={number(count)}
                  people={people}
                  all={count}
                />
              ))}
              {changed.map(({ flag, before, after, enters, leaves }) => (
                <Line
                  key={flag}
                  what={segment(flag)}
                  count={t('rules.beforeAfter', { before: number(before), after: number(after) })}
                  people={enters.length > 0 ? enters : leaves}
                  all={Math.abs(after - before)}
                />
              ))}
              {custom.map(({ key, name, count, people }) => (
                <Line key={`own ${key}`} what={name} count={number(count)} people={people} all={count} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Line({ what, count, people, all }: { what: string; count: string; people: readonly Mover[]; all: number }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">{what}</th>
      <td>{count}</td>
      <td>
        <details>
          <summary>
            {people
              .slice(0, 3)
              .map(({ name }) => name)
              .join(t('list.separator'))}
            {all > 3 && ` ${t('rules.andMore', { all: number(all) })}`}
          </summary>
          <ul className="plain movers">
            {people.map(({ channelId, id, name, reason }) => (
              <li key={`${channelId} ${id}`}>
                <b>{name}</b> <Needs rows={reason} />
              </li>
            ))}
            {all > people.length && <li className="frame">{t('rules.onlyFirst', { count: people.length })}</li>}
          </ul>
        </details>
      </td>
    </tr>
  );
}
