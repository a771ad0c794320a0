import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { FirstOf } from '../../shared/first-of.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Reason } from '../../shared/reason.tsx';
import { localDay } from '../../shared/times.ts';
import { changed } from './state.ts';

/** Badges and titles that were earned; taken back only by a person, with a reason. */
export function Badges({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const [revoking, setRevoking] = useState<{ badgeId: string; name: string; nickname: string } | null>(null);
  const query = useQuery(api.points.badges.queryOptions({ input: { communityId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  const badges = query.data?.badges ?? [];
  return (
    <Card title={t('points.badge.title')}>
      {query.data && badges.length === 0 && <p className="sub">{t('points.badge.none')}</p>}
      <ul className="camp-people">
        {badges.map((badge) => (
          <li key={badge.badgeId}>
            <span>
              {badge.nickname} <span className={`tag ${badge.revoked ? 'grey' : 'blue'}`}>{badge.name}</span>
              <div className="frame">
                {t(badge.isTitle ? 'points.badge.titleOn' : 'points.badge.badgeOn', { day: localDay(badge.earnedAt) })}
              </div>
              {badge.revoked && <div className="frame">{t('points.badge.revokedFor', { reason: badge.revoked.reason })}</div>}
            </span>
            {!badge.revoked && (
              <Button
                aria-label={t('points.badge.revokeOf', { name: badge.nickname, badge: badge.name })}
                onClick={() => setRevoking(badge)}
              >
                {t('points.badge.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <FirstOf shown={badges.length} total={query.data?.total ?? 0} way="latest" />
      <Revoke badge={revoking} close={() => setRevoking(null)} />
    </Card>
  );
}

/** Stays where it is while it is shut: only then does the dialog give the focus back to its button. */
function Revoke({ badge, close }: { badge: { badgeId: string; name: string; nickname: string } | null; close(): void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const revoke = useMutation({
    ...api.points.revokeBadge.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  return (
    <Modal
      open={badge !== null}
      title={t('points.badge.revokeOf', { name: badge?.nickname ?? '', badge: badge?.name ?? '' })}
      onCancel={close}
      destroyOnHidden
      afterClose={() => {
        setReason('');
        revoke.reset();
      }}
      okText={t('points.badge.revoke')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
      confirmLoading={revoke.isPending}
      onOk={() => badge && revoke.mutate({ badgeId: badge.badgeId, reason: reason.trim() })}
    >
      <p>{t('points.badge.revokeNote')}</p>
      {revoke.error && <Alert type="error" showIcon title={errorText(revoke.error)} style={{ marginBottom: 12 }} />}
      <Reason label={t('points.reason')} value={reason} onChange={setReason} />
    </Modal>
  );
}
