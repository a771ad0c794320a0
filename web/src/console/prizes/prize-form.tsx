import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, coded, errorText, queryClient } from '../../shared/api.ts';
import { requestKey } from '../../shared/request-key.ts';
import type { CampDetail } from '../camps/state.tsx';

const changed = () => queryClient.invalidateQueries({ queryKey: api.prizes.key() });
const fen = (yuan: number) => Math.round(yuan * 100);

interface BudgetFields {
  name: string;
  yuan: number;
  of: 'camp' | 'community';
}

export function BudgetForm({ camp, close }: { camp: CampDetail; close(): void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<BudgetFields>();
  const make = useMutation({
    ...api.prizes.makeBudget.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  return (
    <Modal
      open
      title={t('prizes.budget.make')}
      onCancel={close}
      okText={t('prizes.budget.save')}
      confirmLoading={make.isPending}
      onOk={form.submit}
    >
      {make.error && <Alert type="error" showIcon title={errorText(make.error)} style={{ marginBottom: 12 }} />}
      <Form<BudgetFields>
        form={form}
        layout="vertical"
        initialValues={{ of: 'camp' }}
        onFinish={({ name, yuan, of }) =>
          make.mutate({ communityId: camp.communityId, campaignId: of === 'camp' ? camp.id : null, name, amount: fen(yuan) })
        }
      >
        <Form.Item
          name="name"
          label={t('prizes.budget.name')}
          rules={[{ required: true, whitespace: true, message: t('prizes.budget.nameNeeded') }]}
        >
          <Input maxLength={60} placeholder={t('prizes.budget.nameHint')} />
        </Form.Item>
        <Form.Item name="yuan" label={t('prizes.budget.amount')} rules={[{ required: true, message: t('prizes.budget.amountNeeded') }]}>
          <InputNumber min={0.01} max={1_000_000} precision={2} suffix={t('prizes.yuan')} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="of" label={t('prizes.budget.of')}>
          <Radio.Group
            options={[
              { value: 'camp', label: camp.name },
              { value: 'community', label: t('prizes.budget.community') },
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

interface PrizeFields {
  people: string[];
  kind: 'redPacket' | 'goods' | 'reward' | 'honour';
  yuan?: number | null;
  what: string;
  why: string;
  givenOn: string;
  budgetId?: string;
  overReason?: string;
}

/** 记一笔. Beyond the budget the product asks for a reason; whoever gives it has decided. */
export function PrizeForm({ camp, budgets, close }: { camp: CampDetail; budgets: { id: string; name: string }[]; close(): void }) {
  const { t } = useTranslation();
  const { communityId } = camp;
  const [form] = Form.useForm<PrizeFields>();
  const [requestId] = useState(requestKey);
  const people = useQuery(api.admissions.enrolments.queryOptions({ input: { communityId } }));
  const note = useMutation({
    ...api.prizes.note.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  const over = note.error !== null && coded(note.error).code === 'budget.exceeded';
  const send = ({ people: enrolmentIds, kind, yuan, what, why, givenOn, budgetId, overReason = '' }: PrizeFields) =>
    note.mutate({
      ...{ communityId, enrolmentIds, what, why, givenOn, requestId, prizeKind: kind },
      amount: kind === 'honour' ? 0 : fen(yuan ?? 0),
      budgetId: kind === 'honour' ? null : (budgetId ?? null),
      overReason: overReason.trim() === '' ? null : overReason,
    });
  const needed = (words: string) => [{ required: true, whitespace: true, message: words }];
  return (
    <Modal
      open
      title={t('prizes.log.make')}
      width={580}
      onCancel={close}
      okText={t('prizes.log.save')}
      confirmLoading={note.isPending}
      onOk={form.submit}
    >
      <p className="sub" style={{ marginBottom: 12 }}>
        {t('prizes.log.outside')}
      </p>
      <Form<PrizeFields>
        form={form}
        layout="vertical"
        initialValues={{ kind: 'redPacket', givenOn: camp.today, budgetId: budgets[0]?.id }}
        onFinish={send}
        // Whether the budget is enough is judged anew once the sum or the budget is another.
        onValuesChange={(change: Partial<PrizeFields>) => {
          if (!('overReason' in change)) note.reset();
        }}
      >
        <Form.Item name="people" label={t('prizes.log.who')} rules={[{ required: true, message: t('prizes.log.whoNeeded') }]}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={(people.data?.enrolments ?? []).map(({ id, nickname }) => ({ value: id, label: nickname }))}
            maxTagCount={12}
          />
        </Form.Item>
        <Form.Item name="kind" label={t('prizes.log.kind')}>
          <Radio.Group
            options={(['redPacket', 'goods', 'reward', 'honour'] as const).map((value) => ({ value, label: t(`prizes.kind.${value}`) }))}
          />
        </Form.Item>
        <div className="camp-fields">
          <Form.Item name="what" label={t('prizes.log.what')} rules={needed(t('prizes.log.whatNeeded'))}>
            <Input maxLength={100} placeholder={t('prizes.log.whatHint')} />
          </Form.Item>
          <Form.Item name="givenOn" label={t('prizes.log.day')} rules={[{ required: true, message: t('camps.dayNeeded') }]}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item name="why" label={t('prizes.log.why')} rules={needed(t('prizes.log.whyNeeded'))}>
          <Input maxLength={200} placeholder={t('prizes.log.whyHint')} />
        </Form.Item>
        <Form.Item noStyle dependencies={['kind']}>
          {({ getFieldValue }) =>
            getFieldValue('kind') !== 'honour' && (
              <div className="camp-fields">
                <Form.Item
                  name="yuan"
                  label={t('prizes.log.amount')}
                  rules={[{ required: true, message: t('prizes.budget.amountNeeded') }]}
                >
                  <InputNumber min={0} max={1_000_000} precision={2} suffix={t('prizes.yuan')} style={{ width: '100%' }} />
                </Form.Item>
                <Form.Item name="budgetId" label={t('prizes.log.budget')}>
                  <Select
                    allowClear
                    placeholder={t('prizes.log.noBudget')}
                    options={budgets.map(({ id, name }) => ({ value: id, label: name }))}
                  />
                </Form.Item>
              </div>
            )
          }
        </Form.Item>
        {note.error && <Alert type={over ? 'warning' : 'error'} showIcon title={errorText(note.error)} style={{ marginBottom: 12 }} />}
        {over && (
          <Form.Item name="overReason" label={t('prizes.log.over')} rules={needed(t('prizes.log.overNeeded'))}>
            <Input maxLength={300} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
