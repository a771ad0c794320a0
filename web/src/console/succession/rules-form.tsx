import { useMutation } from '@tanstack/react-query';
import { Alert, Form, InputNumber, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { call, errorText } from '../../shared/api.ts';
import { ChecklistFields } from './checklist-fields.tsx';
import { type Bench, changed, type Role } from './state.ts';

const facts = ['days', 'share', 'run', 'duties', 'onTime', 'praises', 'helped', 'reviews', 'featured', 'held'] as const;
type Fact = (typeof facts)[number];
type Wanted = Partial<Record<Fact, number | null>>;

interface Fields {
  need: Wanted;
  trial: Wanted;
  days: number;
  checklist: Bench['rules']['checklist'];
}

const wantedOf = (needs: Bench['rules']['needs']): Wanted => Object.fromEntries(needs.map(({ fact, atLeast }) => [fact, atLeast]));
const needsOf = (wanted: Wanted) =>
  facts.flatMap((fact) => {
    const atLeast = wanted[fact];
    return atLeast === null || atLeast === undefined ? [] : [{ fact, atLeast }];
  });

/** What candidates and trials need; what is left empty is not looked at. */
export function RulesForm({ role, bench, close }: { role: Role; bench: Bench; close(): void }) {
  const { t } = useTranslation('succession');
  const [form] = Form.useForm<Fields>();
  const { rules, version } = bench;
  const save = useMutation({
    mutationFn: ({ need, trial, days, checklist }: Fields) => {
      const roleRules = { needs: needsOf(need), trial: { days, needs: needsOf(trial) }, checklist };
      return call.succession.setRules({ roleId: role.id, roleRules, version });
    },
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  const { needs, trial, checklist } = rules;
  const initial: Fields = { need: wantedOf(needs), trial: wantedOf(trial.needs), days: trial.days, checklist };
  return (
    <Modal
      open
      title={t('rules.title', { role: role.name })}
      okText={t('rules.save')}
      onCancel={close}
      onOk={form.submit}
      confirmLoading={save.isPending}
    >
      {save.error && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBottom: 12 }} />}
      <p className="sub">{t('rules.note')}</p>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={(fields) => save.mutate(fields)}>
        <Form.Item name="days" label={t('rules.days')}>
          <InputNumber min={1} max={90} precision={0} />
        </Form.Item>
        {(['need', 'trial'] as const).map((part) => (
          <fieldset key={part} className="bench-rules">
            <legend>{t(`rules.${part}`)}</legend>
            {facts
              .filter((fact) => part === 'need' || fact !== 'held')
              .map((fact) => (
                <Form.Item key={fact} name={[part, fact]} label={t(`fact.${fact}`)}>
                  <InputNumber
                    min={1}
                    max={fact === 'share' || fact === 'onTime' ? 100 : 1_000}
                    precision={0}
                    suffix={fact === 'share' || fact === 'onTime' ? '%' : undefined}
                  />
                </Form.Item>
              ))}
          </fieldset>
        ))}
        <ChecklistFields />
      </Form>
    </Modal>
  );
}
