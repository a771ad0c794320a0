/** Draws one picture in a thread of its own: layout and drawing take a third of a second, the fonts 3 MB. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';
import satori from 'satori';
import type { Drawing } from './png.ts';

/** Sent on phones: half as large again is sharp and stays far under what groups take. */
const SCALE = 1.5;

const { tree, width } = workerData as Drawing;
const require = createRequire(import.meta.url);
const weights = [400, 700] as const;
// One file a weight holds the 7,000 characters of the national standard and Latin.
const fonts = weights.map((weight) => ({
  name: 'card',
  weight,
  data: readFileSync(require.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff`)),
}));
// satori's types ask for React's; it reads `type` and `props` alone.
const svg = await satori(tree as never, { width, fonts });
const png = new Resvg(svg, { fitTo: { mode: 'zoom', value: SCALE }, font: { loadSystemFonts: false } }).render().asPng();
parentPort?.postMessage(png);
