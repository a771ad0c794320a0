import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Dropdown, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { day } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { History } from './history.tsx';
import { RoleForm } from './role-form.tsx';
import { changed, type Definition, type Role } from './state.ts';

/** 角色: what each asks and allows, who holds it; shipped ones to be taken, others of one's own. */
export function Roles({ communityId, appoint }: { communityId: string; appoint(role: Role): void }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<Role | Definition | 'new' | null>(null);
  const [past, setPast] = useState<Role | null>(null);
  const query = useQuery(api.roles.list.queryOptions({ input: { communityId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { roles, offered } = query.data;
  return (
    <Card title={t('squads.roles.title')} note={t('squads.roles.note')}>
      <div className="filters">
        <Button onClick={() => setForm('new')}>{t('squads.roles.own')}</Button>
        {offered.length > 0 && <span className="sub">{t('squads.roles.offered')}</span>}
        {offered.map((role) => (
          <Button key={role.name} onClick={() => setForm(role)}>
            {t('squads.roles.take', { name: role.name })}
          </Button>
        ))}
      </div>
      {roles.length === 0 && <p className="sub">{t('squads.roles.none')}</p>}
      <ul className="squad-roles">
        {roles.map((role) => (
          <RoleLine key={role.id} role={role} appoint={() => appoint(role)} change={() => setForm(role)} look={() => setPast(role)} />
        ))}
      </ul>
      {form && <RoleForm communityId={communityId} role={form === 'new' ? null : form} close={() => setForm(null)} />}
      <History role={past} close={() => setPast(null)} />
    </Card>
  );
}

function RoleLine({ role, appoint, change, look }: { role: Role; appoint(): void; change(): void; look(): void }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const onError = (error: unknown) => void message.error(errorText(error));
  const end = useMutation({ ...api.roles.end.mutationOptions(), onSuccess: changed, onError });
  const remove = useMutation({ ...api.roles.remove.mutationOptions(), onSuccess: changed, onError });
  const askEnd = (holderId: string, name: string) =>
    modal.confirm({
      title: t('squads.roles.endTitle', { name, role: role.name }),
      content: t('squads.roles.endGoes'),
      okText: t('squads.roles.endDo'),
      onOk: () => end.mutateAsync({ holderId }).catch(() => undefined),
    });
  const askRemoval = () =>
    modal.confirm({
      title: t('squads.roles.removeTitle', { role: role.name }),
      content: t('squads.roles.removeGoes', { count: role.holders.length }),
      okText: t('squads.roles.removeDo'),
      okButtonProps: { danger: true, type: 'default' },
      onOk: () => remove.mutateAsync({ roleId: role.id }).catch(() => undefined),
    });
  return (
    <li aria-label={role.name}>
      <div className="squad-role">
        <b>{role.name}</b> <span className="tag grey">{t(`squads.roles.scope.${role.scope}`)}</span>
        <div className="frame">{role.responsibilities.join(t('squads.roles.dot'))}</div>
        {role.rights.length > 0 && (
          <div className="frame">
            {t('squads.roles.may', { rights: role.rights.map((right) => t(`squads.right.${right}.name`)).join(t('squads.comma')) })}
          </div>
        )}
        {role.holders.length === 0 ? (
          <p className="sub">{t('squads.roles.vacant')}</p>
        ) : (
          <ul className="squad-holders">
            {role.holders.map(({ id, nickname, squad, until }) => (
              <li key={id}>
                <span>
                  {nickname}
                  {squad && ` · ${squad.name}`}
                  {until && ` · ${t('squads.roles.until', { day: day(until) })}`}
                </span>
                <Button
                  type="link"
                  size="small"
                  onClick={() => askEnd(id, nickname)}
                  aria-label={t('squads.roles.endOf', { name: nickname })}
                >
                  {t('squads.roles.end')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <span className="squad-role-acts">
        <Button onClick={appoint} aria-label={t('squads.roles.appointTo', { role: role.name })}>
          {t('squads.appoint')}
        </Button>
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'change', label: t('squads.roles.change') },
              { key: 'history', label: t('squads.roles.history') },
              { key: 'remove', label: t('squads.roles.remove'), danger: true },
            ],
            onClick: ({ key }) => {
              if (key === 'change') change();
              else if (key === 'history') look();
              else askRemoval();
            },
          }}
        >
          <Button aria-label={t('squads.more', { name: role.name })} aria-haspopup="menu">
            …
          </Button>
        </Dropdown>
      </span>
    </li>
  );
}
