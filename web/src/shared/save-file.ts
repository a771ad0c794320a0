/** Saves a text where the browser saves. Characters that a file name cannot have become underscores. */
export function saveFile(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name.replace(/[\\/:*?"<>|]/g, '_');
  link.click();
  URL.revokeObjectURL(link.href);
}

/** As a table that Excel opens; a cell that looks like a formula is kept a text. @param rows the head first */
export function saveTable(name: string, rows: readonly (readonly string[])[]): void {
  const cell = (value: string) => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
  saveFile(`${name}.csv`, 'text/csv;charset=utf-8', `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}`);
}

export const saveJson = (name: string, content: object) => saveFile(`${name}.json`, 'application/json', JSON.stringify(content, null, 2));
