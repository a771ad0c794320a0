import type { Sender } from '#vocabulary/records';

interface Speaker {
  name: string;
  sender: Sender;
}

/** A hostile file may name a new person on every line, or people alike in the letters looked at. */
const MOST = 500_000;
const ALIKE = 16;

/**
 * Who is named at the beginning of a row. Found by a few of the name's letters instead of by the name: cutting it out and
 * hashing it for every row would be a tenth of reading the file.
 */
export class Speakers {
  private readonly byLetters = new Map<number, Speaker[]>();
  /** Those beyond ALIKE of one kind. */
  private readonly byName = new Map<string, Sender>();
  private count = 0;

  /** @param length of the name, as the row writes it */
  find(row: string, length: number): Sender | undefined {
    const alike = this.byLetters.get(letters(row, length));
    if (!alike) return undefined;
    for (const { name, sender } of alike) if (name.length === length && row.startsWith(name)) return sender;
    return alike.length < ALIKE ? undefined : this.byName.get(row.slice(0, length));
  }

  add(name: string, sender: Sender): void {
    if (this.count >= MOST) {
      this.byLetters.clear();
      this.byName.clear();
      this.count = 0;
    }
    this.count += 1;
    const key = letters(name, name.length);
    const alike = this.byLetters.get(key);
    if (alike && alike.length >= ALIKE) this.byName.set(name, sender);
    else if (alike) alike.push({ name, sender });
    else this.byLetters.set(key, [{ name, sender }]);
  }
}

/** The first, the middle and the last four: numbers at the end tell most names apart that begin alike. */
function letters(text: string, length: number): number {
  let key = length;
  for (let at = Math.max(0, length - 4); at < length; at += 1) key = Math.imul(key, 31) + text.charCodeAt(at);
  key = Math.imul(key, 31) + text.charCodeAt(0);
  return (Math.imul(key, 31) + text.charCodeAt(length >> 1)) | 0;
}
