import { useMutation } from '@tanstack/react-query';
import { Alert, Checkbox, Form, Input, InputNumber, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { call, errorText } from '../../shared/api.ts';
import { changed, type Definition, type Right, type Role, rights } from './state.ts';

interface Fields {
  name: string;
  scope: Definition['scope'];
  leads: boolean;
  /** A line each. */
  behaviours: string;
  responsibilities: string;
  rights: Right[];
  termDays: number | null;
  reward: string;
  sanction: string;
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const empty: Fields = {
  ...{ name: '', scope: 'squad', leads: false, behaviours: '', responsibilities: '' },
  ...{ rights: ['squad.see'], termDays: null, reward: '', sanction: '' },
};

/** One of the shipped roles, one of one's own, or one that is there already: then its scope stays. */
export function RoleForm({ communityId, role, close }: { communityId: string; role: Role | Definition | null; close(): void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const scope = Form.useWatch('scope', form);
  const roleId = role && 'id' in role ? role.id : null;
  const save = useMutation({
    mutationFn: ({ behaviours, responsibilities, leads, ...fields }: Fields) => {
      const definition = { ...fields, behaviours: linesOf(behaviours), responsibilities: linesOf(responsibilities) };
      if (roleId !== null) return call.roles.change({ ...definition, roleId });
      return call.roles.make({ ...definition, leads: definition.scope === 'squad' && leads, communityId });
    },
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  const initial: Fields = role
    ? { ...role, behaviours: role.behaviours.join('\n'), responsibilities: role.responsibilities.join('\n') }
    : empty;
  return (
    <Modal
      open
      width={640}
      title={t(roleId !== null ? 'squads.roles.change' : 'squads.roles.make')}
      okText={t('squads.save')}
      onCancel={close}
      onOk={form.submit}
      confirmLoading={save.isPending}
    >
      {save.error && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={(fields) => save.mutate(fields)}>
        <Form.Item
          name="name"
          label={t('squads.roles.name')}
          rules={[{ required: true, whitespace: true, message: t('squads.roles.nameNeeded') }]}
        >
          <Input maxLength={20} placeholder={t('squads.roles.nameHint')} />
        </Form.Item>
        <Form.Item name="scope" label={t('squads.roles.scopeLabel')} hidden={roleId !== null}>
          <Radio.Group options={(['squad', 'community'] as const).map((value) => ({ value, label: t(`squads.roles.scope.${value}`) }))} />
        </Form.Item>
        <Form.Item name="leads" valuePropName="checked" hidden={roleId !== null || scope !== 'squad'}>
          <Checkbox>{t('squads.roles.leads')}</Checkbox>
        </Form.Item>
        <Form.Item name="responsibilities" label={t('squads.roles.responsibilities')} extra={t('squads.roles.lines')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        <Form.Item name="behaviours" label={t('squads.roles.behaviours')} extra={t('squads.roles.lines')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        <Form.Item name="rights" label={t('squads.roles.rights')}>
          <Checkbox.Group className="squad-rights">
            {rights.map((right) => (
              <Checkbox key={right} value={right}>
                {t(`squads.right.${right}.name`)}
                <span className="frame">{t(`squads.right.${right}.means`)}</span>
              </Checkbox>
            ))}
          </Checkbox.Group>
        </Form.Item>
        <Form.Item name="termDays" label={t('squads.roles.term')} extra={t('squads.roles.termHint')}>
          <InputNumber min={1} max={3_660} precision={0} style={{ width: 140 }} />
        </Form.Item>
        <Form.Item name="reward" label={t('squads.roles.reward')}>
          <Input.TextArea maxLength={300} autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
        <Form.Item name="sanction" label={t('squads.roles.sanction')}>
          <Input.TextArea maxLength={300} autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
