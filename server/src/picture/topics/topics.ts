/** Topics 话题: what was talked about in the last four weeks, weighed against what the community always talks about. */
import { zoneClock } from '#vocabulary/zone';
import type { PictureInput } from '../facts.ts';
import type { Picture } from '../picture.ts';
import { endOfCoverage, pictureWindows } from '../windows.ts';
import { rankPhrases } from './rank.ts';
import { enoughForTopics } from './topic-day.ts';

const WINDOW_DAYS = 28;
const SHOWN = 30;
/** A topic is more than one person's habit of speech. */
const PEOPLE = 2;
const MESSAGES = 3;

/** undefined where words were not looked at (no cutter, or words left out on import). */
export function measureTopics(input: PictureInput): Picture['topics'] {
  if (!input.topicDays || input.pseudonymous) return undefined;
  const { since28, since90 } = pictureWindows(endOfCoverage(input.coverage, input.asOf), zoneClock(input.zone));
  const enough = enoughForTopics(input.days, since90);
  const windowDays = WINDOW_DAYS;
  if (!enough) return { windowDays, texts: 0, enough, phrases: [] };

  const spread = new Map<string, number>();
  const counts = new Map<string, { messages: number; before: number; conversations: number; who: Set<string>; people: number }>();
  let conversations = 0;
  let texts = 0;
  for (const { day, conversations: ofDay, texts: said, phrases } of input.topicDays) {
    conversations += ofDay;
    if (day >= since28) texts += said;
    for (const { phrase, messages, conversations: with_, people } of phrases) {
      spread.set(phrase, (spread.get(phrase) ?? 0) + with_);
      if (day < since28 - WINDOW_DAYS) continue;
      const count = counts.get(phrase) ?? { messages: 0, before: 0, conversations: 0, who: new Set<string>(), people: 0 };
      counts.set(phrase, count);
      if (day < since28) count.before += messages;
      else {
        count.messages += messages;
        count.conversations += with_;
        for (const who of people) count.who.add(who);
        count.people = count.who.size;
      }
    }
  }
  const wide = [...counts].filter(([, { messages, people }]) => messages >= MESSAGES && people >= PEOPLE);
  const ranked = rankPhrases(wide, (phrase) => spread.get(phrase) ?? 0, conversations, SHOWN);
  // Only whole windows are compared: a chat of five weeks has no four weeks before these.
  const known = input.coverage.some(({ from }) => zoneClock(input.zone).dayOf(from) <= since28 - WINDOW_DAYS);
  return {
    windowDays,
    texts,
    enough,
    phrases: ranked.map(({ phrase, count, score }) => ({
      phrase,
      messages: count.messages,
      people: count.people,
      conversations: count.conversations,
      before: known ? count.before : null,
      score: Math.round(score * 100) / 100,
    })),
  };
}
