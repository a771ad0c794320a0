import { Popover } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function Card({
  title,
  note,
  children,
  className,
}: {
  title?: ReactNode;
  note?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={`card ${className ?? ''}`}>
      {title && (
        <header>
          <h2>{title}</h2>
          {note && <small>{note}</small>}
        </header>
      )}
      {children}
    </section>
  );
}

/** A name that opens its definition (locales/…/picture.json, `metric.<key>`). Every number on a page stands beside one. */
export function Metric({ name, children, more }: { name: string; children?: ReactNode; more?: ReactNode }) {
  const { t } = useTranslation('picture');
  return (
    <Popover
      trigger={['hover', 'click', 'focus']}
      title={t(`metric.${name}.name`)}
      content={
        <div style={{ maxWidth: 300 }}>
          <p>{t(`metric.${name}.definition`)}</p>
          {more}
        </div>
      }
    >
      <button type="button" className="define">
        {children ?? t(`metric.${name}.name`)}
      </button>
    </Popover>
  );
}

/** One figure with its frame: share of what, against what, since when. */
export function Figure({
  name,
  value,
  frame,
  tone,
  more,
}: {
  name: string;
  value: ReactNode;
  frame?: ReactNode;
  tone?: 'up' | 'down';
  more?: ReactNode;
}) {
  return (
    <section className="card">
      <div className="sub">
        <Metric name={name} more={more} />
      </div>
      <div className={`figure ${tone ?? ''}`}>{value}</div>
      {frame && <div className="frame">{frame}</div>}
    </section>
  );
}

export type Stage = 'introduction' | 'growth' | 'maturity' | 'decline' | 'dead';
const stageTone: Record<Stage, string> = { introduction: 'blue', growth: '', maturity: '', decline: 'red', dead: 'grey' };

/** The group's life stage as a tag; a maturing group that is falling is told in amber. */
export function StageTag({ stage, trend }: { stage: Stage; trend: 'up' | 'flat' | 'down' | null }) {
  const { t } = useTranslation('picture');
  const falling = stage === 'maturity' && trend === 'down';
  return (
    <span className={`tag ${falling ? 'amber' : stageTone[stage]}`}>
      {t(`stage.${stage}`)}
      {falling && ` · ${t('trend.down')}`}
    </span>
  );
}

/** Twelve weeks as a line; weeks without records are gaps. */
export function Sparkline({ values, falling, label }: { values: (number | null)[]; falling: boolean; label: string }) {
  const top = Math.max(1, ...values.map((value) => value ?? 0));
  const point = (value: number, i: number) => `${(i / Math.max(1, values.length - 1)) * 84},${23 - (value / top) * 20}`;
  const runs: string[][] = [[]];
  values.forEach((value, i) => {
    if (value == null) runs.push([]);
    else runs.at(-1)?.push(point(value, i));
  });
  return (
    <svg width="84" height="26" viewBox="0 0 84 26" role="img" aria-label={label}>
      {runs.map(
        (run) =>
          run.length > 0 && (
            <polyline
              key={run[0]}
              points={run.join(' ')}
              fill="none"
              stroke={falling ? 'var(--zhusha)' : 'var(--zhuqing)'}
              strokeWidth="2"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          ),
      )}
    </svg>
  );
}
