import { Button, Modal, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Shows the card before it is taken away: what goes into a group cannot be called back. */
export function WeeklyCardButton({ name, address }: { name: string; address: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [tries, setTries] = useState(0);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('weekly.card')}
      </Button>
      <Modal open={open} onCancel={() => setOpen(false)} title={t('weekly.cardTitle')} footer={null} destroyOnHidden>
        <p className="sub" style={{ marginBottom: 12 }}>
          {t('weekly.cardNote')}
        </p>
        <Drawn key={`${address} ${tries}`} name={name} address={address} retry={() => setTries(tries + 1)} />
      </Modal>
    </>
  );
}

function Drawn({ name, address, retry }: { name: string; address: string; retry(): void }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    let picture = '';
    fetch(address, { headers: { 'x-qunce': 'console' }, signal: leaving.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        picture = URL.createObjectURL(await answer.blob());
        setMade(picture);
      })
      .catch(() => !leaving.signal.aborted && setFailed(true));
    return () => {
      leaving.abort();
      URL.revokeObjectURL(picture);
    };
  }, [address]);
  if (failed) {
    return (
      <div role="alert">
        <p style={{ marginBottom: 12 }}>{t('weekly.cardFailed')}</p>
        <Button onClick={retry}>{t('problem.retry')}</Button>
      </div>
    );
  }
  if (!made)
    return (
      <Skeleton.Node active style={{ width: '100%', height: 360 }}>
        {t('weekly.cardMaking')}
      </Skeleton.Node>
    );
  return (
    <div className="weekly-drawn">
      <img src={made} alt={t('weekly.cardAlt', { name })} />
      <Button type="primary" href={made} download={`${name}.png`}>
        {t('weekly.cardDownload')}
      </Button>
    </div>
  );
}
