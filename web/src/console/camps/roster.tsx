import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Dropdown, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { useAskName } from '../../shared/ask-name.tsx';
import { Card } from '../../shared/card.tsx';
import { day } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { GuardianTag } from '../admissions/guardian-tag.tsx';
import { AddPeople } from './add-people.tsx';
import { SignInLink } from './sign-in-link.tsx';
import type { CampDetail } from './state.tsx';

/** Who takes part in the camp's community: add, rename, send a link, leave and come back. */
export function Roster({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const ask = useAskName();
  const [left, setLeft] = useState(false);
  const [adding, setAdding] = useState(false);
  const [linked, setLinked] = useState<{ id: string; nickname: string } | null>(null);
  const query = useQuery(api.admissions.enrolments.queryOptions({ input: { communityId: camp.communityId, left } }));
  const guardians = useQuery(api.admissions.guardians.queryOptions({ input: { communityId: camp.communityId } }));
  const consents = new Map(guardians.data?.people.map(({ enrolmentId, consent }) => [enrolmentId, consent]));
  const lacking = [...consents.values()].filter(({ state }) => state === 'missing' || state === 'withdrawn').length;
  const fail = (error: unknown) => void message.error(errorText(error));
  const changed = () => queryClient.invalidateQueries();
  const comeBack = useMutation({ ...api.admissions.comeBack.mutationOptions(), onSuccess: changed, onError: fail });
  const leave = useMutation({
    ...api.admissions.leave.mutationOptions(),
    onSuccess: async ({ id, nickname }) => {
      await changed();
      const key = `left ${id}`;
      void message.success({
        key,
        duration: 8,
        content: (
          <>
            {t('camps.roster.hasLeft', { name: nickname })}{' '}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key);
                comeBack.mutate({ enrolmentId: id });
              }}
            >
              {t('camps.roster.undo')}
            </Button>
          </>
        ),
      });
    },
    onError: fail,
  });
  const erase = useMutation({ ...api.privacy.eraseEnrolment.mutationOptions(), onSuccess: changed, onError: fail });
  const rename = useMutation({ ...api.admissions.rename.mutationOptions(), onSuccess: changed, onError: fail });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  const enrolments = query.data?.enrolments;
  const askName = (enrolmentId: string, before: string) =>
    ask({
      title: t('camps.roster.rename'),
      label: t('camps.roster.nickname'),
      ok: t('camps.roster.renameDo'),
      before,
      most: 60,
      save: (nickname) => rename.mutateAsync({ enrolmentId, nickname }),
    });
  const askErasure = (enrolmentId: string, name: string) => {
    modal.confirm({
      title: t('camps.roster.eraseTitle', { name }),
      content: t('camps.roster.eraseGoes'),
      okText: t('camps.roster.eraseDo'),
      okButtonProps: { danger: true, type: 'default' },
      onOk: () => erase.mutateAsync({ enrolmentId, understood: true }).catch(() => undefined),
    });
  };
  return (
    <Card title={t('camps.tabs.people')} note={t('camps.roster.note')}>
      <div className="filters">
        <Segmented<'here' | 'left'>
          value={left ? 'left' : 'here'}
          onChange={(value) => setLeft(value === 'left')}
          options={(['here', 'left'] as const).map((value) => ({ value, label: t(`camps.roster.${value}`) }))}
        />
        <Button onClick={() => setAdding(true)}>{t('camps.roster.add')}</Button>
      </div>
      {lacking > 0 && <p className="frame">{t('admissions.guardian.missingNote', { count: lacking })}</p>}
      {!enrolments ? (
        <Skeleton active />
      ) : enrolments.length === 0 ? (
        <p className="sub">{t(left ? 'camps.roster.nobodyLeft' : 'camps.roster.nobody')}</p>
      ) : (
        <ul className="camp-people">
          {enrolments.map(({ id, nickname, joinedAt, leftAt, chat }) => {
            const consent = consents.get(id);
            return (
              <li key={id}>
                <span>
                  <b>{nickname}</b> {consent && <GuardianTag consent={consent} />}
                  <div className="frame">
                    {leftAt
                      ? t('camps.roster.leftOn', { day: day(leftAt, camp.policy.zone) })
                      : t('camps.roster.since', { day: day(joinedAt, camp.policy.zone) })}
                    {chat && ` · ${t('camps.roster.inChat', { name: chat.name })}`}
                  </div>
                </span>
                <span>
                  {leftAt ? (
                    <Button onClick={() => comeBack.mutate({ enrolmentId: id })}>{t('camps.roster.comeBack')}</Button>
                  ) : (
                    <>
                      <Button onClick={() => setLinked({ id, nickname })}>{t('camps.roster.link')}</Button>
                      <Dropdown
                        trigger={['click']}
                        menu={{
                          items: [
                            { key: 'rename', label: t('camps.roster.rename') },
                            { key: 'leave', label: t('camps.roster.leave') },
                            { key: 'erase', label: t('camps.roster.erase'), danger: true },
                          ],
                          onClick: ({ key }) => {
                            if (key === 'leave') leave.mutate({ enrolmentId: id });
                            else if (key === 'rename') askName(id, nickname);
                            else askErasure(id, nickname);
                          },
                        }}
                      >
                        <Button aria-label={t('camps.roster.more', { name: nickname })} aria-haspopup="menu">
                          …
                        </Button>
                      </Dropdown>
                    </>
                  )}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {adding && <AddPeople camp={camp} close={() => setAdding(false)} />}
      {linked && <SignInLink {...linked} close={() => setLinked(null)} />}
    </Card>
  );
}
