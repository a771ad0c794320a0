/**
 * Who is meant by a name: in `@Li Lei have you seen this`, in a line of a 接龙. Built once per picture, because names
 * become known in any order of import.
 */
import type { Person } from '../facts.ts';

/** Character that would make what stands before it a part of a longer word. */
const INSIDE_WORD = /[\p{L}\p{N}_]/u;

export class NameIndex {
  /** Folded name or id → who, or null where two people bear it. */
  private readonly who = new Map<string, string | null>();
  /** First character of a name → lengths of the names that begin so, longest first. */
  private readonly lengths = new Map<string, number[]>();

  constructor(people: readonly Person[]) {
    for (const person of people) {
      this.put(person.who.slice(person.who.indexOf(':') + 1), person.who);
      for (const key of person.others ?? []) this.put(key.slice(key.indexOf(':') + 1), person.who);
      this.put(person.name, person.who);
      for (const alias of person.aliases) this.put(alias, person.who);
    }
    for (const lengths of this.lengths.values()) lengths.sort((a, b) => b - a);
  }

  /**
   * The longest known name, former name or id that `raw` begins with, a whole word of its own. Upper and lower case are
   * the same. @returns null when nobody, or more than one person, has that name
   */
  resolve(raw: string): string | null {
    const text = fold(raw);
    for (const length of this.lengths.get(text.charAt(0)) ?? []) {
      if (length > text.length) continue;
      const who = this.who.get(text.slice(0, length));
      if (who !== undefined && !INSIDE_WORD.test(characterAt(text, length))) return who;
    }
    return null;
  }

  private put(name: string, who: string): void {
    const folded = fold(name);
    if (folded === '') return;
    const known = this.who.get(folded);
    if (known === undefined) {
      this.who.set(folded, who);
      const lengths = this.lengths.get(folded.charAt(0));
      if (!lengths) this.lengths.set(folded.charAt(0), [folded.length]);
      else if (!lengths.includes(folded.length)) lengths.push(folded.length);
    } else if (known !== who) this.who.set(folded, null);
  }
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}

function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}
