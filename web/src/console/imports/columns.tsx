import { Alert, Select } from 'antd';
import { useTranslation } from 'react-i18next';

const fields = ['time', 'senderName', 'senderId', 'text', 'messageId', 'kind', 'replyTo'] as const;
const needed = new Set<string>(['time', 'senderName', 'senderId']);
export type Columns = Partial<Record<(typeof fields)[number], string>>;

/** A table can be read once time and a sender are known. */
export function isMapped(columns: Columns | null | undefined): boolean {
  return Boolean(columns?.time && (columns.senderName || columns.senderId));
}

/** Which column of a table (CSV or a sheet of a workbook) is what: guessed, and corrected beside its first rows. */
export function ColumnMapping({
  headers,
  samples,
  columns,
  onColumns,
}: {
  headers: string[];
  samples: string[][];
  columns: Columns;
  onColumns: (columns: Columns) => void;
}) {
  const { t } = useTranslation();
  // Without a row of names, columns go by their place.
  const nameless = headers.every((header, at) => header === String(at));
  const label = (header: string, at: number) => (nameless ? t('import.nthColumn', { n: at + 1 }) : header);
  const options = headers.flatMap((header, at) =>
    header === '' || headers.indexOf(header) !== at ? [] : [{ value: header, label: label(header, at) }],
  );
  const used = new Map(Object.entries(columns).map(([field, column]) => [column, field]));
  return (
    <>
      <div className="mapping">
        {fields.map((field) => {
          const value = columns[field];
          const own = value !== undefined && !options.some((option) => option.value === value) ? [{ value, label: value }] : [];
          return (
            <div key={field}>
              <span className="frame">{t(`import.column.${field}`)}</span>
              <Select
                allowClear
                aria-label={t(`import.column.${field}`)}
                {...(needed.has(field) && !isMapped(columns) && { status: 'warning' as const })}
                {...(value !== undefined && { value })}
                placeholder={t('import.noColumn')}
                onChange={(chosen: string | undefined) => {
                  const { [field]: _removed, ...rest } = columns;
                  onColumns(chosen === undefined ? rest : { ...rest, [field]: chosen });
                }}
                options={[...own, ...options]}
              />
            </div>
          );
        })}
      </div>
      {!isMapped(columns) && <Alert type="warning" showIcon title={t('import.columnsNeeded')} style={{ marginTop: 12 }} />}
      {samples.length > 0 && (
        <div className="lines-scroll" style={{ marginTop: 12 }}>
          <table className="data">
            <caption className="frame" style={{ textAlign: 'start' }}>
              {t('import.firstRows')}
            </caption>
            <thead>
              <tr>
                {headers.map((header, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                  <th key={at} scope="col">
                    {label(header, at)}
                    {used.has(header) && <span className="tag grey"> {t(`import.column.${used.get(header)}`)}</span>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {samples.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sample have no other identity
                <tr key={at}>
                  {headers.map((_, cell) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                    <td key={cell}>{row[cell] ?? ''}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
