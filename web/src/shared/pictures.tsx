import { useEffect, useRef, useState } from 'react';
import './pictures.css';

interface Props {
  /** Files at `/api/v1/media/{id}/bytes`. */
  ids: readonly string[];
  /** What the n-th, counted from 1, is called. */
  nameOf: (n: number) => string;
  close: string;
}

/** Thumbnails; one is shown large when it is pressed. */
export function Pictures({ ids, nameOf, close }: Props) {
  const [shown, setShown] = useState<number>();
  const id = shown === undefined ? undefined : ids[shown];
  return (
    <>
      <ul className="pictures">
        {ids.map((one, i) => (
          <li key={one}>
            <button type="button" onClick={() => setShown(i)}>
              <img src={`/api/v1/media/${one}/bytes`} alt={nameOf(i + 1)} loading="lazy" decoding="async" />
            </button>
          </li>
        ))}
      </ul>
      {id && shown !== undefined && (
        <Large src={`/api/v1/media/${id}/bytes`} name={nameOf(shown + 1)} close={close} onClose={() => setShown(undefined)} />
      )}
    </>
  );
}

/** The browser's own dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
function Large({ src, name, close, onClose }: { src: string; name: string; close: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const open = dialog.current;
    open?.showModal();
    return () => open?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="picture-large"
      aria-label={name}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <img src={src} alt={name} />
      <button type="button" onClick={onClose}>
        {close}
      </button>
    </dialog>
  );
}

/** A voice, by its own player; nothing of it is loaded before it is played. */
export function Voice({ id, name }: { id: string; name: string }) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said
    <audio className="voice" controls preload="none" src={`/api/v1/media/${id}/bytes`} aria-label={name} />
  );
}
