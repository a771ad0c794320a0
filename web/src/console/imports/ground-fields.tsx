import { Checkbox, Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';

const grounds = ['consent', 'ownRecords', 'contract', 'legitimateInterest'] as const;

/** What a form with these fields holds once it is checked. */
export interface GroundValues {
  ground?: (typeof grounds)[number];
  pseudonymous: boolean;
}

/** On what ground other people's words are read in, and whether as ids and counts only: fields of the form around them. */
export function GroundFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="ground"
        label={t('import.ground')}
        extra={t('import.groundNote')}
        rules={[{ required: true, message: t('import.groundNeeded') }]}
      >
        <Radio.Group vertical options={grounds.map((value) => ({ value, label: t(`import.grounds.${value}`) }))} />
      </Form.Item>
      <Form.Item name="pseudonymous" valuePropName="checked" extra={t('import.pseudonymousNote')}>
        <Checkbox>{t('import.pseudonymous')}</Checkbox>
      </Form.Item>
    </>
  );
}
