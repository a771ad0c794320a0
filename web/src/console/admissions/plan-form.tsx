import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import type { Plan } from './welcome-card.tsx';

const steps = ['nickname', 'rules', 'introduction', 'group'] as const;

interface Fields {
  steps: Plan['steps'];
  nicknameFormat?: string;
  rules?: string;
}

export function PlanForm({ communityId, plan, close }: { communityId: string; plan: Plan; close(): void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const save = useMutation({
    ...api.welcome.setPlan.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: api.welcome.key() });
      close();
    },
  });
  const rules = Form.useWatch('rules', form) ?? plan.rules?.text ?? '';
  const { suggestedFormat } = plan;
  return (
    <Modal
      open
      title={t('welcome.set')}
      onCancel={close}
      okText={t('welcome.save')}
      confirmLoading={save.isPending}
      onOk={form.submit}
      width={640}
    >
      {save.error && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBottom: 12 }} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{
          steps: plan.steps.length > 0 ? plan.steps : ['introduction'],
          nicknameFormat: plan.nicknameFormat,
          rules: plan.rules?.text ?? '',
        }}
        onFinish={({ steps: chosen, nicknameFormat = '', rules: text = '' }) =>
          save.mutate({ communityId, steps: chosen, nicknameFormat, rules: text })
        }
      >
        <Form.Item name="steps" label={t('welcome.steps')} extra={t('welcome.stepsHint')}>
          <Checkbox.Group options={steps.map((value) => ({ value, label: t(`welcome.step.${value}`) }))} />
        </Form.Item>
        <Form.Item
          label={t('welcome.format')}
          htmlFor="nicknameFormat"
          extra={
            <>
              {t('welcome.formatHint')}{' '}
              {suggestedFormat !== '' && (
                <Button type="link" size="small" onClick={() => form.setFieldValue('nicknameFormat', suggestedFormat)}>
                  {t('welcome.formatUse', { format: suggestedFormat })}
                </Button>
              )}
            </>
          }
        >
          <Form.Item name="nicknameFormat" noStyle>
            <Input maxLength={60} placeholder={t('welcome.formatExample')} />
          </Form.Item>
        </Form.Item>
        <Form.Item name="rules" label={t('welcome.rules')} extra={t('welcome.rulesHint')}>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} maxLength={10_000} />
        </Form.Item>
        {plan.rules && rules.trim() !== plan.rules.text && (
          <Alert
            type="warning"
            showIcon
            title={t(rules.trim() === '' ? 'welcome.rulesGo' : 'welcome.rulesAnew', { version: plan.rules.version + 1 })}
          />
        )}
      </Form>
    </Modal>
  );
}
