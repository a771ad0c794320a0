/**
 * The desktop writes `21:04 name text` with blanks alone, and names may have blanks. Where everything that begins with a
 * word goes on with one and the same word, that word belongs to the name.
 */
export class SpacedNames {
  private readonly names: string[];

  /** `rests` = what stands behind the times of the first rows. */
  constructor(rests: string[]) {
    const found = new Set<string>();
    const groups = new Map<string, string[][]>();
    for (const rest of rests) {
      const words = rest.split(' ');
      const first = words[0] ?? '';
      const group = groups.get(first);
      if (group) group.push(words);
      else groups.set(first, [words]);
    }
    for (const [first, rows] of groups) {
      let length = 1;
      while (rows.length >= 3 && rows.every((words) => words.length > length + 1 && words[length] === rows[0]?.[length])) length++;
      if (length > 1) found.add((rows[0] ?? [first]).slice(0, length).join(' '));
    }
    this.names = [...found].sort((a, b) => b.length - a.length);
  }

  /** null where there is no blank: then nobody speaks. */
  split(rest: string): { name: string; text: string } | null {
    const name = this.names.find((known) => rest.startsWith(`${known} `)) ?? rest.slice(0, Math.max(0, rest.indexOf(' ')));
    return name === '' ? null : { name, text: rest.slice(name.length + 1) };
  }
}
