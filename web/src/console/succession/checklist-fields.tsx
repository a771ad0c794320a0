import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';

const MOST = 12;
const sides = ['before', 'after'] as const;

/** 交接清单: what is done when the role changes hands, by whom, within how many days. */
export function ChecklistFields() {
  const { t } = useTranslation('succession');
  return (
    <Form.List name="checklist">
      {(lines, { add, remove }) => (
        <fieldset className="bench-checklist">
          <legend>{t('checklist.title')}</legend>
          {lines.map(({ key, name }) => {
            const n = name + 1;
            return (
              <div key={key}>
                <Form.Item
                  name={[name, 'text']}
                  label={t('checklist.text', { n })}
                  rules={[{ required: true, whitespace: true, message: t('checklist.needed') }]}
                >
                  <Input maxLength={100} />
                </Form.Item>
                <div className="filters">
                  <Form.Item name={[name, 'who']} label={t('checklist.who', { n })}>
                    <Select style={{ width: 120 }} options={sides.map((value) => ({ value, label: t(`checklist.side.${value}`) }))} />
                  </Form.Item>
                  <Form.Item
                    name={[name, 'days']}
                    label={t('checklist.days', { n })}
                    rules={[{ required: true, message: t('checklist.needed') }]}
                  >
                    <InputNumber min={1} max={30} precision={0} />
                  </Form.Item>
                  <Button type="text" onClick={() => remove(name)}>
                    {t('checklist.remove', { n })}
                  </Button>
                </div>
              </div>
            );
          })}
          {lines.length < MOST && <Button onClick={() => add({ text: '', who: 'before', days: 3 })}>{t('checklist.add')}</Button>}
        </fieldset>
      )}
    </Form.List>
  );
}
