/** An entry of an archive that can be read any number of times. */
export interface ArchiveEntry {
  path: string;
  /** Bytes as the archive's directory says. */
  size: number;
  open(): AsyncIterable<Uint8Array>;
}

export function isWorkbook(paths: string[]): boolean {
  return paths.some((path) => /^xl\/workbook\.xml$/i.test(path));
}

/** What of an archive is looked at when it is a workbook: no pictures, no macros. */
export function isWorkbookPart(path: string): boolean {
  return /^xl\/(?:workbook\.xml|styles\.xml|sharedStrings\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/i.test(path);
}
