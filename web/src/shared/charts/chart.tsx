import { Segmented, Skeleton } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Option } from './echarts.tsx';

const ECharts = lazy(() => import('./echarts.tsx'));

export interface ChartTable {
  columns: string[];
  rows: (string | number | null)[][];
}

/** A chart with its table and CSV: the picture first, the rows one press away, both readable without a mouse. */
export function Chart({
  option,
  height,
  label,
  table,
  file,
}: {
  option: Option;
  height: number;
  label: string;
  table: ChartTable;
  file: string;
}) {
  const { t } = useTranslation();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <div>
      {view === 'chart' ? (
        <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height }} />}>
          <ECharts option={option} height={height} label={label} />
        </Suspense>
      ) : (
        <DataTable table={table} label={label} maxHeight={height} />
      )}
      <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 8, alignItems: 'center' }}>
        {view === 'table' && (
          <a href={csvAddress(table)} download={`${file}.csv`}>
            {t('chart.csv')}
          </a>
        )}
        <Segmented
          size="small"
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: t('chart.chart') },
            { value: 'table', label: t('chart.table') },
          ]}
        />
      </div>
    </div>
  );
}

function DataTable({ table, label, maxHeight }: { table: ChartTable; label: string; maxHeight?: number }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="lines-scroll" style={{ maxHeight, overflow: 'auto' }} tabIndex={0} aria-label={label}>
      <table className="data">
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, i) => (
                <td key={table.columns[i]}>{cell ?? '—'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A spreadsheet must not run what a member wrote: cells that begin like a formula are quoted. */
function csvAddress({ columns, rows }: ChartTable): string {
  const cell = (value: string | number | null) => {
    const text = value == null ? '' : String(value);
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const text = [columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${text}`)}`;
}
