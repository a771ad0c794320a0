import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Form, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, call, errorText } from '../../shared/api.ts';
import { changed, type Role, type Squad, type Tree } from './state.ts';

/** From a squad its leader is appointed, from a role anybody who holds it. */
export type Appointing = { squad: Squad } | { role: Role };

interface Props {
  tree: Tree;
  communityId: string;
  appointing: Appointing | null;
  close(): void;
}

/** Stays mounted while it is shut: only then does the dialog give the focus back. */
export function Appoint({ tree, communityId, appointing, close }: Props) {
  const { t } = useTranslation();
  const [enrolmentId, setEnrolmentId] = useState<string | null>(null);
  const [squadId, setSquadId] = useState<string | null>(null);
  const [termDays, setTermDays] = useState<number | null>(null);
  const roles = useQuery({ ...api.roles.list.queryOptions({ input: { communityId } }), enabled: appointing !== null });
  const squad = appointing && 'squad' in appointing ? appointing.squad : (tree.squads.find(({ id }) => id === squadId) ?? null);
  const leading = roles.data?.roles.find(({ leads }) => leads);
  const offered = roles.data?.offered.find(({ leads }) => leads);
  const role = appointing && 'role' in appointing ? appointing.role : (leading ?? offered ?? null);
  const now = role?.leads ? squad?.leader : null;
  const appoint = useMutation({
    mutationFn: async () => {
      if (!role || enrolmentId === null) return;
      const known = appointing && 'role' in appointing ? appointing.role : leading;
      // The first leader of a community: the role is made with the appointment.
      const roleId = known?.id ?? (await call.roles.make({ ...role, communityId })).id;
      const inSquadId = role.scope === 'squad' ? (squad?.id ?? null) : null;
      await call.roles.appoint({ roleId, enrolmentId, inSquadId, replace: now != null, ...(termDays !== null && { termDays }) });
    },
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  const everyone = [...tree.squads.flatMap(({ people }) => people), ...tree.without];
  const mates = new Set(squad?.people.map((one) => one.enrolmentId));
  const options = [...everyone]
    .sort((a, b) => Number(mates.has(b.enrolmentId)) - Number(mates.has(a.enrolmentId)))
    .map((one) => ({ value: one.enrolmentId, label: one.nickname }));
  return (
    <Modal
      open={appointing !== null}
      title={role ? t('squads.appointTitle', { role: role.name, squad: squad?.name ?? '' }) : t('squads.appoint')}
      okText={t('squads.appoint')}
      okButtonProps={{ disabled: enrolmentId === null || (role?.scope === 'squad' && !squad) }}
      confirmLoading={appoint.isPending}
      onCancel={close}
      onOk={() => appoint.mutate()}
      destroyOnHidden
      afterClose={() => {
        setEnrolmentId(null);
        setSquadId(null);
        setTermDays(null);
        appoint.reset();
      }}
    >
      {appoint.error && <Alert type="error" showIcon title={errorText(appoint.error)} style={{ marginBottom: 12 }} />}
      {now && <Alert type="warning" showIcon title={t('squads.follows', { name: now.nickname })} style={{ marginBottom: 12 }} />}
      <Form layout="vertical" requiredMark={false}>
        {appointing && 'role' in appointing && role?.scope === 'squad' && (
          <Form.Item label={t('squads.inSquad')} htmlFor="appoint-squad">
            <Select
              id="appoint-squad"
              value={squadId}
              onChange={setSquadId}
              options={tree.squads.map(({ id, name }) => ({ value: id, label: name }))}
              showSearch={{ optionFilterProp: 'label' }}
            />
          </Form.Item>
        )}
        <Form.Item label={t('squads.who')} htmlFor="appoint-who" extra={squad ? t('squads.whoHint') : undefined}>
          <Select
            id="appoint-who"
            value={enrolmentId}
            onChange={setEnrolmentId}
            options={options}
            showSearch={{ optionFilterProp: 'label' }}
            virtual
          />
        </Form.Item>
        <Form.Item
          label={t('squads.term')}
          htmlFor="appoint-term"
          extra={t(role?.termDays ? 'squads.termRole' : 'squads.termOpen', { days: role?.termDays ?? 0 })}
        >
          <InputNumber id="appoint-term" min={1} max={3_660} precision={0} value={termDays} onChange={setTermDays} style={{ width: 140 }} />
        </Form.Item>
      </Form>
      {role && role.rights.length > 0 && (
        <p className="sub">
          {t('squads.mayThen', { rights: role.rights.map((right) => t(`squads.right.${right}.name`)).join(t('squads.comma')) })}
        </p>
      )}
    </Modal>
  );
}
