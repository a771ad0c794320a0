/** Pictures on their way to being a logo. */
import { base64 } from '../../shared/base64.ts';

const MOST_SIDE = 512;

/** The bytes behind an address of our own, in base64. */
export async function bytesOf(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return base64(await answer.blob());
}

/** As a PNG of 512 pixels at most, in base64: every drawing knows PNG. @throws where the browser cannot read it */
export async function logoOf(file: Blob): Promise<string> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the canvas gave no picture');
  return base64(blob);
}
