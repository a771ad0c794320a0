import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { type Removals, removalsChanged } from './state.ts';

type Rules = Removals['rules']['offered'];
type Source = Rules['sources'][number];

const kinds = ['checkins', 'homework'] as const;
type Kind = (typeof kinds)[number];
const most = { checkins: 60, homework: 20 };

interface Fields {
  /** Null: not looked at. */
  missed: Record<Kind, number | null>;
  of: Record<Kind, number>;
  rescueDays: number;
  noticeDays: number;
  notice: string;
  refund?: string;
}

/** What puts somebody at risk, in one sentence, and the form behind it. */
export function RiskRules({ communityId, held }: { communityId: string; held: Removals['rules'] }) {
  const { t } = useTranslation('credit');
  const [open, setOpen] = useState(false);
  const { rules } = held;
  const what = rules?.sources.map(({ kind, ...source }) => t(`risk.source.${kind}`, source)).join(t('risk.or'));
  return (
    <div className="filters">
      <span className="sub">{rules && what ? t('risk.on', { ...rules, what }) : t('risk.off')}</span>
      <Button onClick={() => setOpen(true)}>{t('risk.set')}</Button>
      <RulesForm communityId={communityId} held={held} open={open} close={() => setOpen(false)} />
    </div>
  );
}

/** The first of its kind is the one the form shows. */
const shownOf = (sources: readonly Source[], kind: Kind) => sources.find((one) => one.kind === kind);

/** What the form shows takes the place of what it showed; what it does not show stays. */
function withShown(sources: readonly Source[], { missed, of }: Pick<Fields, 'missed' | 'of'>): Source[] {
  const shown = kinds.flatMap((kind): Source[] => {
    const days = of[kind];
    const need = missed[kind];
    if (need === null) return [];
    return [{ kind, missed: kind === 'checkins' ? Math.min(need, days) : need, of: days }];
  });
  return [...shown, ...sources.filter((one) => one !== shownOf(sources, one.kind))];
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
  const sources = known.sources.length > 0 ? known.sources : offered.sources;
  const of = (kind: Kind) => (shownOf(sources, kind) ?? shownOf(offered.sources, kind))?.of ?? 7;
  const initial: Fields = {
    ...known,
    missed: { checkins: shownOf(sources, 'checkins')?.missed ?? null, homework: shownOf(sources, 'homework')?.missed ?? null },
    of: { checkins: of('checkins'), homework: of('homework') },
  };
  const send = ({ missed, of, refund = '', ...rest }: Fields) =>
    set.mutate({ ...{ communityId, version }, removalRules: { ...rest, refund, sources: withShown(sources, { missed, of }) } });
  const atLeastOne = ({ getFieldValue }: { getFieldValue(name: string[]): unknown }) => ({
    validator: async () => {
      if (kinds.every((kind) => getFieldValue(['missed', kind]) === null)) throw new Error(t('risk.sourceHint'));
    },
  });
  const needed = { required: true, message: t('risk.numberNeeded') };
  const count = (name: 'rescueDays' | 'noticeDays') => (
    <Form.Item name={name} label={t(`risk.${name}`)} rules={[needed]}>
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
      <Form form={form} layout="vertical" initialValues={initial} onFinish={send}>
        {kinds.map((kind) => (
          <div key={kind} className="filters">
            <Form.Item
              name={['missed', kind]}
              label={t(`risk.missed.${kind}`)}
              dependencies={kinds.filter((one) => one !== kind).map((one) => ['missed', one])}
              rules={[atLeastOne]}
            >
              <InputNumber min={1} max={most[kind]} precision={0} />
            </Form.Item>
            <Form.Item name={['of', kind]} label={t(`risk.of.${kind}`)} rules={[needed]}>
              <InputNumber min={1} max={60} precision={0} />
            </Form.Item>
          </div>
        ))}
        <p className="sub" style={{ marginBottom: 14 }}>
          {t('risk.sourceHint')}
        </p>
        <div className="filters">
          {count('rescueDays')}
          {count('noticeDays')}
        </div>
        <Form.Item
          name="notice"
          label={t('risk.notice')}
          extra={t('risk.noticeHint', { a: '{{昵称}}', b: '{{情况}}' })}
          rules={[{ required: true, whitespace: true, message: t('risk.noticeNeeded') }]}
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
