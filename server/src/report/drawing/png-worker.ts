/** Draws pictures in a thread of its own: layout and drawing take a third of a second, the fonts 3 MB. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { deflateSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import satori from 'satori';
import type { Pixels } from './pdf.ts';
import type { Order } from './png.ts';

/** Sent on phones: half as large again is sharp and stays far under what groups take. */
const SCALE = 1.5;
/** 300 dots an inch on the 210 mm of A4. */
const PRINTED = 2480;

const { trees, width, print } = workerData as Order;
const require = createRequire(import.meta.url);
const weights = [400, 700] as const;
// One file a weight holds the 7,000 characters of the national standard and Latin.
const fonts = weights.map((weight) => ({
  name: 'card',
  weight,
  data: readFileSync(require.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff`)),
}));
for (const tree of trees) {
  // satori's types ask for React's; it reads `type` and `props` alone.
  const svg = await satori(tree as never, { width, fonts });
  const value = print ? PRINTED / width : SCALE;
  const image = new Resvg(svg, { fitTo: { mode: 'zoom', value }, font: { loadSystemFonts: false } }).render();
  parentPort?.postMessage(print ? sheet(image) : image.asPng());
}

/** A sheet has a ground of its own everywhere, so its fourth channel says nothing. */
function sheet({ pixels, width, height }: { pixels: Uint8Array; width: number; height: number }): Pixels {
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = pixels[from] ?? 0;
    rgb[to + 1] = pixels[from + 1] ?? 0;
    rgb[to + 2] = pixels[from + 2] ?? 0;
  }
  return { width, height, deflated: deflateSync(rgb) };
}
