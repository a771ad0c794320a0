import { Collapse, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { asks, BringFields } from './bring-fields.tsx';
import type { PolicyForm } from './policy-form.ts';

/** The rules of a campaign as form items; those most camps leave alone are folded away. */
export function PolicyFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<PolicyForm>();
  const number = Form.useWatch('number', form);
  const fromChat = Form.useWatch('fromChat', form);
  const needed = [{ required: true, message: t('camps.policy.needed') }];
  const asking = asks.map((value) => ({ value, label: t(`camps.policy.ask.${value}`) }));
  const bringing = asks.map((value) => ({ value, label: t(value === 'optional' ? 'camps.policy.bring' : `camps.policy.ask.${value}`) }));
  return (
    <>
      <div className="camp-fields">
        <Form.Item name="opens" label={t('camps.policy.opens')} rules={needed}>
          <Input type="time" />
        </Form.Item>
        <Form.Item name="closes" label={t('camps.policy.closes')} rules={needed} extra={t('camps.policy.closesHint')}>
          <Input type="time" />
        </Form.Item>
        <Form.Item name="needPerWeek" label={t('camps.policy.needPerWeek')}>
          <Select options={[7, 6, 5, 4, 3, 2, 1].map((value) => ({ value, label: t('camps.policy.days', { count: value }) }))} />
        </Form.Item>
        <BringFields />
      </div>
      <Collapse
        ghost
        styles={{ header: { paddingInline: 0 }, body: { paddingInline: 0 } }}
        items={[
          {
            key: 'more',
            label: t('camps.policy.more'),
            forceRender: true,
            children: (
              <>
                <div className="camp-fields">
                  <Form.Item name="late" label={t('camps.policy.late')}>
                    <Select
                      options={(['withoutCredit', 'counted', 'refused'] as const).map((value) => ({
                        value,
                        label: t(`camps.policy.lates.${value}`),
                      }))}
                    />
                  </Form.Item>
                  <Form.Item name="boundary" label={t('camps.policy.boundary')}>
                    <Select
                      options={['00:00', '01:00', '02:00', '03:00', '04:00', '05:00', '06:00'].map((value) => ({
                        value,
                        label: t('camps.policy.boundaryAt', { at: value }),
                      }))}
                    />
                  </Form.Item>
                  <Form.Item name="tickets" label={t('camps.policy.tickets')}>
                    <InputNumber min={0} max={100} precision={0} style={{ width: '100%' }} />
                  </Form.Item>
                  <Form.Item name="ticketDays" label={t('camps.policy.ticketDays')}>
                    <InputNumber min={1} max={31} precision={0} style={{ width: '100%' }} />
                  </Form.Item>
                  <Form.Item name="leaves" label={t('camps.policy.leaves')}>
                    <InputNumber min={0} max={100} precision={0} style={{ width: '100%' }} />
                  </Form.Item>
                  <Form.Item name="link" label={t('camps.policy.link')}>
                    <Select options={bringing} />
                  </Form.Item>
                  <Form.Item name="number" label={t('camps.policy.number')}>
                    <Select options={asking} />
                  </Form.Item>
                  {number !== 'off' && (
                    <>
                      <Form.Item name="numberLabel" label={t('camps.policy.numberLabel')} rules={needed}>
                        <Input maxLength={20} placeholder={t('camps.policy.numberLabelHint')} />
                      </Form.Item>
                      <Form.Item name="numberUnit" label={t('camps.policy.numberUnit')}>
                        <Input maxLength={10} placeholder={t('camps.policy.numberUnitHint')} />
                      </Form.Item>
                    </>
                  )}
                </div>
                <Form.Item
                  name="fromChat"
                  label={t('camps.policy.fromChat')}
                  valuePropName="checked"
                  extra={t('camps.policy.fromChatHint')}
                >
                  <Switch />
                </Form.Item>
                {fromChat && (
                  <div className="camp-fields">
                    <Form.Item name="keywords" label={t('camps.policy.keywords')}>
                      <Select mode="tags" open={false} suffixIcon={null} maxCount={20} tokenSeparators={[' ', ',', '，', '、']} />
                    </Form.Item>
                    <Form.Item name="jielong" label={t('camps.policy.jielong')} valuePropName="checked">
                      <Switch />
                    </Form.Item>
                  </div>
                )}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
