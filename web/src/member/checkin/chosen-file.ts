import { useEffect, useState } from 'react';
import { notDelivered } from '../connection.ts';
import { isLocal, keep, newKey, read } from './kept-files.ts';
import { type Delivery, delivered, useDelivery } from './uploading.ts';

const AGAIN_MS = 5_000;

/** Kept on the phone before anything is sent. @returns its key */
export async function keepChosen(medium: 'photo' | 'voice', blob: Blob): Promise<string> {
  const key = newKey();
  await keep({ key, medium, bytes: await blob.arrayBuffer(), type: blob.type, mediaId: null });
  return key;
}

/** Sends a chosen file while the rest is being written, again and again where the network is dead; and an address to show it by. */
export function useChosen(communityId: string, key: string): Delivery & { src: string | undefined } {
  const delivery = useDelivery(key);
  const [src, setSrc] = useState<string>();
  const local = isLocal(key);
  useEffect(() => {
    let over = false;
    let url: string | undefined;
    void read(key).then((file) => {
      if (over || !file) return;
      url = URL.createObjectURL(new Blob([file.bytes], { type: file.type }));
      setSrc(url);
    });
    return () => {
      over = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [key]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const attempt = () => {
      clearTimeout(timer);
      delivered(communityId, key).catch((error) => {
        if (!over && notDelivered(error)) timer = setTimeout(attempt, AGAIN_MS);
      });
    };
    attempt();
    addEventListener('online', attempt);
    return () => {
      over = true;
      clearTimeout(timer);
      removeEventListener('online', attempt);
    };
  }, [communityId, key]);
  return local ? { ...delivery, src } : { share: 1, done: true, problem: undefined, src: `/api/v1/media/${key}/bytes` };
}
