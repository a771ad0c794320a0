/** Saves a text where the browser saves. Characters that a file name cannot have become underscores. */
export function saveFile(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name.replace(/[\\/:*?"<>|]/g, '_');
  link.click();
  URL.revokeObjectURL(link.href);
}

export const saveJson = (name: string, content: object) => saveFile(`${name}.json`, 'application/json', JSON.stringify(content, null, 2));
