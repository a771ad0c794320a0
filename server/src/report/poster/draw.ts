import { drawPng } from '../drawing/png.ts';
import { type Language, wordsIn } from '../words.ts';
import { type Look, POSTER, type PosterFacts, posterTree } from './poster.ts';

/** A poster as PNG, 1080 × 1620. @throws Error when it cannot be drawn */
export async function drawPoster(facts: PosterFacts, language: Language, look: Look): Promise<Buffer> {
  const tree = posterTree(facts, await codeOf(facts.address), wordsIn(language, ['report']), look);
  return drawPng({ tree, width: POSTER.width });
}

/** As an SVG of squares in pure black, so that it stays sharp at any size; `M` bears a scratched print. */
async function codeOf(address: string): Promise<string> {
  const { default: qrcode } = await import('qrcode');
  const { modules } = qrcode.create(address, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1) if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${modules.size} ${modules.size}" width="496" height="496" shape-rendering="crispEdges"><path fill="#000" d="${path}"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
