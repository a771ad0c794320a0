import { useMutation } from '@tanstack/react-query';
import { App, Modal, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import { type Alumni, changed } from './alumni-state.ts';

const kinds = ['class', 'assistant'] as const;

interface About {
  communityId: string;
  enrolmentIds: string[];
  classes: Alumni['classes'];
  close(done: boolean): void;
}

/** Which class, and to take part or to help: said before anybody is asked. */
export function InviteAlumni({ communityId, enrolmentIds, classes, close }: About) {
  const { t } = useTranslation('alumni');
  const { message } = App.useApp();
  const others = classes.filter((one) => one.next || one.communityId !== communityId);
  const [nextId, setNext] = useState(others[0]?.communityId);
  const [invitationKind, setKind] = useState<(typeof kinds)[number]>('class');
  const invite = useMutation({
    ...api.alumni.invite.mutationOptions(),
    onSuccess: async ({ invited, open, unable }) => {
      const values = { invited: number(invited), open: number(open), unable: number(unable) };
      void message.success(t(open + unable > 0 ? 'console.invitedSome' : 'console.invited', values));
      await changed();
      close(true);
    },
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <Modal
      open
      title={t('console.inviteTitle', { n: number(enrolmentIds.length) })}
      okText={t('console.invite', { n: number(enrolmentIds.length) })}
      okButtonProps={{ disabled: nextId === undefined, loading: invite.isPending }}
      onOk={() => nextId !== undefined && invite.mutate({ communityId, nextId, enrolmentIds, invitationKind })}
      onCancel={() => close(false)}
    >
      {others.length === 0 ? (
        <p>{t('console.noClass')}</p>
      ) : (
        <>
          <p>{t('console.inviteTo')}</p>
          <Select
            aria-label={t('console.inviteTo')}
            value={nextId ?? ''}
            onChange={setNext}
            options={others.map(({ communityId: value, name, next }) => ({ value, label: next ? t('console.next', { name }) : name }))}
            style={{ width: '100%' }}
          />
          <p style={{ marginTop: 12 }}>{t('console.as')}</p>
          <Segmented
            aria-label={t('console.as')}
            value={invitationKind}
            onChange={setKind}
            options={kinds.map((value) => ({ value, label: t(`console.kind.${value}`) }))}
          />
          <p className="sub" style={{ marginTop: 12 }}>
            {t('console.inviteNote')}
          </p>
        </>
      )}
    </Modal>
  );
}
