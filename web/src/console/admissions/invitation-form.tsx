import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, InputNumber, Modal, Radio, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { local } from '../../shared/times.ts';
import type { Invitation } from './invitation-card.tsx';

interface Fields {
  greeting?: string;
  question?: string;
  capacity?: number | null;
  decide: 'auto' | 'manual';
  until?: string;
  open: boolean;
}

export function InvitationForm({ communityId, invitation, close }: { communityId: string; invitation: Invitation | null; close(): void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const save = useMutation({
    ...api.admissions.invite.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      close();
    },
  });
  const initial: Fields = invitation
    ? { ...invitation, until: invitation.until ? local(invitation.until) : '' }
    : { greeting: '', question: t('admissions.questionUsual'), capacity: null, decide: 'manual', until: '', open: true };
  return (
    <Modal
      open
      title={t(invitation ? 'admissions.change' : 'admissions.make')}
      onCancel={close}
      okText={t(invitation ? 'admissions.save' : 'admissions.make')}
      confirmLoading={save.isPending}
      onOk={form.submit}
    >
      {save.error && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBottom: 12 }} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={({ greeting = '', question = '', capacity = null, decide, until = '', open }) =>
          save.mutate({
            communityId,
            greeting,
            question,
            capacity,
            decide,
            open,
            until: until === '' ? null : new Date(until).toISOString(),
          })
        }
      >
        <Form.Item name="greeting" label={t('admissions.greeting')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} placeholder={t('admissions.greetingHint')} />
        </Form.Item>
        <Form.Item name="question" label={t('admissions.question')} extra={t('admissions.questionHint')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="capacity" label={t('admissions.capacity')} extra={t('admissions.capacityHint')}>
          <InputNumber min={1} max={1_000_000} precision={0} placeholder={t('admissions.noLimit')} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="decide" label={t('admissions.decide')} extra={t('admissions.decideHint')}>
          <Radio.Group options={(['manual', 'auto'] as const).map((value) => ({ value, label: t(`admissions.decides.${value}`) }))} />
        </Form.Item>
        <Form.Item name="until" label={t('admissions.until')} extra={t('admissions.untilHint')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="open" label={t('admissions.open')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  );
}
