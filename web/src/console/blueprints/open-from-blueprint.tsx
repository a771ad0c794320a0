import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { type Blueprint, differenceWords, onlyTold, type Wanted } from './words.ts';

interface OpenForm {
  name: string;
  startsOn: string;
  /** A community's id, or `new`. */
  community: string;
}

const tomorrow = () => new Intl.DateTimeFormat('sv-SE').format(new Date(Date.now() + 86_400_000));

/** Start date and name; what would happen, in plain words; and only then the button that does it. */
export function OpenFromBlueprint({ document }: { document: Blueprint }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<OpenForm>();
  const name = Form.useWatch('name', form) ?? document.name;
  const startsOn = Form.useWatch('startsOn', form);
  const community = Form.useWatch('community', form) ?? 'new';
  const communities = useQuery(api.communities.list.queryOptions({ input: {} }));
  const target = community === 'new' ? {} : { communityId: community };
  const plan = useQuery(api.blueprints.plan.queryOptions({ input: startsOn ? { document, startsOn, ...target } : skipToken }));
  const apply = useMutation({
    ...api.blueprints.apply.mutationOptions(),
    onSuccess: async ({ campaigns }) => {
      await queryClient.invalidateQueries();
      const [first] = campaigns;
      if (first) await navigate({ to: '/camps/$campaignId/$tab', params: { campaignId: first.campaignId, tab: 'people' } });
    },
  });
  const submit = (values: OpenForm) => {
    const wanted: Wanted = { document, startsOn: values.startsOn, ...target };
    apply.mutate(community === 'new' ? { ...wanted, name: values.name } : wanted);
  };
  const nothing = plan.data?.differences.every(onlyTold) ?? false;
  return (
    <Card title={t('blueprints.use')}>
      {apply.error && <Alert type="error" showIcon title={errorText(apply.error)} style={{ marginBottom: 12 }} />}
      <Form<OpenForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: document.name, startsOn: tomorrow(), community: 'new' }}
        onFinish={submit}
      >
        <Form.Item name="startsOn" label={t('blueprints.startsOn')} rules={[{ required: true, message: t('camps.dayNeeded') }]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="community" label={t('camps.community')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: 'new', label: t('blueprints.communityNew') },
              ...(communities.data?.communities ?? [])
                .filter(({ dissolvedAt }) => dissolvedAt === null)
                .map(({ id, name: label }) => ({ value: id, label })),
            ]}
          />
        </Form.Item>
        {community === 'new' && (
          <Form.Item
            name="name"
            label={t('blueprints.communityName')}
            rules={[{ required: true, whitespace: true, message: t('blueprints.nameNeeded') }]}
          >
            <Input maxLength={60} />
          </Form.Item>
        )}
        <h3>{t('blueprints.plan.title')}</h3>
        {plan.error && <Alert type="error" showIcon title={errorText(plan.error)} />}
        {plan.isLoading && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
        {nothing && <p>{t('blueprints.plan.nothing')}</p>}
        {plan.data && (
          <ol className="blueprint-plan" aria-live="polite">
            {plan.data.differences.map((difference) => (
              <li key={`${difference.code} ${'key' in difference ? difference.key : ''}`}>{differenceWords(difference, name)}</li>
            ))}
          </ol>
        )}
        <p className="frame blueprint-by-hand">{t('blueprints.plan.byHand')}</p>
        <Button type={document.ladder ? 'default' : 'primary'} htmlType="submit" loading={apply.isPending} disabled={!plan.data || nothing}>
          {community === 'new' ? t('camps.openDo') : t('blueprints.applyDo')}
        </Button>
      </Form>
    </Card>
  );
}
