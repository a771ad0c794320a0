import type { Checkup } from '#picture';

/** What a report is written from: the published document and the rows that could not be read. */
export interface Report {
  checkup: Checkup;
  /** The first few; the account of all of them is in `checkup.source`. */
  rejections: RejectedRow[];
}

export interface RejectedRow {
  file: string;
  /** 1-based; null where the format has no lines. */
  line: number | null;
  /** Byte position in the file. */
  offset: number;
  /** A key of `picture:reject`. */
  reason: string;
  /** Beginning of the row; '' in pseudonymous reports. */
  sample: string;
}
