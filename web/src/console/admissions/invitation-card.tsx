import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, QRCode, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, coded, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { ApplicationQueue } from './application-queue.tsx';
import { InvitationForm } from './invitation-form.tsx';
import './admissions.css';
import { PosterButton } from './poster.tsx';
import { QuizSettings } from './quiz-settings.tsx';

type Outputs = InferContractRouterOutputs<Contract>['admissions'];
export type Invitation = NonNullable<Outputs['communityInvitation']['invitation']>;

/** 邀请与申请: one link for everybody, and who applied by it. */
export function InvitationCard({ communityId, name }: { communityId: string; name: string }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const query = useQuery(api.admissions.communityInvitation.queryOptions({ input: { communityId } }));
  // Coaches and viewers see who takes part, not who applies.
  if (coded(query.error).code === 'access.denied') return null;
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  const invitation = query.data?.invitation;
  return (
    <Card title={t('admissions.title')} note={t('admissions.note')} className="admissions">
      {!query.data ? (
        <Skeleton active />
      ) : invitation ? (
        <>
          <Shown communityId={communityId} name={name} invitation={invitation} edit={() => setEditing(true)} />
          <QuizSettings communityId={communityId} />
          <ApplicationQueue communityId={communityId} full={invitation.capacity !== null && invitation.people >= invitation.capacity} />
        </>
      ) : (
        <>
          <p className="sub" style={{ marginBottom: 12 }}>
            {t('admissions.none')}
          </p>
          <Button type="primary" onClick={() => setEditing(true)}>
            {t('admissions.make')}
          </Button>
        </>
      )}
      {editing && <InvitationForm communityId={communityId} invitation={invitation ?? null} close={() => setEditing(false)} />}
    </Card>
  );
}

function Shown({ communityId, name, invitation, edit }: { communityId: string; name: string; invitation: Invitation; edit(): void }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const renew = useMutation({
    ...api.admissions.renewInvitation.mutationOptions(),
    onSuccess: () => queryClient.invalidateQueries(),
    onError: (error) => void message.error(errorText(error)),
  });
  const address = `${location.origin}${invitation.path}`;
  const { state, people, capacity, decide, until } = invitation;
  const parts = [
    t(`admissions.decides.${decide}`),
    capacity === null
      ? t('admissions.people', { n: number(people) })
      : t('admissions.peopleOf', { n: number(people), most: number(capacity) }),
    ...(until ? [t('admissions.untilIs', { at: dateTime(until) })] : []),
  ];
  return (
    <div className="invitation">
      <div role="img" aria-label={t('admissions.qr', { name })} className="invitation-qr">
        <div aria-hidden>
          <QRCode value={address} size={148} color="#1c2a28" bgColor="#ffffff" type="svg" />
        </div>
      </div>
      <div className="invitation-words">
        <p>
          <span className={`tag ${state === 'open' ? '' : 'grey'}`}>{t(`admissions.state.${state}`)}</span> {parts.join(' · ')}
        </p>
        <code>{address}</code>
        <p className="invitation-acts">
          <Button
            type="primary"
            onClick={async () => {
              await navigator.clipboard.writeText(t('admissions.text', { name, address }));
              void message.success(t('admissions.copied'));
            }}
          >
            {t('admissions.copy')}
          </Button>
          <Link to="/communities/$communityId/brand" params={{ communityId }}>
            {t('brands.title')}
          </Link>
          <PosterButton communityId={communityId} name={name} />
          <Button onClick={edit}>{t('admissions.change')}</Button>
          <Button
            onClick={() =>
              modal.confirm({
                title: t('admissions.renew'),
                content: t('admissions.renewAsk'),
                okText: t('admissions.renew'),
                onOk: () => renew.mutateAsync({ communityId }).catch(() => undefined),
              })
            }
          >
            {t('admissions.renew')}
          </Button>
        </p>
      </div>
    </div>
  );
}
