import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, InputNumber, Modal, Radio, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import type { Good } from './shop.tsx';

interface Fields {
  name: string;
  description?: string;
  price: number;
  /** Of a new good what there is; of another how much more. */
  stock: number;
  perPerson: number | null;
  delivery: Good['delivery'];
  onSale: boolean;
}

export function GoodForm({ communityId, good, close }: { communityId: string; good: Good | null; close(): void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const onSuccess = async () => {
    await queryClient.invalidateQueries({ queryKey: api.shop.key() });
    close();
  };
  const make = useMutation({ ...api.shop.makeGood.mutationOptions(), onSuccess });
  const change = useMutation({ ...api.shop.changeGood.mutationOptions(), onSuccess });
  const error = make.error ?? change.error;
  const send = ({ stock, delivery, description = '', perPerson = null, ...fields }: Fields) => {
    const terms = { ...fields, description, perPerson };
    if (good) change.mutate({ goodId: good.id, ...terms, addStock: stock });
    else make.mutate({ communityId, ...terms, stock, delivery });
  };
  const initial: Fields = good
    ? { ...good, stock: 0 }
    : { name: '', description: '', price: 100, stock: 10, perPerson: null, delivery: 'address', onSale: true };
  const given = (words: string) => [{ required: true, message: words }];
  return (
    <Modal
      open
      title={t(good ? 'prizes.shop.changeOf' : 'prizes.shop.make', { name: good?.name ?? '' })}
      onCancel={close}
      okText={t('prizes.shop.save')}
      confirmLoading={make.isPending || change.isPending}
      onOk={form.submit}
    >
      {error && <Alert type="error" showIcon title={errorText(error)} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" initialValues={initial} onFinish={send}>
        <Form.Item
          name="name"
          label={t('prizes.shop.name')}
          rules={[{ required: true, whitespace: true, message: t('prizes.shop.nameNeeded') }]}
        >
          <Input maxLength={60} placeholder={t('prizes.shop.nameHint')} />
        </Form.Item>
        <Form.Item name="description" label={t('prizes.shop.description')}>
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <div className="camp-fields">
          <Form.Item name="price" label={t('prizes.shop.price')} rules={given(t('prizes.shop.priceNeeded'))}>
            <InputNumber min={1} max={1_000_000} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item
            name="stock"
            label={t(good ? 'prizes.shop.addStock' : 'prizes.shop.stock')}
            extra={good ? t('prizes.shop.addStockHint', { n: number(good.stock) }) : undefined}
            rules={given(t('prizes.shop.stockNeeded'))}
          >
            <InputNumber min={good ? -good.stock : 0} max={1_000_000} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="perPerson" label={t('prizes.shop.perPerson')}>
            <InputNumber min={1} max={100} precision={0} placeholder={t('prizes.shop.noLimit')} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.Item name="delivery" label={t('prizes.shop.how')}>
          <Radio.Group
            disabled={good !== null}
            options={(['address', 'code', 'hand'] as const).map((value) => ({ value, label: t(`prizes.shop.delivery.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="onSale" label={t('prizes.shop.onSale')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  );
}
