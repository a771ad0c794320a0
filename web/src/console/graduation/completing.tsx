import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Modal } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { DrawnPictureButton } from '../../shared/drawn-picture.tsx';
import { number } from '../../shared/format.ts';
import { Reason } from '../../shared/reason.tsx';

type Person = InferContractRouterOutputs<Contract>['graduation']['preview']['people'][number];
type Certificate = NonNullable<Person['certificate']>;

/** Need and have of each, and what can be done with a certificate. */
export function Completing({ people, need }: { people: Person[]; need: number }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [revoking, setRevoking] = useState<{ nickname: string; certificate: Certificate } | null>(null);
  const giveBack = useMutation({
    ...api.graduation.giveBack.mutationOptions(),
    onSuccess: changed,
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <ul className="camp-people">
      {people.map((one) => (
        <li key={one.enrolmentId}>
          <span>
            {one.nickname} <State person={one} need={need} />
            <div className="frame">
              {t('graduation.standing', {
                have: number(one.have),
                need: number(need),
                best: number(one.best),
                missed: number(one.missedDays),
              })}
            </div>
            {one.certificate?.revoked && (
              <div className="frame">{t('graduation.reasonIs', { reason: one.certificate.revoked.reason })}</div>
            )}
          </span>
          {one.certificate && !one.certificate.revoked && (
            <span className="filters">
              <Look person={one} certificate={one.certificate} />
              <Button
                aria-label={t('graduation.revokeOf', { name: one.nickname })}
                onClick={() => one.certificate && setRevoking({ nickname: one.nickname, certificate: one.certificate })}
              >
                {t('graduation.revoke')}
              </Button>
            </span>
          )}
          {one.certificate?.revoked && (
            <Button
              aria-label={t('graduation.giveBackTo', { name: one.nickname })}
              loading={giveBack.isPending && giveBack.variables.certificateId === one.certificate.certificateId}
              onClick={() => one.certificate && giveBack.mutate({ certificateId: one.certificate.certificateId })}
            >
              {t('graduation.giveBack')}
            </Button>
          )}
        </li>
      ))}
      <Revoke about={revoking} close={() => setRevoking(null)} />
    </ul>
  );
}

const changed = () => queryClient.invalidateQueries({ queryKey: api.graduation.key() });

function State({ person: { met, have, certificate }, need }: { person: Person; need: number }) {
  const { t } = useTranslation();
  if (certificate?.revoked) return <span className="tag red">{t('graduation.state.revoked')}</span>;
  if (certificate) return <span className="tag">{t('graduation.state.awarded')}</span>;
  if (met) return <span className="tag blue">{t('graduation.state.met')}</span>;
  return <span className="tag grey">{t('graduation.state.lacks', { count: need - have, n: number(need - have) })}</span>;
}

function Look({ person: { nickname }, certificate: { path } }: { person: Person; certificate: Certificate }) {
  const { t, i18n } = useTranslation();
  const code = path.slice(path.indexOf('#') + 1);
  return (
    <DrawnPictureButton
      address={`/api/v1/certificates/${code}/picture.png?${new URLSearchParams({ language: i18n.language })}`}
      file={t('graduation.file', { name: nickname })}
      words={{
        open: t('graduation.look'),
        title: t('graduation.certificateOf', { name: nickname }),
        note: t('graduation.lookNote'),
        alt: t('graduation.certificateOf', { name: nickname }),
      }}
      choice={
        <div className="filters">
          <a href={path} target="_blank" rel="noreferrer">
            {t('graduation.verifyPage')}
          </a>
          <a href={`/api/v1/certificates/${code}/certificate.pdf?${new URLSearchParams({ language: i18n.language })}`} download>
            {t('graduation.pdf')}
          </a>
        </div>
      }
    />
  );
}

/** Stays where it is while it is shut: only then does the dialog give the focus back to its button. */
function Revoke({ about, close }: { about: { nickname: string; certificate: Certificate } | null; close(): void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const revoke = useMutation({
    ...api.graduation.revoke.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  return (
    <Modal
      open={about !== null}
      title={t('graduation.revokeTitle', { name: about?.nickname ?? '' })}
      onCancel={close}
      destroyOnHidden
      afterClose={() => {
        setReason('');
        revoke.reset();
      }}
      okText={t('graduation.revoke')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
      confirmLoading={revoke.isPending}
      onOk={() => about && revoke.mutate({ certificateId: about.certificate.certificateId, reason: reason.trim() })}
    >
      <p>{t('graduation.revokeNote')}</p>
      {revoke.error && <Alert type="error" showIcon title={errorText(revoke.error)} style={{ marginBottom: 12 }} />}
      <Reason label={t('graduation.reason')} value={reason} onChange={setReason} />
    </Modal>
  );
}
