import { Input } from 'antd';

/** Why something is done that stays on record. */
export function Reason({
  label,
  hint = label,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  value: string;
  onChange(value: string): void;
}) {
  return (
    <Input.TextArea
      aria-label={label}
      placeholder={hint}
      maxLength={300}
      autoSize={{ minRows: 2, maxRows: 6 }}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      style={{ marginTop: 12 }}
    />
  );
}
