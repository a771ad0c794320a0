/** What members say, as data: small exchanges written by hand, with slots. */
import type { Dice } from '../dice.ts';

export interface Exchange {
  topic: string;
  /** Hours in which somebody may begin it; null: any. */
  hours: readonly [number, number] | null;
  /** Only owner and leaders begin it. */
  byHost: boolean;
  asks: boolean;
  openers: readonly string[];
  replies: readonly string[];
  /** What the one who began it says to a reply. */
  returns: readonly string[];
}

export interface Talk {
  exchanges: readonly Exchange[];
  /** Said to anything, once there is nothing left to say to the matter. */
  reactions: readonly string[];
  introductions: readonly string[];
  welcomes: readonly string[];
  checkins: { keyword: readonly string[]; number: readonly string[]; jielong: string };
  spam: readonly string[];
  slots: Readonly<Record<string, readonly string[]>>;
}

/**
 * Blocks parted by an empty line, begun by `# topic` or `# topic 6-9` (hours). `?` opens with a question, `.` with words,
 * `!` with words of the host; `-` replies, `>` is what the opener says to that. `|` parts variants.
 */
export function readExchanges(text: string): Exchange[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const lines = block.split('\n').map((line) => line.trim());
      const heading = /^#\s*(\S+)(?:\s+(\d+)-(\d+))?$/.exec(lines[0] ?? '');
      if (!heading) throw new SyntaxError(`an exchange begins with its topic: ${lines[0]}`);
      const [, topic = '', from, to] = heading;
      const saying = (mark: string) => lines.filter((line) => line.startsWith(`${mark} `)).flatMap(variants);
      const [questions, host] = [saying('?'), saying('!')];
      const openers = [...questions, ...saying('.'), ...host];
      const hours = from === undefined ? null : ([Number(from), Number(to)] as const);
      return { topic, hours, byHost: host.length > 0, asks: questions.length > 0, openers, replies: saying('-'), returns: saying('>') };
    });
}

function variants(line: string): string[] {
  return line
    .slice(2)
    .split('|')
    .map((variant) => variant.trim());
}

/** One saying a line. */
export function readLines(text: string): string[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim());
}

/**
 * `{3-9}` becomes a whole number between, `{book}` one of that slot's words. What was chosen is kept in `given`, so that
 * one talk stays with one book.
 */
export function fill(text: string, slots: Talk['slots'], dice: Dice, given: Map<string, string>): string {
  return text.replace(/\{(?:(\d+)-(\d+)|(\w+))\}/g, (whole, from?: string, to?: string, name?: string) => {
    if (from !== undefined && to !== undefined) return String(dice.whole(Number(from), Number(to))).padStart(from.length, '0');
    const slot = name ?? '';
    const known = given.get(slot) ?? (slots[slot] ? dice.pick(slots[slot]) : whole);
    given.set(slot, known);
    return known;
  });
}
