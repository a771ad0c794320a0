import { Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PolicyForm } from './policy-form.ts';

export const asks = ['off', 'optional', 'needed'] as const;
export type BringForm = Pick<PolicyForm, 'text' | 'textMin' | 'photos' | 'photosMax' | 'voice' | 'voiceMax' | 'link'>;

/** Words, photos and voice, as a check-in or homework asks for them. */
export function BringFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<BringForm>();
  const text = Form.useWatch('text', form);
  const photos = Form.useWatch('photos', form);
  const voice = Form.useWatch('voice', form);
  const needed = [{ required: true, message: t('camps.policy.needed') }];
  const asking = asks.map((value) => ({ value, label: t(`camps.policy.ask.${value}`) }));
  const bringing = asks.map((value) => ({ value, label: t(value === 'optional' ? 'camps.policy.bring' : `camps.policy.ask.${value}`) }));
  return (
    <>
      <Form.Item name="text" label={t('camps.policy.text')}>
        <Select options={asking} />
      </Form.Item>
      {text !== 'off' && (
        <Form.Item name="textMin" label={t('camps.policy.textMin')}>
          <InputNumber min={0} max={5000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
      <Form.Item name="photos" label={t('camps.policy.photos')}>
        <Select options={bringing} />
      </Form.Item>
      {photos !== 'off' && (
        <Form.Item name="photosMax" label={t('camps.policy.photosMax')} rules={needed}>
          <InputNumber min={1} max={9} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
      <Form.Item name="voice" label={t('camps.policy.voice')}>
        <Select options={bringing} />
      </Form.Item>
      {voice !== 'off' && (
        <Form.Item name="voiceMax" label={t('camps.policy.voiceMax')} rules={needed}>
          <InputNumber min={5} max={180} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
    </>
  );
}
