import { Worker } from 'node:worker_threads';
import type { Box } from './boxes.ts';

/** `width` in px of the layout; the picture is half as large again. */
export interface Drawing {
  tree: Box;
  width: number;
}

const MOST_MS = 30_000;
/** One after the other: each holds two fonts, and nobody waits long for a third of a second. */
let last: Promise<unknown> = Promise.resolve();

/** A tree as PNG. The libraries are loaded by the thread that draws, which ends with it. @throws Error when it cannot be drawn */
export function drawPng(drawing: Drawing): Promise<Buffer> {
  const done = last.then(() => drawnApart(drawing));
  last = done.catch(() => undefined);
  return done;
}

function drawnApart(drawing: Drawing): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./png-worker.ts', import.meta.url), { workerData: drawing });
    const late = setTimeout(() => end(() => reject(new Error(`a picture took longer than ${MOST_MS} ms`))), MOST_MS);
    const end = (tell: () => void) => {
      clearTimeout(late);
      void worker.terminate();
      tell();
    };
    worker.once('message', (png: Uint8Array) => end(() => resolve(Buffer.from(png))));
    worker.once('error', (error) => end(() => reject(error)));
  });
}
