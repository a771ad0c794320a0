import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';

/** The grade somebody decides on, 0–100. */
export function NewScore({ value, onChange }: { value: number | null; onChange(value: number | null): void }) {
  const { t } = useTranslation();
  const label = t('homework.newScore');
  return <InputNumber aria-label={label} prefix={label} min={0} max={100} value={value} onChange={onChange} style={{ width: 220 }} />;
}
