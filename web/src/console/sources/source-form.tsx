import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, call, errorText, queryClient } from '../../shared/api.ts';
import { dateTime, number } from '../../shared/format.ts';
import { GroundFields, type GroundValues } from '../imports/ground-fields.tsx';
import type { Source } from './source-card.tsx';

const hours = [1, 6, 24] as const;

interface Fields extends GroundValues {
  baseUrl: string;
  token?: string;
  noToken?: boolean;
  conversation?: string;
  everyHours: (typeof hours)[number];
  from?: string;
}

/** Address and token, a look at what is there, then which group, how often and on what ground. */
export function SourceForm({
  channelId,
  source,
  open,
  onClose,
}: {
  channelId: string;
  source: Source | null;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const noToken = Form.useWatch('noToken', form) ?? false;
  const look = useMutation({
    mutationFn: (input: { baseUrl: string; token?: string }) => call.sources.look(input),
    onSuccess: ({ baseUrl, conversations }) => {
      form.setFieldValue('baseUrl', baseUrl);
      const chosen = form.getFieldValue('conversation');
      if (chosen !== undefined && !conversations.some(({ id }) => id === chosen)) form.setFieldValue('conversation', undefined);
    },
  });
  const keep = useMutation({
    ...api.sources.keep.mutationOptions(),
    onSuccess: async () => {
      void message.success(t('sources.saved'));
      await queryClient.invalidateQueries({ queryKey: api.sources.key() });
      onClose();
    },
  });
  const known = source
    ? [{ id: source.conversation, name: source.conversationName || source.conversation, messages: null, lastAt: null }]
    : [];
  const offered = look.data?.conversations ?? known;
  const test = async () => {
    const { baseUrl, token } = await form.validateFields(['baseUrl', 'token']).catch(() => ({ baseUrl: '', token: undefined }));
    // The stored token never comes back here, so it cannot be tried.
    if (source?.hasToken && !token && !noToken) return form.setFields([{ name: 'token', errors: [t('sources.tokenAgain')] }]);
    if (baseUrl) look.mutate({ baseUrl, ...(token && { token }) });
  };
  const submit = ({ baseUrl, token, conversation, everyHours, from, ground, pseudonymous }: Fields) => {
    if (!conversation || !ground) return;
    keep.mutate({
      channelId,
      baseUrl,
      ...(token ? { token } : noToken ? { token: null } : {}),
      conversation,
      conversationName: offered.find(({ id }) => id === conversation)?.name ?? '',
      everyHours,
      from: from || null,
      ground,
      pseudonymous,
    });
  };
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={t('sources.modal')}
      okText={t('sources.save')}
      okButtonProps={{ loading: keep.isPending }}
      onOk={form.submit}
      destroyOnHidden
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={{
          baseUrl: source?.baseUrl ?? '',
          conversation: source?.conversation,
          everyHours: source?.everyHours ?? 24,
          from: source?.from ?? '',
          ground: source?.ground,
          pseudonymous: source?.pseudonymous ?? false,
        }}
      >
        <Alert type="info" showIcon title={t('sources.called')} style={{ margin: '8px 0 16px' }} />
        <Form.Item
          name="baseUrl"
          label={t('sources.address')}
          extra={t('sources.addressNote')}
          rules={[{ required: true, whitespace: true, message: t('sources.addressNeeded') }]}
        >
          <Input inputMode="url" autoComplete="off" spellCheck={false} maxLength={500} placeholder="http://127.0.0.1:5031/api/v1" />
        </Form.Item>
        <Form.Item
          name="token"
          label={t('sources.token')}
          extra={t('sources.tokenNote')}
          style={{ marginBottom: source?.hasToken ? 4 : 16 }}
        >
          <Input.Password
            autoComplete="new-password"
            maxLength={4000}
            disabled={noToken}
            {...(source?.hasToken && { placeholder: t('sources.tokenKept') })}
          />
        </Form.Item>
        {source?.hasToken && (
          <Form.Item name="noToken" valuePropName="checked">
            <Checkbox>{t('sources.tokenNone')}</Checkbox>
          </Form.Item>
        )}
        <Button onClick={() => void test()} loading={look.isPending}>
          {t('sources.test')}
        </Button>
        <div aria-live="polite" style={{ margin: '10px 0 16px' }}>
          {look.error && <Alert type="error" showIcon title={errorText(look.error)} />}
          {look.data && (
            <Alert
              type={offered.length > 0 ? 'info' : 'warning'}
              showIcon
              title={offered.length > 0 ? t('sources.found', { count: offered.length, n: number(offered.length) }) : t('sources.noGroups')}
            />
          )}
        </div>
        <Form.Item
          name="conversation"
          label={t('sources.conversation')}
          rules={[{ required: true, message: t('sources.conversationNeeded') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            notFoundContent={t('sources.conversationNeeded')}
            placeholder={t('sources.choose')}
            options={offered.map(({ id, name, messages, lastAt }) => ({
              value: id,
              label: [
                name,
                ...(messages === null ? [] : [t('sources.messages', { count: messages, n: number(messages) })]),
                ...(lastAt === null ? [] : [dateTime(lastAt)]),
              ].join(' · '),
            }))}
          />
        </Form.Item>
        <Form.Item name="everyHours" label={t('sources.every')}>
          <Radio.Group options={hours.map((value) => ({ value, label: t(`sources.hours.${value}`) }))} />
        </Form.Item>
        <Form.Item name="from" label={t('sources.from')} extra={t('sources.fromNote')}>
          <Input type="date" style={{ maxWidth: 180 }} />
        </Form.Item>
        <GroundFields />
      </Form>
      {keep.error && <Alert type="error" showIcon title={errorText(keep.error)} style={{ marginTop: 12 }} />}
    </Modal>
  );
}
