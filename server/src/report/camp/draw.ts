import { drawPng } from '../drawing/png.ts';
import { codeOf } from '../drawing/qr-code.ts';
import { type Language, wordsIn } from '../words.ts';
import { OWN_CARD, type OwnCardFacts, ownCardTree } from './own-card.ts';

/** The card of one person's campaign as PNG, 1080 wide. @throws Error when it cannot be drawn */
export async function drawOwnCard(facts: OwnCardFacts, language: Language): Promise<Buffer> {
  const qr = facts.address === null ? null : await codeOf(facts.address);
  return drawPng({ tree: ownCardTree(facts, qr, wordsIn(language, ['report'])), width: OWN_CARD.width });
}
