import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { type Removals, removalsChanged } from './state.ts';

interface Fields {
  missed: number;
  of: number;
  rescueDays: number;
  noticeDays: number;
  notice: string;
  refund?: string;
}

/** What puts somebody at risk, in one sentence, and the form behind it. */
export function RiskRules({ communityId }: { communityId: string }) {
  const { t } = useTranslation('credit');
  const [open, setOpen] = useState(false);
  const query = useQuery(api.removals.rules.queryOptions({ input: { communityId } }));
  if (!query.data) return null;
  const { rules } = query.data;
  const [source] = rules?.sources ?? [];
  return (
    <div className="filters">
      <span className="sub">{rules && source ? t('risk.on', { ...rules, ...source }) : t('risk.off')}</span>
      <Button onClick={() => setOpen(true)}>{t('risk.set')}</Button>
      <RulesForm communityId={communityId} held={query.data} open={open} close={() => setOpen(false)} />
    </div>
  );
}

interface Props {
  communityId: string;
  held: Removals['rules'];
  open: boolean;
  close(): void;
}

function RulesForm({ communityId, held: { rules, offered, version }, open, close }: Props) {
  const { t } = useTranslation('credit');
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const set = useMutation({
    ...api.removals.setRules.mutationOptions(),
    onSuccess: async () => {
      await removalsChanged();
      close();
      void message.success(t('rules.saved'));
    },
    onError: (error) => void message.error(errorText(error)),
  });
  const known = rules ?? offered;
  const [source = offered.sources[0]] = known.sources;
  const send = ({ missed, of, refund = '', ...rest }: Fields) =>
    set.mutate({
      ...{ communityId, version },
      removalRules: { ...rest, refund, sources: [{ kind: 'checkins', missed: Math.min(missed, of), of }] },
    });
  const count = (name: 'missed' | 'of' | 'rescueDays' | 'noticeDays') => (
    <Form.Item name={name} label={t(`risk.${name}`)} rules={[{ required: true, message: t('risk.set') }]}>
      <InputNumber min={1} max={30} precision={0} />
    </Form.Item>
  );
  return (
    <Modal
      open={open}
      title={t('risk.rules')}
      onCancel={close}
      destroyOnHidden
      okText={t('rules.save')}
      confirmLoading={set.isPending}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" initialValues={{ ...known, ...source }} onFinish={send}>
        <div className="filters">
          {count('missed')}
          {count('of')}
        </div>
        <div className="filters">
          {count('rescueDays')}
          {count('noticeDays')}
        </div>
        <Form.Item
          name="notice"
          label={t('risk.notice')}
          extra={t('risk.noticeHint', { a: '{{昵称}}', b: '{{天数}}' })}
          rules={[{ required: true, message: t('risk.notice') }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
        <Form.Item name="refund" label={t('risk.refundLabel')}>
          <Input.TextArea maxLength={300} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        {rules && rules.sources.length > 0 && (
          <Button onClick={() => set.mutate({ communityId, version, removalRules: { ...rules, sources: [] } })}>{t('risk.turnOff')}</Button>
        )}
      </Form>
    </Modal>
  );
}
