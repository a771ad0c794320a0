import { drawPng } from '../drawing/png.ts';
import { codeOf } from '../drawing/qr-code.ts';
import { type Language, wordsIn } from '../words.ts';
import { type Look, POSTER, type PosterFacts, posterTree } from './poster.ts';

/** A poster as PNG, 1080 × 1620. @throws Error when it cannot be drawn */
export async function drawPoster(facts: PosterFacts, language: Language, look: Look): Promise<Buffer> {
  const tree = posterTree(facts, await codeOf(facts.address), wordsIn(language, ['report']), look);
  return drawPng({ tree, width: POSTER.width });
}
