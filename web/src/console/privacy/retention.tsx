import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, InputNumber, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { Problem } from '../../shared/problem.tsx';

const FOREVER = 0;
const months = [4, 6, 12, 24, 36, 60];
const logMonths = [3, 6, 12, 24, 36, 60];

interface Fields {
  textMonths: number;
  eventMonths: number;
  uploadDays: number;
}

/** In the settings: how long words, uploaded files and the log are kept. Shortening is confirmed, for nothing comes back. */
export function Retention() {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const query = useQuery(api.privacy.retention.queryOptions({ input: {} }));
  const save = useMutation({
    ...api.privacy.setRetention.mutationOptions(),
    onSuccess: () => {
      void message.success(t('retention.saved'));
      void queryClient.invalidateQueries({ queryKey: api.privacy.retention.key() });
    },
  });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const before = query.data;
  const stored = (value: number) => (value === FOREVER ? null : value);
  const choices = (list: number[], current: number | null) =>
    [...new Set([FOREVER, ...list, current ?? FOREVER])]
      .sort((a, b) => a - b)
      .map((value) => ({ value, label: value === FOREVER ? t('retention.forever') : t('retention.months', { count: value }) }));

  function submit({ textMonths, eventMonths, uploadDays }: Fields) {
    const wanted = { textMonths: stored(textMonths), eventMonths: stored(eventMonths), uploadDays };
    const shorter = (now: number | null, then: number | null) => now !== null && (then === null || now < then);
    const loses =
      shorter(wanted.textMonths, before.textMonths) || shorter(wanted.eventMonths, before.eventMonths) || uploadDays < before.uploadDays;
    if (!loses) return save.mutate(wanted);
    modal.confirm({
      title: t('retention.sure'),
      content: t('retention.sureNote'),
      okText: t('retention.save'),
      okButtonProps: { danger: true },
      onOk: () => save.mutateAsync(wanted).catch(() => undefined),
    });
  }

  return (
    <Card title={t('retention.title')}>
      <p className="sub" style={{ marginBottom: 12 }}>
        {t('retention.note')}
      </p>
      {save.error && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBottom: 12 }} />}
      <Form<Fields>
        layout="vertical"
        requiredMark={false}
        key={JSON.stringify(before)}
        initialValues={{
          textMonths: before.textMonths ?? FOREVER,
          eventMonths: before.eventMonths ?? FOREVER,
          uploadDays: before.uploadDays,
        }}
        onFinish={submit}
        style={{ maxWidth: 420 }}
      >
        <Form.Item name="textMonths" label={t('retention.text')} extra={t('retention.textNote')}>
          <Select options={choices(months, before.textMonths)} />
        </Form.Item>
        <Form.Item
          name="uploadDays"
          label={t('retention.uploads')}
          extra={t('retention.uploadsNote')}
          rules={[{ required: true, message: t('retention.daysNeeded') }]}
        >
          <InputNumber min={1} max={365} precision={0} suffix={t('retention.days')} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="eventMonths" label={t('retention.events')} extra={t('retention.eventsNote')}>
          <Select options={choices(logMonths, before.eventMonths)} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('retention.save')}
        </Button>
      </Form>
    </Card>
  );
}
