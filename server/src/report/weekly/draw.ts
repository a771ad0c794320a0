import { Worker } from 'node:worker_threads';
import type { MemberCard } from '#picture';
import type { Language } from '../words.ts';

const MOST_MS = 30_000;
/** One after the other: each holds two fonts, and nobody waits long for a third of a second. */
let last: Promise<unknown> = Promise.resolve();

/** A card as PNG. The libraries are loaded by the thread that draws, which ends with it. @throws Error when it cannot be drawn */
export function drawWeeklyCard(card: MemberCard, language: Language): Promise<Buffer> {
  const drawing = last.then(() => drawnApart(card, language));
  last = drawing.catch(() => undefined);
  return drawing;
}

function drawnApart(card: MemberCard, language: Language): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./card-worker.ts', import.meta.url), { workerData: { card, language } });
    const late = setTimeout(() => end(() => reject(new Error(`a card took longer than ${MOST_MS} ms`))), MOST_MS);
    const end = (tell: () => void) => {
      clearTimeout(late);
      void worker.terminate();
      tell();
    };
    worker.once('message', (png: Uint8Array) => end(() => resolve(Buffer.from(png))));
    worker.once('error', (error) => end(() => reject(error)));
  });
}
