import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from 'qunce/contract';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';

type Groups = InferContractRouterOutputs<Contract>['insights']['compare']['groups'];
const kinds = ['speakers', 'messages', 'checkins'] as const;
const W = 300;
const H = 76;
const FOOT = 2;

/** Small multiples: a row for each figure, a column for each group, one scale in a row and one axis of weeks for all. */
export function SmallWeeks({ groups }: { groups: Groups }) {
  const { t } = useTranslation();
  const weeks = [...new Set(groups.flatMap((group) => group.weeks.map(({ week }) => week)))].sort().slice(-12);
  if (weeks.length === 0) return <p className="sub">{t('group.noPicture')}</p>;
  return (
    <div className="grid">
      {kinds.map((kind) => {
        const known = groups.flatMap((group) =>
          group.weeks.filter((one) => one.covered && weeks.includes(one.week)).map((one) => one[kind]),
        );
        const top = Math.max(1, ...known);
        return (
          <div key={kind} className="grid halves">
            {groups.map((group, place) => (
              <figure key={place === 0 ? 'one' : 'other'} style={{ margin: 0, minWidth: 0 }}>
                <figcaption className="frame">
                  {group.name} · {t(`chart.${kind}`)} · {t('compare.top', { n: number(top) })}
                </figcaption>
                <Bars
                  weeks={weeks}
                  of={group.weeks}
                  kind={kind}
                  top={top}
                  label={t('compare.weeksLabel', { name: group.name, kind: t(`chart.${kind}`) })}
                />
                <div className="frame small-axis" aria-hidden>
                  <span>{weeks[0]?.slice(5)}</span>
                  <span>{weeks.at(-1)?.slice(5)}</span>
                </div>
              </figure>
            ))}
          </div>
        );
      })}
    </div>
  );
}

/** A week without records is hatched, one that is not over is pale. */
function Bars({
  weeks,
  of,
  kind,
  top,
  label,
}: {
  weeks: string[];
  of: Groups[0]['weeks'];
  kind: (typeof kinds)[number];
  top: number;
  label: string;
}) {
  const { t } = useTranslation();
  const step = W / Math.max(weeks.length, 1);
  const mine = new Map(of.map((one) => [one.week, one]));
  return (
    <svg viewBox={`0 0 ${W} ${H}`} role="img" aria-label={label} style={{ width: '100%', display: 'block' }}>
      <path d={`M0 ${H - FOOT}H${W}`} stroke="var(--line)" />
      {weeks.map((week, place) => {
        const one = mine.get(week);
        const value = one?.covered ? one[kind] : null;
        const height = value === null ? H - FOOT : (value / top) * (H - FOOT - 4);
        return (
          <g key={week} opacity={one?.covered && !one.complete ? 0.5 : 1}>
            <title>{`${week}: ${value === null ? t('chart.gap') : number(value)}`}</title>
            <rect
              x={place * step + step * 0.14}
              y={H - FOOT - height}
              width={step * 0.72}
              height={height}
              fill={value === null ? 'none' : 'var(--zhuqing)'}
              {...(value === null && { stroke: 'var(--ink3)', strokeDasharray: '2 3', strokeOpacity: 0.6 })}
            />
          </g>
        );
      })}
    </svg>
  );
}
