/** The delimiter that most lines share, or null where lines are single names. */
export function delimiterOf(lines: string[]): '\t' | ',' | ';' | '、' | null {
  const filled = lines.filter((line) => line.trim() !== '').slice(0, 200);
  for (const delimiter of ['\t', ',', ';', '、'] as const) {
    if (filled.filter((line) => line.includes(delimiter)).length > filled.length / 2) return delimiter;
  }
  return null;
}

/** Cells of one line, quotes after RFC 4180; null while a quoted cell is still open at the end of the line. */
export function splitCells(line: string, delimiter: string): string[] | null {
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const start = at + (/^[ ]*/.exec(line.slice(at, at + 20))?.[0].length ?? 0);
    if (line[start] === '"') {
      let end = start + 1;
      let cell = '';
      for (;;) {
        const quote = line.indexOf('"', end);
        if (quote < 0) return null;
        cell += line.slice(end, quote);
        end = quote + 1;
        if (line[end] !== '"') break;
        cell += '"';
        end++;
      }
      const next = line.indexOf(delimiter, end);
      cells.push((cell + line.slice(end, next < 0 ? undefined : next)).trim());
      if (next < 0) return cells;
      at = next + delimiter.length;
    } else {
      const next = line.indexOf(delimiter, at);
      cells.push(line.slice(at, next < 0 ? undefined : next).trim());
      if (next < 0) return cells;
      at = next + delimiter.length;
    }
  }
}
