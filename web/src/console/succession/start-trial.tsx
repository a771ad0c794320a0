import { useMutation } from '@tanstack/react-query';
import { Alert, Checkbox, Form, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { type Candidate, changed, type Role } from './state.ts';

/** What begins, for how long, and whom it follows. */
export function StartTrial({ role, person, days: usual, close }: { role: Role; person: Candidate; days: number; close(): void }) {
  const { t } = useTranslation('succession');
  const [days, setDays] = useState(usual);
  const [replace, setReplace] = useState(false);
  const start = useMutation({
    ...api.succession.startTrial.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  const ofSquad = role.scope === 'squad';
  const present = role.leads ? role.holders.find(({ squad }) => squad?.id === person.squad?.id) : undefined;
  const begin = () =>
    start.mutate({
      roleId: role.id,
      enrolmentId: person.enrolmentId,
      inSquadId: ofSquad ? (person.squad?.id ?? null) : null,
      days,
      replace,
    });
  return (
    <Modal
      open
      title={t('startOf', { name: person.nickname, role: role.name })}
      okText={t('start')}
      okButtonProps={{ disabled: (ofSquad && !person.squad) || (present !== undefined && !replace) }}
      confirmLoading={start.isPending}
      onCancel={close}
      onOk={begin}
    >
      {start.error && <Alert type="error" showIcon title={errorText(start.error)} style={{ marginBottom: 12 }} />}
      {ofSquad && !person.squad && <Alert type="warning" showIcon title={t('startNoSquad')} style={{ marginBottom: 12 }} />}
      <p>{t('startGoes', { role: [person.squad && ofSquad ? person.squad.name : '', role.name].filter(Boolean).join(' · '), days })}</p>
      <Form layout="vertical" requiredMark={false}>
        <Form.Item label={t('days')} htmlFor="trial-days">
          <InputNumber id="trial-days" min={1} max={90} precision={0} value={days} onChange={(value) => setDays(value ?? usual)} />
        </Form.Item>
        {present && (
          <Checkbox checked={replace} onChange={({ target }) => setReplace(target.checked)}>
            {t('replace')} · {present.nickname}
          </Checkbox>
        )}
      </Form>
    </Modal>
  );
}
