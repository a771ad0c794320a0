import type { InferContractRouterOutputs } from '@orpc/contract';
import { Alert } from 'antd';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';
import { Needs } from './need-rows.tsx';

export type Preview = InferContractRouterOutputs<Contract>['segments']['preview'];
type Mover = Preview['moves'][number]['people'][number];

/** Who would move, from where to where, who would get or lose a mark or a tag, and the rows that decide. */
export function RulePreview({ preview }: { preview: Preview }) {
  const { t } = useTranslation(['console', 'picture']);
  const { members, unknown, moves, flags, custom, several, none } = preview;
  const marks = flags.flatMap(({ flag, enters, leaves }) => [
    { key: `${flag} in`, what: t('rules.markIn', { flag: t(`picture:metric.${flag}.name`) }), ...enters },
    { key: `${flag} out`, what: t('rules.markOut', { flag: t(`picture:metric.${flag}.name`) }), ...leaves },
  ]);
  const tags = custom.flatMap(({ key, name, enters, leaves }) => [
    { key: `own ${key} in`, what: t('rules.tagIn', { tag: name }), ...enters },
    { key: `own ${key} out`, what: t('rules.tagOut', { tag: name }), ...leaves },
  ]);
  const segment = (name: string) => t(`picture:metric.${name}.name`);
  const lines = [
    ...moves.map(({ from, to, ...rest }) => ({
      key: `${from} ${to}`,
      what: t('rules.fromTo', { from: segment(from), to: segment(to) }),
      ...rest,
    })),
    ...marks.filter(({ count }) => count > 0),
    ...tags.filter(({ count }) => count > 0),
  ];
  const moved = moves.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="grid" aria-live="polite">
      <p>
        {moved === 0
          ? t('rules.nobodyMoves', { members: number(members) })
          : t('rules.moved', { count: moved, moved: number(moved), members: number(members) })}
      </p>
      {unknown > 0 && <Alert type="info" showIcon title={t('rules.unknown', { count: unknown, unknown: number(unknown) })} />}
      {several + none > 0 && <Alert type="warning" showIcon title={t('rules.unclear', { several: number(several), none: number(none) })} />}
      {lines.length > 0 && (
        <ul className="plain" aria-label={t('rules.preview')}>
          {lines.map(({ key, what, count, people }) => (
            <Line key={key} what={what} count={count} people={people} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Line({ what, count, people }: { what: string; count: number; people: readonly Mover[] }) {
  const { t } = useTranslation();
  return (
    <li>
      <b>{what}</b> <span className="tag grey">{t('rules.peopleCount', { count, people: number(count) })}</span>
      <details>
        <summary>
          {people
            .slice(0, 3)
            .map(({ name }) => name)
            .join(t('list.separator'))}
          {count > 3 && ` ${t('rules.andMore', { all: number(count) })}`}
        </summary>
        <ul className="plain movers">
          {people.map(({ channelId, id, name, reason }) => (
            <li key={`${channelId} ${id}`}>
              <b>{name}</b> <Needs rows={reason} />
            </li>
          ))}
          {count > people.length && <li className="frame">{t('rules.onlyFirst', { count: people.length })}</li>}
        </ul>
      </details>
    </li>
  );
}
