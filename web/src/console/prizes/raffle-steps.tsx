import { useMutation } from '@tanstack/react-query';
import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOfRound } from '../../../../server/src/modules/raffles/recompute/public-number.ts';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Reason } from '../../shared/reason.tsx';
import type { Raffle } from './raffles.tsx';

const changed = () => queryClient.invalidateQueries({ queryKey: api.raffles.key() });

interface Props {
  raffle: Raffle;
  open: boolean;
  close(): void;
}

/** The public number, typed or pasted: the product fetches nothing by itself. */
export function DrawRaffle({ raffle: { id, title, source }, open, close }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState('');
  const draw = useMutation({
    ...api.raffles.draw.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  const label = source.kind === 'drand' ? t('prizes.raffle.pasteRound', { round: source.round }) : source.what;
  return (
    <Modal
      open={open}
      title={t('prizes.raffle.drawTitle', { title })}
      onCancel={close}
      destroyOnHidden
      afterClose={() => {
        setValue('');
        draw.reset();
      }}
      okText={t('prizes.raffle.draw')}
      okButtonProps={{ disabled: value.trim() === '' }}
      confirmLoading={draw.isPending}
      onOk={() => draw.mutate({ raffleId: id, value })}
    >
      <p>{t('prizes.raffle.once')}</p>
      {source.kind === 'drand' && (
        <p>
          <a href={addressOfRound(source.round)} target="_blank" rel="noreferrer">
            {t('prizes.raffle.openRound', { round: source.round })}
          </a>
        </p>
      )}
      {draw.error && <Alert type="error" showIcon title={errorText(draw.error)} style={{ marginBottom: 12 }} />}
      <p className="sub">{label}</p>
      <Input.TextArea
        aria-label={label}
        placeholder={t(`prizes.raffle.valueHint.${source.kind}`)}
        maxLength={2000}
        autoSize={{ minRows: 2, maxRows: 8 }}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
    </Modal>
  );
}

export function CancelRaffle({ raffle: { id, title }, open, close }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const cancel = useMutation({
    ...api.raffles.cancel.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  return (
    <Modal
      open={open}
      title={t('prizes.raffle.cancelTitle', { title })}
      onCancel={close}
      destroyOnHidden
      afterClose={() => {
        setReason('');
        cancel.reset();
      }}
      okText={t('prizes.raffle.cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
      cancelText={t('prizes.raffle.keep')}
      confirmLoading={cancel.isPending}
      onOk={() => cancel.mutate({ raffleId: id, reason: reason.trim() })}
    >
      <p>{t('prizes.raffle.cancelNote')}</p>
      {cancel.error && <Alert type="error" showIcon title={errorText(cancel.error)} style={{ marginBottom: 12 }} />}
      <Reason label={t('prizes.raffle.reason')} value={reason} onChange={setReason} />
    </Modal>
  );
}
