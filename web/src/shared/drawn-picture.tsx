import { Button, Modal, Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './drawn-picture.css';

interface Props {
  /** Where the product draws it, as PNG. */
  address: string;
  /** What the file is called, without its ending. */
  file: string;
  words: { open: string; title: string; note: string; alt: string };
  primary?: boolean;
  /** What may be chosen about it, above it. */
  choice?: ReactNode;
}

/** A picture to be looked at before it is taken away, since what hangs in a group cannot be called back. */
export function DrawnPictureButton({ address, file, words, primary = false, choice }: Props) {
  const [open, setOpen] = useState(false);
  const [tries, setTries] = useState(0);
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      <Modal open={open} onCancel={() => setOpen(false)} title={words.title} footer={null} destroyOnHidden>
        <div className="drawn">
          <p className="sub">{words.note}</p>
          {choice}
          <Drawn key={`${address} ${tries}`} address={address} file={file} alt={words.alt} retry={() => setTries(tries + 1)} />
        </div>
      </Modal>
    </>
  );
}

function Drawn({ address, file, alt, retry }: { address: string; file: string; alt: string; retry(): void }) {
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
      <>
        <p role="alert">{t('drawn.failed')}</p>
        <Button onClick={retry}>{t('problem.retry')}</Button>
      </>
    );
  if (!made)
    return (
      <Skeleton.Node active style={{ width: '100%', height: 420 }}>
        {t('drawn.making')}
      </Skeleton.Node>
    );
  return (
    <>
      <img src={made} alt={alt} />
      <Button type="primary" href={made} download={`${file}.png`}>
        {t('drawn.download')}
      </Button>
    </>
  );
}
