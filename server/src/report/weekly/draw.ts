import type { MemberCard } from '#picture';
import { drawable } from '../drawing/boxes.ts';
import { drawPng } from '../drawing/png.ts';
import { type Language, wordsIn } from '../words.ts';
import { CARD_WIDTH, weeklyCard } from './card.ts';

/** A card as PNG. @throws Error when it cannot be drawn */
export function drawWeeklyCard(card: MemberCard, language: Language): Promise<Buffer> {
  return drawPng({ tree: weeklyCard(card, wordsIn(language, ['picture']), drawable), width: CARD_WIDTH });
}
