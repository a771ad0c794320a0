import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { Alert, App, Button, Form, Input, Modal, Popconfirm, Select, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime } from '../../shared/format.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { RemoveDemo } from '../demo/demo-marks.tsx';
import { Retention } from '../privacy/retention.tsx';
import { Preferences } from '../shell.tsx';
import { SecondFactor } from './second-factor.tsx';

type Accounts = InferContractRouterOutputs<Contract>['accounts'];
type Grant = Accounts['me']['grants'][number];
const roles = ['owner', 'operator', 'coach', 'viewer'] as const;

/** 设置: this browser, the team and the API keys. */
export function Settings() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: '/inside' });
  const owner = me.grants.some(({ role, communityId }) => role === 'owner' && communityId === null);
  return (
    <>
      <PageHead title={t('nav.settings')} />
      <div className="grid">
        <Card title={me.organisation.name}>
          <p>
            {me.name} <span className="frame">{me.email}</span>
          </p>
          <Preferences />
        </Card>
        <SecondFactor />
        {owner ? (
          <>
            <Team />
            <Keys />
            <Retention />
            <RemoveDemo />
          </>
        ) : (
          <Card>{t('settings.ownerOnly')}</Card>
        )}
        <Card title={t('settings.api')}>
          <a href="/api/docs" target="_blank" rel="noreferrer">
            {t('settings.apiReference')}
          </a>
        </Card>
      </div>
    </>
  );
}

function useGrantWords() {
  const { t } = useTranslation();
  const { data } = useQuery(api.communities.list.queryOptions({ input: {} }));
  return {
    communities: data?.communities ?? [],
    words: (grants: Grant[]) =>
      grants
        .map(
          ({ role, communityId }) =>
            `${t(`role.${role}`)} · ${communityId === null ? t('settings.everywhere') : (data?.communities.find(({ id }) => id === communityId)?.name ?? '…')}`,
        )
        .join(t('list.separator')),
  };
}

function Team() {
  const { t } = useTranslation();
  const staff = useQuery(api.accounts.staff.queryOptions({ input: {} }));
  const { words } = useGrantWords();
  const [open, setOpen] = useState(false);
  if (staff.error) return <Problem error={staff.error} retry={() => staff.refetch()} />;
  return (
    <Card title={t('settings.team')} note={<Button onClick={() => setOpen(true)}>{t('settings.invite')}</Button>}>
      {!staff.data && <Skeleton active />}
      <ul className="plain">
        {staff.data?.staff.map((person) => (
          <li key={person.id}>
            <b>{person.name}</b> <span className="frame">{person.email}</span>
            <div className="sub">{words(person.grants)}</div>
          </li>
        ))}
      </ul>
      <Invite open={open} onClose={() => setOpen(false)} />
    </Card>
  );
}

interface InviteFields {
  name: string;
  email: string;
  password: string;
  role: (typeof roles)[number];
  scope: string;
}
const EVERYWHERE = 'everywhere';

function Invite({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { communities } = useGrantWords();
  const [form] = Form.useForm<InviteFields>();
  const invite = useMutation({
    ...api.accounts.invite.mutationOptions(),
    onSuccess: (person) => {
      void message.success(t('settings.invited', { name: person.name }));
      void queryClient.invalidateQueries({ queryKey: api.accounts.key() });
      form.resetFields();
      onClose();
    },
  });
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={t('settings.invite')}
      okText={t('settings.inviteDo')}
      confirmLoading={invite.isPending}
      onOk={() => form.submit()}
    >
      {invite.error && <Alert type="error" showIcon title={errorText(invite.error)} style={{ marginBottom: 12 }} />}
      <Form<InviteFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ role: 'operator', scope: EVERYWHERE }}
        onFinish={({ role, scope, ...person }) =>
          invite.mutate({ ...person, grants: [{ role, communityId: scope === EVERYWHERE ? null : scope }] })
        }
      >
        <Form.Item name="name" label={t('settings.name')} rules={[{ required: true, whitespace: true, message: t('account.nameNeeded') }]}>
          <Input />
        </Form.Item>
        <Form.Item name="email" label={t('account.email')} rules={[{ required: true, type: 'email', message: t('account.emailNeeded') }]}>
          <Input inputMode="email" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('settings.firstPassword')}
          extra={t('settings.firstPasswordNote')}
          rules={[{ required: true, min: 10, message: t('account.passwordRule') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <RoleAndScope communities={communities} />
      </Form>
    </Modal>
  );
}

function RoleAndScope({ communities }: { communities: { id: string; name: string }[] }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="role" label={t('settings.role')} rules={[{ required: true }]}>
        <Select options={roles.map((value) => ({ value, label: `${t(`role.${value}`)} · ${t(`roleMeaning.${value}`)}` }))} />
      </Form.Item>
      <Form.Item name="scope" label={t('settings.scope')} rules={[{ required: true }]}>
        <Select
          options={[
            { value: EVERYWHERE, label: t('settings.everywhere') },
            ...communities.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Form.Item>
    </>
  );
}

function Keys() {
  const { t } = useTranslation();
  const keys = useQuery(api.accounts.keys.queryOptions({ input: {} }));
  const { words, communities } = useGrantWords();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [form] = Form.useForm<{ name: string; role: (typeof roles)[number]; scope: string }>();
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.accounts.keys.key() });
  const create = useMutation({
    ...api.accounts.createKey.mutationOptions(),
    onSuccess: (key) => {
      setSecret(key.secret);
      setOpen(false);
      form.resetFields();
      void refresh();
    },
  });
  const revoke = useMutation({ ...api.accounts.revokeKey.mutationOptions(), onSuccess: refresh });
  if (keys.error) return <Problem error={keys.error} retry={() => keys.refetch()} />;
  return (
    <Card title={t('settings.keys')} note={<Button onClick={() => setOpen(true)}>{t('settings.createKey')}</Button>}>
      {secret && (
        <Alert
          type="success"
          closable={{ onClose: () => setSecret(null) }}
          title={t('settings.secretOnce')}
          description={<code style={{ userSelect: 'all', overflowWrap: 'anywhere' }}>{secret}</code>}
          style={{ marginBottom: 12 }}
        />
      )}
      {keys.data?.keys.length === 0 && <p className="sub">{t('settings.noKeys')}</p>}
      <ul className="plain">
        {keys.data?.keys.map((key) => (
          <li key={key.id}>
            <b>{key.name}</b>{' '}
            <span className="frame">{`${key.start}… · ${words(key.grants)} · ${key.lastUsedAt ? t('settings.lastUsed', { at: dateTime(key.lastUsedAt) }) : t('settings.neverUsed')}`}</span>{' '}
            <Popconfirm
              title={t('settings.revokeSure', { name: key.name })}
              okText={t('settings.revoke')}
              onConfirm={() => revoke.mutate({ keyId: key.id })}
            >
              <Button size="small" danger>
                {t('settings.revoke')}
              </Button>
            </Popconfirm>
          </li>
        ))}
      </ul>
      <Modal
        open={open}
        onCancel={() => setOpen(false)}
        title={t('settings.createKey')}
        okText={t('settings.createKey')}
        confirmLoading={create.isPending}
        onOk={() => form.submit()}
      >
        {create.error && <Alert type="error" showIcon title={errorText(create.error)} style={{ marginBottom: 12 }} />}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ role: 'viewer', scope: EVERYWHERE }}
          onFinish={({ name, role, scope }) =>
            create.mutate({ name, grants: [{ role, communityId: scope === EVERYWHERE ? null : scope }] })
          }
        >
          <Form.Item
            name="name"
            label={t('settings.keyName')}
            rules={[{ required: true, whitespace: true, message: t('settings.keyNameNeeded') }]}
          >
            <Input />
          </Form.Item>
          <RoleAndScope communities={communities} />
        </Form>
      </Modal>
    </Card>
  );
}
