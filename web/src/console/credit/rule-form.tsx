import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Rules } from './state.ts';

type Rule = Rules['rules'][number];

const kinds = ['reminder', 'warning', 'points', 'mute'] as const;
const fresh: Rule = { number: '', name: '', text: '', withinDays: 366, steps: [{ from: 1, what: 'reminder', points: 0, hours: null }] };

interface Props {
  open: boolean;
  /** Null: a new one. */
  rule: Rule | null;
  close(): void;
  save(rule: Rule): Promise<unknown>;
}

/** One rule: number, words, and what follows from which time on. */
export function RuleForm({ open, rule, close, save }: Props) {
  const { t } = useTranslation('credit');
  const [form] = Form.useForm<Rule>();
  const needed = (message: string) => [{ required: true, message }];
  const done = async (given: Rule) => {
    // Fields that a kind of step does not have are not asked for.
    const steps = given.steps.map(({ from, what, points, hours }) => ({
      ...{ from, what },
      points: what === 'points' || what === 'mute' ? (points ?? 0) : 0,
      hours: what === 'mute' ? (hours ?? 24) : null,
    }));
    await save({ ...given, steps }).then(close, () => undefined);
  };
  return (
    <Modal open={open} title={t('rules.formTitle')} onCancel={close} destroyOnHidden okText={t('rules.save')} onOk={() => form.submit()}>
      <Form key={rule?.number ?? ''} form={form} layout="vertical" initialValues={rule ?? fresh} onFinish={(given) => void done(given)}>
        <Form.Item
          name="number"
          label={t('rules.number')}
          rules={[{ required: true, pattern: /^\d{1,2}(?:\.\d{1,2})?$/, message: t('rules.numberHint') }]}
        >
          <Input placeholder={t('rules.numberHint')} />
        </Form.Item>
        <Form.Item name="name" label={t('rules.name')} rules={needed(t('rules.name'))}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="text" label={t('rules.text')} rules={needed(t('rules.text'))}>
          <Input.TextArea maxLength={300} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Form.Item name="withinDays" label={t('rules.withinDays')} rules={needed(t('rules.withinDays'))}>
          <InputNumber min={1} max={366} precision={0} />
        </Form.Item>
        <Form.List name="steps">
          {(lines, { add, remove }) => (
            <fieldset className="fields">
              <legend>{t('rules.steps')}</legend>
              {lines.map(({ key, name }) => (
                <Step key={key} name={name} remove={lines.length > 1 ? () => remove(name) : null} />
              ))}
              {lines.length < 6 && (
                <Button onClick={() => add({ from: lines.length + 1, what: 'points', points: 3, hours: null })}>
                  {t('rules.stepAdd')}
                </Button>
              )}
            </fieldset>
          )}
        </Form.List>
      </Form>
    </Modal>
  );
}

function Step({ name, remove }: { name: number; remove: (() => void) | null }) {
  const { t } = useTranslation('credit');
  const what: Rule['steps'][number]['what'] | undefined = Form.useWatch(['steps', name, 'what']);
  return (
    <div className="filters">
      <Form.Item name={[name, 'from']} label={t('rules.from')} rules={[{ required: true, message: t('rules.from') }]}>
        <InputNumber min={1} max={20} precision={0} disabled={name === 0} />
      </Form.Item>
      <Form.Item name={[name, 'what']} label={t('rules.whatLabel')}>
        <Select style={{ width: 120 }} options={kinds.map((value) => ({ value, label: t(`rules.whatOnly.${value}`) }))} />
      </Form.Item>
      {(what === 'points' || what === 'mute') && (
        <Form.Item name={[name, 'points']} label={t('rules.points')} rules={[{ required: true, message: t('rules.points') }]}>
          <InputNumber min={what === 'points' ? 1 : 0} max={12} precision={0} />
        </Form.Item>
      )}
      {what === 'mute' && (
        <Form.Item name={[name, 'hours']} label={t('rules.hours')} rules={[{ required: true, message: t('rules.hours') }]}>
          <InputNumber min={1} max={720} precision={0} />
        </Form.Item>
      )}
      {remove && (
        <Button type="text" onClick={remove}>
          {t('rules.stepRemove', { n: name + 1 })}
        </Button>
      )}
    </div>
  );
}
