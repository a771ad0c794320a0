/** A photo as it is sent: the right way up, no larger than a screen shows, without what the camera wrote about place and time. */

const LONGEST = 1600;
const QUALITY = 0.82;
/** What the server takes as it is. */
const taken = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** @throws where this browser cannot read the picture */
export async function shrink(file: Blob): Promise<Blob> {
  const picture = await decoded(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('no canvas');
  // A JPEG has no transparency: what was clear would turn black.
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.drawImage(picture.source, 0, 0, canvas.width, canvas.height);
  picture.release();
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (!small) throw new Error('no picture came out');
  // A screenshot may weigh less as it was.
  return scale === 1 && taken.has(file.type) && file.size <= small.size ? file : small;
}

interface Decoded {
  source: CanvasImageSource;
  width: number;
  height: number;
  release: () => void;
}

async function decoded(file: Blob): Promise<Decoded> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    return { source: bitmap, width: bitmap.width, height: bitmap.height, release: () => bitmap.close() };
  } catch {
    // Some phones read more kinds of pictures for a page than for a program.
    const url = URL.createObjectURL(file);
    const image = new Image();
    image.src = url;
    try {
      await image.decode();
    } catch (error) {
      URL.revokeObjectURL(url);
      throw error;
    }
    return { source: image, width: image.naturalWidth, height: image.naturalHeight, release: () => URL.revokeObjectURL(url) };
  }
}
