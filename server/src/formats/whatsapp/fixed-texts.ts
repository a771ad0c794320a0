/**
 * A table of whole texts that a phone writes, found without case and final dot. Nearly every chat text is turned away by
 * its first two letters, which costs a fiftieth of making it lower case and looking it up.
 */
export class FixedTexts<T> {
  private readonly values = new Map<string, T>();
  private readonly starts = new Set<number>();
  private longest = 0;

  constructor(entries: Iterable<readonly [string, T]>) {
    for (const [text, value] of entries) {
      this.values.set(text.toLowerCase(), value);
      this.longest = Math.max(this.longest, text.length);
      for (const form of [text.toLowerCase(), text.toUpperCase()]) {
        for (const second of [text.toLowerCase(), text.toUpperCase()]) this.starts.add(start(form.charCodeAt(0), second.charCodeAt(1)));
      }
    }
  }

  get(text: string): T | undefined {
    if (text.length > this.longest + 2 || !this.starts.has(start(text.charCodeAt(0), text.charCodeAt(1)))) return undefined;
    const plain = text.trimEnd().toLowerCase();
    return this.values.get(plain.endsWith('.') || plain.endsWith('。') ? plain.slice(0, -1) : plain);
  }
}

function start(first: number, second: number): number {
  return first * 65_536 + second;
}
