import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { day } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import type { Role } from './state.ts';

/** Who has held a role, the latest first. */
export function History({ role, close }: { role: Role | null; close(): void }) {
  const { t } = useTranslation();
  const query = useQuery({ ...api.roles.history.queryOptions({ input: { roleId: role?.id ?? '' } }), enabled: role !== null });
  const holders = query.data?.holders;
  return (
    <Drawer open={role !== null} onClose={close} size={420} title={role ? t('squads.roles.historyOf', { role: role.name }) : ''}>
      {query.error && <Problem error={query.error} retry={() => query.refetch()} />}
      {!holders && !query.error && <Skeleton active />}
      {holders?.length === 0 && <p className="sub">{t('squads.roles.noHistory')}</p>}
      <ul className="camp-people">
        {holders?.map(({ id, nickname, squad, since, ended }) => (
          <li key={id}>
            <span>
              <b>{nickname}</b>
              {squad && ` · ${squad.name}`}
              <div className="frame">
                {ended ? t('squads.roles.fromTo', { from: day(since), to: day(ended) }) : t('squads.roles.since', { from: day(since) })}
              </div>
            </span>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
