import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, call, errorText, queryClient } from '../../shared/api.ts';
import { PolicyFields } from './policy-fields.tsx';
import { emptyPolicy, type PolicyForm, policyOf, usual } from './policy-form.ts';

interface CampForm extends PolicyForm {
  name: string;
  goal: string;
  /** A community's id, or `new`. */
  community: string;
  startsOn: string;
  endsOn: string;
}

const civil = (daysFromToday: number) => new Intl.DateTimeFormat('sv-SE').format(new Date(Date.now() + daysFromToday * 86_400_000));
const lengths = [7, 21, 30, 70, 100];

/** 开营: name, goal, days and rules; in a community that is there or in a new one of the camp's name. */
export function OpenCamp({ close }: { close(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<CampForm>();
  const communities = useQuery(api.communities.list.queryOptions({ input: {} }));
  const open = useMutation({
    mutationFn: async ({ name, goal, community, startsOn, endsOn, ...rules }: CampForm) => {
      const communityId = community === 'new' ? (await call.communities.create({ name, zone: emptyPolicy.zone })).id : community;
      // A second try does not make a second community.
      form.setFieldValue('community', communityId);
      return call.checkins.createCampaign({ communityId, name, goal: goal ?? '', startsOn, endsOn, policy: policyOf(rules, emptyPolicy) });
    },
    onSuccess: async (camp) => {
      await queryClient.invalidateQueries();
      await navigate({ to: '/camps/$campaignId/$tab', params: { campaignId: camp.id, tab: 'people' } });
    },
  });
  const needed = (message: string) => [{ required: true, whitespace: true, message }];
  return (
    <Modal
      open
      width={640}
      title={t('camps.open')}
      onCancel={close}
      okText={t('camps.openDo')}
      confirmLoading={open.isPending}
      onOk={form.submit}
    >
      {open.error && <Alert type="error" showIcon title={errorText(open.error)} style={{ marginBottom: 12 }} />}
      <Form<CampForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...usual, community: 'new', startsOn: civil(1), endsOn: civil(21) }}
        onFinish={(values) => open.mutate(values)}
      >
        <Form.Item name="name" label={t('camps.name')} rules={needed(t('camps.nameNeeded'))}>
          <Input maxLength={60} placeholder={t('camps.nameHint')} />
        </Form.Item>
        <Form.Item name="goal" label={t('camps.goal')} extra={t('camps.goalHint')}>
          <Input maxLength={200} placeholder={t('camps.goalExample')} />
        </Form.Item>
        <Form.Item name="community" label={t('camps.community')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: 'new', label: t('camps.communityNew') },
              ...(communities.data?.communities ?? [])
                .filter(({ dissolvedAt }) => dissolvedAt === null)
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Form.Item>
        <div className="camp-fields">
          <Form.Item name="startsOn" label={t('camps.startsOn')} rules={needed(t('camps.dayNeeded'))}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="endsOn" label={t('camps.endsOn')} rules={needed(t('camps.dayNeeded'))}>
            <Input type="date" />
          </Form.Item>
          <Form.Item label={t('camps.length')}>
            <Select<number>
              aria-label={t('camps.length')}
              placeholder={t('camps.lengthHint')}
              options={lengths.map((value) => ({ value, label: t('camps.lengthDays', { n: value }) }))}
              onChange={(days) => {
                const from = Date.parse(form.getFieldValue('startsOn'));
                if (Number.isFinite(from))
                  form.setFieldValue('endsOn', new Date(from + (days - 1) * 86_400_000).toISOString().slice(0, 10));
              }}
            />
          </Form.Item>
        </div>
        <PolicyFields />
      </Form>
    </Modal>
  );
}
