import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { stepWords } from '../../shared/credit-words.ts';
import { Problem } from '../../shared/problem.tsx';
import { creditChanged, type Rules } from './state.ts';

interface Fields {
  ruleNumber?: string;
  reason?: string;
  evidence?: string;
  day?: string;
}

interface Props {
  person: { enrolmentId: string; nickname: string };
  campaignId: string;
  rules: Rules;
  close(): void;
}

/** The rule first: what follows is shown before anything is recorded. Taken back with one press afterwards. */
export function RecordForm({ person: { enrolmentId, nickname }, campaignId, rules, close }: Props) {
  const { t } = useTranslation('credit');
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const ruleNumber = Form.useWatch('ruleNumber', form);
  const preview = useQuery({
    ...api.credit.preview.queryOptions({ input: { enrolmentId, ruleNumber: ruleNumber ?? '' } }),
    enabled: ruleNumber !== undefined,
  });
  const days = useQuery(api.checkins.person.queryOptions({ input: { campaignId, enrolmentId } }));
  const reverse = useMutation({ ...api.credit.reverse.mutationOptions(), onSuccess: creditChanged });
  const record = useMutation({
    ...api.credit.record.mutationOptions(),
    onSuccess: async ({ creditEntryId, standing }) => {
      await creditChanged();
      close();
      void message.success({
        key: creditEntryId,
        duration: 8,
        content: (
          <>
            {t('record.done', { balance: standing.balance })}{' '}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(creditEntryId);
                reverse.mutate({ creditEntryId, reason: t('record.undone') });
              }}
            >
              {t('record.undo')}
            </Button>
          </>
        ),
      });
    },
  });
  const told = ruleNumber === undefined ? undefined : preview.data;
  const send = ({ reason = '', evidence = '', day }: Fields) => {
    if (!told) return;
    const link = day === undefined ? null : { kind: 'checkin' as const, campaignId, day };
    record.mutate({ enrolmentId, ruleNumber: told.rule.number, reason, evidence, link, version: told.version, nth: told.nth });
  };
  const posts = (days.data?.posts ?? []).map(({ day, text }) => ({ value: day, label: text === '' ? day : `${day} ${text.slice(0, 20)}` }));
  return (
    <Form form={form} layout="vertical" style={{ marginTop: 12 }} aria-label={t('record.title', { name: nickname })} onFinish={send}>
      <Form.Item name="ruleNumber" label={t('record.rule')} rules={[{ required: true, message: t('record.ruleNeeded') }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={rules.rules.map(({ number, name }) => ({ value: number, label: t('rule.named', { number, name }) }))}
        />
      </Form.Item>
      {ruleNumber !== undefined && preview.error && <Problem error={preview.error} retry={() => preview.refetch()} />}
      {ruleNumber !== undefined && !told && !preview.error && <Skeleton active paragraph={{ rows: 2 }} />}
      {told && (
        <section aria-live="polite">
          <p>{told.rule.text}</p>
          <ul className="credit-steps">
            {told.steps.map((step) => (
              <li key={step.from} className={step.applies ? 'applies' : 'sub'}>
                {t('step.on', { from: step.from, what: stepWords(t, step) })} · {t('record.need', step)}
              </li>
            ))}
          </ul>
          <p>
            <b>{t('record.after', told)}</b>
          </p>
          {told.suspends && <Alert type="warning" showIcon title={t('record.suspends')} style={{ marginBottom: 12 }} />}
        </section>
      )}
      <Form.Item name="reason" label={t('record.reason')} rules={[{ required: true, whitespace: true, message: t('record.reasonNeeded') }]}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
      <Form.Item name="evidence" label={t('record.evidence')}>
        <Input maxLength={500} />
      </Form.Item>
      {posts.length > 0 && (
        <Form.Item name="day" label={t('record.checkin')}>
          <Select allowClear placeholder={t('record.checkinNone')} options={posts} />
        </Form.Item>
      )}
      {record.error && <Alert type="error" showIcon title={errorText(record.error)} style={{ marginBottom: 12 }} />}
      <Button type="primary" htmlType="submit" disabled={preview.isError} loading={record.isPending || preview.isFetching}>
        {t('record.go')}
      </Button>
    </Form>
  );
}
