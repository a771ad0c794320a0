import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, call, errorText, queryClient } from '../../shared/api.ts';
import { saveJson } from '../../shared/save-file.ts';
import { useMay } from '../members/may.ts';

interface Person {
  channelId: string;
  personId: string;
  name: string;
}

/** What a member may ask for, behind a menu: a copy of everything, and erasure. For owners and operators. */
export function PersonMenu({ onErased, ...person }: Person & { onErased: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { channelId, personId } = person;
  const member = useQuery(api.members.member.queryOptions({ input: { channelId, personId } }));
  const may = useMay('operator', member.data?.communityId);
  const [erasing, setErasing] = useState(false);
  const copy = useMutation({
    mutationFn: () => everythingOf(person),
    onError: (error) => void message.error(errorText(error)),
  });
  if (!may || !member.data) return null;
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'export', label: t('privacy.export') },
            ...(personId.includes(':erased-') ? [] : [{ key: 'erase', label: t('privacy.erase'), danger: true }]),
          ],
          onClick: ({ key }) => (key === 'erase' ? setErasing(true) : copy.mutate()),
        }}
      >
        <Button loading={copy.isPending} aria-haspopup="menu">
          {t('privacy.menu')}
        </Button>
      </Dropdown>
      {erasing && <Erase {...person} accounts={member.data.identities.length} onClose={() => setErasing(false)} onErased={onErased} />}
    </>
  );
}

/** Says what goes, what stays and what cannot be undone; only who has ticked that can go on. */
function Erase({
  channelId,
  personId,
  name,
  accounts,
  onClose,
  onErased,
}: Person & { accounts: number; onClose: () => void; onErased: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [understood, setUnderstood] = useState(false);
  const erase = useMutation({
    ...api.privacy.erasePerson.mutationOptions(),
    onSuccess: () => {
      void message.success(t('privacy.begun'), 6);
      onClose();
      onErased();
      void queryClient.invalidateQueries();
    },
  });
  return (
    <Modal
      open
      title={t('privacy.eraseTitle', { name })}
      onCancel={onClose}
      okText={t('privacy.eraseDo')}
      // White on the red of warnings would be 4.4 : 1.
      okButtonProps={{
        danger: true,
        disabled: !understood,
        ...(understood && { style: { background: 'color-mix(in srgb, var(--zhusha) 70%, black)', color: 'white' } }),
      }}
      confirmLoading={erase.isPending}
      onOk={() => erase.mutate({ channelId, personId, understood: true })}
    >
      {erase.error && <Alert type="error" showIcon title={errorText(erase.error)} style={{ marginBottom: 12 }} />}
      <ul style={{ paddingInlineStart: 20, margin: '8px 0', listStyle: 'disc' }}>
        <li>{t('privacy.goes', { count: accounts })}</li>
        <li>{t('privacy.others')}</li>
        <li>{t('privacy.stays')}</li>
        <li>{t('privacy.later')}</li>
        <li>{t('privacy.backups')}</li>
      </ul>
      <Checkbox checked={understood} onChange={(event) => setUnderstood(event.target.checked)}>
        {t('privacy.understood')}
      </Checkbox>
    </Modal>
  );
}

/** All pages in one file, saved where the browser saves. */
async function everythingOf({ channelId, personId, name }: Person): Promise<void> {
  const { next, ...whole } = await call.privacy.exportPerson({ channelId, personId });
  for (let after = next; after !== null; ) {
    const page = await call.privacy.exportPerson({ channelId, personId, after });
    whole.messages.push(...page.messages);
    after = page.next;
  }
  saveJson(name, whole);
}
