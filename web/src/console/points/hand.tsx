import { useMutation } from '@tanstack/react-query';
import { Alert, App, InputNumber, Modal, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import { Reason } from '../../shared/reason.tsx';
import { requestKey } from '../../shared/request-key.ts';
import { changed } from './state.ts';

interface Props {
  communityId: string;
  limit: number;
  options: { value: string; label: string }[];
  open: boolean;
  close(): void;
}

/** Giving or taking points by hand, with a reason that is read. A dialog is one request: sent twice, it gives once. */
export function Hand({ communityId, limit, options, open, close }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [people, setPeople] = useState<string[]>([]);
  const [sign, setSign] = useState<'give' | 'take'>('give');
  const [points, setPoints] = useState<number | null>(10);
  const [reason, setReason] = useState('');
  const [requestId, setRequestId] = useState(requestKey);
  const award = useMutation({
    ...api.points.award.mutationOptions(),
    onSuccess: async ({ entries }) => {
      await changed();
      void message.success(t('points.hand.done', { count: entries, n: number(entries) }));
      close();
    },
  });
  const send = () => {
    const amount = (points ?? 0) * (sign === 'give' ? 1 : -1);
    award.mutate({ communityId, enrolmentIds: people, amount, reason: reason.trim(), requestId });
  };
  return (
    <Modal
      open={open}
      title={t('points.hand.title')}
      onCancel={close}
      destroyOnHidden
      afterClose={() => {
        setPeople([]);
        setReason('');
        setRequestId(requestKey());
        award.reset();
      }}
      okText={t(`points.hand.${sign}`)}
      okButtonProps={{ danger: sign === 'take', disabled: people.length === 0 || points === null || reason.trim().length < 2 }}
      confirmLoading={award.isPending}
      onOk={send}
    >
      {award.error && <Alert type="error" showIcon title={errorText(award.error)} style={{ marginBottom: 12 }} />}
      <Select
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('points.hand.who')}
        placeholder={t('points.hand.who')}
        options={options}
        value={people}
        onChange={setPeople}
        maxCount={200}
        maxTagCount={12}
        style={{ width: '100%', marginBottom: 12 }}
      />
      <div className="filters">
        <Segmented
          value={sign}
          onChange={setSign}
          options={(['give', 'take'] as const).map((value) => ({ value, label: t(`points.hand.${value}`) }))}
        />
        <InputNumber
          aria-label={t('points.hand.points')}
          min={1}
          max={limit}
          precision={0}
          value={points}
          onChange={setPoints}
          suffix={t('points.unit')}
          style={{ width: 120 }}
        />
      </div>
      <p className="sub">{t('points.hand.limit', { limit: number(limit) })}</p>
      <Reason label={t('points.reason')} hint={t('points.hand.reasonHint')} value={reason} onChange={setReason} />
    </Modal>
  );
}
