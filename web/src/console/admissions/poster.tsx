import { Button, Modal, Segmented, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const looks = ['paper', 'bamboo'] as const;
type Look = (typeof looks)[number];

/** 海报: looked at before it is taken away, since what hangs in a group cannot be called back. */
export function PosterButton({ communityId, name }: { communityId: string; name: string }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const [look, setLook] = useState<Look>('paper');
  const [tries, setTries] = useState(0);
  const address = `/api/v1/communities/${communityId}/poster.png?${new URLSearchParams({ look, language: i18n.language })}`;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('admissions.poster.make')}</Button>
      <Modal open={open} onCancel={() => setOpen(false)} title={t('admissions.poster.title')} footer={null} destroyOnHidden>
        <p className="sub" style={{ marginBottom: 12 }}>
          {t('admissions.poster.note')}
        </p>
        <Segmented<Look>
          value={look}
          onChange={setLook}
          options={looks.map((value) => ({ value, label: t(`admissions.poster.look.${value}`) }))}
          style={{ marginBottom: 12 }}
        />
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
  if (failed)
    return (
      <div role="alert">
        <p style={{ marginBottom: 12 }}>{t('admissions.poster.failed')}</p>
        <Button onClick={retry}>{t('problem.retry')}</Button>
      </div>
    );
  if (!made) return <Skeleton.Node active style={{ width: '100%', height: 480 }} />;
  return (
    <div className="poster">
      <img src={made} alt={t('admissions.poster.alt', { name })} />
      <Button type="primary" href={made} download={`${name}.png`}>
        {t('admissions.poster.download')}
      </Button>
    </div>
  );
}
