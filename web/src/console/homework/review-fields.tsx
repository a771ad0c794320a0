import { Button, Collapse, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';
import type { AssignmentTyped } from './assignment-fields.ts';

const MOST_CRITERIA = 8;
const switches = ['authorsHidden', 'reviewersHidden', 'outside', 'giveFirst'] as const;

/** Who reviews, how, and what they see; what most leave alone is folded away. */
export function ReviewFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<AssignmentTyped>();
  const reviews = Form.useWatch('reviews', form) ?? 0;
  const graded = Form.useWatch('graded', form);
  return (
    <>
      <div className="camp-fields">
        <Form.Item name="reviews" label={t('homework.fields.reviews')} extra={reviews === 0 ? t('homework.fields.reviewsNone') : undefined}>
          <Select
            options={[0, 1, 2, 3, 4, 5].map((value) => ({
              value,
              label: t('homework.fields.reviewsOf', { count: value, n: number(value) }),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="graded"
          label={t('homework.fields.graded')}
          valuePropName="checked"
          extra={graded ? t('homework.fields.gradedHint') : undefined}
        >
          <Switch />
        </Form.Item>
        {reviews > 0 && (
          <Form.Item name="days" label={t('homework.fields.days')} extra={t('homework.fields.daysHint')}>
            <InputNumber min={1} max={30} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        )}
      </div>
      <Rubric graded={graded ?? false} />
      <Collapse
        ghost
        styles={{ header: { paddingInline: 0 }, body: { paddingInline: 0 } }}
        items={[
          {
            key: 'more',
            label: t('homework.fields.more'),
            forceRender: true,
            children: (
              <>
                <div className="camp-fields">
                  <Form.Item name="reviewMin" label={t('homework.fields.reviewMin')}>
                    <InputNumber min={0} max={1000} precision={0} style={{ width: '100%' }} />
                  </Form.Item>
                  <Form.Item name="seen" label={t('homework.fields.seen')}>
                    <Select
                      options={(['asTheyCome', 'afterwards'] as const).map((value) => ({
                        value,
                        label: t(`homework.fields.seens.${value}`),
                      }))}
                    />
                  </Form.Item>
                  {graded && (
                    <Form.Item name="appealDays" label={t('homework.fields.appealDays')}>
                      <InputNumber min={1} max={30} precision={0} style={{ width: '100%' }} />
                    </Form.Item>
                  )}
                </div>
                <div className="camp-fields">
                  {switches.map((name) => (
                    <Form.Item key={name} name={name} label={t(`homework.fields.${name}`)} valuePropName="checked">
                      <Switch />
                    </Form.Item>
                  ))}
                </div>
              </>
            ),
          },
        ]}
      />
    </>
  );
}

/** What a work is judged by. */
function Rubric({ graded }: { graded: boolean }) {
  const { t } = useTranslation();
  const needed = [{ required: true, whitespace: true, message: t('camps.policy.needed') }];
  return (
    <Form.List name="rubric">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <fieldset key={key} className="homework-criterion">
              <legend>{t('homework.fields.criterion', { n: number(name + 1) })}</legend>
              <Form.Item name={[name, 'name']} label={t('homework.fields.criterionName')} rules={needed}>
                <Input maxLength={30} />
              </Form.Item>
              <Form.Item name={[name, 'good']} label={t('homework.fields.criterionGood')}>
                <Input maxLength={300} />
              </Form.Item>
              <Form.Item name={[name, 'points']} label={t('homework.fields.criterionPoints')} hidden={!graded}>
                <InputNumber min={1} max={100} precision={0} style={{ width: '100%' }} />
              </Form.Item>
              <Button size="small" onClick={() => remove(name)}>
                {t('homework.fields.drop', { n: number(name + 1) })}
              </Button>
            </fieldset>
          ))}
          {fields.length < MOST_CRITERIA && (
            <Button block onClick={() => add({ name: '', good: '', points: 10 })}>
              {t('homework.fields.addCriterion')}
            </Button>
          )}
        </>
      )}
    </Form.List>
  );
}
