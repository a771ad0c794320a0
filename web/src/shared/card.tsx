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

/** A name that opens its definition (locales/…/picture.json, `metric.<key>`) and the way to the rows behind it. Every number on a page stands beside one. */
export function Metric({ name, children, rows }: { name: string; children?: ReactNode; rows?: ReactNode }) {
  const { t } = useTranslation('picture');
  return (
    <Popover
      trigger={['hover', 'click', 'focus']}
      title={t(`metric.${name}.name`)}
      content={
        <div style={{ maxWidth: 300 }}>
          <p>{t(`metric.${name}.definition`)}</p>
          {rows && <p style={{ marginTop: 8 }}>{rows}</p>}
        </div>
      }
    >
      <button type="button" className="define">
        {children ?? t(`metric.${name}.name`)}
      </button>
    </Popover>
  );
}

interface FigureProps {
  name: string;
  /** Shown in place of the metric's own name. */
  label?: ReactNode;
  value: ReactNode;
  frame?: ReactNode;
  tone?: 'up' | 'down';
  rows?: ReactNode;
  children?: ReactNode;
}

/** One figure with its frame (share of what, against what, since when) and, below, what proves it. */
export function Figure({ name, label, value, frame, tone, rows, children }: FigureProps) {
  return (
    <section className="card">
      <div className="sub">
        <Metric name={name} rows={rows}>
          {label}
        </Metric>
      </div>
      <div className={`figure ${tone ?? ''}`}>{value}</div>
      {frame && <div className="frame">{frame}</div>}
      {children && <div style={{ marginTop: 10 }}>{children}</div>}
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
export function Sparkline({
  values,
  falling,
  label,
  width = 84,
  height = 26,
}: {
  values: (number | null)[];
  falling: boolean;
  label: string;
  width?: number;
  height?: number;
}) {
  const top = Math.max(1, ...values.map((value) => value ?? 0));
  const point = (value: number, i: number) =>
    `${2 + (i / Math.max(1, values.length - 1)) * (width - 4)},${height - 3 - (value / top) * (height - 6)}`;
  const runs: string[][] = [[]];
  values.forEach((value, i) => {
    if (value == null) runs.push([]);
    else runs.at(-1)?.push(point(value, i));
  });
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} style={{ maxWidth: '100%' }}>
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
