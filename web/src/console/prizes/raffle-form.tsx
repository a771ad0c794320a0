import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, InputNumber, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { local } from '../../shared/times.ts';
import type { CampDetail } from '../camps/state.tsx';

interface Fields {
  title: string;
  prizes: { name: string; count: number }[];
  who: 'everybody' | 'days';
  days: number;
  enters: 'self' | 'all';
  lots: 'equal' | 'days';
  closes: string;
  draws: string;
  source: 'drand' | 'announced';
  announced?: string;
  terms?: string;
}

const HOUR_MS = 3_600_000;
const usual = (ahead: number) => local(new Date(Math.ceil((Date.now() + ahead) / HOUR_MS) * HOUR_MS).toISOString());

/** 发布抽奖: everything people see before they enter; afterwards nothing of it can be changed. */
export function RaffleForm({ open, camp, close }: { open: boolean; camp: CampDetail; close(): void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const make = useMutation({
    ...api.raffles.open.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: api.raffles.key() });
      close();
    },
  });
  const initial: Fields = {
    title: '',
    prizes: [{ name: '', count: 1 }],
    ...{ who: 'everybody', days: 1, enters: 'self', lots: 'equal', source: 'drand' },
    closes: usual(24 * HOUR_MS),
    draws: usual(25 * HOUR_MS),
  };
  const send = ({ title, prizes, who, days, enters, lots, closes, draws, source, announced = '', terms = '' }: Fields) =>
    make.mutate({
      ...{ communityId: camp.communityId, title, terms, prizes, enters },
      ...(who === 'days' ? { campaignId: camp.id, days, lots } : { campaignId: null, days: 0, lots: 'equal' }),
      closesAt: new Date(closes).toISOString(),
      drawsAt: new Date(draws).toISOString(),
      announced: source === 'drand' ? null : announced,
    });
  const needed = (words: string) => [{ required: true, whitespace: true, message: words }];
  const given = (words: string) => [{ required: true, message: words }];
  return (
    <Modal
      open={open}
      destroyOnHidden
      title={t('prizes.raffle.make')}
      width={620}
      onCancel={close}
      afterClose={make.reset}
      okText={t('prizes.raffle.publish')}
      confirmLoading={make.isPending}
      onOk={form.submit}
    >
      {make.error && <Alert type="error" showIcon title={errorText(make.error)} style={{ marginBottom: 12 }} />}
      <p className="sub">{t('prizes.raffle.fixed')}</p>
      <Form<Fields> form={form} layout="vertical" initialValues={initial} onFinish={send}>
        <Form.Item name="title" label={t('prizes.raffle.name')} rules={needed(t('prizes.raffle.nameNeeded'))}>
          <Input maxLength={60} placeholder={t('prizes.raffle.nameHint')} />
        </Form.Item>
        <Form.List name="prizes">
          {(lines, { add, remove }) => (
            <fieldset className="fields prizes-lines">
              <legend>{t('prizes.raffle.prizes')}</legend>
              {lines.map(({ key, name }) => (
                <div key={key}>
                  <Form.Item name={[name, 'name']} rules={needed(t('prizes.raffle.prizeNeeded'))}>
                    <Input
                      maxLength={60}
                      aria-label={t('prizes.raffle.prizeName', { n: name + 1 })}
                      placeholder={t('prizes.raffle.prizeHint')}
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'count']} rules={given(t('prizes.raffle.countNeeded'))}>
                    <InputNumber
                      min={1}
                      max={500}
                      precision={0}
                      aria-label={t('prizes.raffle.prizeCount', { n: name + 1 })}
                      style={{ width: 90 }}
                    />
                  </Form.Item>
                  <Button
                    disabled={lines.length === 1}
                    aria-label={t('prizes.raffle.prizeRemove', { n: name + 1 })}
                    onClick={() => remove(name)}
                  >
                    ×
                  </Button>
                </div>
              ))}
              {lines.length < 20 && <Button onClick={() => add({ name: '', count: 1 })}>{t('prizes.raffle.prizeAdd')}</Button>}
            </fieldset>
          )}
        </Form.List>
        <Form.Item name="who" label={t('prizes.raffle.who')}>
          <Radio.Group
            options={[
              { value: 'everybody', label: t('prizes.raffle.everybody') },
              { value: 'days', label: t('prizes.raffle.whoDays', { camp: camp.name }) },
            ]}
          />
        </Form.Item>
        <Form.Item noStyle dependencies={['who']}>
          {({ getFieldValue }) =>
            getFieldValue('who') === 'days' && (
              <div className="camp-fields">
                <Form.Item name="days" label={t('prizes.raffle.least')} rules={given(t('prizes.raffle.leastNeeded'))}>
                  <InputNumber min={0} max={731} precision={0} style={{ width: '100%' }} />
                </Form.Item>
                <Form.Item name="lots" label={t('prizes.raffle.weight')}>
                  <Radio.Group
                    options={(['equal', 'days'] as const).map((value) => ({ value, label: t(`prizes.raffle.lots.${value}`) }))}
                  />
                </Form.Item>
              </div>
            )
          }
        </Form.Item>
        <Form.Item name="enters" label={t('prizes.raffle.how')}>
          <Radio.Group options={(['self', 'all'] as const).map((value) => ({ value, label: t(`prizes.raffle.enters.${value}`) }))} />
        </Form.Item>
        <div className="camp-fields">
          <Form.Item name="closes" label={t('prizes.raffle.closes')} rules={given(t('prizes.raffle.timeNeeded'))}>
            <Input type="datetime-local" />
          </Form.Item>
          <Form.Item
            name="draws"
            label={t('prizes.raffle.draws')}
            rules={given(t('prizes.raffle.timeNeeded'))}
            extra={t('prizes.raffle.drawsHint')}
          >
            <Input type="datetime-local" />
          </Form.Item>
        </div>
        <Form.Item name="source" label={t('prizes.raffle.source')} extra={t('prizes.raffle.sourceHint')}>
          <Radio.Group
            options={(['drand', 'announced'] as const).map((value) => ({ value, label: t(`prizes.raffle.sources.${value}`) }))}
          />
        </Form.Item>
        <Form.Item noStyle dependencies={['source']}>
          {({ getFieldValue }) =>
            getFieldValue('source') === 'announced' && (
              <Form.Item
                name="announced"
                label={t('prizes.raffle.announced')}
                extra={t('prizes.raffle.announcedNote')}
                rules={needed(t('prizes.raffle.announcedNeeded'))}
              >
                <Input maxLength={120} placeholder={t('prizes.raffle.announcedHint')} />
              </Form.Item>
            )
          }
        </Form.Item>
        <Form.Item name="terms" label={t('prizes.raffle.terms')}>
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 8 }} placeholder={t('prizes.raffle.termsHint')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
