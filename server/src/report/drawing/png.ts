import { Worker } from 'node:worker_threads';
import type { Box } from './boxes.ts';
import type { Pixels } from './pdf.ts';

/** `width` in px of the layout; the picture is half as large again. */
export interface Drawing {
  tree: Box;
  width: number;
}

/** What one thread draws. `print`: pixels for a sheet of paper instead of PNG for phones. */
export interface Order {
  trees: readonly Box[];
  width: number;
  print: boolean;
}

const MOST_MS = 30_000;
/** A thread takes a second to begin; whoever waits for one picture waits for so many at most. */
const SHEETS_AT_ONCE = 4;
/** One after the other: each holds two fonts, and nobody waits long for a third of a second. */
let last: Promise<unknown> = Promise.resolve();

/** A tree as PNG. The libraries are loaded by the thread that draws, which ends with it. @throws Error when it cannot be drawn */
export async function drawPng({ tree, width }: Drawing): Promise<Buffer> {
  const [png] = await inTurn<Uint8Array>({ trees: [tree], width, print: false });
  if (!png) throw new Error('a picture was not drawn');
  return Buffer.from(png);
}

/** The same trees in 300 dots an inch on A4, as they are drawn; other pictures may come in between. @throws Error as `drawPng` */
export async function* drawSheets(trees: readonly Box[], width: number): AsyncGenerator<Pixels> {
  for (let at = 0; at < trees.length; at += SHEETS_AT_ONCE)
    yield* await inTurn<Pixels>({ trees: trees.slice(at, at + SHEETS_AT_ONCE), width, print: true });
}

function inTurn<T>(order: Order): Promise<T[]> {
  const done = last.then(() => drawnApart<T>(order));
  last = done.catch(() => undefined);
  return done;
}

function drawnApart<T>(order: Order): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./png-worker.ts', import.meta.url), { workerData: order });
    const drawn: T[] = [];
    const late = setTimeout(() => end(() => reject(new Error(`a picture took longer than ${MOST_MS} ms`))), MOST_MS);
    const end = (tell: () => void) => {
      clearTimeout(late);
      void worker.terminate();
      tell();
    };
    worker.on('message', (one: T) => {
      drawn.push(one);
      if (drawn.length === order.trees.length) end(() => resolve(drawn));
    });
    worker.once('error', (error) => end(() => reject(error)));
  });
}
