import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { base64 } from '../../shared/base64.ts';
import type { Codes, GroupCode } from './group-codes.tsx';

const platforms = ['wechat', 'wecom', 'qq', 'other'] as const;
type Platform = (typeof platforms)[number];
const MOST_BYTES = 2 * 1024 * 1024;
const DAY_MS = 86_400_000;

interface Fields {
  name: string;
  platform: Platform;
  members?: number | null;
  entryLimit?: number | null;
  validUntil?: string;
}

/** Wall clock of this browser, as a `datetime-local` field writes it. */
const local = (at: number) => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

export function GroupCodeForm({
  communityId,
  code,
  limits,
  close,
}: {
  communityId: string;
  code: GroupCode | null;
  limits: Codes['limits'];
  close(): void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const [image, setImage] = useState<string>();
  const [wrong, setWrong] = useState<'lacks' | 'tooLarge'>();
  const onSuccess = async () => {
    await queryClient.invalidateQueries({ queryKey: api.welcome.key() });
    close();
  };
  const add = useMutation({ ...api.welcome.addGroupCode.mutationOptions(), onSuccess });
  const change = useMutation({ ...api.welcome.changeGroupCode.mutationOptions(), onSuccess });
  const error = add.error ?? change.error;
  /** What the platform allows; a fresh picture of a code that ends begins its days anew. */
  const ends = (platform: Platform) => {
    const days = limits[platform]?.days ?? null;
    return days === null ? '' : local(Date.now() + days * DAY_MS);
  };
  const read = async (file: File | undefined) => {
    setImage(undefined);
    setWrong(undefined);
    if (!file) return;
    if (file.size > MOST_BYTES) return setWrong('tooLarge');
    setImage(await base64(file));
    form.setFieldValue('validUntil', ends(form.getFieldValue('platform')));
  };
  const send = ({ name, platform, members, entryLimit = null, validUntil = '' }: Fields) => {
    if (!code && image === undefined) return setWrong(wrong ?? 'lacks');
    const until = validUntil === '' ? null : new Date(validUntil).toISOString();
    const fields = { name, platform, members: members ?? 0, entryLimit, validUntil: until };
    if (code) change.mutate({ groupCodeId: code.id, ...fields, ...(image !== undefined && { image }) });
    else if (image !== undefined) add.mutate({ communityId, ...fields, image });
  };
  return (
    <Modal
      open
      title={t(code ? 'welcome.codes.change' : 'welcome.codes.add')}
      onCancel={close}
      okText={t('welcome.save')}
      confirmLoading={add.isPending || change.isPending}
      onOk={form.submit}
    >
      {error && <Alert type="error" showIcon title={errorText(error)} style={{ marginBottom: 12 }} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={
          code
            ? { ...code, validUntil: code.validUntil === null ? '' : local(Date.parse(code.validUntil)) }
            : { name: '', platform: 'wechat', members: 0, entryLimit: limits.wechat?.people ?? null, validUntil: ends('wechat') }
        }
        onFinish={send}
      >
        <Form.Item
          label={t('welcome.codes.image')}
          htmlFor="group-code-image"
          extra={t(code ? 'welcome.codes.imageAnew' : 'welcome.codes.imageHint')}
          {...(wrong && { validateStatus: 'error' as const, help: t(`welcome.codes.wrong.${wrong}`) })}
        >
          <input
            id="group-code-image"
            type="file"
            accept="image/png,image/jpeg,image/webp"
            onChange={(event) => void read(event.target.files?.[0])}
          />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('welcome.codes.name')}
          rules={[{ required: true, whitespace: true, message: t('welcome.codes.nameLacks') }]}
        >
          <Input maxLength={60} placeholder={t('welcome.codes.nameHint')} />
        </Form.Item>
        <Form.Item name="platform" label={t('welcome.codes.where')}>
          <Radio.Group
            options={platforms.map((value) => ({ value, label: t(`welcome.codes.platform.${value}`) }))}
            onChange={({ target }) => {
              const platform: Platform = target.value;
              form.setFieldsValue({ entryLimit: limits[platform]?.people ?? null, validUntil: ends(platform) });
            }}
          />
        </Form.Item>
        <Form.Item name="members" label={t('welcome.codes.membersNow')}>
          <InputNumber min={0} max={100_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="entryLimit" label={t('welcome.codes.limit')} extra={t('welcome.codes.limitHint')}>
          <InputNumber min={1} max={100_000} precision={0} placeholder={t('admissions.noLimit')} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="validUntil" label={t('welcome.codes.validUntil')} extra={t('welcome.codes.validHint')}>
          <Input type="datetime-local" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
