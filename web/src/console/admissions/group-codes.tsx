import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Modal, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { GroupCodeForm } from './group-code-form.tsx';

export type Codes = InferContractRouterOutputs<Contract>['welcome']['groupCodes'];
export type GroupCode = Codes['groupCodes'][number];

const tones = { open: '', expiring: 'amber', full: 'grey', expired: 'red' } as const;

/** 群二维码: members are shown the first with room and time left, behind an address that stays. */
export function GroupCodes({ communityId, codes }: { communityId: string; codes: Codes }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const [editing, setEditing] = useState<GroupCode | 'new'>();
  const [looking, setLooking] = useState<GroupCode>();
  const remove = useMutation({
    ...api.welcome.removeGroupCode.mutationOptions(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: api.welcome.key() }),
    onError: (error) => void message.error(errorText(error)),
  });
  const { groupCodes } = codes;
  const current = groupCodes.find(({ state }) => state === 'open' || state === 'expiring');
  const address = `${location.origin}/m/group?community=${communityId}`;
  return (
    <section aria-label={t('welcome.codes.title')} className="group-codes">
      <h3>{t('welcome.codes.title')}</h3>
      <p className="sub">{t(groupCodes.length === 0 ? 'welcome.codes.none' : current ? 'welcome.codes.note' : 'welcome.codes.shut')}</p>
      <p className="invitation-acts">
        <Button onClick={() => setEditing('new')}>{t('welcome.codes.add')}</Button>
        {groupCodes.length > 0 && (
          <Button
            onClick={async () => {
              await navigator.clipboard.writeText(address);
              void message.success(t('welcome.codes.copied'));
            }}
          >
            {t('welcome.codes.copy')}
          </Button>
        )}
      </p>
      <ul className="applications">
        {groupCodes.map((code) => (
          <li key={code.id}>
            <div className="group-code">
              <p>
                <b>{code.name}</b> <span className={`tag ${tones[code.state]}`}>{t(`welcome.codes.state.${code.state}`)}</span>{' '}
                {code.id === current?.id && <span className="tag">{t('welcome.codes.current')}</span>}
              </p>
              <p className="frame">
                {[
                  t(`welcome.codes.platform.${code.platform}`),
                  code.entryLimit === null
                    ? t('welcome.codes.members', { n: number(code.members) })
                    : t('welcome.codes.membersOf', { n: number(code.members), most: number(code.entryLimit) }),
                  code.validUntil === null ? t('welcome.codes.always') : t('welcome.codes.until', { at: dateTime(code.validUntil) }),
                ].join(' · ')}
              </p>
              <p className="invitation-acts">
                <Button size="small" onClick={() => setEditing(code)}>
                  {t('welcome.codes.change')}
                </Button>
                <Button size="small" onClick={() => setLooking(code)}>
                  {t('welcome.codes.look')}
                </Button>
                <Button
                  size="small"
                  onClick={() =>
                    modal.confirm({
                      title: t('welcome.codes.removeOf', { name: code.name }),
                      content: t('welcome.codes.removeAsk'),
                      okText: t('welcome.codes.remove'),
                      okButtonProps: { danger: true },
                      onOk: () => remove.mutateAsync({ groupCodeId: code.id }).catch(() => undefined),
                    })
                  }
                >
                  {t('welcome.codes.remove')}
                </Button>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {editing && (
        <GroupCodeForm
          communityId={communityId}
          code={editing === 'new' ? null : editing}
          limits={codes.limits}
          close={() => setEditing(undefined)}
        />
      )}
      {looking && (
        <Modal open title={looking.name} footer={null} onCancel={() => setLooking(undefined)}>
          <Picture code={looking} />
        </Modal>
      )}
    </section>
  );
}

function Picture({ code }: { code: GroupCode }) {
  const { t } = useTranslation();
  const query = useQuery(api.welcome.groupCodeImage.queryOptions({ input: { groupCodeId: code.id } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton.Node active style={{ width: '100%', height: 320 }} />;
  const { mediaType, image } = query.data;
  return (
    <div className="poster">
      <img src={`data:${mediaType};base64,${image}`} alt={t('welcome.codes.alt', { name: code.name })} />
    </div>
  );
}
